// Which names are looked at for a question: those that hold words that may be enough together.
#include <algorithm>
#include <bit>
#include <functional>

#include "screening/candidates.h"

namespace maktab::screening {
namespace {

constexpr unsigned kMostLevels = 8;
constexpr unsigned kLevelBits = 30;
constexpr std::uint32_t kJoinedMet = 1U << 31U;  // among levels: one word of the name may meet several of the query
constexpr unsigned kStepShift = 7;               // of weights in units, to steps of an eighth
constexpr std::uint64_t kLastStep = 63;
constexpr std::uint64_t kAnyWeight = 64;
constexpr float kHeaviestName = 64;
constexpr unsigned kMostPositions = 6;
constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;

}  // namespace

// How alike what meets a word of the query is, as so many bits of the word's own from the lowest on: of several the
// best is what any of them has.
std::uint32_t CandidateFinder::LevelsOf(const Unit& unit, float similarity) const {
  // First letters weigh little, so that what they lack in being alike hardly lowers the score.
  const float exact = (unit.first_letters ? 1 : similarity) * float(level_count_);
  const auto below = unsigned(exact);
  const unsigned level = std::clamp(below + (float(below) < exact ? 1 : 0), 1U, level_count_);
  std::uint32_t levels = unit.joined ? kJoinedMet : 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((unit.words >> i & 1U) != 0) levels |= ((1U << level) - 1) << (i * level_count_);
  }
  return levels;
}

void CandidateFinder::SetLevels() {
  level_count_ = std::min(kMostLevels, kLevelBits / unsigned(words_.size()));
  all_levels_ = kJoinedMet | ((1U << (level_count_ * words_.size())) - 1);
}

// Of a word of the query; at least what is taken for granted where nothing is known.
float CandidateFinder::MostAlike(std::uint32_t levels, std::size_t word) const {
  const std::uint32_t own = levels >> (word * level_count_) & ((1U << level_count_) - 1);
  return own == 0 ? 0 : std::max(kUnseen, float(std::bit_width(own)) / float(level_count_));
}

// What the score of a pair can be at most if only these words of the query meet. What is little alike may also be left
// over, which can speak less against.
float CandidateFinder::MostOf(std::uint32_t levels) {
  float& known = Bound(levels, 0, kAnyWeight);
  if (known >= 0) return known;
  std::array<std::uint8_t, kMaxQueryWords> order{};
  for (std::size_t i = 0; i < words_.size(); ++i) order[i] = std::uint8_t(i);
  const auto by_likeness = std::span(order).first(words_.size());
  std::stable_sort(by_likeness.begin(), by_likeness.end(),
                   [&](std::uint8_t a, std::uint8_t b) { return MostAlike(levels, a) > MostAlike(levels, b); });
  names::NameSum sum;
  sum.Meet(initials_ * names::kInitialWeight, 1);
  float left = query_weight_, most = 0;
  for (std::size_t i = 0;; ++i) {
    names::NameSum unseen = sum, lacking = sum;
    unseen.Meet(left, kUnseen);
    lacking.left_query = left;
    most = std::max({most, names::NameScore(kind_, unseen), names::NameScore(kind_, lacking)});
    if (i == words_.size() || MostAlike(levels, by_likeness[i]) == 0) break;
    sum.Meet(words_[by_likeness[i]].weight, MostAlike(levels, by_likeness[i]));
    left -= words_[by_likeness[i]].weight;
  }
  return known = most;
}

// Asked so often that a product must do to spread the questions over the slots.
float& CandidateFinder::Bound(std::uint32_t levels, unsigned positions, std::uint64_t step) {
  const std::uint64_t question =
      std::uint64_t(levels) << 32U | std::uint64_t(bound_generation_) << 12U | std::uint64_t(positions) << 8U | step;
  KnownBound& bound = bounds_[question * kOdd >> (64 - kBoundBits)];
  if (bound.question != question) bound = {question, -1};
  return bound.most;
}

// The longest lists are passed over as long as what is passed over makes no candidate by itself.
void CandidateFinder::ChooseLists(const Segment& segment) {
  by_length_.clear();
  for (std::uint32_t i = 0; i < met_.size(); ++i) {
    by_length_.push_back(std::uint64_t(segment.words().Holding(met_[i].word).size()) << 32U | i);
  }
  std::sort(by_length_.begin(), by_length_.end(), std::greater<>());
  std::uint32_t passed = 0;
  std::erase_if(by_length_, [&](std::uint64_t list) {
    const std::uint32_t levels = passed | met_[std::uint32_t(list)].levels;
    if (way_ == Way::kEach || MostOf(levels) >= needs_.least) return false;
    passed = levels;
    return true;
  });
}

// Names by words that may be enough. What a list says of each name's other words spares a look at most of them.
void CandidateFinder::Collect(const Segment& segment) {
  touched_.clear();
  ChooseLists(segment);
  seen_.resize(std::max<std::size_t>(seen_.size(), segment.name_count() / 64 + 1));
  constexpr std::size_t kAhead = 2;
  const auto met_of = [this](std::size_t i) -> const Met& { return met_[std::uint32_t(by_length_[i])]; };
  for (std::size_t i = 0; i < by_length_.size(); ++i) {
    if (i + kAhead < by_length_.size()) segment.words().PrefetchPostings(met_of(i + kAhead).word);
    CollectFromList(segment, met_of(i));
  }
  for (const Touched& touched : touched_) seen_[touched.name / 64] = 0;
}

