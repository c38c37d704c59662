// Reads and checks the parts of a register that src/model/alert_rules.h describes. Internal to the module.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/register.h"
#include "model/toml_reader.h"

namespace maktab::model {

std::optional<Condition> ReadWhen(TomlReader& reader, const toml::table& table, std::string_view key);
// receipts, moves and opens of an action.
void ReadEffects(TomlReader& reader, const toml::table& row, Action& action);
// [alert], [lives_by], [when_received], [[when_due]] and [[need]].
void ReadAlertRules(TomlReader& reader, const toml::table& table, Register& out);
// What they say of the register itself must be there.
void CheckAlertRules(TomlReader& reader, const toml::table& table, const Register& in,
                     const std::vector<DeadlineRule>& rules);
// What they say of other registers must be there: what is wrong, or empty.
std::string WrongAcross(const Register& in, const Registers& all);

}  // namespace maktab::model
