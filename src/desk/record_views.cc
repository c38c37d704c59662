// What is seen of records: one of them whole, lists, counts, what is masked.
#include <algorithm>

#include "base/utf8.h"
#include "desk/access.h"
#include "desk/record_entry.h"
#include "desk/records.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

constexpr int kTimelineEntries = 500;

TimelineEntry ReadTimeline(const store::Entry& entry) {
  TimelineEntry line;
  line.seq = entry.seq;
  line.at = entry.at;
  line.who = entry.actor.name;
  const auto body = base::JsonDocument::Parse(entry.body);
  if (!body.ok()) return line;
  const auto text = [&](std::string_view key) { return std::string(body->root()[key].string().value_or("")); };
  line.happened_at = base::ParseInstant(text("happened_at")).value_or(entry.at);
  line.action = text("action");
  line.from = text("from");
  line.to = text("state");
  line.reason = text("reason");
  line.file = body->root()["source"]["file"].string().value_or("");
  line.line = body->root()["source"]["line"].integer().value_or(0);
  line.instead_of = body->root()["for"]["name"].string().value_or("");
  for (const auto& [field, value] : body->root()["values"].members()) line.after.emplace(field, value.text());
  for (const auto& [field, value] : body->root()["old"].members()) line.before.emplace(field, value.text());
  return line;
}

ClockView Look(const store::Deadline& deadline, const Values& values, const Parts& parts, const Clocks& clocks) {
  const calendar::ClockFace face = FaceOf(deadline, parts.clock.Now());
  ClockView view{deadline, calendar::ShareUsed(face), 0, deadline.state != "paused" && face.at > face.due, {}};
  if (!deadline.open()) return view;
  view.alarm = calendar::AlarmReached(face, parts.registers.alarms());
  const auto due = RecountedDue(deadline, values, parts.registers, clocks);
  if (due && *due != deadline.due_at) view.recounted_due_at = due;
  return view;
}

bool IsNumber(std::string_view text) {
  return text.find('/') != std::string_view::npos && text.find(' ') == std::string_view::npos;
}

// "123" finds 000123, the end of a number.
std::string PaddedSerial(std::string_view text) {
  constexpr std::size_t kDigits = 6;
  const bool digits = !text.empty() && text.size() < kDigits &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::string(kDigits - text.size(), '0').append(text) : std::string();
}

}  // namespace

base::Result<std::vector<TimelineEntry>> RecordDesk::Timeline(const model::Register& in, const std::string& id,
                                                              const Reader& reader) const {
  store::EntryFilter filter;
  filter.kinds = {"record.created", "record.imported", "record.acted"};
  filter.subject = id;
  filter.limit = kTimelineEntries;
  MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter, reader.viewer));
  std::vector<TimelineEntry> timeline;
  for (const store::Entry& entry : entries) timeline.push_back(ReadTimeline(entry));
  std::vector<const Values*> all;
  for (const TimelineEntry& line : timeline) all.insert(all.end(), {&line.before, &line.after});
  Redactor redactor(parts_, reader);
  MAKTAB_TRY(redactor.Meet(in, all));
  redactor.MaskAlways(in, all);
  for (TimelineEntry& line : timeline) {
    line.before = redactor.Shown(in, line.before);
    line.after = redactor.Shown(in, line.after);
  }
  return timeline;
}

base::Result<RecordView> RecordDesk::Open(const model::Principal& who, const std::string& id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(store::Record record, RecordFor(parts_, reader, id));
  RecordView view;
  view.in = parts_.registers.Find(record.register_id);
  if (view.in == nullptr) return base::Err("register.unknown").With("register", record.register_id);
  for (const model::Action& action : view.in->actions) {
    if (action.by_effect || !Fits(action, record)) continue;
    const auto may = MayDo(action, reader, record);
    view.choices.push_back({&action, may.ok() ? std::nullopt : std::optional(may.error())});
  }
  const Values values = ReadContent(record.content);
  MAKTAB_ASSIGN(const auto deadlines, parts_.store.Deadlines(id, reader.viewer));
  for (const store::Deadline& deadline : deadlines) view.clocks.push_back(Look(deadline, values, parts_, clocks_));
  MAKTAB_ASSIGN(view.timeline, Timeline(*view.in, id, reader));
  MAKTAB_ASSIGN(view.warnings, WarningsOfPersons(parts_, reader, record));
  std::vector<store::Record> shown = {std::move(record)};
  MAKTAB_TRY(Redact(parts_, reader, shown));
  view.record = std::move(shown.front());
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait({"record.opened", who, std::string(parts_.purposes.default_code()), id, "{}"}));
  return view;
}

base::Result<std::set<std::string>> RecordDesk::Seen(const model::Principal& who,
                                                     const std::set<std::string>& ids) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return parts_.store.SeenRecords(ids, reader.viewer);
}

base::Result<Values> RecordDesk::Unmask(const model::Principal& who, const std::string& id,
                                        const std::vector<std::string>& fields, const ActionRequest& why) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const store::Record record, RecordFor(parts_, reader, id));
  const model::Register* in = parts_.registers.Find(record.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", record.register_id);
  const Values values = ReadContent(record.content);
  Values shown;
  for (const std::string& id_of_field : fields) {
    const model::Field* field = in->FindField(id_of_field);
    if (field == nullptr || field->unmask.empty() || !MayRead(*field, reader)) {
      return base::Err("record.unknown_field").With("field", id_of_field);
    }
    if (!MayUnmask(*field, reader)) return In(*in, base::Err("record.field_denied").With("field", id_of_field));
    const auto value = values.find(id_of_field);
    if (value != values.end()) shown.insert(*value);
  }
  const std::string reason = base::CleanText(why.reason);
  if (reason.empty()) return base::Err("record.reason_missing");
  MAKTAB_ASSIGN(const std::string purpose, PurposeFor(parts_, why.purpose));
  std::string body;
  base::JsonWriter(body).BeginObject().Key("fields").Strings(fields).Field("reason", reason).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"record.unmasked", who, purpose, id, std::move(body)}));
  return shown;
}

base::Result<store::RecordPage> RecordDesk::List(const model::Principal& who, store::RecordFilter filter,
                                                 const std::string& text) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  if (!filter.register_id.empty() && parts_.registers.Find(filter.register_id) == nullptr) {
    return base::Err("register.unknown").With("register", filter.register_id);
  }
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  filter.words = SearchWords(text);
  filter.or_word = PaddedSerial(base::CleanText(text));
  if (IsNumber(text)) filter.number = base::CleanText(text);
  if (filter.officers == std::vector<std::string>{"me"}) {
    filter.officers.clear();
    for (const store::Seat& seat : reader.seats) filter.officers.push_back(seat.id);
  }
  MAKTAB_TRY(NarrowValues(parts_, reader, filter.values));
  MAKTAB_ASSIGN(store::RecordPage page, parts_.store.Records(filter, reader.viewer));
  MAKTAB_TRY(Redact(parts_, reader, page.records));
  return page;
}

base::Result<std::vector<std::pair<std::string, std::int64_t>>> RecordDesk::States(
    const model::Principal& who, const std::string& register_id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return parts_.store.CountStates(register_id, reader.viewer);
}

}  // namespace maktab::desk
