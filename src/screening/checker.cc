#include "screening/checker.h"

#include <algorithm>

#include "screening/assess.h"
#include "screening/candidates.h"
#include "screening/reasons.h"
#include "screening/row_filter.h"

namespace maktab::screening {
namespace {

constexpr std::size_t kMaxNumberRows = 1000;  // entities with one number that are looked at
constexpr std::size_t kChunk = 32;            // examples of CheckMany whose numbers are on their way at once
constexpr std::size_t kTextsAhead = 4;        // names whose letters are on their way
constexpr float kRounding = 1e-5F;
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
  bool by_number = false;
  float score = 0;

  bool SameRow(const Found& other) const { return segment == other.segment && row == other.row; }
};

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
  Answer Run(const Snapshot& snapshot, const model::Entity& example, const AskedNumbers& numbers,
             const CheckOptions& options);
  void AskNames(const model::Entity& example);
  void FindByNumber(const Snapshot& snapshot, const AskedNumbers& numbers);
  void FindByName(const Snapshot& snapshot, const Needs& needs);
  void CompareWith(std::uint32_t asked_name);
  void KeepBestOfRows();
  void CompareAllNames(const Snapshot& snapshot, Found& found);
  void AssessAll(const Snapshot& snapshot, const Evidence& example, float cutoff);
  Hit Tell(const Snapshot& snapshot, const Evidence& example, const Found& found, float threshold);
  names::PreparedView Prepared(const AskedName& name) const {
    return names::PreparedView(std::string_view(prepared).substr(name.begin, name.end - name.begin));
  }

  names::Comparer comparer;
  CandidateFinder finder;
  RowFilter filter;
  std::string prepared;
  std::vector<AskedName> asked;
  std::uint32_t compared_with = kNone;  // of `asked`
  std::vector<Candidate> candidates;
  std::vector<Found> found;
  std::vector<RowName> row_names;
  Evidence row_evidence;
  std::vector<AskedNumbers> numbers_of_chunk;
};

void Checker::Impl::AskNames(const model::Entity& example) {
  prepared.clear();
  asked.clear();
  compared_with = kNone;
  const NameKinds kinds = KindsOf(example.schema);
  if (kinds.count == 0) return;
  const auto names = example.Names();
  for (std::size_t i = 0; i < std::min(names.size(), kMaxQueryNames); ++i) {
    for (const names::NameKind kind : kinds) {
      const std::size_t begin = prepared.size();
      names::PrepareName(names[i].second, kind, prepared);
      const AskedName name{names[i].second, begin, prepared.size(), names[i].first == model::kPropWeakAlias};
      if (!Prepared(name).empty()) asked.push_back(name);
    }
  }
}

void Checker::Impl::FindByNumber(const Snapshot& snapshot, const AskedNumbers& numbers) {
  for (std::size_t i = 0; i < numbers.hashes.size(); ++i) {
    const Number& number = numbers.evidence.numbers[i];
    for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
      const Segment& segment = *snapshot.segments()[s].segment;
      std::uint32_t single = 0;
      for (const std::uint32_t row : segment.numbers().Rows(numbers.hashes[i], single)) {
        if (!filter.TakesNumber(s, row, number.kind == NumberKind::kPaper)) continue;
        segment.view(row).Read(row_evidence);
        const auto meets = [&](const Number& stored) {
          return MeetNumbers(number, stored).how != NumberMeeting::How::kNot;
        };
        if (std::none_of(row_evidence.numbers.begin(), row_evidence.numbers.end(), meets)) continue;
        Found& entity = found.emplace_back();
        entity.segment = s;
        entity.row = row;
        entity.by_number = true;
      }
    }
  }
  if (found.size() <= kMaxNumberRows) return;
  const auto hash = [&](const Found& a) { return snapshot.segments()[a.segment].segment->row(a.row).entity_hash; };
  std::nth_element(found.begin(), found.begin() + kMaxNumberRows, found.end(),
                   [&](const Found& a, const Found& b) { return hash(a) < hash(b); });
  found.resize(kMaxNumberRows);
}

// What a question made ready for comparing is kept as long as the next comparisons are with it.
void Checker::Impl::CompareWith(std::uint32_t asked_name) {
  if (compared_with == asked_name) return;
  comparer.SetQuery(Prepared(asked[asked_name]));
  compared_with = asked_name;
}

void Checker::Impl::FindByName(const Snapshot& snapshot, const Needs& needs) {
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const names::PreparedView query = Prepared(asked[i]);
    finder.Find(snapshot, query, filter, needs, kMaxScoredNames / asked.size(), candidates);
    if (candidates.empty()) continue;
    CompareWith(i);
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const Candidate& candidate = candidates[k];
      const auto& ahead = candidates[std::min(k + kTextsAhead, candidates.size() - 1)];
      snapshot.segments()[ahead.segment].segment->PrefetchText(ahead.name);
      const Segment& segment = *snapshot.segments()[candidate.segment].segment;
      const names::PreparedView name = segment.prepared(candidate.name);
      if (name.kind() != query.kind()) continue;
      Found& entity = found.emplace_back();
      entity.segment = candidate.segment;
      entity.row = segment.name(candidate.name).row;
      segment.PrefetchRow(entity.row);
      entity.name = candidate.name;
      entity.asked = i;
      const bool weak = asked[i].weak || segment.name(candidate.name).strength == NameStrength::kWeakAlias;
      entity.finding = {true, true, comparer.Score(name), weak};
    }
  }
}

