#include "desk/record_entry.h"

#include <algorithm>
#include <charconv>

#include "desk/alerts.h"
#include "desk/duplicates.h"
#include "desk/record_tells.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Of a hit: by it the same question is found again (desk/hit_desk.h).
constexpr std::string_view kHitMark = "mark";

void WriteDeadline(base::JsonWriter& json, std::string_view rule, std::string_view what, std::string_view holder) {
  json.BeginObject().Field("rule", rule).Field("do", what);
  if (!holder.empty()) json.Field("holder", holder);
}

void WriteStart(base::JsonWriter& json, const model::DeadlineRule& rule, const Step& step, const Values& after,
                const Clocks& clocks, const std::string& holder = {}) {
  const base::Instant from = clocks.StartOf(rule, after, step.happened_at);
  const Clocks::Due due = clocks.DueOf(rule, after, from);
  WriteDeadline(json, rule.id, "start", holder);
  json.Field("must", rule.must).Field("started_at", base::FormatInstant(from));
  json.Field("due_at", base::FormatInstant(due.at));
  if (!due.calendar.empty()) json.Field("calendar", due.calendar);
  json.EndObject();
  // What comes in waiting has not used up anything.
  if (!Contains(step.action.pauses, rule.id)) return;
  WriteDeadline(json, rule.id, "pause", holder);
  json.EndObject();
}

bool IsOwed(const std::vector<store::Deadline>& clocks, std::string_view rule, std::string_view holder) {
  return std::any_of(clocks.begin(), clocks.end(), [&](const store::Deadline& clock) {
    return clock.open() && clock.rule == rule && clock.holder == holder;
  });
}

// Each holder gets a clock of his own; who owes the same already goes on owing it since then.
void WriteStarts(base::JsonWriter& json, const model::DeadlineRule& rule, const Step& step, const Values& after,
                 const Clocks& clocks) {
  if (!rule.until.empty() && !clocks.UntilOf(rule, after)) return;
  if (rule.each.empty()) return WriteStart(json, rule, step, after, clocks);
  const auto holders = after.find(rule.each);
  if (holders == after.end()) return;
  for (const std::string& holder : TextsOf(holders->second)) {
    if (!IsOwed(step.deadlines, rule.id, holder)) WriteStart(json, rule, step, after, clocks, holder);
  }
}

// What the action does to a clock that the record has.
void WriteChange(base::JsonWriter& json, const store::Deadline& deadline, const Step& step, const Values& after,
                 const Parts& parts, const Clocks& clocks) {
  const bool asked = step.action.receipts.empty() || Contains(step.receipts, deadline.holder);
  if (asked && Contains(step.action.meets, deadline.rule)) {
    WriteDeadline(json, deadline.rule, "meet", deadline.holder);
    json.EndObject();
  } else if (Contains(step.action.drops, deadline.rule)) {
    WriteDeadline(json, deadline.rule, "drop", deadline.holder);
    json.EndObject();
  } else if (Contains(step.action.pauses, deadline.rule) && deadline.state == "running") {
    WriteDeadline(json, deadline.rule, "pause", deadline.holder);
    json.EndObject();
  } else if (Contains(step.action.resumes, deadline.rule) && deadline.state == "paused") {
    const std::int64_t stopped = std::max<std::int64_t>(step.happened_at.micros - deadline.stopped_at.micros, 0);
    WriteDeadline(json, deadline.rule, "resume", deadline.holder);
    json.Field("due_at", base::FormatInstant({deadline.due_at.micros + stopped})).EndObject();
  } else if (Contains(step.action.recounts, deadline.rule)) {
    const auto due = RecountedDue(deadline, after, parts.registers, clocks);
    if (!due || *due == deadline.due_at) return;
    WriteDeadline(json, deadline.rule, "recount", deadline.holder);
    json.Field("due_at", base::FormatInstant(*due)).EndObject();
  }
}

