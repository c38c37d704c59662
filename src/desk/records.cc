#include "desk/records.h"

#include <algorithm>
#include <future>

#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/access.h"
#include "desk/cross_check.h"
#include "desk/letters.h"
#include "desk/needs.h"
#include "desk/record_entry.h"
#include "desk/redact.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 10;
// Who asks again does so at once, or after a restart.
constexpr int kEntriesLookedAt = 20;
// Clocks of two machines differ a little.
constexpr std::int64_t kFutureMicros = 60 * base::kMicrosPerSecond;

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

bool IsAlert(const model::Register& in, const std::string& state) {
  return LifeIn(in, state) == Life::kInForce && !in.alert->searched.empty();
}

// Who says that he received it; the field must say so this time.
base::Status ReadReceipts(Step& step) {
  if (step.action.receipts.empty()) return {};
  const auto value = step.changes.find(step.action.receipts);
  if (value != step.changes.end() && value->second != "null") step.receipts = TextsOf(value->second);
  return step.receipts.empty() ? base::Status(base::Err("record.required").With("field", step.action.receipts))
                               : base::Status();
}

}  // namespace

base::Status RecordDesk::ReadChanges(const Reader& reader, const ActionRequest& request, FilesOfAction& files,
                                     Step& step) const {
  MAKTAB_ASSIGN(step.changes, ReadValues(step.in, step.action, request.values, {parts_, reader, files, step.before}));
  for (const std::string& field : step.action.clears) step.changes[field] = "null";
  MAKTAB_ASSIGN(step.subjects, GiveSubjects(step.in, step.before, step.changes, reader, parts_));
  MAKTAB_TRY(ReadReceipts(step));
  // What is as it was is no change, but a receipt is given anew each time.
  std::erase_if(step.changes, [&](const auto& change) {
    if (change.first == step.action.receipts) return false;
    const auto before = step.before.find(change.first);
    return before == step.before.end() ? change.second == "null" : before->second == change.second;
  });
  std::erase_if(step.subjects.fields, [&](const std::string& field) { return !step.changes.contains(field); });
  MAKTAB_TRY(Complete(step));
  MAKTAB_TRY(HasAllNeeded(step, parts_.clock.Now(), clocks_.zone()));
  step.files = files.files();
  return CheckUnique(step, reader, parts_);
}

base::Result<std::shared_ptr<Step>> RecordDesk::NewRecord(const model::Principal& who, const Reader& reader,
                                                          const std::string& register_id, const ActionRequest& request,
                                                          FilesOfAction& files, std::string& purpose) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  const model::Register* in = parts_.registers.Find(register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", register_id);
  const model::Action& action = in->Creation();
  MAKTAB_ASSIGN(const auto instead_of, MayDo(action, reader, {}));
  MAKTAB_ASSIGN(purpose, PurposeFor(parts_, request.purpose));
  MAKTAB_ASSIGN(const base::Instant happened_at, HappenedAt(parts_, request.happened_at));
  auto step = std::make_shared<Step>(*in, action);
  step->reason = base::CleanText(request.reason);
  step->happened_at = happened_at;
  step->instead_of = instead_of;
  step->doer = who.id;
  const base::Status read = ReadChanges(reader, request, files, *step);
  if (!read.ok()) return In(*in, read.error());
  MAKTAB_ASSIGN(const auto likely, duplicates_.Find(reader, *in, step->changes));
  const std::string apart = base::CleanText(request.apart_reason);
  if (!likely.empty()) {
    if (apart.empty()) return base::Err("record.may_be_there").With("number", likely.front().record.number);
    step->apart_from = ApartJson(likely, apart);
  }
  return step;
}

base::Status RecordDesk::CheckNew(const model::Principal& who, const std::string& register_id,
                                  const ActionRequest& request) const {
  std::string purpose;
  const Values none;
  FilesOfAction files(files_, who, none);
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN([[maybe_unused]] const auto step, NewRecord(who, reader, register_id, request, files, purpose));
  return {};
}

