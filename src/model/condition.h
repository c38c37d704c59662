// What a definition asks of the values of a record.
#pragma once

#include <string>
#include <vector>

namespace maktab::model {

// Holds when the field has one of the values; with `said`, which a [position] may ask for, when it says anything.
struct Condition {
  std::string field;
  std::vector<std::string> is;
  bool said = false;
};

}  // namespace maktab::model
