// Names that write apart what the query writes as one word (Ben Ali, Benali).
#include <algorithm>

#include "base/hash.h"
#include "screening/candidates.h"

namespace maktab::screening {
namespace {

constexpr float kLeastJoined = 0.6F;              // less alike: not one word
constexpr std::uint64_t kOfJoined = 1ULL << 63U;  // what is remembered of letters; never a pair of words
constexpr float kMinJoinedWeight = 0.60F;  // of the sound of a word that others may write apart: not the commonest
constexpr float kJoinedAtMost = 3;         // weight of neighbours that may be one word of the query
constexpr float kAcronymAtMost = 6;        // and of words that may be its letters

}  // namespace

float CandidateFinder::JoinedAtMost() const {
  return kind_ == names::NameKind::kOrganisation ? kAcronymAtMost : kJoinedAtMost;
}

// Names that write apart what the query writes as one word, where they may be enough.
void CandidateFinder::CollectJoined(const Segment& segment) {
  joined_names_.clear();
  for (std::uint8_t unit = 0; unit < words_.size(); ++unit) {
    const std::uint32_t own = LevelsOf(units_[unit], names::kJoinedWords);
    const bool alone = way_ == Way::kEach || MostOf(own) >= needs_.least;
    keys_.clear();
    names::AppendWordKeys(tokens_[units_[unit].first], kind_, keys_);
    for (const names::NameKey& key : keys_) {
      if (names::BuiltInWeights().Weight(key.hash) < kMinJoinedWeight) continue;
      for (const Posting& posting : segment.words().JoinedPostings(key.hash)) {
        if (!alone && !OthersMeet(posting)) continue;
        std::uint32_t levels = own;
        for (const std::uint16_t code : posting.others) levels |= by_code_[code];
        const float needed = needs_.Of(posting.years);
        const bool may_be = MostOf(levels) >= needed && MostOfName(levels, {0, unit}, posting.weight) >= needed;
        if (may_be || way_ == Way::kEach)
          joined_names_.push_back({{posting.name, posting.weight, posting.years}, unit, 0});
      }
    }
  }
}

// Three are one only where all are short, or where the first is a particle (names/keys.h), which weighs little.
float CandidateFinder::HeaviestNeighbours(const WordIndex& words, std::uint32_t name) const {
  if (kind_ == names::NameKind::kOrganisation) return JoinedAtMost();
  constexpr std::uint8_t kShortWord = 5;
  const auto own = words.WordsOf(name);
  const auto is_short = [&](std::size_t i) { return words.sounds(own[i]).letter_count <= kShortWord; };
  float heaviest = 0;
  for (std::size_t i = 0; i + 1 < own.size(); ++i) {
    float weight = words.weight(own[i]) + words.weight(own[i + 1]);
    if (i + 2 < own.size() && is_short(i) && is_short(i + 1) && is_short(i + 2)) weight += words.weight(own[i + 2]);
    heaviest = std::max(heaviest, weight);
  }
  return std::min(heaviest + 2 * names::kMinorWeight, JoinedAtMost());
}

bool CandidateFinder::EnoughIfJoined(const Pairs& pairs, const JoinedName& name, float similarity) const {
  return WithUnseen(Align(pairs, name.touched, {name.unit, similarity, name.at_most}).sum) >=
         needs_.Of(name.touched.years);
}

// Of `joined_letters_` and a word of the query. Many names hold the same neighbours.
float CandidateFinder::SimilarityOfJoined(std::size_t unit) {
  const std::uint64_t seed = std::uint64_t(generation_) << kWordBits | unit;
  const std::uint64_t pair = base::HashBytes(joined_letters_, seed) | kOfJoined;
  Compared& slot = compared_[pair % kCompared];
  if (slot.pair != pair) slot = {pair, letters_[unit].With(joined_letters_, kLeastJoined)};
  return names::kJoinedWords * slot.similarity;
}

// 0 where no neighbours are enough like it. A key says little of what several short words are together.
float CandidateFinder::JoinedSimilarity(const Segment& segment, const JoinedName& name, const Pairs& pairs) {
  const names::PreparedView prepared = segment.prepared(name.touched.name);
  const names::TokenView& asked = tokens_[units_[name.unit].first];
  const bool may_be_acronym = kind_ == names::NameKind::kOrganisation;
  if (may_be_acronym && names::AcronymOf(prepared) == asked.letters) return names::kAcronymSimilarity;
  float best = 0;
  std::array<names::TokenView, names::kMostJoined> last;  // the newest at the end
  std::size_t position = 0;
  for (std::size_t at = prepared.begin(); prepared.Next(at, last.back()); ++position) {
    for (std::size_t count = 2; count <= std::min(last.size(), position + 1); ++count) {
      if (!names::JoinTokens(std::span(last).last(count), joined_letters_)) continue;
      const std::size_t letters = joined_letters_.size(), others = asked.letters.size();
      if (2 * letters < others || letters > 2 * others + 2) continue;
      const int changes = names::LeastChanges(names::CountSounds(joined_letters_), sounds_[name.unit]);
      if (changes > 1) continue;
      const float at_most = changes > 0 ? names::kJoinedOtherSound : names::kJoinedWords;
      if (!EnoughIfJoined(pairs, name, at_most)) continue;
      best = std::max(best, std::min(at_most, SimilarityOfJoined(name.unit)));
    }
    std::copy(last.begin() + 1, last.end(), last.begin());
  }
  return best >= kLeastJoined ? best : 0;
}

// The same where neighbours in it are a word of the query.
void CandidateFinder::TakeJoined(std::uint32_t segment_number, const Segment& segment, const JoinedName& name) {
  const float needed = needs_.Of(name.touched.years);
  const Pairs pairs = FindPairs(segment.words().WordsOf(name.touched.name));
  const float similarity = JoinedSimilarity(segment, name, pairs);
  if (similarity == 0) return;
  const Alignment aligned = Align(pairs, name.touched, {name.unit, similarity, name.at_most});
  const float estimate = WithUnseen(aligned.sum);
  if (estimate >= needed) passed_.push_back({{segment_number, name.touched.name, estimate}, needed, aligned});
}

}  // namespace maktab::screening
