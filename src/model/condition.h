// What a definition asks of the values of a record.
#pragma once

#include <string>
#include <vector>

namespace maktab::model {

// Holds when the field has one of the values.
struct Condition {
  std::string field;
  std::vector<std::string> is;
};

}  // namespace maktab::model
