// Tells an assessment in reasons: codes of definitions/words/screening.toml with the values that met. Nothing is
// computed here that the score does not rest on.
#pragma once

#include <string_view>
#include <vector>

#include "model/reason.h"
#include "names/compare.h"
#include "screening/assess.h"
#include "screening/row.h"

namespace maktab::screening {

// The pair of names that gave the score of the assessment; both views empty if no name met.
struct MetNames {
  std::string_view query_name;   // as asked
  std::string_view entity_name;  // as the list writes it
  NameStrength strength = NameStrength::kName;
  names::Explanation explanation;
};

std::vector<model::Reason> TellReasons(const Assessment& assessment, const Evidence& example, const Evidence& entity,
                                       const MetNames& met);

}  // namespace maktab::screening
