#include "screening/candidates.h"

#include <algorithm>

#include "base/hash.h"
#include "names/token_facts.h"

namespace maktab::screening {
namespace {

constexpr float kSlack = 0.01F;                 // weights of names are kept in small units, and sums round
constexpr float kInitialAtMost = 1;             // weight of a word that an initial may stand for
constexpr std::ptrdiff_t kMostCompared = 6000;  // names whose left-over words are looked at
constexpr std::uint32_t kLastGeneration = (1U << 27U) - 1;
constexpr std::uint32_t kLastBoundGeneration = 1U << 20U;

// Better candidates first. The order does not depend on where a name stands in the snapshot.
class BetterCandidate {
 public:
  explicit BetterCandidate(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  bool operator()(const Candidate& a, const Candidate& b) const {
    if (a.estimate != b.estimate) return a.estimate > b.estimate;
    const Segment& segment_a = *snapshot_->segments()[a.segment].segment;
    const Segment& segment_b = *snapshot_->segments()[b.segment].segment;
    const std::size_t words_a = segment_a.words().WordsOf(a.name).size();
    const std::size_t words_b = segment_b.words().WordsOf(b.name).size();
    if (words_a != words_b) return words_a < words_b;
    const NameRow& name_a = segment_a.name(a.name);
    const NameRow& name_b = segment_b.name(b.name);
    const std::uint64_t hash_a = segment_a.row(name_a.row).entity_hash;
    const std::uint64_t hash_b = segment_b.row(name_b.row).entity_hash;
    return hash_a != hash_b ? hash_a < hash_b : name_a.position < name_b.position;
  }

 private:
  const Snapshot* snapshot_;
};

}  // namespace

// How alike what this unit meets must be where all other words are the same.
float CandidateFinder::LeastAlike(const Unit& unit, float needed) const {
  const float weight = WeightOf(unit.words);
  float least = 0, most = 1;
  for (int i = 0; i < 12; ++i) {
    const float middle = (least + most) / 2;
    names::NameSum sum;
    sum.Meet(query_weight_ - weight + initials_ * names::kInitialWeight, 1);
    sum.Meet(weight, middle);
    (names::NameScore(kind_, sum) < needed ? least : most) = middle;
  }
  return least;
}

void CandidateFinder::Add(const Segment& segment, std::uint8_t unit, const std::vector<SimilarWord>& similar,
                          float least) {
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < similar.size(); ++i) {
    const SimilarWord& found = similar[i];
    if (i + kAhead < similar.size()) {
      segment.words().PrefetchWord(similar[i + kAhead].word);
      __builtin_prefetch(&met_of_word_[similar[i + kAhead].word]);
    }
    if (found.similarity < least) continue;
    std::uint32_t& known = met_of_word_[found.word];
    if (known == 0) {
      met_.push_back({found.word, 0, segment.words().weight(found.word), 0, {}});
      known = std::uint32_t(met_.size());
    }
    Met& met = met_[known - 1];
    NoteWeight(units_[unit], met.weight);
    met.levels |= LevelsOf(units_[unit], found.similarity);
    if (met.count < kMostMeetings) {
      met.meetings[met.count++] = {unit, found.similarity};
      continue;
    }
    auto* worst = std::min_element(met.meetings.begin(), met.meetings.end(),
                                   [](const Meeting& a, const Meeting& b) { return a.similarity < b.similarity; });
    if (worst->similarity < found.similarity) *worst = {unit, found.similarity};
  }
}

// What meets two words at once, or counts as much as the word that it meets, leaves the range wide.
void CandidateFinder::NoteWeight(const Unit& unit, float theirs) {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((unit.words >> i & 1U) == 0) continue;
    lightest_met_[i] = std::min(lightest_met_[i], unit.joined ? 0.0F : theirs);
    heaviest_met_[i] = std::max(heaviest_met_[i], theirs == names::kMinorWeight ? words_[i].weight : theirs);
  }
}

