// What every request passes through before its handler and after it: host, pages, route, rate, sign-in, origin and
// CSRF, right, body, idempotency; then security headers, counters, the access log.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "http/application.h"
#include "http/idempotency.h"
#include "http/metrics.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/static_pages.h"
#include "model/words.h"

namespace maktab::http {

// Finds out who sends a request. Called from any of the server's threads.
class Gate {
 public:
  virtual ~Gate() = default;
  // By the value of the session cookie. Error: session.expired.
  virtual Task<base::Result<Identity>> BySession(std::string token) = 0;
  // By an API key. Error: key.unknown.
  virtual Task<base::Result<Identity>> ByKey(std::string key) = 0;
};

struct PipelineOptions {
  bool bound_to_loopback = true;
  std::vector<std::string> allowed_hosts;             // names without port, in lower case
  Rate anonymous{.per_second = 50, .burst = 200};     // requests of one address that nobody signed
  Rate principal{.per_second = 0, .burst = 1};        // requests of one person or system; 0: as many as it likes
  Rate attempts{.per_second = 1.0 / 6, .burst = 10};  // sign-ins tried from one address
  bool access_log = false;                            // a line for each request; errors of the server are logged always
};

class Pipeline final : public Application {
 public:
  struct Parts {
    Router router;
    Gate& gate;
    const model::Words& words;
    const StaticPages& pages;
    Metrics& metrics;
    const base::Clock& clock;
  };

  Pipeline(Parts parts, PipelineOptions options);

  Task<Response> Handle(Request& request) override;
  Response Refuse(const base::Error& error, const Request& request) override;
  void Finished(const Request& request, const Response& response, std::uint64_t bytes_sent) override;
  void CountConnection(int change) override { parts_.metrics.CountConnection(change); }

  const Router& router() const { return parts_.router; }

 private:
  Task<Response> Serve(Request& request);
  Task<Response> ServeRoute(Request& request, const Route& route);
  Task<base::Status> Admit(Request& request, const Route& route);
  Task<base::Status> Identify(Request& request, const Route& route);
  Task<base::Status> ReadBody(Request& request, const Route& route);
  Task<Response> Call(Request& request, const Route& route);
  base::Status CheckRate(RateLimiter& limiter, const std::string& client);
  Response Problem(const base::Error& error, const Request& request) const;
  static model::Language LanguageOf(const Request& request);

  const Parts parts_;
  const PipelineOptions options_;
  RateLimiter anonymous_, principal_, attempts_;
  IdempotencyStore idempotency_;
};

}  // namespace maktab::http
