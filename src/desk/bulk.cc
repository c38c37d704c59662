#include "desk/bulk.h"

#include <algorithm>

#include "crypto/encoding.h"
#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/answer.h"
#include "desk/question.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

// The ledger entry names the hits up to here; beyond it only counts them (the digests cover everything).
constexpr std::size_t kMaxHitRows = 10'000;

// Records of hits that are written in one transaction: whoever acts meanwhile waits for it.
constexpr std::size_t kKeptAtOnce = 10;

// How often a batch is asked again because the lists moved under it.
constexpr int kRounds = 5;

std::string VersionsJson(const screening::Snapshot& snapshot) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const screening::ListInfo& list : *snapshot.lists()) json.Field(list.dataset, list.version);
  json.EndObject();
  return out;
}

}  // namespace

struct BulkRun::Worker::State {
  explicit State(const BulkRun& owner) : run(owner) {}

  Batch AnswerAll(std::span<const BulkLine> lines);
  Batch RefuseAll(std::span<const BulkLine> lines, const base::Error& error);
  void AnswerLine(const BulkLine& line, Batch& batch);
  void Error(const base::JsonRef& id, const base::Error& error, Batch& batch) const;
  base::Result<CheckAnswer> Answered(const Question& question, screening::Answer&& found) const;
  void Hits(const CheckAnswer& answer, Batch& batch) const;
  void WriteId(base::JsonWriter& json, const base::JsonRef& id) const;

  const BulkRun& run;
  base::JsonParser parser;
  screening::Checker checker;
  std::shared_ptr<const screening::Snapshot> snapshot;
  std::string versions_json;  // of the snapshot
  base::Instant now;          // of the batch
};

BulkRun::BulkRun(const Parts& parts, const Judgements& judgements, ListFollower& follower, Events& events,
                 model::Principal who, BulkOptions options)
    : parts_(parts),
      judgements_(judgements),
      follower_(follower),
      events_(events),
      hits_(parts),
      who_(std::move(who)),
      options_(std::move(options)),
      first_lists_(parts.engine.Current()->lists()) {}

BulkRun::~BulkRun() = default;

base::Result<std::unique_ptr<BulkRun>> BulkRun::Begin(const Parts& parts, const Judgements& judgements,
                                                      ListFollower& follower, Events& events,
                                                      const model::Principal& who, BulkOptions options) {
  MAKTAB_TRY(Require(who, model::Right::kCheck));
  if (options.purpose.empty()) options.purpose = parts.purposes.default_code();
  if (!parts.purposes.Has(options.purpose)) return base::Err("purpose.unknown").With("purpose", options.purpose);
  std::unique_ptr<BulkRun> run(new BulkRun(parts, judgements, follower, events, who, std::move(options)));
  MAKTAB_TRY(KnownLists(*parts.engine.Current(), run->options_.datasets));
  return run;
}

std::unique_ptr<BulkRun::Worker> BulkRun::NewWorker() const {
  return std::unique_ptr<Worker>(new Worker(*this));
}

BulkRun::Worker::Worker(const BulkRun& run) : state_(std::make_unique<State>(run)) {}
BulkRun::Worker::~Worker() = default;

BulkRun::Batch BulkRun::Worker::Process(std::span<const BulkLine> lines) {
  for (int round = 0; round < kRounds; ++round) {
    Batch batch = state_->AnswerAll(lines);
    const auto stands = state_->run.follower_.IsInStep(*state_->snapshot);
    if (!stands.ok()) return state_->RefuseAll(lines, stands.error());
    if (*stands) return batch;
    const auto caught_up = state_->run.follower_.CatchUp();
    if (!caught_up.ok()) return state_->RefuseAll(lines, caught_up.error());
  }
  return state_->RefuseAll(lines, base::Err("check.lists_moving"));
}

BulkRun::Batch BulkRun::Worker::State::AnswerAll(std::span<const BulkLine> lines) {
  if (auto current = run.parts_.engine.Current(); current != snapshot) {
    snapshot = std::move(current);
    versions_json = VersionsJson(*snapshot);
  }
  now = run.parts_.clock.Now();
  Batch batch;
  batch.lists = snapshot->lists();
  batch.output.reserve(lines.size() * 128);
  for (const BulkLine& line : lines) {
    if (line.text.empty() && !line.too_long) continue;
    ++batch.counts.lines;
    AnswerLine(line, batch);
  }
  return batch;
}