// Words of the segment that may stand for what the unit covers.
const std::vector<SimilarWord>& CandidateFinder::WordsLike(const Segment& segment, const Unit& unit, float least) {
  const auto tokens = std::span(tokens_).subspan(unit.first, unit.count);
  if (unit.count == 0) return similar_.OfAcronym(segment, acronym_, kind_);
  if (!unit.joined) return similar_.Of(segment, tokens[0], kind_, syllables_, least);
  if (!unit.first_letters) return similar_.OfJoined(segment, tokens, {kind_, syllables_, least});
  std::array<char, names::kMostAcronym> letters{};
  for (std::size_t i = 0; i < unit.count; ++i) letters[i] = tokens[i].letters[0];
  return similar_.OfAcronym(segment, std::string_view(letters.data(), unit.count), kind_);
}

void CandidateFinder::MeetWords(const Segment& segment) {
  if (met_of_word_.size() < segment.words().word_count()) {
    met_of_word_.resize(segment.words().word_count());
  }
  for (std::size_t i = 0; i < words_.size(); ++i) lightest_met_[i] = heaviest_met_[i] = words_[i].weight;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const float least = units_[i].first_letters ? 0 : LeastAlike(units_[i], needs_.least);
    Add(segment, std::uint8_t(i), WordsLike(segment, units_[i], least), least);
  }
  for (const Met& met : met_) NoteCode(WordIndex::CodeOf(met.word), met.levels);
  by_code_[WordIndex::kManyWords] = 0;  // of the query before
  NoteCode(WordIndex::kManyWords, all_levels_);
}

void CandidateFinder::NoteCode(std::uint16_t code, std::uint32_t levels) {
  by_code_[code] |= levels;
  code_meets_[code] = 1;
}

CandidateFinder::Pairs CandidateFinder::FindPairs(std::span<const std::uint32_t> words, std::uint32_t without) const {
  Pairs pairs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t known = met_of_word_[words[i]];
    if (known == 0 || (without >> i & 1U) != 0) continue;
    const Met& met = met_[known - 1];
    pairs.levels |= met.levels;
    for (std::size_t k = 0; k < met.count && pairs.count < kMostPairs; ++k) {
      pairs.all[pairs.count++] = {met.meetings[k].similarity, met.weight, met.meetings[k].unit, std::uint8_t(i)};
    }
  }
  return pairs;
}

// Initials, and the short form that is a particle elsewhere, weigh as names compares them.
void CandidateFinder::MeetPair(const Pair& pair, names::NameSum& sum) const {
  const float mine = unit_weights_[pair.unit];
  const float theirs = pair.weight;
  float weight = units_[pair.unit].joined ? theirs : (mine + theirs) / 2;
  if (units_[pair.unit].first_letters) weight = names::kInitialWeight * float(units_[pair.unit].count);
  if (theirs == names::kInitialWeight) weight = theirs;
  if (theirs == names::kMinorWeight) weight = mine;
  sum.Meet(weight, pair.similarity);
  sum.left_query -= mine;
  sum.left_candidate -= theirs;
}

// Each initial of the query stands for a word that is left over.
void CandidateFinder::MeetInitials(names::NameSum& sum) const {
  if (initials_ > 0) {
    sum.Meet(initials_ * names::kInitialWeight, 1);
    sum.left_candidate -= initials_ * kInitialAtMost;
  }
  sum.left_query = std::max(0.0F, sum.left_query);
  sum.left_candidate = std::max(0.0F, sum.left_candidate);
}

