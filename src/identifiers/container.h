// Freight container numbers by ISO 6346: owner (three letters), category (U, J or Z), six digits, a check digit
// (domain.md 3.4). Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maktab::identifiers {

struct ContainerNumber {
  std::string owner;    // three letters
  char category = 'U';  // U container, J detachable equipment, Z trailer or chassis
  std::string serial;   // six digits
  char expected = '0';  // the check digit that the rest asks for
  char found = '\0';    // '\0' if none was given
  bool check_ok = false;

  // Owner, category, serial and the check digit as found (the expected one where none was given): eleven characters.
  std::string Key() const;
};

// However typed, with the check digit or without; nullopt for anything else. A wrong check digit warns, never rejects.
std::optional<ContainerNumber> ParseContainer(std::string_view text);

}  // namespace maktab::identifiers