// Entries are sorted out in steps that write each and count the good ones: no processor foresees which they are.
void CandidateFinder::CollectFromList(const Segment& segment, const Met& met) {
  constexpr std::size_t kChunk = 256, kEntriesAhead = 64;
  std::array<const Posting*, kChunk> chosen;
  const bool alone = way_ == Way::kEach || MostOf(met.levels) >= needs_.least;
  auto postings = segment.words().Postings(met.word);
  while (!postings.empty()) {
    const auto chunk = postings.first(std::min(postings.size(), kChunk));
    postings = postings.subspan(chunk.size());
    std::size_t count = 0, enough = 0;
    for (const Posting& posting : chunk) {
      __builtin_prefetch(&posting + kEntriesAhead);
      chosen[count] = &posting;
      count += alone || AnyMeets(posting.others) ? 1 : 0;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const Posting* posting = chosen[i];
      chosen[enough] = posting;
      enough += MayBeEnough(*posting, met) ? 1 : 0;
    }
    for (const Posting* posting : std::span(chosen).first(enough)) Touch(segment.words(), *posting);
  }
}

bool CandidateFinder::MayBeEnough(const Posting& posting, const Met& met) {
  std::uint32_t levels = met.levels;
  unsigned positions = 1;
  for (const std::uint16_t code : posting.others) {
    const std::uint32_t other = by_code_[code];
    levels |= other;
    positions += other != 0 ? 1 : 0;
  }
  return way_ == Way::kEach || MostOfName(levels, {positions}, posting.weight) >= needs_.Of(posting.years);
}

// What is looked at of the name is on its way when its turn comes.
void CandidateFinder::Touch(const WordIndex& words, const Posting& posting) {
  std::uint64_t& seen = seen_[posting.name / 64];
  const std::uint64_t bit = 1ULL << (posting.name % 64);
  if ((seen & bit) != 0) return;
  seen |= bit;
  words.PrefetchWordsOf(posting.name);
  touched_.push_back({posting.name, posting.weight, posting.years});
}

// What the score of a name of this weight can be at most where these words of the query are met alone. Asked for each
// entry of a list.
float CandidateFinder::MostOfName(std::uint32_t levels, MetBy by, std::uint16_t weight) {
  const std::uint64_t step = std::min<std::uint64_t>(weight >> kStepShift, kLastStep);
  const unsigned how = by.joined < 0 ? by.positions : kMostPositions + unsigned(by.joined);
  const float known = Bound(levels, how, step);
  if (known >= 0) return known;
  float most = MostOf(levels);
  if (most >= std::min(needs_.least, needs_.without_birth)) most = std::min(most, MostOfStep(levels, by, step));
  return Bound(levels, how, step) = most;
}

float CandidateFinder::MostOfStep(std::uint32_t levels, MetBy by, std::uint64_t step) const {
  const float least = float(step << kStepShift) / WordIndex::kWeightUnits;
  const float most = step == kLastStep ? kHeaviestName : float((step + 1) << kStepShift) / WordIndex::kWeightUnits;
  std::uint32_t met = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) met |= MostAlike(levels, i) > 0 ? 1U << i : 0;
  if (by.joined >= 0) return MostOfMet(levels, met, by.joined, {least, most});
  const auto count = unsigned(std::popcount(met));
  if (count <= by.positions || (levels & kJoinedMet) != 0) return MostOfMet(levels, met, -1, {least, most});
  float best = 0;
  for (std::uint32_t set = met; set != 0; set = (set - 1) & met) {
    if (unsigned(std::popcount(set)) != by.positions) continue;
    best = std::max(best, MostOfMet(levels, set, -1, {least, most}));
  }
  return best;
}

// Words that meet may be heavier or lighter than those they meet. `joined` is met by neighbours that are not reckoned
// in `weights`.
float CandidateFinder::MostOfMet(std::uint32_t levels, std::uint32_t met, int joined,
                                 std::pair<float, float> weights) const {
  constexpr int kPoints = 2;
  float best = 0;
  for (int point = 0; point <= kPoints; ++point) {
    names::NameSum met_sum;
    met_sum.left_query = query_weight_;
    float theirs = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((met >> i & 1U) == 0) continue;
      met_sum.left_query -= words_[i].weight;
      if (int(i) == joined) {
        met_sum.Meet(words_[i].weight, names::kJoinedWords);
        continue;
      }
      const float other = lightest_met_[i] + (heaviest_met_[i] - lightest_met_[i]) * float(point) / kPoints;
      met_sum.Meet((words_[i].weight + other) / 2, MostAlike(levels, i));
      theirs += other;
    }
    // Where as much is left over on both sides, the least speaks against.
    const auto [least, most] = weights;
    for (const float left :
         {least - theirs, most - theirs, std::clamp(met_sum.left_query, least - theirs, most - theirs)}) {
      names::NameSum sum = met_sum;
      sum.left_candidate = left;
      best = std::max(best, WithUnseen(sum));
    }
  }
  return best;
}

}  // namespace maktab::screening
