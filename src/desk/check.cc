#include "desk/check.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <tuple>

#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

// How often a question is asked again because the lists moved under it.
constexpr int kRounds = 5;

// A Checker holds scratch memory and belongs to one thread.
screening::Checker& ThreadChecker() {
  thread_local screening::Checker checker;
  return checker;
}

bool Contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// What the front line asks says so before anything else, so that whoever looks for it need not read the rest.
store::EntryDraft DraftOf(const model::Principal& who, const CheckAnswer& answer, bool front_line) {
  std::string body = WriteAnswerBody(answer);
  if (front_line) body.replace(0, 1, kOfFrontLine);
  return {std::string(kCheckAsked), who, answer.purpose, answer.query_key, std::move(body)};
}

}  // namespace

base::Result<CheckAnswer> CheckDesk::Screen(const model::Principal& who, CheckRequest request) const {
  MAKTAB_TRY(Require(who, model::Right::kCheck));
  if (request.purpose.empty()) request.purpose = parts_.purposes.default_code();
  if (!parts_.purposes.Has(request.purpose)) return base::Err("purpose.unknown").With("purpose", request.purpose);
  MAKTAB_ASSIGN(Question question, QuestionFrom(request, parts_.tables, parts_.clock.Now()));
  MAKTAB_TRY(KnownLists(*parts_.engine.Current(), request.datasets));

  screening::CheckOptions options;
  options.limit = request.limit;
  options.threshold = request.threshold.value_or(parts_.settings.threshold);
  options.cutoff = request.cutoff.value_or(options.threshold);
  options.datasets = std::move(request.datasets);

  const Asker asker = request.for_everybody ? nullptr : &who;
  CheckAnswer answer;
  answer.who_id = who.id;
  answer.who = who.name;
  answer.purpose = std::move(request.purpose);
  answer.reference = std::move(request.reference);
  answer.recognised = question.recognised;
  answer.query = question.examples.front();
  answer.query_key = QueryKey(answer.query);
  answer.limit = options.limit;
  answer.threshold = options.threshold;
  answer.datasets = options.datasets;
  for (int round = 0; round < kRounds; ++round) {
    MAKTAB_ASSIGN(const bool stands, AskOnce(question, options, asker, answer));
    if (stands) return answer;
    MAKTAB_ASSIGN([[maybe_unused]] const bool moved, follower_.CatchUp());
  }
  return base::Err("check.lists_moving");
}

// False if a hit has ended since the version of the lists that was asked.
base::Result<bool> CheckDesk::AskOnce(const Question& question, const screening::CheckOptions& options, Asker asker,
                                      CheckAnswer& answer) const {
  const auto snapshot = parts_.engine.Current();
  screening::Answer found = Ask(ThreadChecker(), *snapshot, question, options);
  answer.considered = 0;
  answer.lists.clear();
  answer.hits.clear();
  for (const screening::ListInfo& list : *found.lists) {
    if (!options.datasets.empty() && !Contains(options.datasets, list.dataset)) continue;
    answer.considered += list.count;
    answer.lists.push_back(list);
  }
  MAKTAB_TRY(asker != nullptr ? HideAlerts(parts_, *asker, found.hits)
                              : HideAlerts(parts_, store::Viewer(), found.hits));
  for (screening::Hit& hit : found.hits) {
    const bool quiet = judgements_.IsQuiet(answer.query_key, hit);
    answer.hits.push_back({std::move(hit), quiet, {}, {}, {}, {}, {}, {}, {}});
  }
  MAKTAB_TRY(MarkExcluded(parts_, answer));
  return Complete(answer);
}

// What the versions of the lists that were asked say of each hit (P8). False if one has ended since (P4).
base::Result<bool> CheckDesk::Complete(CheckAnswer& answer) const {
  if (answer.hits.empty()) return true;
  MAKTAB_ASSIGN(const auto stored, StoredHits(parts_.store, answer));
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    if (!stored[i] || !stored[i]->in_force) return false;
    AnsweredHit& answered = answer.hits[i];
    for (const auto& [property, name] : stored[i]->entity.Names()) answered.names.emplace_back(property, name);
    answered.birth_dates = stored[i]->entity.Get(model::kPropBirthDate);
    answered.nationalities = stored[i]->entity.Get(model::kPropNationality);
  }
  return true;
}

