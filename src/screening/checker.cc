#include "screening/checker.h"

#include <algorithm>
#include <functional>

#include "screening/assess.h"
#include "screening/candidates.h"
#include "screening/reasons.h"
#include "screening/row_filter.h"
#include "screening/row_set.h"

namespace maktab::screening {
namespace {

constexpr std::size_t kMaxNumberRows = 1000;  // entities with one number that are looked at
constexpr std::size_t kChunk = 32;            // examples of CheckMany whose numbers are on their way at once
constexpr float kRounding = 1e-5F;
constexpr float kEstimateSlack = 0.01F;  // estimates round
constexpr std::uint32_t kNone = 0xffffffffU;

// A name of the example under one of the kinds it may be of.
struct AskedName {
  std::string_view text;
  std::size_t begin = 0;  // in the prepared texts
  std::size_t end = 0;
  bool weak = false;
};

// An entity that was found, with the pair of names that is worth most.
struct Found {
  std::uint32_t segment = 0;
  std::uint32_t row = 0;
  std::uint32_t name = 0;
  std::uint32_t asked = 0;  // position of the asked name
  NameFinding finding;
  float score = 0;
};

// The best scores of an answer that tells no more than so many.
class BestScores {
 public:
  void Reset(std::size_t limit) {
    limit_ = limit;
    scores_.clear();
  }
  void Add(float score) {
    scores_.push_back(score);
    std::push_heap(scores_.begin(), scores_.end(), std::greater<>());
    if (scores_.size() <= limit_) return;
    std::pop_heap(scores_.begin(), scores_.end(), std::greater<>());
    scores_.pop_back();
  }
  // What scores less is not told.
  float least() const { return scores_.empty() || scores_.size() < limit_ ? 0 : scores_.front(); }

 private:
  std::size_t limit_ = 0;
  std::vector<float> scores_;  // a heap, the least in front
};

// The score of a name that is worth so much.
float ScoreWorth(float worth, bool weak) {
  return weak ? worth / kWeakShare : worth;
}

bool BetterName(const Found& a, const Found& b) {
  if (a.finding.Worth() != b.finding.Worth()) return a.finding.Worth() > b.finding.Worth();
  return a.name != b.name ? a.name < b.name : a.asked < b.asked;
}

// Numbers of the example with the hashes that find them.
struct AskedNumbers {
  Evidence evidence;
  std::vector<std::uint64_t> hashes;
};

void Ask(const model::Entity& example, AskedNumbers& out) {
  CollectEvidence(example, out.evidence);
  auto& numbers = out.evidence.numbers;
  for (std::size_t i = 0, count = numbers.size(); i < count; ++i) {
    if (numbers[i].kind != NumberKind::kVin || numbers[i].size < kVinTailBytes || numbers[i].size >= kVinBytes)
      continue;
    numbers.push_back(numbers[i]);
    numbers.back().kind = NumberKind::kVinTail;
  }
  out.hashes.clear();
  for (const Number& number : numbers) out.hashes.push_back(NumberHash(number.kind, number.text()));
}

}  // namespace

struct Checker::Impl {
  Answer Run(const Snapshot& in_force, const model::Entity& asked_about, const AskedNumbers& numbers,
             const CheckOptions& asked_for);
  void AskNames();
  void FindByNumber(const AskedNumbers& numbers);
  void FindByName();
  void AssessCandidates(std::uint32_t asked_name);
  void PrefetchCandidates(std::size_t behind) const;
  void AssessByName(Found& entity, float needed);
  void CompareWith(std::uint32_t asked_name);
  void CompareAllNames(Found& entity, float needed);
  void AssessAlone(Found& entity);
  void Keep(Found& entity);
  Hit Tell(const Found& entity);
  const Segment& SegmentOf(std::uint32_t segment) const { return *snapshot->segments()[segment].segment; }
  names::PreparedView Prepared(const AskedName& name) const {
    return names::PreparedView(std::string_view(prepared).substr(name.begin, name.end - name.begin));
  }

