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

// Whether names of persons can score at least so much, as a sum: they do not where what pairs of words bring, less the
// price of what is left over, is below 0.
class PersonGain {
 public:
  // `most_found`: no less than what may be found, in weights of words.
  PersonGain(float least, float most_found);

  float Pair(float weight, float similarity) const;
  // At least, for each weight left over, on the side where more is left over and on the other.
  float price_of_more() const { return price_of_more_; }
  float price_of_less() const { return price_of_less_; }

 private:
  float least_;
  float price_of_more_;
  float price_of_less_;
};

}  // namespace maktab::names
