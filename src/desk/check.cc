#include "desk/check.h"

#include <algorithm>
#include <atomic>
#include <future>

#include "desk/access.h"

namespace maktab::desk {
namespace {

// A Checker holds scratch memory and belongs to one thread.
screening::Checker& ThreadChecker() {
  thread_local screening::Checker checker;
  return checker;
}

bool Contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

store::EntryDraft DraftOf(const model::Principal& who, const CheckAnswer& answer) {
  return {"check.asked", who, answer.purpose, answer.query_key, WriteAnswerBody(answer)};
}

}  // namespace

base::Result<CheckAnswer> CheckDesk::Screen(const model::Principal& who, CheckRequest request) const {
  MAKTAB_TRY(Require(who, model::Right::kCheck));
  if (request.purpose.empty()) request.purpose = parts_.purposes.default_code();
  if (!parts_.purposes.Has(request.purpose)) return base::Err("purpose.unknown").With("purpose", request.purpose);
  MAKTAB_ASSIGN(Question question, QuestionFrom(request, parts_.tables, parts_.clock.Now()));
  const auto snapshot = parts_.engine.Current();
  MAKTAB_TRY(KnownLists(*snapshot, request.datasets));

  screening::CheckOptions options;
  options.limit = request.limit;
  options.threshold = request.threshold.value_or(parts_.settings.threshold);
  options.cutoff = request.cutoff.value_or(options.threshold);
  options.datasets = request.datasets;
  screening::Answer found = Ask(ThreadChecker(), *snapshot, question, options);

  CheckAnswer answer;
  answer.who_id = who.id;
  answer.who = who.name;
  answer.purpose = std::move(request.purpose);
  answer.reference = std::move(request.reference);
  answer.recognised = std::move(question.recognised);
  answer.query = std::move(question.examples.front());
  answer.query_key = QueryKey(answer.query);
  answer.limit = options.limit;
  answer.threshold = options.threshold;
  for (const screening::ListInfo& list : *found.lists) {
    if (!options.datasets.empty() && !Contains(options.datasets, list.dataset)) continue;
    answer.considered += list.count;
    answer.lists.push_back(list);
  }
  answer.datasets = std::move(options.datasets);
  for (screening::Hit& hit : found.hits) {
    const bool quiet = judgements_.IsQuiet(answer.query_key, hit);
    answer.hits.push_back({std::move(hit), quiet, {}, {}, {}});
  }
  MAKTAB_TRY(Complete(answer));
  return answer;
}

// What the lists say of each hit, in one read. An entry that ended since the snapshot was taken is no hit any more
// (P4).
base::Status CheckDesk::Complete(CheckAnswer& answer) const {
  if (answer.hits.empty()) return {};
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const AnsweredHit& answered : answer.hits) wanted.emplace_back(answered.hit.dataset, answered.hit.entity_id);
  MAKTAB_ASSIGN(const auto stored, parts_.store.FindEntities(wanted));
  std::vector<AnsweredHit> kept;
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    if (!stored[i] || !stored[i]->in_force) continue;
    AnsweredHit& answered = answer.hits[i];
    for (const auto& [property, name] : stored[i]->entity.Names()) answered.names.emplace_back(property, name);
    answered.birth_dates = stored[i]->entity.Get(model::kPropBirthDate);
    answered.nationalities = stored[i]->entity.Get(model::kPropNationality);
    kept.push_back(std::move(answered));
  }
  answer.hits = std::move(kept);
  return {};
}

void CheckDesk::Check(const model::Principal& who, CheckRequest request, Done done) const {
  auto answer = Screen(who, std::move(request));
  if (!answer.ok()) return done(std::move(answer).error());
  auto draft = DraftOf(who, *answer);
  auto held = std::make_shared<CheckAnswer>(std::move(*answer));
  parts_.store.Append(std::move(draft), [held, done = std::move(done)](base::Result<store::Receipt> receipt) {
    if (!receipt.ok()) return done(std::move(receipt).error());
    held->seq = receipt->seq;
    held->at = receipt->at;
    done(std::move(*held));
  });
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
