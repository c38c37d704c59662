// Vehicle identification numbers: ISO 3779 (form), ISO 3780 (world manufacturer identifier), 49 CFR 565 (check digit
// and model year of North America). The check digit warns and never rejects: it is binding only for North America and
// China, and genuine European numbers fail it (domain.md 3.4). Pure and thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "identifiers/wmi.h"

namespace maktab::identifiers {

constexpr std::size_t kVinLength = 17;

struct Vin {
  std::array<char, kVinLength> characters{};  // the number, I, O and Q read as 1, 0 and 0
  std::array<char, kVinLength> found{};       // as typed
  bool repaired = false;                      // an I, O or Q, which no VIN holds, was read as a digit
  bool check_ok = false;
  char computed_check_digit = '0';  // 0–9 or X
  std::string_view maker;           // as people know it ("Ford"); empty if unknown; owned by the WmiTable
  std::string_view country;         // ISO 3166-1 alpha-2; empty if unassigned; static storage
  std::string_view region;          // "africa", "asia", "europe", "north_america", "oceania", "south_america"
  std::int16_t model_year = 0;      // the likelier year; 0 if position 10 is no year
  std::int16_t other_year = 0;      // the year of the other cycle of 30 that is possible too; 0 if none

  std::string_view View() const { return {characters.data(), characters.size()}; }
  std::string_view Found() const { return {found.data(), found.size()}; }
  std::string_view Wmi() const { return View().substr(0, 3); }
  std::string_view Serial() const { return View().substr(11); }
  // Seventeen characters of which none is I, O or Q, as typed.
  bool well_formed() const { return !repaired; }
};

// Seventeen letters and digits, however typed; nullopt for another length. `reference_year` is the current year: no
// vehicle is of a model year more than one beyond it.
std::optional<Vin> ParseVin(std::string_view text, const WmiTable& makers, int reference_year);

// The check digit of seventeen characters in normal form (49 CFR 565.15(c)); '\0' if one of them is I, O or Q.
char VinCheckDigit(std::string_view vin);

// The end of a VIN for look-ups by what is left of it: a text of 6 to 8 letters and digits in normal form, I, O and Q
// read as digits; nullopt for another length.
std::optional<std::string> VinTail(std::string_view text);

// Country and region of the first two characters of a WMI (ISO 3780); empty views if unassigned. Country is ISO 3166-1
// alpha-2, static storage.
struct WmiOrigin {
  std::string_view country;
  std::string_view region;
};
WmiOrigin OriginOfWmi(std::string_view wmi);

}  // namespace maktab::identifiers
