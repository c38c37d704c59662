// How alike the letters of two tokens sound or look, from 0 to 1.
#pragma once

#include <optional>
#include <string_view>

#include "names/sound_model.h"

namespace maktab::names {

// One word against many. Letters in normal form, at most kMaxTokenLetters; those that it is made with must outlive it.
// Symmetric, pure, allocates nothing.
class LetterComparer {
 public:
  LetterComparer() = default;
  explicit LetterComparer(std::string_view letters) : letters_(letters) {}

  // What is below `least` may be given as 0.
  float With(std::string_view other, float least = 0);

 private:
  // The same letters on both sides of their own script's model, and on their side of the model across scripts.
  std::string_view letters_;
  std::optional<SoundModel::Spelling> left_, right_, across_;
};

float LetterSimilarity(std::string_view a, std::string_view b);

}  // namespace maktab::names
