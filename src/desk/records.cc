#include "desk/records.h"

#include <algorithm>
#include <future>

#include "base/utf8.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/access.h"
#include "desk/cross_check.h"
#include "desk/letters.h"
#include "desk/record_entry.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 10;
constexpr int kTimelineEntries = 500;
// Clocks of two machines differ a little.
constexpr std::int64_t kFutureMicros = 60 * base::kMicrosPerSecond;

std::string EventJson(const std::string& id, const std::string& register_id, const std::string& action,
                      std::int64_t version) {
  std::string out;
  base::JsonWriter(out)
      .BeginObject()
      .Field("id", id)
      .Field("register", register_id)
      .Field("action", action)
      .Field("version", version)
      .EndObject();
  return out;
}

base::Result<std::string> PurposeFor(const Parts& parts, const std::string& asked) {
  if (asked.empty()) return std::string(parts.purposes.default_code());
  if (!parts.purposes.Has(asked)) return base::Err("purpose.unknown").With("purpose", asked);
  return asked;
}

// Why a new record is none of those that it looks like.
std::string ApartJson(const std::vector<LikelyRecord>& likely, const std::string& reason) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("reason", reason).Key("records").BeginArray();
  for (const LikelyRecord& one : likely) json.String(one.record.id);
  json.EndArray().EndObject();
  return out;
}

base::Result<base::Instant> HappenedAt(const Parts& parts, const std::optional<base::Instant>& given) {
  const base::Instant now = parts.clock.Now();
  if (!given) return now;
  if (given->micros > now.micros + kFutureMicros) return base::Err("record.happened_later");
  return *given;
}

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
  for (const auto& [field, value] : body->root()["values"].members()) line.after.emplace(field, value.text());
  for (const auto& [field, value] : body->root()["old"].members()) line.before.emplace(field, value.text());
  return line;
}

ClockView Look(const store::Deadline& deadline, const Values& values, const Parts& parts, const Clocks& clocks) {
  const calendar::ClockFace face = FaceOf(deadline, parts.clock.Now());
  ClockView view{deadline, calendar::ShareUsed(face), 0, deadline.state != "paused" && face.at > face.due, {}};
  if (deadline.state == "met") return view;
  view.alarm = calendar::AlarmReached(face, parts.registers.alarms());
  const auto due = RecountedDue(deadline, values, parts.registers, clocks);
  if (due && *due != deadline.due_at) view.recounted_due_at = due;
  return view;
}

}  // namespace

base::Result<std::shared_ptr<Step>> RecordDesk::NewRecord(const model::Principal& who, const std::string& register_id,
                                                          const ActionRequest& request, FilesOfAction& files,
                                                          std::string& purpose) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  const model::Register* in = parts_.registers.Find(register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", register_id);
  const model::Action& action = in->Creation();
  MAKTAB_TRY(MayDo(action, who, "", "{}"));
  MAKTAB_ASSIGN(purpose, PurposeFor(parts_, request.purpose));
  MAKTAB_ASSIGN(const base::Instant happened_at, HappenedAt(parts_, request.happened_at));
  auto step = std::make_shared<Step>(
      Step{*in, action, 0, "", "", {}, {}, {}, base::CleanText(request.reason), happened_at, {}, {}, {}});
  MAKTAB_ASSIGN(step->changes, ReadValues(*in, action, request.values, parts_, files));
  step->files = files.files();
  std::erase_if(step->changes, [](const auto& change) { return change.second == "null"; });
  MAKTAB_TRY(Complete(*step));
  MAKTAB_ASSIGN(const auto likely, duplicates_.Find(who, *in, step->changes));
  const std::string apart = base::CleanText(request.apart_reason);
  if (!likely.empty()) {
    if (apart.empty()) return base::Err("record.may_be_there").With("number", likely.front().record.number);
    step->apart_from = ApartJson(likely, apart);
  }
  MAKTAB_ASSIGN(step->subjects, GiveSubjects(*in, {}, step->changes, who, parts_));
  return step;
}

