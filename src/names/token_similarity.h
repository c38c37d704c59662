// How alike two tokens sound or look, from 0 to 1.
#pragma once

#include "names/name.h"

namespace maktab::names {

// A similarity, and whether the letters needed no change at all.
struct TokenSimilarity {
  float value = 0;
  bool same_letters = false;
};

// Letters in normal form, at most kMaxTokenLetters each. Symmetric, pure, allocates nothing.
float LetterSimilarity(std::string_view a, std::string_view b);

}  // namespace maktab::names