// One entry a row: found by number or not, with its best pair of names.
void Checker::Impl::KeepBestOfRows() {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    if (a.segment != b.segment) return a.segment < b.segment;
    return a.row != b.row ? a.row < b.row : BetterName(a, b);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (kept > 0 && found[kept - 1].SameRow(found[i])) {
      found[kept - 1].by_number = found[kept - 1].by_number || found[i].by_number;
    } else {
      found[kept++] = found[i];
    }
  }
  found.resize(kept);
}

// All names of a row, so that what they say does not depend on which of them the index brought. The pair by which it
// was found is known.
void Checker::Impl::CompareAllNames(const Snapshot& snapshot, Found& entity) {
  const Found brought = entity;
  const Segment& segment = *snapshot.segments()[entity.segment].segment;
  const std::uint32_t begin = segment.row(entity.row).first_name;
  const std::uint32_t end = segment.parts().rows[entity.row + 1].first_name;
  if (!brought.finding.there) entity.finding = {!asked.empty(), false, 0, false};
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    const names::PreparedView query = Prepared(asked[i]);
    CompareWith(i);
    for (std::uint32_t name = begin; name < end; ++name) {
      const names::PreparedView stored = segment.prepared(name);
      if (stored.kind() != query.kind()) continue;
      if (brought.finding.there && brought.name == name && brought.asked == i) continue;
      const bool weak = asked[i].weak || segment.name(name).strength == NameStrength::kWeakAlias;
      Found other = entity;
      other.name = name;
      other.asked = i;
      other.finding = {true, true, comparer.Score(stored), weak};
      if (!entity.finding.there || BetterName(other, entity)) entity = other;
    }
  }
}

// Leaves in `found` what reaches the cutoff.
void Checker::Impl::AssessAll(const Snapshot& snapshot, const Evidence& example, float cutoff) {
  std::size_t kept = 0;
  for (const Found& entity : found) snapshot.segments()[entity.segment].segment->PrefetchRowText(entity.row);
  for (std::size_t i = 0; i < found.size(); ++i) {
    Found entity = found[i];
    if (entity.by_number) CompareAllNames(snapshot, entity);
    if (!entity.by_number && MostWith(entity.finding.Worth()) < cutoff - kRounding) continue;
    snapshot.segments()[entity.segment].segment->view(entity.row).Read(row_evidence);
    entity.score = Assess(example, row_evidence, entity.finding).score;
    if (entity.score <= 0 || entity.score < cutoff) continue;
    if (!entity.by_number) {
      CompareAllNames(snapshot, entity);
      entity.score = Assess(example, row_evidence, entity.finding).score;
    }
    found[kept++] = entity;
  }
  found.resize(kept);
}

Hit Checker::Impl::Tell(const Snapshot& snapshot, const Evidence& example, const Found& entity, float threshold) {
  const Segment& segment = *snapshot.segments()[entity.segment].segment;
  const RowView view = segment.view(entity.row);
  view.Read(row_evidence);
  const Assessment assessment = Assess(example, row_evidence, entity.finding);
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
  hit.match = assessment.score >= threshold;
  hit.entity_hash = segment.row(entity.row).entity_hash;
  hit.reasons = TellReasons(assessment, example, row_evidence, met);
  return hit;
}

Answer Checker::Impl::Run(const Snapshot& snapshot, const model::Entity& example, const AskedNumbers& numbers,
                          const CheckOptions& options) {
  Answer answer;
  answer.lists = snapshot.lists();
  found.clear();
  filter.Set(snapshot, example.schema, options.datasets);
  AskNames(example);
  FindByNumber(snapshot, numbers);
  FindByName(snapshot, {LeastNameWorth(numbers.evidence, options.cutoff, true),
                        LeastNameWorth(numbers.evidence, options.cutoff, false),
                        BirthYears(numbers.evidence.births, kOffByOneYears)});
  if (found.empty()) return answer;
  KeepBestOfRows();
  answer.considered = found.size();
  AssessAll(snapshot, numbers.evidence, options.cutoff);
  const auto better = [&](const Found& a, const Found& b) {
    if (a.score != b.score) return a.score > b.score;
    const Segment& segment_a = *snapshot.segments()[a.segment].segment;
    const Segment& segment_b = *snapshot.segments()[b.segment].segment;
    const int datasets = segment_a.dataset(a.row).compare(segment_b.dataset(b.row));
    return datasets != 0 ? datasets < 0 : segment_a.view(a.row).id() < segment_b.view(b.row).id();
  };
  const std::size_t count = std::min(options.limit, found.size());
  std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(count), found.end(), better);
  answer.hits.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    answer.hits.push_back(Tell(snapshot, numbers.evidence, found[i], options.threshold));
  }
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
