// A server with made-up routes and people, for tests of what stands between a socket and a handler.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "http/pipeline.h"
#include "http/server.h"
#include "model/words.h"

namespace maktab::http {

// Knows one session ("session-of-amal", token "csrf-of-amal") of an officer and one key ("mk_border") of a system.
class TestGate final : public Gate {
 public:
  Task<base::Result<Identity>> BySession(std::string token) override;
  Task<base::Result<Identity>> ByKey(std::string key) override;
};

const model::Words& TestWords();
extern const EmbeddedFile kTestPages[];

class TestServer {
 public:
  explicit TestServer(Router router, PipelineOptions pipeline = {}, ServerOptions server = {});

  std::uint16_t port() const { return server_->port(); }
  Server& server() { return *server_; }
  Metrics& metrics() { return metrics_; }
  base::ManualClock& clock() { return clock_; }

 private:
  base::ManualClock clock_{base::Instant{1'800'000'000'000'000}};
  TestGate gate_;
  StaticPages pages_;
  Metrics metrics_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<Server> server_;
};

}  // namespace maktab::http
