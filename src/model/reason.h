// One line of why an answer says what it says: a code with its sentence in definitions/words, the values in it, and its
// weight, from the same computation that made the score.
#pragma once

#include <string>

#include "base/result.h"

namespace maktab::model {

struct Reason {
  enum class Side : unsigned char { kFor, kNeutral, kAgainst };

  std::string code;            // "reason.birth_date.same", …
  base::Error::Params params;  // values for the sentence
  Side side = Side::kFor;
  float weight = 0;  // what it added to (or, negative, took from) the score
};

}  // namespace maktab::model
