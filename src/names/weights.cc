#include <algorithm>
#include <cmath>
#include <iterator>

#include "names/compare.h"

namespace maktab::names {
namespace {

struct CommonSound {
  std::uint32_t key;
  std::int16_t log_count;  // 10 × ln
};

#include "names/sound_weights_data.inc"

class LearnedWeights final : public TokenWeights {
 public:
  float Weight(std::uint32_t strong_key) const override {
    const CommonSound* const found =
        std::lower_bound(std::begin(kCommonSounds), std::end(kCommonSounds), strong_key,
                         [](const CommonSound& sound, std::uint32_t key) { return sound.key < key; });
    if (found == std::end(kCommonSounds) || found->key != strong_key) return 1;
    constexpr float kRare = 25;   // 10 × ln of a dozen
    constexpr float kEvery = 80;  // 10 × ln of three thousand: محمد
    constexpr float kLeast = 0.4F;
    const float common = std::clamp((static_cast<float>(found->log_count) - kRare) / (kEvery - kRare), 0.0F, 1.0F);
    return 1 - (1 - kLeast) * common;
  }
};

}  // namespace

const TokenWeights& BuiltInWeights() {
  static const LearnedWeights weights;
  return weights;
}

}  // namespace maktab::names
