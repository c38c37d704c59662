// What a reader should know about an identifier that was read: a stable code whose sentence stands in
// definitions/words/identifiers.toml, and the values that the sentence needs.
#pragma once

#include <string_view>

#include "base/result.h"

namespace maktab::identifiers {

struct Warning {
  std::string_view code;  // static storage
  base::Error::Params params;
};

}  // namespace maktab::identifiers