BulkRun::Batch BulkRun::Worker::State::RefuseAll(std::span<const BulkLine> lines, const base::Error& error) {
  Batch batch;
  batch.lists = snapshot->lists();
  for (const BulkLine& line : lines) {
    if (line.text.empty() && !line.too_long) continue;
    ++batch.counts.lines;
    const auto json = parser.Parse(line.text);
    Error(json.ok() ? (*json)["id"] : base::JsonRef(), error, batch);
  }
  return batch;
}

void BulkRun::Worker::State::AnswerLine(const BulkLine& line, Batch& batch) {
  if (line.too_long) return Error({}, base::Err("bulk.line_too_long"), batch);
  const auto json = parser.Parse(line.text);
  if (!json.ok()) return Error({}, json.error(), batch);
  auto request = ReadCheckRequest(*json);
  if (!request.ok()) return Error((*json)["id"], request.error(), batch);
  const base::Status dates = ReadableDates(*request);
  if (!dates.ok()) return Error((*json)["id"], dates.error(), batch);
  const auto question = QuestionFrom(std::move(*request), run.parts_.tables, now);
  if (!question.ok()) return Error((*json)["id"], question.error(), batch);
  screening::CheckOptions options;
  options.limit = run.options_.limit;
  options.threshold = run.options_.threshold.value_or(run.parts_.settings.threshold);
  options.cutoff = options.threshold;
  options.datasets = run.options_.datasets;
  screening::Answer answer = Ask(checker, *snapshot, *question, options);
  const base::Status hidden = HideAlerts(run.parts_, run.who_, answer.hits);
  if (!hidden.ok()) return Error((*json)["id"], hidden.error(), batch);
  const auto answered = Answered(*question, std::move(answer));
  if (!answered.ok()) return Error((*json)["id"], answered.error(), batch);
  auto kept = run.hits_.Wanted(run.who_, *answered, "bulk");
  if (!kept.ok()) return Error((*json)["id"], kept.error(), batch);
  for (HitFound& found : *kept) {
    if (run.MayKeepMore(batch.found)) batch.found.push_back(std::move(found));
  }

  base::JsonWriter writer(batch.output);
  writer.BeginObject();
  WriteId(writer, (*json)["id"]);
  writer.Key("results");
  if (answered->hits.empty()) {
    batch.output += "[]";
  } else {
    Hits(*answered, batch);
  }
  if (const std::string_view code = NotCompared(question->examples.front()); !code.empty()) {
    batch.output += ",\"warnings\":";
    base::JsonWriter warning(batch.output);
    RenderWarning(warning, code, run.parts_.words, run.options_.language);
  }
  batch.output += ",\"list_versions\":";
  batch.output += versions_json;
  batch.output += "}\n";
}

// As a single check says it; nothing more is done for a line without hits.
base::Result<CheckAnswer> BulkRun::Worker::State::Answered(const Question& question, screening::Answer&& found) const {
  CheckAnswer answer;
  if (found.hits.empty()) return answer;
  answer.purpose = run.options_.purpose;
  answer.reference = run.options_.reference;
  answer.query = question.examples.front();
  answer.query_key = QueryKey(answer.query);
  for (screening::Hit& hit : found.hits) {
    AnsweredHit& answered = answer.hits.emplace_back();
    answered.quiet = run.judgements_.IsQuiet(answer.query_key, hit);
    answered.hit = std::move(hit);
  }
  MAKTAB_TRY(MarkExcluded(run.parts_, answer));
  return answer;
}

void BulkRun::Worker::State::WriteId(base::JsonWriter& json, const base::JsonRef& id) const {
  if (const auto text = id.string()) {
    json.Field("id", *text);
  } else if (id.present()) {
    json.Key("id").Raw(id.text());
  } else {
    json.Key("id").Null();
  }
}

void BulkRun::Worker::State::Error(const base::JsonRef& id, const base::Error& error, Batch& batch) const {
  ++batch.counts.errors;
  base::JsonWriter writer(batch.output);
  writer.BeginObject();
  WriteId(writer, id);
  writer.Key("error").BeginObject().Field("code", error.code);
  writer.Field("text", run.parts_.words.Say(run.options_.language, error)).EndObject().EndObject();
  batch.output += '\n';
}