  // The question.
  const Snapshot* snapshot = nullptr;
  const model::Entity* example = nullptr;
  const Evidence* evidence = nullptr;
  const CheckOptions* options = nullptr;
  std::string prepared;
  std::vector<AskedName> asked;
  Needs needs;  // of names

  names::Comparer comparer;
  std::uint32_t compared_with = kNone;  // of `asked`
  CandidateFinder finder;
  RowFilter filter;
  std::vector<Candidate> candidates;
  std::vector<Found> found;  // what reaches the cutoff
  BestScores best;           // of them
  RowSet decided;            // rows all names of which were compared
  std::uint64_t considered = 0;
  std::vector<RowName> row_names;
  Evidence row_evidence;
  std::vector<AskedNumbers> numbers_of_chunk;
};

void Checker::Impl::AskNames() {
  prepared.clear();
  asked.clear();
  compared_with = kNone;
  const NameKinds kinds = KindsOf(example->schema);
  if (kinds.count == 0) return;
  const auto names = example->Names();
  for (std::size_t i = 0; i < std::min(names.size(), kMaxQueryNames); ++i) {
    for (const names::NameKind kind : kinds) {
      const std::size_t begin = prepared.size();
      names::PrepareName(names[i].second, kind, prepared);
      const AskedName name{names[i].second, begin, prepared.size(), names[i].first == model::kPropWeakAlias};
      if (!Prepared(name).empty()) asked.push_back(name);
    }
  }
}

void Checker::Impl::FindByNumber(const AskedNumbers& numbers) {
  std::vector<Found> by_number;
  for (std::size_t i = 0; i < numbers.hashes.size(); ++i) {
    const Number& number = numbers.evidence.numbers[i];
    for (std::uint32_t s = 0; s < snapshot->segments().size(); ++s) {
      const Segment& segment = SegmentOf(s);
      std::uint32_t single = 0;
      for (const std::uint32_t row : segment.numbers().Rows(numbers.hashes[i], single)) {
        if (!filter.TakesNumber(s, row, number.kind == NumberKind::kPaper)) continue;
        segment.view(row).Read(row_evidence);
        const auto meets = [&](const Number& stored) {
          return MeetNumbers(number, stored).how != NumberMeeting::How::kNot;
        };
        if (std::none_of(row_evidence.numbers.begin(), row_evidence.numbers.end(), meets)) continue;
        if (decided.Add(s, row)) by_number.push_back({s, row, 0, 0, {!asked.empty(), false, 0, false}, 0});
      }
    }
  }
  if (by_number.size() > kMaxNumberRows) {
    const auto hash = [&](const Found& a) { return SegmentOf(a.segment).row(a.row).entity_hash; };
    std::nth_element(by_number.begin(), by_number.begin() + kMaxNumberRows, by_number.end(),
                     [&](const Found& a, const Found& b) { return hash(a) < hash(b); });
    by_number.resize(kMaxNumberRows);
    decided.Reset(*snapshot);
    for (const Found& entity : by_number) decided.Add(entity.segment, entity.row);
  }
  considered += by_number.size();
  for (Found& entity : by_number) {
    CompareAllNames(entity, 0);
    AssessAlone(entity);
    Keep(entity);
  }
}

// What a question made ready for comparing is kept as long as the next comparisons are with it.
void Checker::Impl::CompareWith(std::uint32_t asked_name) {
  if (compared_with == asked_name) return;
  comparer.SetQuery(Prepared(asked[asked_name]));
  compared_with = asked_name;
}

void Checker::Impl::FindByName() {
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    finder.Find(*snapshot, Prepared(asked[i]), filter, needs, kMaxScoredNames / asked.size(), candidates);
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      if (a.estimate != b.estimate) return a.estimate > b.estimate;
      return a.segment != b.segment ? a.segment < b.segment : a.name < b.name;
    });
    AssessCandidates(i);
  }
}

