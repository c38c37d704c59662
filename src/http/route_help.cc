#include "http/route_help.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "desk/letter_words.h"
#include "desk/records.h"
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

std::set<std::string> RecordsIn(const std::string& answer) {
  std::set<std::string> ids;
  const auto body = base::JsonDocument::Parse(answer);
  // Of one that went out of sight by what he did, the answer says nothing.
  if (!body.ok() || body->root()["gone"].boolean().value_or(false)) return ids;
  const auto add = [&](const base::JsonRef& id) {
    if (id.is_string()) ids.emplace(*id.string());
  };
  add(body->root()["id"]);
  for (const base::JsonRef& item : body->root()["items"].elements()) add(item["record"]["id"]);
  return ids;
}

Task<base::Status> MayReplay(const Context& context, Request& request, std::string answer) {
  const model::Principal who = request.who();
  const auto work = [&context, who, answer]() -> base::Status {
    const std::set<std::string> told = RecordsIn(answer);
    MAKTAB_ASSIGN(const auto seen, context.desks.records.Seen(who, told));
    return seen == told ? base::Status() : base::Status(base::Err("record.unknown"));
  };
  base::Status may = co_await context.for_rest.Run(work);
  co_return may;
}

}  // namespace

std::function<Task<base::Status>(Request&, std::string)> ReplayOfRecords(const Context& context) {
  return [&context](Request& request, std::string answer) { return MayReplay(context, request, std::move(answer)); };
}

namespace {

// What is missing, as people say it; the ids where the register is not known.
std::string NeedsIn(const model::Register* in, const std::string& ids, model::Language language) {
  if (in == nullptr) return ids;
  const std::string_view between = language == model::Language::kArabic ? "؛ " : "; ";
  std::string text;
  for (const model::Need& need : in->needs) {
    const bool missing = ("," + ids + ",").find("," + need.id + ",") != std::string::npos;
    if (missing) text.append(text.empty() ? "" : between).append(need.label[std::size_t(language)]);
  }
  return text;
}

// People read a field's label, in their language; programs get its id.
base::Error WithLabels(const base::Error& error, const model::Registers& registers, model::Language language) {
  const auto param = [](auto& params, std::string_view name) {
    return std::find_if(params.begin(), params.end(), [&](const auto& one) { return one.first == name; });
  };
  base::Error said{error.code, error.params, {}};
  const auto in = param(error.params, "register");
  const auto needs = param(said.params, "needs");
  if (in != error.params.end() && needs != said.params.end()) {
    needs->second = NeedsIn(registers.Find(in->second), needs->second, language);
  }
  const auto holder = param(said.params, "holder");
  const model::Choice* unit = holder == said.params.end() ? nullptr : registers.FindUnit(holder->second);
  if (unit != nullptr) holder->second = unit->label[std::size_t(language)];
  const auto named = param(said.params, "field");
  if (in == error.params.end() || named == said.params.end()) return said;
  const model::Register* found = registers.Find(in->second);
  const model::Field* field = found == nullptr ? nullptr : found->FindField(named->second);
  if (field == nullptr) return said;
  named->second = field->label[std::size_t(language)];
  const auto chosen = param(said.params, "choice");
  for (const model::Choice& choice : field->choices) {
    if (chosen != said.params.end() && choice.id == chosen->second)
      chosen->second = choice.label[std::size_t(language)];
  }
  return said;
}

}  // namespace

std::string ClockLabel(const Context& context, const store::Deadline& deadline, model::Language language) {
  const model::Registers& registers = context.desks.parts.registers;
  const model::DeadlineRule* rule = registers.FindRule(deadline.rule);
  std::string label = rule == nullptr ? deadline.rule : rule->label[std::size_t(language)];
  if (deadline.holder.empty()) return label;
  return label + " · " + desk::SayHolder(context.desks.parts, deadline.holder, language);
}

std::string SayError(const Context& context, const Request& request, const base::Error& error) {
  const desk::Parts& parts = context.desks.parts;
  return parts.words.Say(request.language, WithLabels(error, parts.registers, request.language));
}

Response Problem(const Context& context, const Request& request, const base::Error& error) {
  return ProblemResponse(error, SayError(context, request, error), context.desks.parts.words, request.language);
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