base::Status RecordDesk::AddLetter(const model::Principal& who, const store::Record& record, Step& step,
                                   FilesOfAction& files) const {
  const model::Letter* letter = parts_.registers.FindLetter(step.action.letter);
  if (letter == nullptr) return {};
  const Values after = After(step);
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  MAKTAB_ASSIGN(const std::string pdf, RenderLetter(parts_, {*letter, step.in, record.number, step.version + 1, state,
                                                             after, record.doers, step.happened_at, step.deadlines}));
  MAKTAB_ASSIGN(const Upload upload, files_.Keep(who, pdf, LetterName(record.number), "application/pdf"));
  const auto rows = after.find(letter->kept_in);
  step.changes[letter->kept_in] =
      files.Append(*step.in.FindField(letter->kept_in), upload, rows == after.end() ? "" : rows->second);
  step.files = files.files();
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
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  auto read = ReadValues(*in, in->Creation(), values, {parts_, reader, files, none});
  if (!read.ok()) return In(*in, read.error());
  std::erase_if(*read, [](const auto& value) { return value.second == "null"; });
  MAKTAB_ASSIGN(auto likely, duplicates_.Find(reader, *in, *read));
  std::vector<store::Record> shown;
  for (LikelyRecord& one : likely) shown.push_back(std::move(one.record));
  MAKTAB_TRY(Redact(parts_, reader, shown));
  for (std::size_t i = 0; i < likely.size(); ++i) likely[i].record = std::move(shown[i]);
  return likely;
}

namespace {

// Who asks again with the same words gets the record that was made the first time, also when the program was killed
// before it could answer: its id is made of them.
std::string IdOf(const model::Principal& who, const std::string& register_id, const ActionRequest& request) {
  if (request.once.empty()) return crypto::ToHex(crypto::RandomBytes(kIdBytes));
  const crypto::Digest digest = crypto::Sha256Of({who.id, "\n", register_id, "\n", request.once});
  return crypto::ToHex(digest.view().substr(0, kIdBytes));
}

}  // namespace

namespace {

std::string OnceOf(const model::Principal& who, const std::string& id, const std::string& action,
                   const ActionRequest& request) {
  if (request.once.empty()) return {};
  const crypto::Digest digest = crypto::Sha256Of({who.id, "\n", id, "\n", action, "\n", request.once});
  return crypto::ToHex(digest.view().substr(0, kIdBytes));
}

}  // namespace

base::Result<bool> RecordDesk::DoneBefore(const std::string& id, std::int64_t version, const std::string& once,
                                          const Reader& reader) const {
  if (once.empty()) return false;
  store::EntryFilter filter;
  filter.kinds = {"record.acted"};
  filter.subject = id;
  filter.limit = kEntriesLookedAt;
  MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter, reader.viewer));
  return std::any_of(entries.begin(), entries.end(), [&](const store::Entry& entry) {
    const auto body = base::JsonDocument::Parse(entry.body);
    return body.ok() && body->root()["once"].string() == once && body->root()["version"].integer() == version + 1;
  });
}

void RecordDesk::CreateThen(const model::Principal& who, const std::string& register_id, const ActionRequest& request,
                            std::function<void(base::Result<std::string>)> done) const {
  const auto reader = ReaderOf(parts_, who);
  if (!reader.ok()) return done(reader.error());
  const std::string id = IdOf(who, register_id, request);
  if (!request.once.empty()) {
    const auto there = parts_.store.FindRecord(id, reader->viewer);
    if (!there.ok()) return done(there.error());
    if (*there) return done(id);
  }
  std::string purpose;
  static const Values kNone;
  // Lives until the entry is durable; `who` does not.
  auto files = std::make_shared<FilesOfAction>(files_, who, kNone);
  const auto made = NewRecord(who, *reader, register_id, request, *files, purpose);
  if (!made.ok()) return done(made.error());
  const std::shared_ptr<Step>& step = *made;
  step->id = id;
  store::Numbering numbering;
  numbering.series = SeriesOf(step->in, step->changes, parts_, parts_.clock.Now());
  numbering.body = [this, step, series = numbering.series](std::int64_t serial) {
    return StepBody(*step, parts_, clocks_, series, serial);
  };
  auto checks = cross_check_.Entries(who, *step, id, purpose);
  if (!checks.ok()) return done(checks.error());
  if (const base::Status placed = files->Place(); !placed.ok()) return done(placed.error());
  auto followed = std::make_shared<std::vector<Followed>>();
  auto written = [this, step, files, followed, id, who,
                  done = std::move(done)](const base::Result<store::Receipt>& receipt) {
    if (!receipt.ok()) return done(In(step->in, receipt.error()));
    files->Done();
    if (!step->subjects.fields.empty()) subjects_.Wake();
    events_.Publish(RecordEvent(id, step->in.id, step->action.id, 1, who));
    Tell(*followed);
    done(id);
  };
  const auto follows = [this, step, followed, purpose](store::Transaction& transaction) {
    return Follow(*step, purpose, transaction, *followed);
  };
  parts_.store.CreateRecord(
      {{"record.created", who, purpose, id, {}}, std::move(numbering), std::move(checks).value(), follows},
      std::move(written));
}