// The rule of a clock that runs and counts from, or ends with, what the step corrects; nullptr: it goes on as it is,
// also where the action says itself what becomes of it.
const model::DeadlineRule* MovedRule(const store::Deadline& deadline, const Step& step, const Parts& parts) {
  const model::DeadlineRule* rule = parts.registers.FindRule(deadline.rule);
  if (rule == nullptr) return nullptr;
  const bool corrected = std::any_of(step.changes.begin(), step.changes.end(), [&](const auto& change) {
    return change.second != "null" && (change.first == rule->from_field || change.first == rule->until);
  });
  const model::Action& action = step.action;
  const bool told = Contains(action.starts, rule->id) || Contains(action.meets, rule->id) ||
                    Contains(action.drops, rule->id) || Contains(action.pauses, rule->id) ||
                    Contains(action.resumes, rule->id) || Contains(action.recounts, rule->id);
  return corrected && !told ? rule : nullptr;
}

// One that has never stood still begins anew from where it should have; of another the end alone moves.
void WriteMoved(base::JsonWriter& json, const model::DeadlineRule& rule, const store::Deadline& deadline,
                const Step& step, const Values& after, const Parts& parts, const Clocks& clocks) {
  const bool stood = deadline.state != "running" || deadline.counted_from != deadline.started_at;
  if (!stood && rule.until.empty() && clocks.Starts(rule, after)) {
    WriteDeadline(json, rule.id, "drop", deadline.holder);
    json.EndObject();
    return WriteStart(json, rule, step, after, clocks, deadline.holder);
  }
  const auto due = RecountedDue(deadline, after, parts.registers, clocks);
  if (!due || *due == deadline.due_at) return;
  WriteDeadline(json, rule.id, "recount", deadline.holder);
  json.Field("due_at", base::FormatInstant(*due)).EndObject();
}

void WriteDeadlines(base::JsonWriter& json, const Step& step, const Values& after, const Parts& parts,
                    const Clocks& clocks) {
  json.Key("deadlines").BeginArray();
  // Those that are there first: an action that meets a rule and starts it again means the old clock.
  for (const store::Deadline& deadline : step.deadlines) {
    if (!deadline.open()) continue;
    if (const model::DeadlineRule* rule = MovedRule(deadline, step, parts)) {
      WriteMoved(json, *rule, deadline, step, after, parts, clocks);
    } else {
      WriteChange(json, deadline, step, after, parts, clocks);
    }
  }
  for (const std::string& id : step.action.starts) {
    const model::DeadlineRule& rule = *parts.registers.FindRule(id);
    const bool starts = (!rule.when || Holds(*rule.when, after)) && clocks.Starts(rule, after);
    if (starts) WriteStarts(json, rule, step, after, clocks);
  }
  json.EndArray();
}

bool IsIndexed(const model::Field& field) {
  using model::FieldType;
  const FieldType type = field.type;
  if (field.unique) return true;
  return type == FieldType::kChoice || type == FieldType::kChoices || type == FieldType::kPartner ||
         type == FieldType::kUnit || type == FieldType::kUser || type == FieldType::kLink ||
         type == FieldType::kUnits || type == FieldType::kUsers || type == FieldType::kCountries ||
         type == FieldType::kLinks;
}

// Choices, partners, units and users, by which lists are filtered; partner, unit, officer and priority by those names;
// and the keys of references by which duplicates are found.
void WriteIndex(base::JsonWriter& json, const model::Register& in, const Values& after) {
  json.Key("index").BeginObject();
  for (const model::Field& field : in.fields) {
    const auto value = after.find(field.id);
    if (value == after.end()) continue;
    std::vector<std::string> texts;
    if (IsIndexed(field) || (in.hits && field.id == kHitMark)) texts = TextsOf(value->second);
    if (IsComparedForDuplicates(in, field)) texts.push_back(ReferenceKey(TextsOf(value->second).front()));
    std::erase(texts, "");
    if (!texts.empty()) json.Key(field.id).Strings(texts);
  }
  json.EndObject();
}

