// What is this text? Recognises a machine-readable zone, a VIN, a plate, the number of a paper, ship, container or
// telephone, and takes anything else that has letters for a name. Pure and thread-safe; bounded for any bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/partial_date.h"
#include "identifiers/tables.h"
#include "identifiers/warning.h"

namespace maktab::identifiers {

enum class Kind : std::uint8_t {
  kUnknown,  // nothing that can be asked about: no letter and no digit
  kMrz,
  kVin,
  kPlate,
  kDocumentNumber,
  kImo,
  kContainer,
  kImei,
  kName,
};
// "unknown", "mrz", "vin", "plate", "document_number", "imo", "container", "imei", "name".
std::string_view KindName(Kind kind);

// What else the text may be, likeliest first, with the key to look it up by.
struct Alternative {
  Kind kind = Kind::kUnknown;
  std::string_view country;  // plates: ISO 3166-1 alpha-2; else empty
  std::string key;
};

struct Identification {
  Kind kind = Kind::kUnknown;
  // mrz: every check digit right and the structure as Doc 9303 says. vin: well-formed (its check digit only warns).
  // imo, container, imei: the check digit is right. plate: every letter and region is known. document_number: 6 to 22
  // characters. name: has a letter and was not cut.
  bool valid = false;
  // What to look up: VIN, plate key and numbers in normal form; the document number of a zone; the name cleaned.
  std::string key;
  // Names are snake_case and live as long as the tables. mrz: number, long_number, dob, expiry, personal, composite
  // (those that the format has); the others: check_digit.
  std::vector<std::pair<std::string_view, bool>> check_digits;
  // What the parts mean, in reading order; absent where empty. mrz: format, document_code, issuing_state,
  // issuing_country, number, nationality, nationality_country, surname, given_names, surname_ar, given_names_ar,
  // birth_date, sex, expiry_date, optional_data. vin: vin, wmi, make, country, region, model_year, other_model_year,
  // serial, computed_check_digit. plate: country, series, canonical, the groups of its pattern, other_countries.
  // Others: number (and owner, category, serial of a container); name: name.
  std::vector<std::pair<std::string_view, std::string>> fields;
  std::vector<Warning> warnings;
  std::vector<Alternative> alternatives;

  // The value of a field; empty if it is absent.
  std::string_view Field(std::string_view name) const;
  void Clear();
};

// `reference` is today: it decides centuries, model years and what has expired.
Identification Identify(std::string_view text, const Tables& tables, const calendar::PartialDate& reference);
// The same into `out`, whose memory is used again: for bulk runs.
void Identify(std::string_view text, const Tables& tables, const calendar::PartialDate& reference, Identification& out);

}  // namespace maktab::identifiers
