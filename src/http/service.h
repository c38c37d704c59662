// The whole HTTP side of the program, put together: give it the desk and a place to listen, start it, stop it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/context.h"
#include "http/pipeline.h"
#include "http/server.h"

namespace maktab::http {

struct ServiceOptions {
  ServerOptions server;
  std::vector<std::string> allowed_hosts;  // names under which the server may be reached, besides loopback's own
  std::string version;                     // of the program
  std::filesystem::path upload_folder;     // made and emptied at start; only this process uses it
  std::uint64_t max_upload_bytes = 8ULL * 1024 * 1024 * 1024;
  bool metrics_for_loopback = false;
  bool access_log = false;
  Rate anonymous{.per_second = 50, .burst = 200};
  Rate principal{.per_second = 0, .burst = 1};        // 0: no limit
  Rate attempts{.per_second = 1.0 / 6, .burst = 10};  // sign-ins tried from one address
};

class Service {
 public:
  // What `desks` refers to must outlive the service.
  Service(const Desks& desks, ServiceOptions options);
  ~Service();  // stops
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Errors: http.cannot_listen, http.bad_tls.
  base::Status Start();
  // See Server::Stop. Returns when nothing of it uses the desk any more.
  void Stop();
  std::uint16_t port() const;
  // "http://127.0.0.1:8080"
  std::string address() const;
  // All routes, for the test that compares them with the description.
  const Router& router() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace maktab::http
