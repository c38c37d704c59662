#include "screening/candidates.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "names/token_facts.h"

namespace maktab::screening {
namespace {

constexpr float kSlack = 0.01F;                 // weights of names are kept in small units, and sums round
constexpr float kMinJoinedWeight = 0.60F;       // of the sound of a word that others may write apart: not the commonest
constexpr float kJoinedAtMost = 2;              // weight of neighbours that may be one word of the query
constexpr float kInitialAtMost = 1;             // weight of a word that an initial may stand for
constexpr std::size_t kListedAgainstBits = 32;  // a name of a list costs so much more than a bit
constexpr std::size_t kMostLeastSets = 40;
constexpr std::size_t kWeightSteps = 64;  // of names' weights
constexpr float kStepsAWeight = 8;
constexpr float kHeaviestName = 64;
constexpr std::uint8_t kUnknown = 2;
constexpr unsigned kWordBits = 4;               // of a place among the words of the query
constexpr std::ptrdiff_t kMostCompared = 6000;  // names whose left-over words are looked at
constexpr std::uint32_t kLastGeneration = (1U << 28U) - 1;

bool TellsApart(const names::TokenView& token) {
  return token.kind == names::TokenKind::kName || token.kind == names::TokenKind::kNumber;
}

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

void CandidateFinder::SetQuery(names::PreparedView query) {
  kind_ = query.kind();
  token_count_ = 0;
  words_.clear();
  query_weight_ = initials_ = 0;
  syllables_ = true;
  names::TokenView token;
  for (std::size_t at = query.begin(); token_count_ < tokens_.size() && query.Next(at, token); ++token_count_) {
    tokens_[token_count_] = token;
    const names::TokenFacts facts = names::FactsOf(token, kind_, names::BuiltInWeights());
    syllables_ = syllables_ && facts.syllables != 0;
    if (token.kind == names::TokenKind::kInitial) ++initials_;
    if (!TellsApart(token)) continue;
    words_.push_back({token_count_, facts.weight});
    query_weight_ += facts.weight;
  }
  syllables_ = syllables_ && token_count_ >= 2;
  std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
  all_words_ = words_.size() <= kMaxQueryWords;
  if (words_.size() > kMaxQueryWords) words_.resize(kMaxQueryWords);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const names::TokenView& word = tokens_[words_[i].token];
    comparers_[i] = names::TokenComparer(word, names::FactsOf(word, kind_, names::BuiltInWeights()));
  }
  std::fill_n(most_.begin(), std::size_t(1) << words_.size(), -1.0F);
  MakeUnits();
}

void CandidateFinder::MakeUnits() {
  units_.clear();
  const auto bit_of = [&](std::size_t token) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].token == token) return std::uint16_t(1U << i);
    }
    return std::uint16_t(0);
  };
  for (std::size_t i = 0; i < words_.size(); ++i) units_.push_back({std::uint16_t(1U << i), false, words_[i].token});
  for (std::size_t i = 0; i + 1 < token_count_ && units_.size() < kMaxUnits; ++i) {
    // A particle that is joined with the word behind it covers nothing of its own.
    const auto covers = std::uint16_t(bit_of(i) | bit_of(i + 1));
    if (bit_of(i + 1) != 0) units_.push_back({covers, true, i});
  }
}

float CandidateFinder::WeightOf(unsigned words) const {
  float weight = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) weight += (words >> i & 1U) != 0 ? words_[i].weight : 0;
  return weight;
}

// What the score of a pair can be at most if only these words of the query meet.
float CandidateFinder::MostOf(std::uint16_t words) const {
  const float weight = WeightOf(words);
  names::NameSum sum;
  sum.Meet(weight, 1);
  sum.Meet(initials_ * names::kInitialWeight, 1);
  names::NameSum lacking = sum;
  lacking.left_query = query_weight_ - weight;
  sum.Meet(query_weight_ - weight, kUnseen);
  return std::max(names::NameScore(kind_, sum), names::NameScore(kind_, lacking));
}

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
  const std::uint16_t covers = units_[unit].words;
  for (const SimilarWord& found : similar) {
    if (found.similarity < least) continue;
    std::uint32_t& place = met_of_word_[found.word];
    if (place == 0) {
      met_.push_back({found.word, 0, 0, 0, {}});
      place = std::uint32_t(met_.size());
      word_meets_[found.word / 64] |= 1ULL << (found.word % 64);
    }
    NoteWeight(units_[unit], segment.words().weight(found.word));
    Met& met = met_[place - 1];
    met.words |= covers;
    met.units |= 1U << unit;
    list_length_[unit] += segment.words().Holding(found.word).size();
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

void CandidateFinder::MeetWords(const Segment& segment, float needed) {
  if (met_of_word_.size() < segment.words().word_count()) {
    met_of_word_.resize(segment.words().word_count());
    word_meets_.resize(segment.words().word_count() / 64 + 1);
  }
  list_length_.fill(0);
  for (std::size_t i = 0; i < words_.size(); ++i) lightest_met_[i] = heaviest_met_[i] = words_[i].weight;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const names::TokenView& first = tokens_[units_[i].first];
    const auto unit = std::uint8_t(i);
    const float least = LeastAlike(units_[i], needed);
    if (units_[i].joined) {
      Add(segment, unit, similar_.OfJoined(segment, first, tokens_[units_[i].first + 1], kind_), least);
    } else {
      Add(segment, unit, similar_.Of(segment, first, kind_, syllables_, least), least);
    }
  }
}

