#include "screening/candidates.h"

#include <algorithm>

#include "base/hash.h"
#include "names/token_facts.h"

namespace maktab::screening {
namespace {

constexpr float kSlack = 0.01F;                 // weights of names are kept in small units, and sums round
constexpr float kLeastJoined = 0.6F;            // less alike: not one word
constexpr float kJoinedAtMost = 3;              // weight of neighbours that may be one word of the query
constexpr float kAcronymAtMost = 6;             // and of words that may be its letters
constexpr float kInitialAtMost = 1;             // weight of a word that an initial may stand for
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
  acronym_ = names::AcronymOf(query);
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
  for (std::size_t i = 0; i < words_.size(); ++i) units_.push_back({std::uint16_t(1U << i), false, words_[i].token, 1});
  // A particle that is joined with the word behind it covers nothing of its own.
  for (std::size_t count = 2; count <= names::kMostJoined; ++count) {
    for (std::size_t i = 0; i + count <= token_count_ && units_.size() + 1 < kMaxUnits; ++i) {
      std::uint16_t covers = 0;
      for (std::size_t k = i; k < i + count; ++k) covers |= bit_of(k);
      if (bit_of(i + count - 1) != 0) units_.push_back({covers, true, i, count});
    }
  }
  if (!acronym_.empty()) units_.push_back({std::uint16_t((1U << words_.size()) - 1), true, 0, 0});
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
    std::uint32_t& known = met_of_word_[found.word];
    if (known == 0) {
      met_.push_back({found.word, 0, 0, 0, {}});
      known = std::uint32_t(met_.size()) << kMaxQueryWords;
    }
    known |= covers;
    NoteWeight(units_[unit], segment.words().weight(found.word));
    Met& met = met_[(known >> kMaxQueryWords) - 1];
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
  }
  list_length_.fill(0);
  for (std::size_t i = 0; i < words_.size(); ++i) lightest_met_[i] = heaviest_met_[i] = words_[i].weight;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const names::TokenView& first = tokens_[units_[i].first];
    const auto unit = std::uint8_t(i);
    const float least = LeastAlike(units_[i], needed);
    if (units_[i].count == 0) {
      Add(segment, unit, similar_.OfAcronym(segment, acronym_, kind_), least);
    } else if (units_[i].joined) {
      const auto neighbours = std::span(tokens_).subspan(units_[i].first, units_[i].count);
      Add(segment, unit, similar_.OfJoined(segment, neighbours, kind_), least);
    } else {
      Add(segment, unit, similar_.Of(segment, first, kind_, syllables_, least), least);
    }
  }
}

