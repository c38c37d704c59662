// IMO ship identification numbers: seven digits, the last one a check digit (IMO resolution A.1117(30); domain.md 3.4).
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maktab::identifiers {

struct ImoNumber {
  std::string digits;   // seven
  char expected = '0';  // the check digit that the first six ask for
  bool check_ok = false;
};

// Seven digits, alone or behind "IMO", however typed; nullopt for anything else. A wrong check digit warns, never
// rejects.
std::optional<ImoNumber> ParseImo(std::string_view text);

}  // namespace maktab::identifiers
