// Reads and checks [instrument] of a register, and the fields that its clocks take their amounts from. Internal to the
// module.
#pragma once

#include <vector>

#include "model/register.h"
#include "model/toml_reader.h"

namespace maktab::model {

void ReadInstrumentRule(TomlReader& reader, const toml::table& table, Register& out);
void CheckInstrumentRule(TomlReader& reader, const toml::table& table, const Register& in,
                         const std::vector<DeadlineRule>& rules);

}  // namespace maktab::model