std::size_t CandidateFinder::FindPairs(std::span<const std::uint32_t> words, Pairs& pairs) const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t known = met_of_word_[words[i]];
    if (known == 0) continue;
    const Met& met = met_[(known >> kMaxQueryWords) - 1];
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
CandidateFinder::Alignment CandidateFinder::Align(const WordIndex& words, std::uint32_t name, Joined joined) const {
  Pairs pairs;
  const auto own = words.WordsOf(name);
  const std::size_t count = FindPairs(own, pairs);
  Alignment out;
  out.sum.left_query = query_weight_;
  out.sum.left_candidate = words.NameWeight(name);
  if (joined.unit >= 0) {
    const float weight = words_[std::size_t(joined.unit)].weight;
    out.sum.Meet(weight, joined.similarity);
    out.sum.left_query -= weight;
    const float at_most = kind_ == names::NameKind::kOrganisation ? kAcronymAtMost : kJoinedAtMost;
    out.sum.left_candidate = std::max(0.0F, out.sum.left_candidate - at_most);
    out.used_words = units_[std::size_t(joined.unit)].words;
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

// 0 where no neighbours are enough like it. A key says little of what several short words are together.
float CandidateFinder::JoinedSimilarity(names::PreparedView name, const Unit& unit) {
  const names::TokenView& asked = tokens_[unit.first];
  if (names::AcronymOf(name) == asked.letters) return names::kAcronymSimilarity;
  const names::SoundCounts sounds = names::CountSounds(asked.letters);
  names::LetterComparer comparer(asked.letters);
  float best = 0;
  std::array<names::TokenView, names::kMostJoined> last;  // the newest at the end
  std::size_t position = 0;
  for (std::size_t at = name.begin(); name.Next(at, last.back()); ++position) {
    for (std::size_t count = 2; count <= std::min(last.size(), position + 1); ++count) {
      if (!names::JoinTokens(std::span(last).last(count), joined_letters_)) continue;
      const std::size_t letters = joined_letters_.size(), others = asked.letters.size();
      if (2 * letters < others || letters > 2 * others + 2) continue;
      if (names::LeastChanges(names::CountSounds(joined_letters_), sounds) > 1) continue;
      best = std::max(best, names::kJoinedWords * comparer.With(joined_letters_, kLeastJoined));
    }
    std::copy(last.begin() + 1, last.end(), last.begin());
  }
  return best >= kLeastJoined ? best : 0;
}

// The words of the query that these meet.
std::uint16_t CandidateFinder::WordsMet(std::span<const std::uint32_t> words) const {
  std::uint32_t met = 0;
  for (const std::uint32_t word : words) met |= met_of_word_[word];
  return WordsIn(met);
}

void CandidateFinder::TakeBest(std::uint32_t segment_number, const Segment& segment, const RowFilter& filter,
                               const Needs& needs) {
  const WordIndex& words = segment.words();
  const auto take = [&](std::uint32_t name, int joined_unit) {
    const float needed = segment.birth_years(name).Meets(needs.years) ? needs.least : needs.without_birth;
    std::uint16_t met = WordsMet(words.WordsOf(name));
    if (joined_unit >= 0) met |= units_[std::size_t(joined_unit)].words;
    float& most = most_[met];
    if (most < 0) most = MostOf(met);
    if (most < needed) return;
    Alignment aligned = Align(words, name, {joined_unit});
    float estimate = WithUnseen(aligned.sum);
    if (joined_unit >= 0 && estimate >= needed) {
      const float similarity = JoinedSimilarity(segment.prepared(name), units_[std::size_t(joined_unit)]);
      if (similarity == 0) return;
      aligned = Align(words, name, {joined_unit, similarity});
      estimate = WithUnseen(aligned.sum);
    }
    if (estimate >= needed && filter.TakesName(segment_number, segment.name(name).row)) {
      passed_.push_back({{segment_number, name, estimate}, needed, aligned});
    }
  };
  // The memory of the next names is on its way meanwhile.
  constexpr std::size_t kAhead = 12;
  const auto prefetch = [&](std::uint32_t name) {
    words.PrefetchWordsOf(name);
    segment.PrefetchBirthYears(name);
  };
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (i + kAhead < touched_.size()) prefetch(touched_[i + kAhead]);
    take(touched_[i], -1);
  }
  for (std::size_t i = 0; i < joined_names_.size(); ++i) {
    if (i + kAhead < joined_names_.size()) prefetch(joined_names_[i + kAhead].name);
    take(joined_names_[i].name, joined_names_[i].unit);
  }
}

void CandidateFinder::Forget() {
  for (const Met& met : met_) met_of_word_[met.word] = 0;
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

void CandidateFinder::Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter,
                           const Needs& asked, std::size_t limit, std::vector<Candidate>& out) {
  out.clear();
  passed_.clear();
  SetQuery(query);
  if (words_.empty()) return;
  const Needs needs = {asked.least - kSlack, asked.without_birth - kSlack, asked.years};
  for (std::uint32_t i = 0; i < snapshot.segments().size(); ++i) {
    const Segment& segment = *snapshot.segments()[i].segment;
    MeetWords(segment, needs.least);
    Collect(segment, needs.least);
    CollectJoined(segment);
    TakeBest(i, segment, filter, needs);
    Forget();
  }
  CompareLeftOver(snapshot, out);
  if (out.size() <= limit) return;
  std::nth_element(out.begin(), out.begin() + std::ptrdiff_t(limit), out.end(), BetterCandidate(snapshot));
  out.resize(limit);
}

}  // namespace maktab::screening