// The pairs that are most alike meet first, as names compares them.
CandidateFinder::Alignment CandidateFinder::Align(const Pairs& pairs, const Touched& name, Joined joined) const {
  Alignment out;
  out.sum.left_query = query_weight_;
  out.sum.left_candidate = float(name.weight) / WordIndex::kWeightUnits;
  if (joined.unit >= 0) {
    const float weight = words_[std::size_t(joined.unit)].weight;
    out.sum.Meet(weight, joined.similarity);
    out.sum.left_query -= weight;
    out.used_positions = joined.positions;
    out.used_words = units_[std::size_t(joined.unit)].words;
  }
  for (;;) {
    const Pair* best = nullptr;
    for (const Pair& pair : std::span(pairs.all).first(pairs.count)) {
      if ((units_[pair.unit].words & out.used_words) != 0 || (out.used_positions >> pair.position & 1U) != 0) continue;
      if (best == nullptr || pair.similarity > best->similarity) best = &pair;
    }
    if (best == nullptr) return out;
    out.used_words |= units_[best->unit].words;
    out.used_positions |= 1U << best->position;
    MeetPair(*best, out.sum);
  }
}

// What is left over on both sides is taken to resemble a little.
float CandidateFinder::WithUnseen(names::NameSum sum) const {
  MeetInitials(sum);
  const float both = std::min(sum.left_query, sum.left_candidate);
  if (sum.found > 0) sum.Meet(both, kUnseen);
  sum.left_query -= both;
  sum.left_candidate -= both;
  return names::NameScore(kind_, sum);
}

float CandidateFinder::SimilarityOf(const WordIndex& words, std::size_t query_word, std::uint32_t word) {
  const std::uint64_t pair =
      std::uint64_t(generation_) << (32U + kWordBits) | std::uint64_t(word) << kWordBits | query_word;
  Compared& slot = compared_[base::MixBits(pair) % kCompared];
  if (slot.pair != pair) {
    slot = {pair, comparers_[query_word].With(words.token(word), words.facts(word), names::kLeastSimilarity)};
  }
  return slot.similarity;
}

// What is left over on both sides is compared.
float CandidateFinder::WithLeftOver(const WordIndex& words, std::uint32_t name, Alignment aligned) {
  const auto own = words.WordsOf(name);
  for (;;) {
    Pair best = {names::kLeastSimilarity, 0, 0, 0};
    bool found = false;
    for (std::uint8_t query_word = 0; query_word < words_.size(); ++query_word) {
      if ((aligned.used_words >> query_word & 1U) != 0) continue;
      for (std::uint8_t position = 0; position < own.size(); ++position) {
        if ((aligned.used_positions >> position & 1U) != 0) continue;
        const float similarity = SimilarityOf(words, query_word, own[position]);
        if (similarity < best.similarity || (found && similarity == best.similarity)) continue;
        best = {similarity, 0, query_word, position};
        found = true;
      }
    }
    if (!found) break;
    aligned.used_words |= 1U << best.unit;
    aligned.used_positions |= 1U << best.position;
    best.weight = words.weight(own[best.position]);
    MeetPair(best, aligned.sum);
  }
  MeetInitials(aligned.sum);
  return names::NameScore(kind_, aligned.sum);
}

// Whether neighbours in the name begin with each of the letters that stand for words.
bool CandidateFinder::HasFirstLetters(const WordIndex& words, std::uint32_t name) const {
  const auto own = words.WordsOf(name);
  return std::all_of(first_letters_.begin(), first_letters_.end(), [&](std::string_view letters) {
    const auto begins = [&](std::uint32_t word, char letter) { return words.Letters(word)[0] == letter; };
    return std::search(own.begin(), own.end(), letters.begin(), letters.end(), begins) != own.end();
  });
}

// Keeps the name if its estimate is enough.
void CandidateFinder::Take(std::uint32_t segment_number, const Segment& segment, const Touched& name) {
  if (!HasFirstLetters(segment.words(), name.name)) return;
  const float needed = needs_.Of(name.years);
  const Pairs pairs = FindPairs(segment.words().WordsOf(name.name));
  if (MostOf(pairs.levels) < needed) return;
  const Alignment aligned = Align(pairs, name, {});
  const float estimate = WithUnseen(aligned.sum);
  if (estimate < needed) return;
  segment.PrefetchName(name.name);
  passed_.push_back({{segment_number, name.name, estimate}, needed, aligned});
}

void CandidateFinder::PrefetchMet(std::span<const std::uint32_t> words) const {
  for (const std::uint32_t word : words) __builtin_prefetch(&met_of_word_[word]);
}