base::Status RecordDesk::Follow(const Step& step, const std::string& purpose, store::Transaction& transaction,
                                std::vector<Followed>& followed) const {
  WhatFollows what(parts_, clocks_, purpose, transaction);
  const base::Status done = what.After(step);
  followed = what.followed();
  return done;
}

void RecordDesk::Tell(const std::vector<Followed>& followed) const {
  static const model::Principal kNobody;
  for (const Followed& one : followed) {
    events_.Publish(RecordEvent(one.id, one.register_id, one.action, one.version, kNobody));
  }
}

// The record as it is after an action, or of one that is hidden now what its doer knows already.
base::Result<store::Record> RecordDesk::AsSeen(const std::string& id, std::int64_t version,
                                               const Reader& reader) const {
  std::vector<store::Record> records;
  MAKTAB_ASSIGN(auto found, parts_.store.FindRecord(id, reader.viewer));
  if (found) {
    records.push_back(*std::move(found));
    MAKTAB_TRY(Redact(parts_, reader, records));
    return std::move(records.front());
  }
  store::Record gone;
  gone.id = id;
  gone.version = version;
  return gone;
}

base::Result<store::Record> RecordDesk::Create(const model::Principal& who, const std::string& register_id,
                                               const ActionRequest& request) const {
  std::promise<base::Result<std::string>> promise;
  auto outcome = promise.get_future();
  CreateThen(who, register_id, request, [&](base::Result<std::string> made) { promise.set_value(std::move(made)); });
  MAKTAB_ASSIGN(const std::string id, outcome.get());
  const model::Register* in = parts_.registers.Find(register_id);
  if (IsAlert(*in, in->Creation().to)) cross_check_.KeepUp();
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return AsSeen(id, 1, reader);
}

base::Result<store::Record> RecordDesk::Act(const model::Principal& who, const std::string& id,
                                            const std::string& action_id, std::int64_t version,
                                            const ActionRequest& request) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const store::Record record, RecordFor(parts_, reader, id));
  const model::Register* in = parts_.registers.Find(record.register_id);
  const model::Action* action = in == nullptr ? nullptr : in->FindAction(action_id);
  if (action == nullptr || action->creates()) return base::Err("action.unknown").With("action", action_id);
  const std::string once = OnceOf(who, id, action_id, request);
  if (record.version != version) {
    MAKTAB_ASSIGN(const bool before, DoneBefore(id, version, once, reader));
    if (before) return AsSeen(id, version + 1, reader);
    return base::Err("store.record_changed");
  }
  MAKTAB_ASSIGN(const auto instead_of, MayDo(*action, reader, record));
  MAKTAB_ASSIGN(const std::string purpose, PurposeFor(parts_, request.purpose));
  MAKTAB_ASSIGN(const base::Instant happened_at, HappenedAt(parts_, request.happened_at));
  Step step(*in, *action);
  step.id = id;
  step.version = version;
  step.state = record.state;
  step.number = record.number;
  step.before = ReadContent(record.content);
  step.reason = base::CleanText(request.reason);
  step.happened_at = happened_at;
  step.instead_of = instead_of;
  step.doer = who.id;
  step.doers = record.doers;
  step.once = once;
  MAKTAB_ASSIGN(step.deadlines, parts_.store.Deadlines(id, reader.viewer));
  FilesOfAction files(files_, who, step.before);
  const base::Status read = ReadChanges(reader, request, files, step);
  if (!read.ok()) return In(*in, read.error());
  MAKTAB_TRY(AddLetter(who, record, step, files));
  MAKTAB_ASSIGN(auto checks, cross_check_.Entries(who, step, id, purpose));
  MAKTAB_TRY(files.Place());
  std::vector<Followed> followed;
  const auto receipt = parts_.store.AppendTogether(
      {"record.acted", who, purpose, id, StepBody(step, parts_, clocks_, "", 0)}, std::move(checks),
      [&](store::Transaction& transaction) { return Follow(step, purpose, transaction, followed); });
  if (!receipt.ok()) return In(*in, receipt.error());
  files.Done();
  if (!step.subjects.fields.empty()) subjects_.Wake();
  events_.Publish(RecordEvent(id, in->id, action->id, version + 1, who));
  Tell(followed);
  if (!followed.empty() || IsAlert(*in, record.state) || IsAlert(*in, action->to)) cross_check_.KeepUp();
  return AsSeen(id, version + 1, reader);
}

}  // namespace maktab::desk