base::Status RecordDesk::CheckNew(const model::Principal& who, const std::string& register_id,
                                  const ActionRequest& request) const {
  const Values none;
  std::string purpose;
  FilesOfAction files(files_, who, none);
  MAKTAB_ASSIGN([[maybe_unused]] const auto step, NewRecord(who, register_id, request, files, purpose));
  return {};
}

base::Status RecordDesk::AddLetter(const model::Principal& who, const store::Record& record, Step& step,
                                   FilesOfAction& files) const {
  const model::Letter* letter = parts_.registers.FindLetter(step.action.letter);
  if (letter == nullptr) return {};
  const Values after = After(step);
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  MAKTAB_ASSIGN(const std::string pdf, RenderLetter(parts_, {*letter, step.in, record.number, step.version + 1, state,
                                                             after, record.doers, step.happened_at}));
  MAKTAB_ASSIGN(const Upload upload, files_.Keep(who, pdf, LetterName(record.number), "application/pdf"));
  const auto rows = after.find(letter->kept_in);
  step.changes[letter->kept_in] =
      files.Append(*step.in.FindField(letter->kept_in), upload, rows == after.end() ? "" : rows->second);
  return {};
}

base::Result<std::vector<LikelyRecord>> RecordDesk::Duplicates(const model::Principal& who,
                                                               const std::string& register_id,
                                                               const base::JsonRef& values) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  const model::Register* in = parts_.registers.Find(register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", register_id);
  const Values none;
  FilesOfAction files(files_, who, none);
  MAKTAB_ASSIGN(Values read, ReadValues(*in, in->Creation(), values, parts_, files));
  std::erase_if(read, [](const auto& value) { return value.second == "null"; });
  return duplicates_.Find(who, *in, read);
}

void RecordDesk::CreateThen(const model::Principal& who, const std::string& register_id, const ActionRequest& request,
                            std::function<void(base::Result<std::string>)> done) const {
  std::string purpose;
  static const Values kNone;
  // Lives until the entry is durable; `who` does not.
  auto files = std::make_shared<FilesOfAction>(files_, who, kNone);
  const auto made = NewRecord(who, register_id, request, *files, purpose);
  if (!made.ok()) return done(made.error());
  const std::shared_ptr<Step>& step = *made;
  store::Numbering numbering;
  numbering.series = SeriesOf(step->in, step->changes, parts_, parts_.clock.Now());
  numbering.body = [this, step, series = numbering.series](std::int64_t serial) {
    return StepBody(*step, parts_, clocks_, series, serial);
  };
  const std::string id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
  auto checks = cross_check_.Entries(who, *step, id, purpose);
  if (!checks.ok()) return done(checks.error());
  if (const base::Status placed = files->Place(); !placed.ok()) return done(placed.error());
  auto written = [this, step, files, id, done = std::move(done)](const base::Result<store::Receipt>& receipt) {
    if (!receipt.ok()) return done(receipt.error());
    files->Done();
    if (!step->subjects.fields.empty()) subjects_.Wake();
    events_.Publish({"record", id, EventJson(id, step->in.id, step->action.id, 1)});
    done(id);
  };
  parts_.store.CreateRecord({"record.created", who, purpose, id, {}}, std::move(numbering), std::move(checks).value(),
                            std::move(written));
}

base::Result<store::Record> RecordDesk::Create(const model::Principal& who, const std::string& register_id,
                                               const ActionRequest& request) const {
  std::promise<base::Result<std::string>> promise;
  auto outcome = promise.get_future();
  CreateThen(who, register_id, request, [&](base::Result<std::string> made) { promise.set_value(std::move(made)); });
  MAKTAB_ASSIGN(const std::string id, outcome.get());
  MAKTAB_ASSIGN(auto record, parts_.store.FindRecord(id));
  return *std::move(record);
}

