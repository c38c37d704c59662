// The definitions that the parsers of this module need, loaded together.
#pragma once

#include <string_view>

#include "base/result.h"
#include "identifiers/plate.h"
#include "identifiers/states.h"
#include "identifiers/wmi.h"

namespace maktab::identifiers {

// Immutable after Load; any thread may read. What parsers return may hold views into it, so it must outlive them.
struct Tables {
  PlateTable plates;
  WmiTable makers;
  StateTable states;

  // From the texts of definitions/plates.toml, wmi.toml and mrz_states.toml. Error: definitions.wrong (file, line,
  // what).
  static base::Result<Tables> Load(std::string_view plates_toml, std::string_view wmi_toml,
                                   std::string_view states_toml);
};

}  // namespace maktab::identifiers
