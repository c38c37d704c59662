// The remarks of an OFAC entry: phrases apart by semicolons that carry birth dates, papers, numbers, weak aliases.
#pragma once

#include <string_view>

#include "lists/intake.h"

namespace maktab::lists {

// Adds what the remarks say; a phrase that is not understood becomes a note. docs/formats/lists.md has the table.
void AddOfacRemarks(Draft& draft, std::string_view remarks);

// "LAST, First Middle" to "First Middle LAST" with both parts; a name without a comma stays as it is. "LAST, First,
// Jr." and "LAST, JR., First" keep the suffix at the end.
struct OfacName {
  std::string natural;
  std::string first;
  std::string last;
};
OfacName SplitOfacName(std::string_view name);

}  // namespace maktab::lists
