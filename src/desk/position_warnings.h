// What other records say of a person must not be done (`warns` of [position]) and whoever opens a record that names him
// should know: that he came back for certain facts alone, when a new warrant names him (domain.md R-11).
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "desk/access.h"
#include "desk/parts.h"
#include "model/language.h"

namespace maktab::desk {

struct PersonWarning {
  std::string field;
  std::size_t row = 0;  // from 0, as the value has them
  const model::PositionLine* line = nullptr;
  store::Record record;            // that says it
  std::vector<std::string> facts;  // what it says of it
};

// Of those whom the record is about, row by row; of who is masked nothing. A record that is hidden from the reader says
// nothing. Definitions must outlive the answer.
base::Result<std::vector<PersonWarning>> WarningsOfPersons(const Parts& parts, const Reader& reader,
                                                           const store::Record& record);
// Items of a list: {"field","row","member","code","text","record","number","facts"}
void RenderWarnings(base::JsonWriter& json, const std::vector<PersonWarning>& warnings, model::Language language);

}  // namespace maktab::desk