// The best first, until as many are found as are told and no other can be worth more. Names of one estimate are
// treated alike, so that it does not matter how the lists came in.
void Checker::Impl::AssessCandidates(std::uint32_t asked_name) {
  float least = 0, needed = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const Candidate& candidate = candidates[k];
    const bool lower = k == 0 || candidate.estimate < candidates[k - 1].estimate;
    if (lower && best.least() > least) {
      least = best.least();
      needed = LeastNameWorth(*evidence, least, true) - kEstimateSlack;
    }
    if (candidate.estimate < needed) return;
    PrefetchCandidates(k);
    const NameRow& name = SegmentOf(candidate.segment).name(candidate.name);
    if (decided.Has(candidate.segment, name.row)) continue;
    const bool weak = asked[asked_name].weak || name.strength == NameStrength::kWeakAlias;
    Found entity = {candidate.segment, name.row, candidate.name, asked_name, {true, true, 0, weak}, 0};
    AssessByName(entity, needed);
  }
}

// What the next candidates need is on its way.
void Checker::Impl::PrefetchCandidates(std::size_t behind) const {
  constexpr std::size_t kNamesAhead = 6, kRowsAhead = 3;
  const auto ahead = [&](std::size_t count) { return candidates[std::min(behind + count, candidates.size() - 1)]; };
  const Candidate name = ahead(kNamesAhead), row = ahead(kRowsAhead);
  const Segment& segment = SegmentOf(name.segment);
  segment.PrefetchText(name.name);
  segment.PrefetchRow(segment.name(name.name).row);
  SegmentOf(row.segment).PrefetchRowText(SegmentOf(row.segment).name(row.name).row);
}

// By the pair of names that brought it, most of which are worth enough; then by all its names, as far as they may be
// worth what is needed for an answer.
void Checker::Impl::AssessByName(Found& entity, float needed) {
  const names::PreparedView stored = SegmentOf(entity.segment).prepared(entity.name);
  if (stored.kind() != Prepared(asked[entity.asked]).kind()) return;
  ++considered;
  if (ScoreWorth(needs.least, entity.finding.weak) > 1 + kRounding) return;
  CompareWith(entity.asked);
  entity.finding.score = comparer.Score(stored);
  if (MostWith(entity.finding.Worth()) < options->cutoff - kRounding) return;
  AssessAlone(entity);
  if (entity.score <= 0 || entity.score < options->cutoff) return;
  decided.Add(entity.segment, entity.row);
  CompareAllNames(entity, needed);
  entity.score = Assess(*evidence, row_evidence, entity.finding).score;
  Keep(entity);
}

// All names of a row, so that what they say does not depend on which of them the index brought. The pair by which it
// was found is known.
void Checker::Impl::CompareAllNames(Found& entity, float needed) {
  const Found brought = entity;
  const Segment& segment = SegmentOf(entity.segment);
  const std::uint32_t begin = segment.row(entity.row).first_name;
  const std::uint32_t end = segment.parts().rows[entity.row + 1].first_name;
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const names::PreparedView query = Prepared(asked[i]);
    CompareWith(i);
    for (std::uint32_t name = begin; name < end; ++name) {
      const names::PreparedView stored = segment.prepared(name);
      if (stored.kind() != query.kind()) continue;
      if (brought.finding.there && brought.name == name && brought.asked == i) continue;
      Found other = entity;
      other.name = name;
      other.asked = i;
      other.finding = {true, true, 0, asked[i].weak || segment.name(name).strength == NameStrength::kWeakAlias};
      const float worth = entity.finding.there ? std::max(needed, entity.finding.Worth()) : 0;
      const float least = ScoreWorth(worth, other.finding.weak) - kRounding;
      if (least > 1) continue;
      other.finding.score = comparer.Score(stored, least);
      if (!entity.finding.there || BetterName(other, entity)) entity = other;
    }
  }
}

// Leaves what the row says beside its names in `row_evidence`.
void Checker::Impl::AssessAlone(Found& entity) {
  SegmentOf(entity.segment).view(entity.row).Read(row_evidence);
  entity.score = Assess(*evidence, row_evidence, entity.finding).score;
}

void Checker::Impl::Keep(Found& entity) {
  if (entity.score <= 0 || entity.score < options->cutoff) return;
  found.push_back(entity);
  best.Add(entity.score);
}