// Values that no other record of the register may have; the store looks, within the transaction.
void WriteUnique(base::JsonWriter& json, const Step& step) {
  bool begun = false;
  for (const auto& [field, value] : step.changes) {
    if (value == "null" || !step.in.FindField(field)->unique) continue;
    if (!begun) json.Key("unique").BeginObject();
    begun = true;
    json.Key(field).Raw(value);
  }
  if (begun) json.EndObject();
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

// Files are found by their names.
std::vector<std::string> NamesOf(std::string_view value) {
  std::vector<std::string> names;
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return names;
  for (const base::JsonRef& row : document->root().elements()) names.emplace_back(row["name"].string().value_or(""));
  return names;
}

void WriteFiles(base::JsonWriter& json, const Step& step) {
  if (step.files.empty()) return;
  json.Key("files").BeginArray();
  for (const store::RecordFile& file : step.files) {
    json.BeginObject().Field("field", file.field).Field("sha256", file.sha256).Field("name", file.name);
    json.Field("type", file.type).Field("bytes", file.bytes).EndObject();
  }
  json.EndArray();
}

// What is found by everybody who sees the record, and what only by those who may read it all.
struct SearchTexts {
  std::string open, guarded;
};

void AddPersons(SearchTexts& texts, const model::Field& field, const std::string& value) {
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return;
  for (const base::JsonRef& row : document->root().elements()) {
    std::string& text = IsMaskedRow(field, row) ? texts.guarded : texts.open;
    for (const auto& [member, one] : row.members()) {
      if (member != "subject") text += " " + std::string(one.string().value_or(""));
    }
  }
}

SearchTexts SearchOf(const model::Register& in, const Values& after, const std::string& number) {
  SearchTexts texts{number, ""};
  for (const model::Field& field : in.fields) {
    const auto value = after.find(field.id);
    if (value == after.end() || IsIndexed(field) || field.type == model::FieldType::kInstant) continue;
    if (!field.person_roles.empty() && !field.masked && field.read.empty()) {
      AddPersons(texts, field, value->second);
      continue;
    }
    std::string& text = field.IsProtected() ? texts.guarded : texts.open;
    const bool files = field.type == model::FieldType::kAttachment;
    for (const std::string& part : files ? NamesOf(value->second) : TextsOf(value->second)) text += " " + part;
  }
  return {SearchText(texts.open), SearchText(texts.guarded)};
}

// Who sees the record from now on; nothing where it is for all of the bureau.
void WriteAccess(base::JsonWriter& json, const model::Restriction& restriction, const Values& after) {
  const std::pair<const char*, const std::string*> fields[] = {
      {"units", &restriction.units}, {"users", &restriction.users}, {"countries", &restriction.countries}};
  if (std::none_of(std::begin(fields), std::end(fields),
                   [&](const auto& one) { return after.contains(*one.second); })) {
    return;
  }
  json.Key("access").BeginObject();
  for (const auto& [key, field] : fields) {
    const auto value = after.find(*field);
    if (value != after.end()) json.Key(key).Strings(TextsOf(value->second));
  }
  json.EndObject();
}

// "arrest_{where}" of a record that says where = here: "arrest_here".
std::string FactOf(std::string what, const Values& after) {
  const std::size_t begin = what.find('{'), end = what.find('}');
  if (begin == std::string::npos) return what;
  const auto value = after.find(what.substr(begin + 1, end - begin - 1));
  const std::vector<std::string> texts = value == after.end() ? std::vector<std::string>() : TextsOf(value->second);
  return what.replace(begin, end - begin + 1, texts.empty() ? "unknown" : texts.front());
}

void WriteFacts(base::JsonWriter& json, const Step& step) {
  json.Key("facts").BeginArray();
  const Values after = After(step);
  for (const std::string& what : step.action.facts) {
    json.BeginObject().Field("what", FactOf(what, after)).Field("amount", 1).EndObject();
  }
  if (step.arrival != nullptr && step.arrival->closed_at) {
    for (const std::string& what : step.arrival->facts) {
      json.BeginObject().Field("what", what).Field("amount", 1);
      json.Field("at", base::FormatInstant(*step.arrival->closed_at)).EndObject();
    }
  }
  json.EndArray();
}

void WriteArrival(base::JsonWriter& json, const Arrival& arrival) {
  if (arrival.closed_at) json.Field("closed_at", base::FormatInstant(*arrival.closed_at));
  json.Key("source").BeginObject().Field("file", arrival.file).Field("line", arrival.line);
  json.Field("digest", arrival.digest).EndObject();
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

namespace {

bool IsMeant(const model::Action& action, const store::Record& record) {
  return !action.when || Holds(*action.when, ReadContent(record.content));
}

}  // namespace

bool Fits(const model::Action& action, const store::Record& record) {
  return Contains(action.from, record.state) && IsMeant(action, record);
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

namespace {

base::Status MayDoAs(const model::Action& action, const store::Seat& seat, const std::string& own,
                     const store::Record& record) {
  if (std::find(action.may.begin(), action.may.end(), seat.role) == action.may.end()) {
    return base::Err("access.denied").With("role", model::RoleName(seat.role));
  }
  if (!action.creates() && !Contains(action.from, record.state)) {
    return base::Err("action.not_now").With("state", record.state);
  }
  if (!IsMeant(action, record)) return base::Err("action.not_for_this").With("action", action.id);
  if (action.four_eyes.empty()) return {};
  const auto done = base::JsonDocument::Parse(record.doers);
  if (!done.ok()) return {};
  std::vector<std::string_view> before;
  for (const std::string& id : action.four_eyes) {
    if (const auto doer = done->root()[id].string()) before.push_back(*doer);
  }
  // What was done before it came here, whoever brought it answers for.
  if (before.empty()) before.push_back(done->root()[model::kImportAction].string().value_or(""));
  const bool his = std::any_of(before.begin(), before.end(), [&](std::string_view doer) {
    return !doer.empty() && (doer == own || doer == seat.id);
  });
  return his ? base::Status(base::Err("action.four_eyes")) : base::Status();
}

}  // namespace

base::Result<std::optional<store::Seat>> MayDo(const model::Action& action, const Reader& reader,
                                               const store::Record& record) {
  const std::string& own = reader.own().id;
  const base::Status himself = MayDoAs(action, reader.own(), own, record);
  for (std::size_t i = 1; i < reader.seats.size(); ++i) {
    const store::Seat& other = reader.seats[i];
    // The record is his whose deputy he is, or his own rights do not reach so far.
    const bool needed = !himself.ok() || (other.id == record.officer && action.four_eyes.empty());
    if (needed && MayDoAs(action, other, own, record).ok()) return std::optional(other);
  }
  if (!himself.ok()) return himself.error();
  return std::optional<store::Seat>();
}

base::Error In(const model::Register& in, base::Error error) {
  return std::move(error).With("register", in.id);
}

namespace {

// What a record could not have begun without stays given when it is corrected.
base::Status KeepsRequired(const Step& step, const Values& after) {
  for (const std::string& id : step.in.Creation().required) {
    const bool emptied = step.before.contains(id) && !after.contains(id);
    if (emptied) return base::Err("record.required").With("field", id);
  }
  return {};
}

}  // namespace

base::Status Complete(const Step& step) {
  const Values after = After(step);
  MAKTAB_TRY(KeepsRequired(step, after));
  for (const std::string& id : step.action.required) {
    if (!after.contains(id)) return base::Err("record.required").With("field", id);
  }
  for (const std::string& id : step.action.complete) {
    for (const model::Choice& choice : step.in.FindField(id)->choices) {
      const bool chosen = after.at(id).find('"' + choice.id + '"') != std::string::npos;
      if (!chosen) return base::Err("record.incomplete").With("field", id).With("choice", choice.id);
    }
  }
  for (const std::string& id : step.action.fields) {
    const model::Field* field = step.in.FindField(id);
    if (field->required_when && Holds(*field->required_when, after) && !after.contains(id)) {
      return base::Err("record.required").With("field", id);
    }
  }
  for (const std::string& holder : step.receipts) {
    const auto owes = [&](const std::string& rule) { return IsOwed(step.deadlines, rule, holder); };
    if (std::none_of(step.action.meets.begin(), step.action.meets.end(), owes)) {
      return base::Err("record.nothing_owed").With("holder", holder);
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

base::Status CheckUnique(const Step& step, const Reader& reader, const Parts& parts) {
  for (const auto& [field, value] : step.changes) {
    if (value == "null" || !step.in.FindField(field)->unique) continue;
    store::RecordFilter filter;
    filter.register_id = step.in.id;
    filter.limit = 2;
    for (const std::string& text : TextsOf(value)) filter.values.push_back({field, text, {}});
    MAKTAB_ASSIGN(const store::RecordPage page, parts.store.Records(filter, reader.viewer));
    for (const store::Record& other : page.records) {
      if (other.id == step.id) continue;
      return base::Err("store.record_doubled").With("field", field).With("number", other.number);
    }
  }
  return {};
}

namespace {

// Takes so many digits from the front; empty if there are fewer or more.
std::string_view TakeDigits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
  if (size < least || size > most) return {};
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

// The longest that the text begins with.
std::string_view TakeChoice(std::string_view& text, const model::Field* field) {
  std::string_view taken;
  if (field == nullptr) return taken;
  for (const model::Choice& choice : field->choices) {
    if (text.starts_with(choice.id) && choice.id.size() > taken.size()) taken = choice.id;
  }
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace

Place PlaceOf(const model::Register& in, const std::string& number, const Parts& parts) {
  Place place;
  const Place alone{number, 0};
  std::string pattern = Filled(Filled(in.numbering, "{bureau}", parts.settings.bureau), "{code}", in.code);
  std::string_view left = number;
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::size_t end = rest.starts_with('{') ? rest.find('}') : std::string_view::npos;
    if (end == std::string_view::npos) {
      if (left.empty() || left.front() != rest.front()) return alone;
      place.series += rest.front();
      left.remove_prefix(1);
      rest.remove_prefix(1);
      continue;
    }
    const std::string_view name = rest.substr(0, end + 1);
    rest.remove_prefix(end + 1);
    std::string_view taken;
    if (name == "{year}") taken = TakeDigits(left, 4, 4);
    if (name == "{series}") taken = TakeChoice(left, in.FindField(in.series_by));
    if (name == "{serial}") taken = TakeDigits(left, 1, 15);
    if (taken.empty()) return alone;
    if (name == "{serial}") std::from_chars(taken.data(), taken.data() + taken.size(), place.serial);
    place.series += name == "{serial}" ? name : taken;
  }
  return left.empty() && place.serial > 0 ? place : alone;
}

std::string StepBody(const Step& step, const Parts& parts, const Clocks& clocks, const std::string& series,
                     std::int64_t serial) {
  const Values after = After(step);
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  const std::string number = step.number.empty() ? NumberOf(series, serial) : step.number;
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("register", step.in.id);
  if (step.version == 0) json.Field("number", number).Field("series", series).Field("serial", serial);
  json.Field("action", step.action.id).Field("version", step.version + 1).Field("from", step.state);
  json.Field("state", state);
  json.Field("kind", model::kStateKindNames[std::size_t(step.in.FindState(state)->kind)]);
  json.Field("caption", CaptionOf(step.in, after)).Field("happened_at", base::FormatInstant(step.happened_at));
  if (!step.reason.empty()) json.Field("reason", step.reason);
  if (!step.once.empty()) json.Field("once", step.once);
  if (step.arrival != nullptr) WriteArrival(json, *step.arrival);
  if (step.instead_of) {
    json.Key("for").BeginObject().Field("id", step.instead_of->id).Field("name", step.instead_of->name).EndObject();
  }
  if (!step.because.empty()) json.Field("because", step.because);
  WriteChanges(json, step);
  if (const std::string alerts = WriteAlerts(step, state); !alerts.empty()) json.Key("alerts").Raw(alerts);
  WriteFiles(json, step);
  WriteIndex(json, step.in, after);
  WriteUnique(json, step);
  if (const std::string subjects = WriteSubjectChanges(step.subjects); !subjects.empty()) {
    json.Key("subjects").Raw(subjects);
  }
  if (!step.apart_from.empty()) json.Key("apart_from").Raw(step.apart_from);
  WriteAccess(json, step.in.restriction, after);
  WriteDeadlines(json, step, after, parts, clocks);
  WriteTells(json, step, after);
  WriteFacts(json, step);
  const SearchTexts search = SearchOf(step.in, after, number);
  json.Field("search", search.open);
  if (!search.guarded.empty()) json.Field("search_guarded", search.guarded);
  json.EndObject();
  return body;
}

}  // namespace maktab::desk
