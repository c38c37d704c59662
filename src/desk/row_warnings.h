// What a reader should know about the numbers in rows of vehicles and objects: a check digit that is wrong is pointed
// out and never refused (domain.md 3.4, R-15).
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "desk/parts.h"
#include "desk/record_values.h"
#include "identifiers/warning.h"
#include "model/language.h"

namespace maktab::desk {

struct RowWarning {
  std::string field;
  std::size_t row = 0;  // from 0, as the value has them
  std::string member;   // "vin", "number"
  identifiers::Warning warning;
};

// In the order of the fields. What is masked is not looked at.
std::vector<RowWarning> WarningsOf(const model::Register& in, const Values& values, const Parts& parts);
// Items of a list: {"field","row","member","code","text"}
void RenderWarnings(base::JsonWriter& json, const std::vector<RowWarning>& warnings, const model::Words& words,
                    model::Language language);

}  // namespace maktab::desk
