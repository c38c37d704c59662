#include "names/token_similarity.h"

#include <algorithm>
#include <cmath>

#include "names/letters.h"
#include "names/sound_model.h"

namespace maktab::names {
namespace {

struct Curve {
  float middle;  // regret a letter at which the similarity is one half
  float slope;
};
constexpr Curve kArabicLatin = {1.1F, 4.5F};
constexpr Curve kLatin = {0.9F, 4.5F};
constexpr Curve kArabic = {0.45F, 6.0F};
constexpr float kExtraLetters = 3.0F;

// 1 at no regret, ½ at the middle.
float OnCurve(const Curve& curve, float regret, float letters) {
  const float x = regret / (letters + kExtraLetters);
  const float top = 1 + std::exp(-curve.slope * curve.middle);
  return top / (1 + std::exp(curve.slope * (x - curve.middle)));
}

}  // namespace

float LetterSimilarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  const bool arabic_a = IsArabicLetter(a[0]);
  const bool arabic_b = IsArabicLetter(b[0]);
  const float letters = static_cast<float>(a.size() + b.size()) / 2;
  const auto measure = [&](const SoundModel& model, const Curve& curve, std::string_view left, std::string_view right) {
    const float limit = 2.0F * curve.middle * (letters + kExtraLetters);
    const float regret = model.Regret(left, right, limit);
    return regret >= SoundModel::kHopeless ? 0.0F : OnCurve(curve, regret, letters);
  };
  if (arabic_a != arabic_b) {
    return measure(ArabicLatinModel(), kArabicLatin, arabic_a ? a : b, arabic_a ? b : a);
  }
  // Both orders, so that the similarity is symmetric whatever the tables.
  if (b < a) std::swap(a, b);
  return arabic_a ? measure(ArabicModel(), kArabic, a, b) : measure(LatinModel(), kLatin, a, b);
}

}  // namespace maktab::names
