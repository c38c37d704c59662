#include "desk/guards.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace maktab::desk {
namespace {

std::vector<std::string> TextsIn(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  return value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
}

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Persons have several nationalities, written as people write them: "FR, XX", "fr/xx".
bool HasNationality(std::string_view written, std::string_view country) {
  const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  std::string code;
  for (std::size_t i = 0; i <= written.size(); ++i) {
    if (i < written.size() && is_letter(written[i])) {
      code += char(std::toupper(static_cast<unsigned char>(written[i])));
      continue;
    }
    if (code == country) return true;
    code.clear();
  }
  return false;
}

base::Status OwnNationals(const Step&, const Values& after, const Parts& parts) {
  const std::string& ours = parts.settings.bureau;
  if (parts.registers.treaties().SurrendersOwnNationals(ours)) return {};
  const auto persons = after.find("persons");
  const auto rows = base::JsonDocument::Parse(persons == after.end() ? "[]" : persons->second);
  if (!rows.ok()) return {};
  for (const base::JsonRef& row : rows->root().elements()) {
    if (HasNationality(row["nationality"].string().value_or(""), ours)) {
      return base::Err("extradition.own_national").With("country", ours);
    }
  }
  return {};
}

// Where he fled from is not asked of the record's partner alone: a re-extradition names a third State.
base::Status Refugee(const Step&, const Values& after, const Parts&) {
  const std::vector<std::string> fled = TextsIn(after, "refugee_from");
  for (const char* field : {"partner", "third_state"}) {
    for (const std::string& state : TextsIn(after, field)) {
      if (Contains(fled, state)) return base::Err("extradition.protected");
    }
  }
  return {};
}

base::Status RefugeeWithheld(const Step& step, const Values& after, const Parts&) {
  const std::vector<std::string> withheld = TextsIn(after, step.in.restriction.countries);
  for (const std::string& state : TextsIn(after, "refugee_from")) {
    if (!Contains(withheld, state)) return base::Err("extradition.not_withheld").With("country", state);
  }
  return {};
}

using Guard = base::Status (*)(const Step&, const Values& after, const Parts&);
constexpr std::array<Guard, model::kGuardNames.size()> kGuards = {OwnNationals, Refugee, RefugeeWithheld};

}  // namespace

base::Status CheckGuards(const Step& step, const Parts& parts) {
  if (step.action.guards.empty()) return {};
  const Values after = After(step);
  for (const std::string& name : step.action.guards) {
    const auto found = std::find(model::kGuardNames.begin(), model::kGuardNames.end(), name);
    MAKTAB_TRY(kGuards[std::size_t(found - model::kGuardNames.begin())](step, after, parts));
  }
  return {};
}

}  // namespace maktab::desk