base::Result<std::vector<std::optional<store::StoredEntity>>> StoredHits(store::Store& store,
                                                                         const CheckAnswer& answer) {
  std::vector<store::Store::EntityAsked> asked;
  for (const AnsweredHit& answered : answer.hits) {
    asked.push_back({answered.hit.dataset, answered.hit.entity_id});
    for (const screening::ListInfo& list : answer.lists) {
      if (list.dataset == answered.hit.dataset) asked.back().as_of = list.number;
    }
  }
  if (asked.empty()) return std::vector<std::optional<store::StoredEntity>>();
  return store.FindEntities(asked);
}

void CheckDesk::Check(const model::Principal& who, CheckRequest request, Done done) const {
  const bool front_line = request.front_line;
  auto answer = Screen(who, std::move(request));
  if (!answer.ok()) return done(std::move(answer).error());
  auto found = hits_.Wanted(who, *answer, "check", front_line);
  if (!found.ok()) return done(std::move(found).error());
  auto draft = DraftOf(who, *answer, front_line);
  auto held = std::make_shared<CheckAnswer>(std::move(*answer));
  if (!found->empty()) return KeepHits(std::move(draft), std::move(held), *std::move(found), std::move(done));
  parts_.store.Append(std::move(draft), [held, done = std::move(done)](base::Result<store::Receipt> receipt) {
    if (!receipt.ok()) return done(std::move(receipt).error());
    held->seq = receipt->seq;
    held->at = receipt->at;
    done(std::move(*held));
  });
}

void CheckDesk::KeepHits(store::EntryDraft draft, std::shared_ptr<CheckAnswer> answer, std::vector<HitFound> wanted,
                         Done done) const {
  struct Kept {
    std::vector<HitFound> found;
    std::vector<Followed> followed;
  };
  auto kept = std::make_shared<Kept>();
  kept->found = std::move(wanted);
  const auto follows = [this, kept](store::Transaction& transaction) {
    kept->followed.clear();
    return hits_.Open(transaction, kept->found, kept->followed);
  };
  auto written = [this, kept, answer, done = std::move(done)](base::Result<store::Receipt> receipt) {
    if (!receipt.ok()) return done(std::move(receipt).error());
    answer->seq = receipt->seq;
    answer->at = receipt->at;
    for (const HitFound& found : kept->found) {
      AnsweredHit& answered = answer->hits[found.place_in_answer];
      std::tie(answered.kept_id, answered.kept_number) = std::tie(found.id, found.number);
    }
    TellOf(events_, kept->followed, {});
    done(std::move(*answer));
  };
  parts_.store.AppendThen(std::move(draft), follows, std::move(written));
}

base::Result<CheckAnswer> CheckDesk::CheckAndWait(const model::Principal& who, CheckRequest request) const {
  auto promise = std::make_shared<std::promise<base::Result<CheckAnswer>>>();
  auto future = promise->get_future();
  Check(who, std::move(request),
        [promise](base::Result<CheckAnswer> answer) { promise->set_value(std::move(answer)); });
  return future.get();
}

void CheckDesk::CheckMany(const model::Principal& who, std::vector<CheckRequest> requests, ManyDone done) const {
  if (requests.empty()) return done({});
  struct Run {
    std::vector<base::Result<CheckAnswer>> answers;
    std::atomic<std::size_t> left;
    ManyDone done;
  };
  auto run = std::make_shared<Run>();
  run->answers.assign(requests.size(), base::Err("check.nothing_asked"));
  run->left = requests.size();
  run->done = std::move(done);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Check(who, std::move(requests[i]), [run, i](base::Result<CheckAnswer> answer) {
      run->answers[i] = std::move(answer);
      if (run->left.fetch_sub(1) == 1) run->done(std::move(run->answers));
    });
  }
}

base::Result<Recognition> CheckDesk::Identify(const model::Principal& who, std::string_view text) const {
  MAKTAB_TRY(Require(who, model::Right::kCheck));
  if (text.size() > kMaxCheckTextBytes) return base::Err("check.too_long");
  return RecognitionOf(identifiers::Identify(text, parts_.tables, Today(parts_.clock.Now())));
}

}  // namespace maktab::desk
