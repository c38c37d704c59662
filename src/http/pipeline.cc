#include "http/pipeline.h"

#include "base/hash.h"
#include "base/log.h"
#include "http/header_values.h"
#include "http/problem.h"
#include "http/security.h"

namespace maktab::http {

namespace {

constexpr std::size_t kMaxClients = 100'000;

bool IsForPrograms(const Request& request) {
  static constexpr std::string_view kPrefixes[] = {"api",        "match",   "search",  "entities", "catalog",
                                                   "algorithms", "notices", "healthz", "readyz",   "metrics"};
  if (request.segments.empty()) return false;
  for (const std::string_view prefix : kPrefixes) {
    if (request.segments.front() == prefix) return true;
  }
  return false;
}

base::Status CheckMediaType(const Request& request, const Route& route) {
  const auto media = ParseMediaType(request.headers.Get("Content-Type"));
  const std::string type = media ? media->type : std::string();
  if (route.body == BodyKind::kJson) {
    // Clients of others (curl -d, old scripts) send none; a form's types would let a page of another site send one.
    if (type.empty() || type == "application/json" || type.ends_with("+json")) return {};
    return base::Err("http.unsupported_media_type").With("wanted", "application/json");
  }
  if (route.media_type.empty() || type == route.media_type) return {};
  return base::Err("http.unsupported_media_type").With("wanted", route.media_type);
}

std::uint64_t RequestHash(const Request& request) {
  std::uint64_t hash = base::HashBytes(request.body, request.content_length.value_or(0));
  for (const auto& [name, value] : request.query) hash = base::HashBytes(value, base::HashBytes(name, hash));
  return hash;
}

}  // namespace

Pipeline::Pipeline(Parts parts, PipelineOptions options)
    : parts_(std::move(parts)),
      options_(std::move(options)),
      anonymous_(options_.anonymous, kMaxClients),
      principal_(options_.principal, kMaxClients),
      attempts_(options_.attempts, kMaxClients) {}

model::Language Pipeline::LanguageOf(const Request& request) {
  if (const auto chosen = model::ParseLanguage(request.Query("lang"))) return *chosen;
  return model::NegotiateLanguage(request.headers.Get("Accept-Language"));
}

Response Pipeline::Problem(const base::Error& error, const Request& request) const {
  return ProblemResponse(error, parts_.words, request.language);
}

Response Pipeline::Refuse(const base::Error& error, const Request& request) {
  Response response = Problem(error, request);
  response.close = true;
  AddSecurityHeaders(response, request.secure);
  return response;
}

Task<Response> Pipeline::Handle(Request& request) {
  request.language = LanguageOf(request);
  Response response = co_await Serve(request);
  AddSecurityHeaders(response, request.secure);
  co_return response;
}

void Pipeline::Finished(const Request& request, const Response& response, std::uint64_t bytes_sent) {
  const std::int64_t micros = SteadyMicros() - request.started_micros;
  const std::string_view pattern = request.pattern.empty() ? "-" : request.pattern;
  parts_.metrics.CountRequest(request.method, pattern, response.status, micros);
  if (response.status >= 500 && response.problem) {
    spdlog::error("http: {} {} {} {}: {}", MethodName(request.method), pattern, response.status, response.problem->code,
                  response.problem->log);
  }
  if (!options_.access_log) return;
  spdlog::info("http: {} {} {} {} bytes {:.1f} ms from {} by {}", MethodName(request.method), pattern, response.status,
               bytes_sent, double(micros) / 1000, request.client,
               request.identity ? request.identity->who.id : std::string("-"));
}

Task<Response> Pipeline::Serve(Request& request) {
  const base::Status host = CheckHost(request, options_.bound_to_loopback, options_.allowed_hosts);
  if (!host.ok()) co_return Problem(host.error(), request);
  const Router::Found found = parts_.router.Match(request.method, request.segments);
  if (found.route != nullptr) {
    request.pattern = found.route->pattern;
    request.params = found.params;
    Response response = co_await ServeRoute(request, *found.route);
    co_return response;
  }
  const bool for_programs = IsForPrograms(request);
  const std::string allow = !found.allow.empty() ? found.allow : for_programs ? "" : "GET, HEAD, OPTIONS";
  if (request.method == Method::kOptions && !allow.empty()) {
    Response response = Response::Empty();
    response.headers.Add("Allow", allow);
    co_return response;
  }
  if (found.allow.empty() && !for_programs && (request.method == Method::kGet || request.method == Method::kHead)) {
    request.pattern = "/";
    if (std::optional<Response> page = parts_.pages.Find(request)) co_return std::move(*page);
  }
  if (allow.empty() || IsSafe(request.method)) {
    if (found.allow.empty()) co_return Problem(base::Err("http.not_found"), request);
  }
  Response response = Problem(base::Err("http.method_not_allowed").With("allowed", allow), request);
  response.headers.Add("Allow", allow);
  co_return response;
}

Task<Response> Pipeline::ServeRoute(Request& request, const Route& route) {
  const base::Status admitted = co_await Admit(request, route);
  if (!admitted.ok()) co_return Problem(admitted.error(), request);
  const std::string_view client_key = request.headers.Get("Idempotency-Key");
  if (!route.idempotent || client_key.empty()) {
    Response response = co_await Call(request, route);
    co_return response;
  }
  if (client_key.size() > kMaxIdempotencyKeyBytes) {
    co_return Problem(base::Err("http.bad_parameter").With("name", "Idempotency-Key"), request);
  }
  std::string key(MethodName(route.method));
  key.append(" ").append(request.path).append("\n").append(request.identity ? request.who().id : request.client);
  key.append("\n").append(client_key);
  base::Result<std::optional<Response>> known = idempotency_.Begin(key, RequestHash(request), parts_.clock.Now());
  if (!known.ok()) co_return Problem(known.error(), request);
  if (*known) {
    Response again = std::move(**known);
    if (route.replay) {
      const base::Status may = co_await route.replay(request, again.body);
      if (!may.ok()) co_return Problem(may.error(), request);
    }
    again.headers.Add("Idempotent-Replayed", "true");
    co_return again;
  }
  Response response = co_await Call(request, route);
  // What failed may be tried again; only what was done is done once.
  if (response.status < 300 && !response.stream) {
    idempotency_.Keep(key, response);
  } else {
    idempotency_.Forget(key);
  }
  co_return response;
}

Task<Response> Pipeline::Call(Request& request, const Route& route) {
  std::string failure;
  try {
    Response response = co_await route.handler(request);
    co_return response;
  } catch (const std::exception& exception) {
    failure = exception.what();
  }
  base::Error error = base::Err("http.internal");
  error.log = failure;
  co_return Problem(error, request);
}

base::Status Pipeline::CheckRate(RateLimiter& limiter, const std::string& client) {
  const std::int64_t seconds = limiter.Take(client, parts_.clock.Now());
  if (seconds == 0) return {};
  return base::Err("http.too_many_requests").With("seconds", std::to_string(seconds));
}

// Everything that can be refused without reading the body is refused before it.
Task<base::Status> Pipeline::Admit(Request& request, const Route& route) {
  const base::Status identified = co_await Identify(request, route);
  if (!identified.ok()) co_return identified;
  if (route.attempts) {
    const base::Status rate = CheckRate(attempts_, request.client);
    if (!rate.ok()) co_return rate;
  }
  if (!request.identity || request.identity->by_cookie) {
    const base::Status origin = CheckOrigin(request);
    if (!origin.ok()) co_return origin;
  }
  if (request.identity && route.csrf_by_token) {
    const base::Status csrf = CheckCsrf(request);
    if (!csrf.ok()) co_return csrf;
  }
  if (route.right && !model::MayDo(request.who().role, *route.right)) {
    co_return base::Err("access.denied").With("role", model::RoleName(request.who().role));
  }
  const base::Status body = co_await ReadBody(request, route);
  co_return body;
}

Task<base::Status> Pipeline::Identify(Request& request, const Route& route) {
  const std::string_view key = ApiKeyOf(request);
  const std::string_view cookie = CookieValue(request.headers.Get("Cookie"), kSessionCookie);
  base::Error refusal = base::Err("http.sign_in_needed");
  if (!key.empty() || !cookie.empty()) {
    Task<base::Result<Identity>> asked =
        !key.empty() ? parts_.gate.ByKey(std::string(key)) : parts_.gate.BySession(std::string(cookie));
    base::Result<Identity> identity = co_await std::move(asked);
    if (identity.ok()) {
      request.identity = std::move(identity).value();
      co_return CheckRate(principal_, request.identity->who.id);
    }
    refusal = identity.error();
  }
  const base::Status rate = CheckRate(anonymous_, request.client);
  if (!rate.ok()) co_return rate;
  if (route.access == Access::kOpen) co_return base::Status();
  co_return refusal;
}

Task<base::Status> Pipeline::ReadBody(Request& request, const Route& route) {
  const bool some = request.content_length.value_or(0) > 0 || request.headers.Count("Transfer-Encoding") > 0;
  if (route.body == BodyKind::kNone) {
    if (some) co_return base::Err("http.body_too_large").With("limit", "0");
    co_return base::Status();
  }
  const base::Status media = CheckMediaType(request, route);
  if (!media.ok()) co_return media;
  if (route.body == BodyKind::kStream) co_return base::Status();
  const base::Error too_large = base::Err("http.body_too_large").With("limit", std::to_string(route.max_body));
  if (request.content_length.value_or(0) > route.max_body) co_return too_large;
  for (;;) {
    base::Result<std::string> bytes = co_await request.reader->ReadSome();
    if (!bytes.ok()) co_return bytes.error();
    if (bytes->empty()) co_return base::Status();
    if (request.body.size() + bytes->size() > route.max_body) co_return too_large;
    request.body += *bytes;
  }
}

}  // namespace maktab::http
