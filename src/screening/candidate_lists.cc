// Which names are looked at for a question: those that hold words that are enough together.
#include <algorithm>
#include <bit>

#include "screening/candidates.h"

namespace maktab::screening {
namespace {

constexpr float kMinJoinedWeight = 0.60F;       // of the sound of a word that others may write apart: not the commonest
constexpr std::size_t kListedAgainstBits = 32;  // a name of a list costs so much more than a bit
constexpr std::size_t kMostLeastSets = 40;
constexpr std::size_t kBlocksAtOnce = 64;  // of 64 names
constexpr std::size_t kWeightSteps = 64;   // of names' weights
constexpr float kStepsAWeight = 8;
constexpr float kHeaviestName = 64;
constexpr std::uint8_t kUnknown = 2;

}  // namespace

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
  blocks = (blocks + kBlocksAtOnce - 1) / kBlocksAtOnce * kBlocksAtOnce;
  MarkNames(segment, blocks);
  may_reach_.assign(kWeightSteps << words_.size(), kUnknown);
  std::array<std::uint64_t, kBlocksAtOnce> enough, both;
  for (std::size_t begin = 0; begin < blocks; begin += kBlocksAtOnce) {
    enough.fill(0);
    for (const std::uint16_t set : least_sets_) {
      both.fill(~0ULL);
      for (std::size_t i = 0; i < words_.size(); ++i) {
        if ((set >> i & 1U) == 0) continue;
        const std::uint64_t* bits = names_with_[i].data() + begin;
        for (std::size_t k = 0; k < kBlocksAtOnce; ++k) both[k] &= bits[k];
      }
      for (std::size_t k = 0; k < kBlocksAtOnce; ++k) enough[k] |= both[k];
    }
    for (std::size_t k = 0; k < kBlocksAtOnce; ++k) {
      if (enough[k] != 0) TouchNames(segment, begin + k, enough[k], needed);
    }
  }
}

// By word of the query a bit for each name that holds what it meets.
void CandidateFinder::MarkNames(const Segment& segment, std::size_t blocks) {
  for (std::size_t i = 0; i < words_.size(); ++i) names_with_[i].assign(blocks, 0);
  for (const Met& met : met_) {
    const auto held = segment.words().CommonBits(met.word);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((met.words >> i & 1U) == 0) continue;
      std::uint64_t* bits = names_with_[i].data();
      if (!held.empty()) {
        for (std::size_t k = 0; k < held.size(); ++k) bits[k] |= held[k];
      } else {
        for (const std::uint32_t name : segment.words().Holding(met.word)) bits[name / 64] |= 1ULL << (name % 64);
      }
    }
  }
}

void CandidateFinder::TouchNames(const Segment& segment, std::size_t block, std::uint64_t names, float needed) {
  for (; names != 0; names &= names - 1) {
    const auto bit = std::size_t(std::countr_zero(names));
    std::uint16_t met = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) met |= std::uint16_t((names_with_[i][block] >> bit & 1U) << i);
    const auto name = std::uint32_t(block * 64 + bit);
    if (MayReach(met, segment.words().NameWeight(name), needed)) touched_.push_back(name);
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
    even.left_candidate = std::clamp(even.left_query, least_weight - theirs, most_weight - theirs);
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

}  // namespace maktab::screening