Hit Checker::Impl::Tell(const Found& entity) {
  const Segment& segment = SegmentOf(entity.segment);
  const RowView view = segment.view(entity.row);
  view.Read(row_evidence);
  const Assessment assessment = Assess(*evidence, row_evidence, entity.finding);
  MetNames met;
  if (entity.finding.there) {
    view.Read(row_names);
    const NameRow& name = segment.name(entity.name);
    met.query_name = asked[entity.asked].text;
    met.entity_name = row_names[name.position].text;
    CompareWith(entity.asked);
    met.explanation = comparer.Explain(segment.prepared(entity.name));
  }
  Hit hit;
  hit.dataset = segment.dataset(entity.row);
  hit.entity_id = view.id();
  hit.caption = view.caption();
  hit.schema = segment.row(entity.row).schema;
  hit.score = assessment.score;
  hit.match = assessment.score >= options->threshold;
  hit.entity_hash = segment.row(entity.row).entity_hash;
  hit.reasons = TellReasons(assessment, *evidence, row_evidence, met);
  return hit;
}

Answer Checker::Impl::Run(const Snapshot& in_force, const model::Entity& asked_about, const AskedNumbers& numbers,
                          const CheckOptions& asked_for) {
  snapshot = &in_force;
  example = &asked_about;
  evidence = &numbers.evidence;
  options = &asked_for;
  Answer answer;
  answer.lists = snapshot->lists();
  found.clear();
  considered = 0;
  best.Reset(options->limit);
  decided.Reset(*snapshot);
  filter.Set(*snapshot, example->schema, options->datasets);
  AskNames();
  FindByNumber(numbers);
  needs = {LeastNameWorth(*evidence, options->cutoff, true), LeastNameWorth(*evidence, options->cutoff, false),
           BirthYears(evidence->births, kOffByOneYears)};
  FindByName();
  answer.considered = considered;
  const auto better = [&](const Found& a, const Found& b) {
    if (a.score != b.score) return a.score > b.score;
    const Segment& segment_a = SegmentOf(a.segment);
    const Segment& segment_b = SegmentOf(b.segment);
    const int datasets = segment_a.dataset(a.row).compare(segment_b.dataset(b.row));
    return datasets != 0 ? datasets < 0 : segment_a.view(a.row).id() < segment_b.view(b.row).id();
  };
  const std::size_t count = std::min(options->limit, found.size());
  std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(count), found.end(), better);
  answer.hits.reserve(count);
  for (std::size_t i = 0; i < count; ++i) answer.hits.push_back(Tell(found[i]));
  return answer;
}

Checker::Checker() : impl_(std::make_unique<Impl>()) {}
Checker::~Checker() = default;
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;

Answer Checker::Check(const Snapshot& snapshot, const model::Entity& example, const CheckOptions& options) {
  if (impl_->numbers_of_chunk.empty()) impl_->numbers_of_chunk.resize(kChunk);
  Ask(example, impl_->numbers_of_chunk[0]);
  return impl_->Run(snapshot, example, impl_->numbers_of_chunk[0], options);
}

void Checker::CheckMany(const Snapshot& snapshot, std::span<const model::Entity> examples, const CheckOptions& options,
                        std::vector<Answer>& answers) {
  answers.clear();
  answers.reserve(examples.size());
  if (impl_->numbers_of_chunk.empty()) impl_->numbers_of_chunk.resize(kChunk);
  while (!examples.empty()) {
    const auto chunk = examples.first(std::min(kChunk, examples.size()));
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      Ask(chunk[i], impl_->numbers_of_chunk[i]);
      for (const std::uint64_t hash : impl_->numbers_of_chunk[i].hashes) {
        for (const SegmentInForce& in_force : snapshot.segments()) in_force.segment->numbers().Prefetch(hash);
      }
    }
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      answers.push_back(impl_->Run(snapshot, chunk[i], impl_->numbers_of_chunk[i], options));
    }
    examples = examples.subspan(chunk.size());
  }
}

}  // namespace maktab::screening
