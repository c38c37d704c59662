// Machine-readable zones of travel documents: TD1, TD2, TD3, MRV-A and MRV-B (ICAO Doc 9303 parts 3 to 7).
//
// A zone is never silently mended: what a camera may have confused is offered as a warning with the repaired value, and
// the verdict stays that of the characters found. Pure and thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/partial_date.h"
#include "identifiers/states.h"
#include "identifiers/warning.h"

namespace maktab::identifiers {

enum class MrzFormat : std::uint8_t { kTd1, kTd2, kTd3, kMrvA, kMrvB };
// "TD1", "TD2", "TD3", "MRVA", "MRVB".
std::string_view MrzFormatName(MrzFormat format);

enum class MrzCheck : std::uint8_t { kNumber, kLongNumber, kDob, kExpiry, kPersonal, kComposite };
// "number", "long_number", "dob", "expiry", "personal", "composite".
std::string_view MrzCheckName(MrzCheck check);

struct MrzCheckDigit {
  MrzCheck check = MrzCheck::kNumber;
  char expected = '0';
  char found = '<';
  bool ok = false;
};

struct Mrz {
  MrzFormat format = MrzFormat::kTd3;
  std::string document_code;  // "P", "ID", "AC"
  std::string issuing_state;  // as in the zone without fillers: "MAR", "D"
  std::string surname;        // primary identifier, words apart by a space; may be empty
  std::string given_names;    // secondary identifier; may be empty
  std::string surname_ar;     // Arabic letters, where the zone is ICAO's transliteration of Arabic; else empty
  std::string given_names_ar;
  std::string number;  // without fillers; a long number is put together
  std::string nationality;
  std::optional<calendar::PartialDate> birth_date;  // nullopt if unknown or impossible
  std::optional<calendar::PartialDate> expiry_date;
  char sex = '<';                           // 'M', 'F', or '<' for unspecified
  std::string optional_data;                // without the end of a long number; TD1: both fields, a space between
  std::vector<MrzCheckDigit> check_digits;  // those that the format has, in the order of MrzCheck
  std::vector<Warning> warnings;
  // Every check digit is right, every character stands where Doc 9303 allows it, and every date exists or is unknown.
  bool valid = false;
};

// Can this be meant as a machine-readable zone, right or wrong? True for a text with at least two '<' and enough
// characters for one line.
bool LooksLikeMrz(std::string_view text);

// Reads a zone with its lines apart (\n or \r\n) or in one run of 72, 88 or 90 characters; lower case and white space
// inside and around are forgiven. `reference` is today: it decides the century of birth (the latest year that is not in
// the future) and of expiry (at most 30 years ahead), and what has expired. nullopt, with one warning that says why, if
// the lines are not those of any format.
std::optional<Mrz> ParseMrz(std::string_view text, const StateTable& states, const calendar::PartialDate& reference,
                            Warning& why_not);

// The check digit of Doc 9303 part 3, 4.9 (weights 7, 3, 1) over characters A–Z, 0–9 and '<'.
char MrzCheckDigitOf(std::string_view characters);

}  // namespace maktab::identifiers
