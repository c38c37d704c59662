// Reads [position] of a register and the words of the page (definitions/position.toml). Internal to the module.
#pragma once

#include <optional>
#include <vector>

#include "model/definitions.h"
#include "model/register.h"
#include "model/toml_reader.h"

namespace maktab::model {

// Errors: definitions.wrong.
base::Result<PositionWords> ReadPositionWords(const Definitions& definitions);
// Reads it, and notes what is wrong with it at the line where it stands. REQUIRES: the fields and states of `in` have
// been read.
std::optional<PositionRule> ReadPosition(TomlReader& reader, const toml::table& table, const Register& in,
                                         const std::vector<DeadlineRule>& rules, const PositionWords& words);

}  // namespace maktab::model
