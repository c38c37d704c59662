#include "http/route_help.h"

#include <algorithm>
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

namespace {

// People read a field's label, in their language; programs get its id.
base::Error WithLabels(const base::Error& error, const model::Registers& registers, model::Language language) {
  const auto param = [](auto& params, std::string_view name) {
    return std::find_if(params.begin(), params.end(), [&](const auto& one) { return one.first == name; });
  };
  base::Error said{error.code, error.params, {}};
  const auto in = param(error.params, "register");
  const auto named = param(said.params, "field");
  if (in == error.params.end() || named == said.params.end()) return said;
  const model::Register* found = registers.Find(in->second);
  const model::Field* field = found == nullptr ? nullptr : found->FindField(named->second);
  if (field != nullptr) named->second = field->label[std::size_t(language)];
  return said;
}

}  // namespace

Response Problem(const Context& context, const Request& request, const base::Error& error) {
  const desk::Parts& parts = context.desks.parts;
  const base::Error said = WithLabels(error, parts.registers, request.language);
  return ProblemResponse(error, parts.words.Say(request.language, said), parts.words, request.language);
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

}  // namespace maktab::http
