#include "http/route_help.h"

#include <charconv>

#include "http/problem.h"

namespace maktab::http {

namespace {

Task<Response> RunBlocking(const Context& context, Request& request, PlainRoute route) {
  const auto work = [&context, &request, route] { return route(context, request); };
  base::Result<Response> response = co_await context.for_rest.Run(work);
  if (response.ok()) co_return std::move(response).value();
  co_return Problem(context, request, response.error());
}

}  // namespace

Handler Blocking(const Context& context, PlainRoute route) {
  return [&context, route](Request& request) { return RunBlocking(context, request, route); };
}

Handler Async(const Context& context, TaskRoute route) {
  return [&context, route](Request& request) { return route(context, request); };
}

Response Problem(const Context& context, const Request& request, const base::Error& error) {
  return ProblemResponse(error, context.desks.parts.words, request.language);
}

base::Error BadParameter(std::string_view name) {
  return base::Err("http.bad_parameter").With("name", name);
}

base::Result<base::JsonDocument> BodyObject(const Request& request) {
  MAKTAB_ASSIGN(base::JsonDocument document, base::JsonDocument::Parse(request.body));
  if (!document.root().is_object()) return BadParameter("body");
  return document;
}

base::Result<std::string> TextMember(const base::JsonRef& object, std::string_view name) {
  const auto text = object[name].string();
  if (!text) return BadParameter(name);
  return std::string(*text);
}

base::Result<std::int64_t> NumberParameter(const Request& request, std::string_view name, std::int64_t otherwise,
                                           std::int64_t least, std::int64_t most) {
  const std::string_view text = request.Query(name);
  if (text.empty()) return otherwise;
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return BadParameter(name);
  }
  return number;
}

base::Result<std::optional<float>> ScoreParameter(const Request& request, std::string_view name) {
  const std::string_view text = request.Query(name);
  if (text.empty()) return std::optional<float>();
  float score = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), score);
  const bool inside = score >= 0 && score <= 1;
  if (failed != std::errc() || end != text.data() + text.size() || !inside) return BadParameter(name);
  return std::optional<float>(score);
}

base::Result<std::optional<std::int64_t>> Cursor(const Request& request) {
  if (request.Query("cursor").empty()) return std::optional<std::int64_t>();
  MAKTAB_ASSIGN(const std::int64_t cursor, NumberParameter(request, "cursor", 0, 0, INT64_MAX));
  return std::optional<std::int64_t>(cursor);
}

std::string PurposeOf(const Request& request) {
  const std::string_view header = request.headers.Get("X-Maktab-Purpose");
  return std::string(header.empty() ? request.Query("purpose") : header);
}

std::string BaseUrl(const Request& request) {
  return (request.secure ? "https://" : "http://") + std::string(request.headers.Get("Host"));
}

base::Result<std::int64_t> MatchedVersion(const Request& request) {
  const std::string_view tag = request.headers.Get("If-Match");
  std::int64_t version = 0;
  for (const char c : tag) {
    if (c == '"') continue;
    if (c < '0' || c > '9' || version > 1'000'000'000) return BadParameter("If-Match");
    version = version * 10 + (c - '0');
  }
  if (version == 0) return BadParameter("If-Match");
  return version;
}

}  // namespace maktab::http