// The longest lists are passed over as long as what is passed over makes no candidate by itself.
void CandidateFinder::ChooseUnits(float needed) {
  std::array<std::uint8_t, kMaxUnits> order{};
  for (std::size_t i = 0; i < units_.size(); ++i) order[i] = std::uint8_t(i);
  std::stable_sort(order.begin(), order.begin() + std::ptrdiff_t(units_.size()),
                   [&](std::uint8_t a, std::uint8_t b) { return list_length_[a] > list_length_[b]; });
  asked_by_ = 0;
  std::uint16_t passed = 0;
  for (const std::uint8_t unit : std::span(order).first(units_.size())) {
    const auto with = std::uint16_t(passed | units_[unit].words);
    if (MostOf(with) < needed) {
      passed = with;
    } else {
      asked_by_ |= 1U << unit;
    }
  }
}

// Sets of words of the query that are enough by themselves, without those that hold a smaller one.
void CandidateFinder::FindLeastSets(float needed) {
  least_sets_.clear();
  for (std::uint16_t set = 1; set < 1U << words_.size(); ++set) {
    const auto holds = [&](std::uint16_t smaller) { return (smaller & set) == smaller; };
    if (std::any_of(least_sets_.begin(), least_sets_.end(), holds)) continue;
    if (MostOf(set) >= needed) least_sets_.push_back(set);
  }
}

// Names by words that are enough. Where the lists to read are long, sets of names as bits are quicker than the words of
// each name; both find the same.
void CandidateFinder::Collect(const Segment& segment, float needed) {
  ChooseUnits(needed);
  touched_.clear();
  std::size_t asked = 0, all = 0;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    all += list_length_[i];
    asked += (asked_by_ >> i & 1U) != 0 ? list_length_[i] : 0;
  }
  const std::size_t blocks = segment.name_count() / 64 + 1;
  const bool many = asked * kListedAgainstBits > all + blocks * words_.size();
  if (way_ == Way::kBits || (way_ == Way::kQuicker && many)) {
    FindLeastSets(needed);
    if (least_sets_.size() <= kMostLeastSets) return CollectByBits(segment, blocks, needed);
  }
  CollectFromLists(segment);
}

void CandidateFinder::CollectFromLists(const Segment& segment) {
  seen_.resize(std::max<std::size_t>(seen_.size(), segment.name_count() / 64 + 1));
  for (const Met& met : met_) {
    if ((met.units & asked_by_) == 0) continue;
    for (const std::uint32_t name : segment.words().Holding(met.word)) {
      std::uint64_t& seen = seen_[name / 64];
      const std::uint64_t bit = 1ULL << (name % 64);
      if ((seen & bit) != 0) continue;
      seen |= bit;
      touched_.push_back(name);
    }
  }
  for (const std::uint32_t name : touched_) seen_[name / 64] = 0;
}

void CandidateFinder::CollectByBits(const Segment& segment, std::size_t blocks, float needed) {
  for (std::size_t i = 0; i < words_.size(); ++i) names_with_[i].assign(blocks, 0);
  for (const Met& met : met_) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((met.words >> i & 1U) == 0) continue;
      std::uint64_t* bits = names_with_[i].data();
      for (const std::uint32_t name : segment.words().Holding(met.word)) bits[name / 64] |= 1ULL << (name % 64);
    }
  }
  enough_.assign(blocks, 0);
  for (const std::uint16_t set : least_sets_) {
    both_.assign(blocks, ~0ULL);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      const std::uint64_t* bits = names_with_[i].data();
      for (std::size_t k = 0; k < blocks; ++k) both_[k] &= bits[k];
    }
    for (std::size_t k = 0; k < blocks; ++k) enough_[k] |= both_[k];
  }
  may_reach_.assign(kWeightSteps << words_.size(), kUnknown);
  for (std::size_t k = 0; k < blocks; ++k) {
    for (std::uint64_t left = enough_[k]; left != 0; left &= left - 1) {
      const auto bit = std::size_t(std::countr_zero(left));
      std::uint16_t met = 0;
      for (std::size_t i = 0; i < words_.size(); ++i) met |= std::uint16_t((names_with_[i][k] >> bit & 1U) << i);
      const auto name = std::uint32_t(k * 64 + bit);
      if (MayReach(met, segment.words().NameWeight(name), needed)) touched_.push_back(name);
    }
  }
}

