// From what met and what is left over to the score of two names: the one formula that a comparison ends with and that
// the index estimates by.
#pragma once

#include "names/name.h"

namespace maktab::names {

// Weights of words, summed up.
struct NameSum {
  float met = 0;    // of pairs of words that met
  float found = 0;  // the same, each times how alike they are
  float doubt = 0;  // the same, each times the square of what they lack in being alike
  float left_query = 0;
  float left_candidate = 0;

  void Meet(float weight, float similarity) {
    met += weight;
    found += weight * similarity;
    doubt += weight * (1 - similarity) * (1 - similarity);
  }
};

// 0–1.
float NameScore(NameKind kind, const NameSum& sum);

}  // namespace maktab::names
