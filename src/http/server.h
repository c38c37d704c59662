// Listens, and serves an application to whoever connects: HTTP/1.1, plain or over TLS.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "http/application.h"

namespace maktab::http {

struct TlsFiles {
  std::string certificate_chain;  // PEM, the server's own certificate first
  std::string private_key;        // PEM
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: one that is free
  std::optional<TlsFiles> tls;
  std::size_t threads = 0;  // 0: one a core
  std::size_t max_connections = 4096;
  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds idle_timeout{75'000};
  std::chrono::milliseconds head_timeout{10'000};
  std::chrono::milliseconds body_timeout{30'000};
  std::chrono::milliseconds write_timeout{30'000};
  std::chrono::milliseconds stop_deadline{10'000};
};

class Server {
 public:
  // `application` must outlive the server.
  Server(ServerOptions options, Application& application);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Errors: http.cannot_listen (address, port, why), http.bad_tls (file).
  base::Status Start();
  // No new connections; connections between requests end, what is in flight is answered first. What still waits for its
  // client after the deadline is cut off. Returns when all threads have ended. May be called once, from any thread that
  // is not the server's.
  void Stop();

  // The port in fact; REQUIRES: started.
  std::uint16_t port() const;
  std::size_t connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace maktab::http