// Whether a name of this weight may reach what is needed if these words of the query meet words of it, however alike.
bool CandidateFinder::MayReach(std::uint16_t met, float name_weight, float needed) {
  const std::size_t step = std::min(std::size_t(name_weight * kStepsAWeight), kWeightSteps - 1);
  std::uint8_t& known = may_reach_[std::size_t(met) * kWeightSteps + step];
  if (known == kUnknown) {
    const float least = float(step) / kStepsAWeight;
    const float most = step + 1 == kWeightSteps ? kHeaviestName : float(step + 1) / kStepsAWeight;
    known = MostOfName(met, least, most) >= needed ? 1 : 0;
  }
  return known != 0;
}

// What the score of a name can be at most whose weight lies between these and that meets these words of the query
// alone. Words that meet may be heavier or lighter than those they meet.
float CandidateFinder::MostOfName(std::uint16_t met, float least_weight, float most_weight) const {
  float lightest = 0, heaviest = 0, mine = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((met >> i & 1U) == 0) continue;
    lightest += lightest_met_[i];
    heaviest += heaviest_met_[i];
    mine += words_[i].weight;
  }
  constexpr int kPoints = 4;
  float best = 0;
  for (int i = 0; i <= kPoints; ++i) {
    const float theirs = lightest + (heaviest - lightest) * float(i) / kPoints;
    for (const float name_weight : {least_weight, most_weight}) {
      names::NameSum sum;
      sum.Meet((mine + theirs) / 2, 1);
      sum.left_query = query_weight_ - mine;
      sum.left_candidate = name_weight - theirs;
      best = std::max(best, WithUnseen(sum));
    }
    // Where as much is left over on both sides, the least speaks against.
    names::NameSum even;
    even.Meet((mine + theirs) / 2, 1);
    even.left_query = query_weight_ - mine;
    even.left_candidate =
        std::clamp(even.left_query, least_weight - theirs, std::max(least_weight, most_weight) - theirs);
    best = std::max(best, WithUnseen(even));
  }
  return best;
}

// Names that write apart what the query writes as one word.
void CandidateFinder::CollectJoined(const Segment& segment) {
  joined_names_.clear();
  std::vector<names::NameKey> keys;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (units_[i].joined) continue;
    keys.clear();
    names::AppendWordKeys(tokens_[units_[i].first], kind_, keys);
    for (const names::NameKey& key : keys) {
      if (names::BuiltInWeights().Weight(key.hash) < kMinJoinedWeight) continue;
      for (const std::uint32_t name : segment.words().joined().Find(key.hash)) {
        joined_names_.push_back({name, std::uint8_t(i)});
      }
    }
  }
}

std::size_t CandidateFinder::FindPairs(std::span<const std::uint32_t> words, Pairs& pairs) const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((word_meets_[words[i] / 64] >> (words[i] % 64) & 1U) == 0) continue;
    const Met& met = met_[met_of_word_[words[i]] - 1];
    for (std::size_t k = 0; k < met.count && count < kMostPairs; ++k) {
      pairs[count++] = {met.meetings[k].similarity, met.meetings[k].unit, std::uint8_t(i)};
    }
  }
  return count;
}

