// What the server serves: given each request, gives each answer.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "http/message.h"

namespace maktab::http {

// Called from any of the server's threads, several at once.
class Application {
 public:
  virtual ~Application() = default;
  // Must not throw and must not block the thread.
  virtual Task<Response> Handle(Request& request) = 0;
  // The answer to what could not be read as a request, or was refused before it was one.
  virtual Response Refuse(const base::Error& error, const Request& request) = 0;
  // The answer has been sent, or its sending broke off.
  virtual void Finished(const Request& request, const Response& response, std::uint64_t bytes_sent) = 0;
  virtual void CountConnection(int change) = 0;
};

}  // namespace maktab::http