void BulkRun::Worker::State::Hits(const CheckAnswer& answer, Batch& batch) const {
  base::JsonWriter writer(batch.output);
  writer.BeginArray();
  for (const AnsweredHit& answered : answer.hits) {
    const screening::Hit& hit = answered.hit;
    writer.BeginObject().Field("id", hit.entity_id).Field("caption", hit.caption);
    writer.Field("schema", model::SchemaName(hit.schema)).Field("dataset", hit.dataset);
    writer.Key("score").Number(hit.score, 4).Field("match", hit.match);
    if (answered.quiet) writer.Field("quiet", true);
    writer.Key("reasons");
    RenderReasons(writer, hit.reasons, run.parts_.words, run.options_.language);
    writer.EndObject();
    if (batch.hit_rows.size() < kMaxHitRows) {
      std::string row;
      base::JsonWriter(row)
          .BeginObject()
          .Field("dataset", hit.dataset)
          .Field("id", hit.entity_id)
          .Key("score")
          .Number(hit.score, 4)
          .EndObject();
      batch.hit_rows.push_back(std::move(row));
    }
  }
  writer.EndArray();
  batch.counts.hits += answer.hits.size();
  ++batch.counts.lines_with_hits;
}

void BulkRun::Add(const Batch& batch) {
  output_hash_.Update(batch.output);
  if (counts_.lines == 0) first_lists_ = batch.lists;
  last_lists_ = batch.lists;
  counts_.lines += batch.counts.lines;
  counts_.hits += batch.counts.hits;
  counts_.lines_with_hits += batch.counts.lines_with_hits;
  counts_.errors += batch.counts.errors;
  for (const std::string& row : batch.hit_rows) {
    if (hit_rows_.size() < kMaxHitRows) hit_rows_.push_back(row);
  }
  for (const HitFound& found : batch.found) {
    if (MayKeepMore(found_)) found_.push_back(found);
  }
}

bool BulkRun::MayKeepMore(const std::vector<HitFound>& found) const {
  return found.size() < std::size_t(parts_.registers.hits()->hits->most);
}

// The first of them with the entry of the run, the others in groups behind it; each group is whole or is not there.
base::Result<store::Receipt> BulkRun::KeepHits(store::EntryDraft first) {
  store::EntryDraft draft = std::move(first);
  store::Receipt receipt;
  for (std::size_t begin = 0; begin == 0 || begin < found_.size(); begin += kKeptAtOnce) {
    const std::size_t end = std::min(begin + kKeptAtOnce, found_.size());
    std::vector<HitFound> group(found_.begin() + std::ptrdiff_t(begin), found_.begin() + std::ptrdiff_t(end));
    if (begin > 0) {
      for (HitFound& found : group) found.check = receipt.seq;
      draft = {"hits.kept", who_, options_.purpose, CheckId(receipt.seq), {}};
      base::JsonWriter(draft.body)
          .BeginObject()
          .Field("check", receipt.seq)
          .Field("hits", std::uint64_t(group.size()))
          .EndObject();
    }
    std::vector<Followed> followed;
    MAKTAB_ASSIGN(const store::Receipt written,
                  parts_.store.AppendTogether(std::move(draft), {}, [&](store::Transaction& transaction) {
                    followed.clear();
                    return hits_.Open(transaction, group, followed);
                  }));
    TellOf(events_, followed, {});
    if (begin == 0) receipt = written;
  }
  return receipt;
}

base::Result<store::Receipt> BulkRun::Finish(bool complete) {
  store::EntryDraft draft;
  draft.kind = "check.bulk";
  draft.actor = who_;
  draft.purpose = options_.purpose;
  base::JsonWriter json(draft.body);
  json.BeginObject();
  if (!options_.reference.empty()) json.Field("reference", options_.reference);
  json.Field("complete", complete).Field("lines", counts_.lines).Field("hits", counts_.hits);
  json.Field("lines_with_hits", counts_.lines_with_hits).Field("errors", counts_.errors);
  json.Field("limit", std::uint64_t(options_.limit)).Key("threshold");
  json.Number(options_.threshold.value_or(parts_.settings.threshold), 4);
  json.Field("input_sha256", crypto::ToHex(input_hash_.Finish()))
      .Field("output_sha256", crypto::ToHex(output_hash_.Finish()));
  json.Key("results").BeginArray();
  for (const std::string& row : hit_rows_) json.Raw(row);
  json.EndArray().Key("lists");
  RenderLists(json, *first_lists_);
  if (last_lists_ != nullptr && last_lists_ != first_lists_) {
    json.Key("lists_at_end");
    RenderLists(json, *last_lists_);
  }
  json.EndObject();
  return found_.empty() ? parts_.store.AppendAndWait(std::move(draft)) : KeepHits(std::move(draft));
}

}  // namespace maktab::desk