// An initial, and the short form that is a particle elsewhere, weigh as names compares them.
void CandidateFinder::MeetPair(const WordIndex& words, const Pair& pair, std::uint32_t word,
                               names::NameSum& sum) const {
  const float mine = WeightOf(units_[pair.unit].words);
  const float theirs = words.weight(word);
  float weight = units_[pair.unit].joined ? theirs : (mine + theirs) / 2;
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
CandidateFinder::Alignment CandidateFinder::Align(const WordIndex& words, std::uint32_t name, int joined_unit) const {
  Pairs pairs;
  const auto own = words.WordsOf(name);
  const std::size_t count = FindPairs(own, pairs);
  Alignment out;
  out.sum.left_query = query_weight_;
  out.sum.left_candidate = words.NameWeight(name);
  if (joined_unit >= 0) {
    const float weight = words_[std::size_t(joined_unit)].weight;
    out.sum.Meet(weight, names::kJoinedWords);
    out.sum.left_query -= weight;
    out.sum.left_candidate = std::max(0.0F, out.sum.left_candidate - kJoinedAtMost);
    out.used_words = units_[std::size_t(joined_unit)].words;
  }
  for (;;) {
    const Pair* best = nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const Pair& pair = pairs[i];
      if ((units_[pair.unit].words & out.used_words) != 0 || (out.used_positions >> pair.position & 1U) != 0) continue;
      if (best == nullptr || pair.similarity > best->similarity) best = &pair;
    }
    if (best == nullptr) return out;
    out.used_words |= units_[best->unit].words;
    out.used_positions |= 1U << best->position;
    MeetPair(words, *best, own[best->position], out.sum);
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
    Pair best = {names::kLeastSimilarity, 0, 0};
    bool found = false;
    for (std::uint8_t query_word = 0; query_word < words_.size(); ++query_word) {
      if ((aligned.used_words >> query_word & 1U) != 0) continue;
      for (std::uint8_t position = 0; position < own.size(); ++position) {
        if ((aligned.used_positions >> position & 1U) != 0) continue;
        const float similarity = SimilarityOf(words, query_word, own[position]);
        if (similarity < best.similarity || (found && similarity == best.similarity)) continue;
        best = {similarity, query_word, position};
        found = true;
      }
    }
    if (!found) break;
    aligned.used_words |= 1U << best.unit;
    aligned.used_positions |= 1U << best.position;
    MeetPair(words, best, own[best.position], aligned.sum);
  }
  MeetInitials(aligned.sum);
  return names::NameScore(kind_, aligned.sum);
}

void CandidateFinder::TakeBest(std::uint32_t segment_number, const Segment& segment, const RowFilter& filter,
                               float needed) {
  const WordIndex& words = segment.words();
  const auto take = [&](std::uint32_t name, int joined_unit) {
    const Alignment aligned = Align(words, name, joined_unit);
    const float estimate = WithUnseen(aligned.sum);
    if (estimate >= needed && filter.TakesName(segment_number, segment.name(name).row)) {
      passed_.push_back({{segment_number, name, estimate}, aligned});
    }
  };
  constexpr std::size_t kAhead = 12;
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    // The memory of the next names is on its way meanwhile.
    if (i + kAhead < touched_.size()) words.PrefetchWordsOf(touched_[i + kAhead]);
    const std::uint32_t name = touched_[i];
    std::uint16_t met = 0;
    for (const std::uint32_t word : words.WordsOf(name)) {
      if ((word_meets_[word / 64] >> (word % 64) & 1U) != 0) met |= met_[met_of_word_[word] - 1].words;
    }
    float& most = most_[met];
    if (most < 0) most = MostOf(met);
    if (most >= needed) take(name, -1);
  }
  for (const JoinedName& joined : joined_names_) take(joined.name, joined.unit);
}

void CandidateFinder::Forget() {
  for (const Met& met : met_) met_of_word_[met.word] = 0, word_meets_[met.word / 64] = 0;
  met_.clear();
}

// Compares what is left over of the names that passed. Of syllables, and of words beyond the heaviest, not everything
// is known here that a comparison sees.
void CandidateFinder::CompareLeftOver(const Snapshot& snapshot, float needed, std::vector<Candidate>& out) {
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
    if (candidate.estimate >= needed) out.push_back(candidate);
  }
}

void CandidateFinder::ForgetCompared() {
  if (++generation_ > kLastGeneration) generation_ = 1, compared_.assign(kCompared, {});
}

void CandidateFinder::Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter, float needed,
                           std::size_t limit, std::vector<Candidate>& out) {
  out.clear();
  passed_.clear();
  SetQuery(query);
  if (words_.empty()) return;
  needed -= kSlack;
  for (std::uint32_t i = 0; i < snapshot.segments().size(); ++i) {
    const Segment& segment = *snapshot.segments()[i].segment;
    MeetWords(segment, needed);
    Collect(segment, needed);
    CollectJoined(segment);
    TakeBest(i, segment, filter, needed);
    Forget();
  }
  CompareLeftOver(snapshot, needed, out);
  if (out.size() <= limit) return;
  std::nth_element(out.begin(), out.begin() + std::ptrdiff_t(limit), out.end(), BetterCandidate(snapshot));
  out.resize(limit);
}

}  // namespace maktab::screening