// The memory of the next names is on its way meanwhile.
void CandidateFinder::TakeBest(std::uint32_t segment_number, const Segment& segment, const RowFilter& filter) {
  constexpr std::size_t kAhead = 8;
  const WordIndex& words = segment.words();
  const std::size_t before = passed_.size();
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (i + kAhead < touched_.size()) PrefetchMet(words.WordsOf(touched_[i + kAhead].name));
    Take(segment_number, segment, touched_[i]);
  }
  TakeBestJoined(segment_number, segment);
  std::size_t kept = before;
  for (std::size_t i = before; i < passed_.size(); ++i) {
    const Passed& passed = passed_[i];
    if (filter.TakesName(segment_number, segment.name(passed.candidate.name).row)) passed_[kept++] = passed;
  }
  passed_.resize(kept);
}

void CandidateFinder::Forget() {
  for (const Met& met : met_) {
    const std::uint16_t code = WordIndex::CodeOf(met.word);
    met_of_word_[met.word] = by_code_[code] = 0;
    code_meets_[code] = 0;
  }
  met_.clear();
}

// Compares what is left over of the names that passed. Of syllables, and of words beyond the heaviest, not everything
// is known here that a comparison sees.
void CandidateFinder::CompareLeftOver(const Snapshot& snapshot, std::vector<Candidate>& out) {
  if (passed_.size() > kMostCompared) {
    const BetterCandidate better(snapshot);
    std::nth_element(passed_.begin(), passed_.begin() + kMostCompared, passed_.end(),
                     [&](const Passed& a, const Passed& b) { return better(a.candidate, b.candidate); });
    passed_.resize(kMostCompared);
  }
  const bool knows_all = all_words_ && !syllables_;
  std::stable_sort(passed_.begin(), passed_.end(),
                   [](const Passed& a, const Passed& b) { return a.candidate.segment < b.candidate.segment; });
  std::uint32_t segment = ~0U;
  for (const Passed& passed : passed_) {
    Candidate candidate = passed.candidate;
    if (candidate.segment != segment) ForgetCompared();
    segment = candidate.segment;
    const WordIndex& words = snapshot.segments()[segment].segment->words();
    if (knows_all) candidate.estimate = WithLeftOver(words, candidate.name, passed.aligned);
    if (candidate.estimate >= passed.needed) out.push_back(candidate);
  }
}

void CandidateFinder::ForgetCompared() {
  if (++generation_ > kLastGeneration) generation_ = 1, compared_.assign(kCompared, {});
}

void CandidateFinder::FindAs(Reading reading, const Snapshot& snapshot, names::PreparedView query,
                             const RowFilter& filter, std::vector<Candidate>& out) {
  passed_.clear();
  ForgetCompared();
  SetQuery(query, reading);
  if (words_.empty()) return;
  for (std::uint32_t i = 0; i < snapshot.segments().size(); ++i) {
    const Segment& segment = *snapshot.segments()[i].segment;
    if (++bound_generation_ == kLastBoundGeneration) bound_generation_ = 1, bounds_.assign(kBounds, {});
    MeetWords(segment);
    Collect(segment);
    CollectJoined(segment);
    TakeBest(i, segment, filter);
    Forget();
  }
  CompareLeftOver(snapshot, out);
}

void CandidateFinder::Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter,
                           const Needs& asked, std::size_t limit, std::vector<Candidate>& out) {
  out.clear();
  needs_ = {asked.least - kSlack, asked.without_birth - kSlack, asked.years};
  FindAs(Reading::kAsWritten, snapshot, query, filter, out);
  if (has_other_reading_) FindAs(Reading::kOtherwise, snapshot, query, filter, out);
  if (out.size() <= limit) return;
  std::nth_element(out.begin(), out.begin() + std::ptrdiff_t(limit), out.end(), BetterCandidate(snapshot));
  out.resize(limit);
}

}  // namespace maktab::screening
