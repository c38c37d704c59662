#include "desk/record_entry.h"

#include <unicode/timezone.h>

#include <algorithm>

#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kMinute = 60 * base::kMicrosPerSecond;

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Values After(const Step& step) {
  Values after = step.before;
  for (const auto& [field, value] : step.changes) {
    if (value == "null") {
      after.erase(field);
    } else {
      after[field] = value;
    }
  }
  return after;
}

// Minutes that the place is ahead of UTC at an instant, summer time included.
std::int32_t OffsetAt(const std::string& zone, std::int64_t micros) {
  const std::unique_ptr<icu::TimeZone> place(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  std::int32_t raw = 0, summer = 0;
  UErrorCode failed = U_ZERO_ERROR;
  place->getOffset(double(micros) / 1000, false, raw, summer, failed);
  return U_SUCCESS(failed) ? (raw + summer) / 60'000 : 0;
}

// The end of a limit; days end by the clock of the place on the last day, also if that clock was changed meanwhile.
base::Instant DueAt(const model::DeadlineRule& rule, base::Instant from, const Parts& parts) {
  calendar::WorkCalendar place;
  place.utc_offset_minutes = OffsetAt(parts.settings.zone, from.micros);
  const std::int64_t due = calendar::LimitEnd(from.micros, rule.unit, rule.amount, place);
  if (rule.unit == calendar::LimitUnit::kHours || rule.unit == calendar::LimitUnit::kMinutes) return {due};
  const std::int64_t then = OffsetAt(parts.settings.zone, due);
  return {due + (place.utc_offset_minutes - then) * kMinute};
}

base::Instant StartOf(const model::DeadlineRule& rule, const Values& values, base::Instant happened_at) {
  const auto value = values.find(rule.from_field);
  if (rule.from_field.empty() || value == values.end()) return happened_at;
  const std::vector<std::string> texts = TextsOf(value->second);
  if (texts.empty()) return happened_at;
  if (const auto instant = base::ParseInstant(texts.front())) return *instant;
  const auto date = calendar::ParsePartialDate(texts.front());
  return date ? base::Instant{calendar::FirstDay(*date) * base::kMicrosPerDay} : happened_at;
}

void WriteDeadline(base::JsonWriter& json, std::string_view rule, std::string_view what) {
  json.BeginObject().Field("rule", rule).Field("do", what);
}

void WriteDeadlines(base::JsonWriter& json, const Step& step, const Values& after, const Parts& parts) {
  json.Key("deadlines").BeginArray();
  for (const std::string& id : step.action.starts) {
    const model::DeadlineRule& rule = *parts.registers.FindRule(id);
    if (rule.when && !Holds(*rule.when, after)) continue;
    const base::Instant from = StartOf(rule, after, step.happened_at);
    WriteDeadline(json, id, "start");
    json.Field("must", rule.must).Field("started_at", base::FormatInstant(from));
    json.Field("due_at", base::FormatInstant(DueAt(rule, from, parts))).EndObject();
  }
  for (const store::Deadline& deadline : step.deadlines) {
    if (deadline.state == "met") continue;
    if (Contains(step.action.meets, deadline.rule)) {
      WriteDeadline(json, deadline.rule, "meet");
      json.EndObject();
    } else if (Contains(step.action.pauses, deadline.rule) && deadline.state == "running") {
      WriteDeadline(json, deadline.rule, "pause");
      json.EndObject();
    } else if (Contains(step.action.resumes, deadline.rule) && deadline.state == "paused") {
      const std::int64_t stopped = std::max<std::int64_t>(step.happened_at.micros - deadline.stopped_at.micros, 0);
      WriteDeadline(json, deadline.rule, "resume");
      json.Field("due_at", base::FormatInstant({deadline.due_at.micros + stopped})).EndObject();
    }
  }
  json.EndArray();
}

bool IsIndexed(model::FieldType type) {
  using model::FieldType;
  return type == FieldType::kChoice || type == FieldType::kChoices || type == FieldType::kPartner ||
         type == FieldType::kUnit || type == FieldType::kUser || type == FieldType::kLink;
}

// Choices, partners, units and users, by which lists are filtered; partner, unit, officer and priority by those names.
void WriteIndex(base::JsonWriter& json, const model::Register& in, const Values& after) {
  json.Key("index").BeginObject();
  for (const model::Field& field : in.fields) {
    const auto value = after.find(field.id);
    if (value != after.end() && IsIndexed(field.type)) json.Key(field.id).Strings(TextsOf(value->second));
  }
  json.EndObject();
}

std::string CaptionOf(const model::Register& in, const Values& after) {
  std::string caption;
  for (const std::string& field : in.caption) {
    const auto value = after.find(field);
    if (value == after.end()) continue;
    for (const std::string& text : TextsOf(value->second)) caption += (caption.empty() ? "" : " · ") + text;
  }
  return caption;
}

std::string SearchOf(const model::Register& in, const Values& after, const std::string& number) {
  std::string text = number;
  for (const model::Field& field : in.fields) {
    const auto value = after.find(field.id);
    if (value == after.end() || IsIndexed(field.type) || field.type == model::FieldType::kInstant) continue;
    for (const std::string& part : TextsOf(value->second)) text += " " + part;
  }
  return SearchText(text);
}

void WriteChanges(base::JsonWriter& json, const Step& step) {
  json.Key("values").BeginObject();
  for (const auto& [field, value] : step.changes) json.Key(field).Raw(value);
  json.EndObject().Key("old").BeginObject();
  for (const auto& [field, value] : step.changes) {
    const auto before = step.before.find(field);
    if (before != step.before.end()) json.Key(field).Raw(before->second);
  }
  json.EndObject();
}

std::string Filled(std::string text, std::string_view placeholder, std::string_view value) {
  const std::size_t at = text.find(placeholder);
  return at == std::string::npos ? text : text.replace(at, placeholder.size(), value);
}

std::string NumberOf(const std::string& series, std::int64_t serial) {
  std::string digits = std::to_string(serial);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return Filled(series, "{serial}", digits);
}

}  // namespace

