#include "names/name_score.h"

#include <algorithm>

namespace maktab::names {
namespace {

constexpr float kDoubt = 1.2F;  // what speaks against, where two words are not quite alike

// What is left over, in weights of words. Words on both sides are a conflict; on one side they may be missing.
struct LeftOverPrices {
  float conflict;
  float missing;
  float thin;  // what is missing counts more where little is found
};
constexpr LeftOverPrices kPersonPrices = {1.5F, 0.28F, 0.80F};
constexpr LeftOverPrices kOtherPrices = {1.0F, 0.48F, 0.45F};

}  // namespace

float NameScore(NameKind kind, const NameSum& sum) {
  if (sum.found <= 0) return 0;
  const LeftOverPrices& prices = kind == NameKind::kPerson ? kPersonPrices : kOtherPrices;
  const float both = std::min(sum.left_query, sum.left_candidate);
  const float one = std::max(sum.left_query, sum.left_candidate) - both;
  const float thin = 1 + prices.thin / sum.found;
  const float against = kDoubt * sum.doubt + 2 * prices.conflict * both + prices.missing * thin * one;
  return std::min(1.0F, sum.found / (sum.met + against));
}

PersonGain::PersonGain(float least, float most_found) : least_(least) {
  const LeftOverPrices& prices = kPersonPrices;
  // What is left over on one side alone never costs more than half of what it costs beside the same on the other.
  const float missing = std::min(prices.missing * (1 + prices.thin / std::max(most_found, 0.01F)), prices.conflict);
  price_of_more_ = least * missing;
  price_of_less_ = least * (2 * prices.conflict - missing);
}

float PersonGain::Pair(float weight, float similarity) const {
  const float lack = 1 - similarity;
  return weight * (similarity - least_ * (1 + kDoubt * lack * lack));
}

}  // namespace maktab::names
