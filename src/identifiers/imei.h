// IMEI of mobile equipment: fifteen digits, the last one by Luhn's rule (3GPP TS 23.003, annex B; domain.md 3.4).
// Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maktab::identifiers {

struct Imei {
  std::string digits;   // fifteen
  char expected = '0';  // the check digit that the first fourteen ask for
  bool check_ok = false;
  // The first two digits name a body that allocates type codes (GSMA TS.06), so that other numbers of fifteen digits,
  // national identity numbers above all, are not taken for telephones.
  bool known_allocator = false;
};

// Fifteen digits, alone or behind "IMEI", however typed; nullopt for anything else. A wrong check digit warns, never
// rejects.
std::optional<Imei> ParseImei(std::string_view text);

}  // namespace maktab::identifiers