bool IsZone(const std::string& zone) {
  const std::unique_ptr<icu::TimeZone> place(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  return !zone.empty() && *place != icu::TimeZone::getUnknown();
}

base::Status MayDo(const model::Action& action, const model::Principal& who, std::string_view state,
                   std::string_view doers) {
  if (std::find(action.may.begin(), action.may.end(), who.role) == action.may.end()) {
    return base::Err("access.denied").With("role", model::RoleName(who.role));
  }
  if (!action.creates() && !Contains(action.from, state)) return base::Err("action.not_now").With("state", state);
  if (action.four_eyes.empty()) return {};
  const auto done = base::JsonDocument::Parse(doers);
  const bool himself = done.ok() && done->root()[action.four_eyes].string().value_or("") == who.id;
  if (himself) return base::Err("action.four_eyes");
  return {};
}

base::Status Complete(const Step& step) {
  const Values after = After(step);
  for (const std::string& id : step.action.required) {
    if (!after.contains(id)) return base::Err("record.required").With("field", id);
  }
  for (const std::string& id : step.action.fields) {
    const model::Field* field = step.in.FindField(id);
    if (field->required_when && Holds(*field->required_when, after) && !after.contains(id)) {
      return base::Err("record.required").With("field", id);
    }
  }
  if (step.action.reason && step.reason.empty()) return base::Err("record.reason_missing");
  return {};
}

std::string SeriesOf(const model::Register& in, const Values& values, const Parts& parts, base::Instant at) {
  std::string series = Filled(in.numbering, "{bureau}", parts.settings.bureau);
  series = Filled(series, "{year}", base::FormatInstant(at).substr(0, 4));
  series = Filled(series, "{code}", in.code);
  const auto by = values.find(in.series_by);
  const std::vector<std::string> texts = by == values.end() ? std::vector<std::string>() : TextsOf(by->second);
  return Filled(series, "{series}", texts.empty() ? "" : texts.front());
}

std::string StepBody(const Step& step, const Parts& parts, const std::string& series, std::int64_t serial) {
  const Values after = After(step);
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  const std::string number = step.version == 0 ? NumberOf(series, serial) : step.number;
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("register", step.in.id);
  if (step.version == 0) json.Field("number", number).Field("series", series).Field("serial", serial);
  json.Field("action", step.action.id).Field("version", step.version + 1).Field("from", step.state);
  json.Field("state", state);
  json.Field("kind", model::kStateKindNames[std::size_t(step.in.FindState(state)->kind)]);
  json.Field("caption", CaptionOf(step.in, after)).Field("happened_at", base::FormatInstant(step.happened_at));
  if (!step.reason.empty()) json.Field("reason", step.reason);
  WriteChanges(json, step);
  WriteIndex(json, step.in, after);
  WriteDeadlines(json, step, after, parts);
  json.Key("facts").BeginArray();
  for (const std::string& what : step.action.facts)
    json.BeginObject().Field("what", what).Field("amount", 1).EndObject();
  json.EndArray().Field("search", SearchOf(step.in, after, number)).EndObject();
  return body;
}

}  // namespace maktab::desk
