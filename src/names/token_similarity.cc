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
constexpr Curve kLatin = {0.9F, 4.5F};
constexpr Curve kArabic = {0.45F, 6.0F};
constexpr float kExtraLetters = 3.0F;
constexpr float kFarRegret = 2.2F;  // a letter: beyond it nothing resembles
constexpr float kNamedAfter = 0.6F;

// 1 at no regret, ½ at the middle.
float OnCurve(const Curve& curve, float regret, float letters) {
  const float x = regret / (letters + kExtraLetters);
  const float top = 1 + std::exp(-curve.slope * curve.middle);
  return top / (1 + std::exp(curve.slope * (x - curve.middle)));
}

// How likely it is that the two are one name and not two that resemble each other: fitted to pairs and the wrong names
// nearest to them. What is usual for each side alone counts more than half each, so that rare sounds that agree speak
// for the pair.
float AcrossScripts(std::string_view arabic, std::string_view latin) {
  constexpr float kCost = 3.62F;
  constexpr float kUsualArabic = 2.32F;
  constexpr float kUsualLatin = 3.15F;
  constexpr float kAtAll = 15.4F;
  constexpr float kBegin = 3.28F;
  constexpr float kSlope = 0.9F;
  const float letters = static_cast<float>(arabic.size() + latin.size()) / 2;
  SoundModel::Measure measure;
  if (!ArabicLatinModel().Compare(arabic, latin, kFarRegret * (letters + kExtraLetters), measure)) return 0;
  const float against =
      kCost * measure.cost - kUsualArabic * measure.best_left - kUsualLatin * measure.best_right + kAtAll;
  return 1 / (1 + std::exp(kSlope * against / (letters + 1) - kBegin));
}

enum class Ending { kConsonant, kVowel, kI };

Ending EndingOf(std::string_view letters) {
  const auto last = static_cast<std::uint8_t>(letters.back());
  if (last == kFinalYa || last == 'i' || last == 'y') return Ending::kI;
  constexpr std::string_view kVowels = "aeouhw";
  const bool vowel = IsArabicLetter(letters.back())
                         ? last == kAlef || last == kWaw || last == kTaMarbuta || last == kAin
                         : kVowels.find(letters.back()) != std::string_view::npos;
  return vowel ? Ending::kVowel : Ending::kConsonant;
}

// Said and Saidi, محمد and محمدي: who is called after a man or a place is not that man.
bool OneIsNamedAfter(std::string_view a, std::string_view b) {
  if (EndingOf(a) == Ending::kI) std::swap(a, b);
  if (EndingOf(a) != Ending::kConsonant || EndingOf(b) != Ending::kI) return false;
  // Of one length in one script: letters were exchanged.
  return IsArabicLetter(a[0]) != IsArabicLetter(b[0]) || a.size() < b.size();
}

float Resemblance(std::string_view a, std::string_view b) {
  const bool arabic_a = IsArabicLetter(a[0]);
  const bool arabic_b = IsArabicLetter(b[0]);
  const float letters = static_cast<float>(a.size() + b.size()) / 2;
  const auto measure = [&](const SoundModel& model, const Curve& curve, std::string_view left, std::string_view right) {
    const float limit = 2.0F * curve.middle * (letters + kExtraLetters);
    const float regret = model.Regret(left, right, limit);
    return regret >= SoundModel::kHopeless ? 0.0F : OnCurve(curve, regret, letters);
  };
  if (arabic_a != arabic_b) return AcrossScripts(arabic_a ? a : b, arabic_a ? b : a);
  // Both orders, so that the similarity is symmetric whatever the tables.
  if (b < a) std::swap(a, b);
  return arabic_a ? measure(ArabicModel(), kArabic, a, b) : measure(LatinModel(), kLatin, a, b);
}

}  // namespace

float LetterSimilarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (a.empty() || b.empty()) return 0;
  const float value = Resemblance(a, b);
  return OneIsNamedAfter(a, b) ? value * kNamedAfter : value;
}

}  // namespace maktab::names