base::Result<store::Record> RecordDesk::Act(const model::Principal& who, const std::string& id,
                                            const std::string& action_id, std::int64_t version,
                                            const ActionRequest& request) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(auto record, parts_.store.FindRecord(id));
  if (!record) return base::Err("record.unknown");
  const model::Register* in = parts_.registers.Find(record->register_id);
  const model::Action* action = in == nullptr ? nullptr : in->FindAction(action_id);
  if (action == nullptr || action->creates()) return base::Err("action.unknown").With("action", action_id);
  if (record->version != version) return base::Err("store.record_changed");
  MAKTAB_TRY(MayDo(*action, who, record->state, record->doers));
  MAKTAB_ASSIGN(const std::string purpose, PurposeFor(parts_, request.purpose));
  MAKTAB_ASSIGN(const base::Instant happened_at, HappenedAt(parts_, request.happened_at));
  Step step{*in,
            *action,
            version,
            record->state,
            record->number,
            ReadContent(record->content),
            {},
            {},
            base::CleanText(request.reason),
            happened_at,
            {},
            {},
            {}};
  FilesOfAction files(files_, who, step.before);
  MAKTAB_ASSIGN(step.changes, ReadValues(*in, *action, request.values, parts_, files));
  MAKTAB_ASSIGN(step.subjects, GiveSubjects(*in, step.before, step.changes, who, parts_));
  // What is as it was is no change.
  std::erase_if(step.changes, [&](const auto& change) {
    const auto before = step.before.find(change.first);
    return before == step.before.end() ? change.second == "null" : before->second == change.second;
  });
  std::erase_if(step.subjects.fields, [&](const std::string& field) { return !step.changes.contains(field); });
  MAKTAB_TRY(Complete(step));
  MAKTAB_TRY(AddLetter(who, *record, step, files));
  step.files = files.files();
  MAKTAB_ASSIGN(step.deadlines, parts_.store.Deadlines(id));
  MAKTAB_ASSIGN(auto checks, cross_check_.Entries(who, step, id, purpose));
  MAKTAB_TRY(files.Place());
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendTogether({"record.acted", who, purpose, id, StepBody(step, parts_, clocks_, "", 0)},
                                            std::move(checks)));
  files.Done();
  if (!step.subjects.fields.empty()) subjects_.Wake();
  events_.Publish({"record", id, EventJson(id, in->id, action->id, version + 1)});
  MAKTAB_ASSIGN(record, parts_.store.FindRecord(id));
  return *std::move(record);
}

base::Result<RecordView> RecordDesk::Open(const model::Principal& who, const std::string& id) const {
  MAKTAB_ASSIGN(store::Record record, VisibleRecord(parts_, who, id));
  RecordView view;
  view.in = parts_.registers.Find(record.register_id);
  if (view.in == nullptr) return base::Err("register.unknown").With("register", record.register_id);
  view.values = ReadContent(record.content);
  for (const model::Action& action : view.in->actions) {
    if (std::find(action.from.begin(), action.from.end(), record.state) == action.from.end()) continue;
    const base::Status may = MayDo(action, who, record.state, record.doers);
    view.choices.push_back({&action, may.ok() ? std::nullopt : std::optional(may.error())});
  }
  MAKTAB_ASSIGN(const auto deadlines, parts_.store.Deadlines(id));
  for (const store::Deadline& deadline : deadlines) view.clocks.push_back(Look(deadline, view.values, parts_, clocks_));
  store::EntryFilter filter;
  filter.kinds = {"record.created", "record.acted"};
  filter.subject = id;
  filter.limit = kTimelineEntries;
  MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter));
  for (const store::Entry& entry : entries) view.timeline.push_back(ReadTimeline(entry));
  view.record = std::move(record);
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait({"record.opened", who, std::string(parts_.purposes.default_code()), id, "{}"}));
  return view;
}

base::Result<store::RecordPage> RecordDesk::List(const model::Principal& who, store::RecordFilter filter,
                                                 const std::string& text) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  if (!filter.register_id.empty() && parts_.registers.Find(filter.register_id) == nullptr) {
    return base::Err("register.unknown").With("register", filter.register_id);
  }
  filter.words = SearchWords(text);
  return parts_.store.Records(filter);
}

base::Result<std::vector<std::pair<std::string, std::int64_t>>> RecordDesk::States(
    const model::Principal& who, const std::string& register_id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  return parts_.store.CountStates(register_id);
}

}  // namespace maktab::desk
