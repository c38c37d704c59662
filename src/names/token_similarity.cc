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

// The regret at which the curve comes down to `least`.
float RegretAt(const Curve& curve, float least, float letters) {
  const float far = 2.0F * curve.middle * (letters + kExtraLetters);
  if (least <= 0) return far;
  const float top = 1 + std::exp(-curve.slope * curve.middle);
  return std::min(far, (curve.middle + std::log(top / least - 1) / curve.slope) * (letters + kExtraLetters));
}

// How likely it is that the two are one name and not two that resemble each other: fitted to pairs and the wrong names
// nearest to them. What is usual for each side alone counts more than half each, so that rare sounds that agree speak
// for the pair.
constexpr float kCost = 3.62F;
constexpr float kUsualArabic = 2.32F;
constexpr float kUsualLatin = 3.15F;
constexpr float kAtAll = 15.4F;
constexpr float kBegin = 3.28F;
constexpr float kSlope = 0.9F;

float AcrossScripts(const SoundModel::Spelling& arabic, const SoundModel::Spelling& latin, float least) {
  const float letters = static_cast<float>(arabic.letters().size() + latin.letters().size()) / 2;
  SoundModel::Limit limit = {kFarRegret * (letters + kExtraLetters), 0.5F, 0.5F};
  if (least > 0) {
    const float against = (kBegin + std::log(1 / least - 1)) * (letters + 1) / kSlope;
    limit = {(against - kAtAll) / kCost, kUsualArabic / kCost, kUsualLatin / kCost};
  }
  SoundModel::Measure measure;
  if (!ArabicLatinModel().Compare(arabic, latin, limit, measure)) return 0;
  const float against =
      kCost * measure.cost - kUsualArabic * measure.best_left - kUsualLatin * measure.best_right + kAtAll;
  return 1 / (1 + std::exp(kSlope * against / (letters + 1) - kBegin));
}

float WithinScript(const SoundModel& model, const Curve& curve, const SoundModel::Spelling& left,
                   const SoundModel::Spelling& right, float least) {
  const float letters = static_cast<float>(left.letters().size() + right.letters().size()) / 2;
  SoundModel::Measure measure;
  if (!model.Compare(left, right, {RegretAt(curve, least, letters), 0.5F, 0.5F}, measure)) return 0;
  return OnCurve(curve, std::max(0.0F, measure.Regret()), letters);
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

}  // namespace

float LetterComparer::With(std::string_view other, float least) {
  if (letters_ == other) return 1;
  if (letters_.empty() || other.empty()) return 0;
  const bool named_after = OneIsNamedAfter(letters_, other);
  if (named_after) least /= kNamedAfter;
  const bool arabic = IsArabicLetter(letters_[0]);
  float value = 0;
  if (arabic != IsArabicLetter(other[0])) {
    const SoundModel& model = ArabicLatinModel();
    if (!across_) across_ = arabic ? model.Left(letters_) : model.Right(letters_);
    value =
        arabic ? AcrossScripts(*across_, model.Right(other), least) : AcrossScripts(model.Left(other), *across_, least);
  } else {
    const SoundModel& model = arabic ? ArabicModel() : LatinModel();
    const Curve& curve = arabic ? kArabic : kLatin;
    // The lesser stands to the left, so that the similarity is symmetric whatever the tables.
    if (letters_ < other) {
      if (!left_) left_ = model.Left(letters_);
      value = WithinScript(model, curve, *left_, model.Right(other), least);
    } else {
      if (!right_) right_ = model.Right(letters_);
      value = WithinScript(model, curve, model.Left(other), *right_, least);
    }
  }
  return named_after ? value * kNamedAfter : value;
}

float LetterSimilarity(std::string_view a, std::string_view b) {
  return LetterComparer(a).With(b);
}

}  // namespace maktab::names
