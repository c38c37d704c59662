#include "identifiers/vin.h"

#include <algorithm>

#include "identifiers/document_number.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {
namespace {

constexpr std::size_t kCheckPosition = 8;
constexpr std::size_t kCyclePosition = 6;
constexpr std::size_t kYearPosition = 9;
constexpr int kCycle = 30;
constexpr int kFirstYear = 1980;
constexpr std::string_view kYearCodes = "ABCDEFGHJKLMNPRSTVWXY123456789";  // 1980 … 2009, and again from 2010

// Values of letters; 0 for I, O and Q, which stand in no VIN.
constexpr std::string_view kLetterValues = "12345678012345070923456789";

int CharacterValue(char c) {
  return IsDigit(c) ? c - '0' : kLetterValues[std::size_t(c - 'A')] - '0';
}

char WithoutIOQ(char c) {
  if (c == 'I') return '1';
  return c == 'O' || c == 'Q' ? '0' : c;
}

// ISO 3780 orders the second characters A–Z, then 1–9, then 0.
int SecondRank(char c) {
  if (IsLatinLetter(c)) return c - 'A';
  return c == '0' ? 35 : 26 + (c - '1');
}

struct OriginRange {
  char first;
  char from;
  char to;
  std::string_view country;
};

// ISO 3780 as allotted by SAE International, from general knowledge.
constexpr std::array kOrigins = {
    OriginRange{'A', 'A', 'H', "ZA"}, OriginRange{'A', 'J', 'K', "CI"}, OriginRange{'A', 'L', 'M', "LS"},
    OriginRange{'A', 'N', 'P', "BW"}, OriginRange{'A', 'R', 'S', "NA"}, OriginRange{'A', 'T', 'U', "MG"},
    OriginRange{'A', 'V', 'W', "MU"}, OriginRange{'A', 'X', 'Y', "TN"}, OriginRange{'A', 'Z', '1', "CY"},
    OriginRange{'A', '2', '3', "ZW"}, OriginRange{'A', '4', '5', "MZ"}, OriginRange{'B', 'A', 'B', "AO"},
    OriginRange{'B', 'C', 'C', "ET"}, OriginRange{'B', 'F', 'G', "KE"}, OriginRange{'B', 'H', 'H', "RW"},
    OriginRange{'B', 'L', 'L', "NG"}, OriginRange{'B', 'R', 'R', "DZ"}, OriginRange{'B', 'U', 'U', "UG"},
    OriginRange{'B', '3', '4', "LY"}, OriginRange{'C', 'A', 'B', "EG"}, OriginRange{'C', 'F', 'G', "MA"},
    OriginRange{'C', 'L', 'M', "ZM"}, OriginRange{'E', 'A', '0', "RU"}, OriginRange{'H', 'A', '0', "CN"},
    OriginRange{'J', 'A', '0', "JP"}, OriginRange{'K', 'A', 'E', "LK"}, OriginRange{'K', 'F', 'J', "IL"},
    OriginRange{'K', 'L', 'R', "KR"}, OriginRange{'K', 'S', 'T', "JO"}, OriginRange{'K', '1', '3', "KR"},
    OriginRange{'K', '5', '5', "KG"}, OriginRange{'L', 'A', '0', "CN"}, OriginRange{'M', 'A', 'E', "IN"},
    OriginRange{'M', 'F', 'K', "ID"}, OriginRange{'M', 'L', 'R', "TH"}, OriginRange{'M', 'S', 'S', "MM"},
    OriginRange{'M', 'U', 'U', "MN"}, OriginRange{'M', 'X', 'X', "KZ"}, OriginRange{'M', 'Y', '0', "IN"},
    OriginRange{'N', 'A', 'E', "IR"}, OriginRange{'N', 'F', 'G', "PK"}, OriginRange{'N', 'J', 'J', "IQ"},
    OriginRange{'N', 'L', 'R', "TR"}, OriginRange{'N', 'S', 'T', "UZ"}, OriginRange{'N', 'V', 'V', "AZ"},
    OriginRange{'N', 'X', 'X', "TJ"}, OriginRange{'N', 'Y', 'Y', "AM"}, OriginRange{'N', '1', '5', "IR"},
    OriginRange{'N', '7', '8', "TR"}, OriginRange{'P', 'A', 'C', "PH"}, OriginRange{'P', 'F', 'G', "SG"},
    OriginRange{'P', 'L', 'R', "MY"}, OriginRange{'P', 'S', 'T', "BD"}, OriginRange{'P', 'V', 'V', "KH"},
    OriginRange{'P', '5', '0', "IN"}, OriginRange{'R', 'A', 'B', "AE"}, OriginRange{'R', 'F', 'K', "TW"},
    OriginRange{'R', 'L', 'N', "VN"}, OriginRange{'R', 'P', 'P', "LA"}, OriginRange{'R', 'S', 'T', "SA"},
    OriginRange{'R', 'U', 'W', "RU"}, OriginRange{'R', '1', '7', "HK"}, OriginRange{'S', 'A', 'M', "GB"},
    OriginRange{'S', 'N', 'T', "DE"}, OriginRange{'S', 'U', 'Z', "PL"}, OriginRange{'S', '1', '2', "LV"},
    OriginRange{'S', '3', '3', "GE"}, OriginRange{'S', '4', '4', "IS"}, OriginRange{'T', 'A', 'H', "CH"},
    OriginRange{'T', 'J', 'P', "CZ"}, OriginRange{'T', 'R', 'V', "HU"}, OriginRange{'T', 'W', '2', "PT"},
    OriginRange{'T', '3', '5', "RS"}, OriginRange{'T', '6', '6', "AD"}, OriginRange{'T', '7', '8', "NL"},
    OriginRange{'U', 'A', 'A', "ES"}, OriginRange{'U', 'H', 'M', "DK"}, OriginRange{'U', 'N', 'R', "IE"},
    OriginRange{'U', 'U', 'X', "RO"}, OriginRange{'U', '1', '2', "MK"}, OriginRange{'U', '5', '7', "SK"},
    OriginRange{'U', '8', '0', "BA"}, OriginRange{'V', 'A', 'E', "AT"}, OriginRange{'V', 'F', 'R', "FR"},
    OriginRange{'V', 'S', 'W', "ES"}, OriginRange{'V', 'X', '2', "FR"}, OriginRange{'V', '3', '5', "HR"},
    OriginRange{'V', '6', '8', "EE"}, OriginRange{'W', 'A', '0', "DE"}, OriginRange{'X', 'A', 'C', "BG"},
    OriginRange{'X', 'D', 'E', "RU"}, OriginRange{'X', 'F', 'H', "GR"}, OriginRange{'X', 'J', 'K', "RU"},
    OriginRange{'X', 'L', 'R', "NL"}, OriginRange{'X', 'S', 'W', "RU"}, OriginRange{'X', 'X', 'Y', "LU"},
    OriginRange{'X', 'Z', '0', "RU"}, OriginRange{'Y', 'A', 'E', "BE"}, OriginRange{'Y', 'F', 'K', "FI"},
    OriginRange{'Y', 'N', 'N', "MT"}, OriginRange{'Y', 'S', 'W', "SE"}, OriginRange{'Y', 'X', '2', "NO"},
    OriginRange{'Y', '3', '5', "BY"}, OriginRange{'Y', '6', '8', "UA"}, OriginRange{'Z', 'A', 'U', "IT"},
    OriginRange{'Z', 'X', 'Z', "SI"}, OriginRange{'Z', '1', '1', "SM"}, OriginRange{'Z', '3', '5', "LT"},
    OriginRange{'Z', '6', '0', "RU"}, OriginRange{'1', 'A', '0', "US"}, OriginRange{'2', 'A', '5', "CA"},
    OriginRange{'3', 'A', 'X', "MX"}, OriginRange{'3', '4', '4', "NI"}, OriginRange{'3', '5', '5', "DO"},
    OriginRange{'3', '6', '6', "HN"}, OriginRange{'3', '7', '7', "PA"}, OriginRange{'3', '8', '9', "PR"},
    OriginRange{'4', 'A', '0', "US"}, OriginRange{'5', 'A', '0', "US"}, OriginRange{'6', 'A', 'X', "AU"},
    OriginRange{'6', 'Y', '1', "NZ"}, OriginRange{'7', 'A', 'E', "NZ"}, OriginRange{'7', 'F', '0', "US"},
    OriginRange{'8', 'A', 'E', "AR"}, OriginRange{'8', 'F', 'G', "CL"}, OriginRange{'8', 'L', 'N', "EC"},
    OriginRange{'8', 'S', 'T', "PE"}, OriginRange{'8', 'X', '2', "VE"}, OriginRange{'8', '6', '6', "BO"},
    OriginRange{'8', '8', '8', "CR"}, OriginRange{'9', 'A', 'E', "BR"}, OriginRange{'9', 'F', 'G', "CO"},
    OriginRange{'9', 'S', 'V', "UY"}, OriginRange{'9', '3', '9', "BR"},
};

std::string_view RegionOf(char first, std::string_view country) {
  if (country == "NZ" || country == "AU") return "oceania";
  if (first >= 'A' && first <= 'C') return "africa";
  if (first == 'E' || (first >= 'S' && first <= 'Z')) return "europe";
  if (first >= 'H' && first <= 'R') return "asia";
  if (first >= '1' && first <= '5') return "north_america";
  if (first == '6') return "oceania";
  if (first == '7') return "north_america";
  return first == '8' || first == '9' ? "south_america" : "";
}

// Position 7 says the cycle of model years on what is built for North America (49 CFR 565.15(d)(1)): a digit up to
// 2009, a letter from 2010 on. Whoever builds for that market also fills in the check digit.
void DecideYear(Vin& vin, int reference_year) {
  const std::size_t code = kYearCodes.find(vin.characters[kYearPosition]);
  if (code == std::string_view::npos) return;
  const int latest = reference_year + 1;
  const int early = kFirstYear + static_cast<int>(code);
  const int late = early + kCycle;
  const int newest = early + (latest - early) / kCycle * kCycle;  // the most recent one that may be
  if (latest < early) return;
  int year = newest;
  if (vin.region == "north_america" || vin.check_ok) {
    const int by_position = IsDigit(vin.characters[kCyclePosition]) ? early : late;
    if (by_position <= latest) year = by_position;
  }
  vin.model_year = static_cast<std::int16_t>(year);
  const int other = year == newest ? year - kCycle : newest;
  if (other >= kFirstYear && other <= latest) vin.other_year = static_cast<std::int16_t>(other);
}

}  // namespace

char VinCheckDigit(std::string_view vin) {
  static constexpr std::array<int, kVinLength> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kVinLength; ++i) {
    if (WithoutIOQ(vin[i]) != vin[i]) return '\0';
    sum += CharacterValue(vin[i]) * kWeights[i];
  }
  const int remainder = sum % 11;
  return remainder == 10 ? 'X' : static_cast<char>('0' + remainder);
}

WmiOrigin OriginOfWmi(std::string_view wmi) {
  if (wmi.size() < 2) return {};
  const int second = SecondRank(wmi[1]);
  for (const OriginRange& range : kOrigins) {
    if (range.first == wmi[0] && second >= SecondRank(range.from) && second <= SecondRank(range.to)) {
      return {range.country, RegionOf(wmi[0], range.country)};
    }
  }
  return {{}, RegionOf(wmi[0], {})};
}

std::optional<Vin> ParseVin(std::string_view text, const WmiTable& makers, int reference_year) {
  Vin vin;
  if (NormaliseNumber(text, vin.found) != kVinLength) return std::nullopt;
  for (std::size_t i = 0; i < kVinLength; ++i) {
    vin.characters[i] = WithoutIOQ(vin.found[i]);
    vin.repaired = vin.repaired || vin.characters[i] != vin.found[i];
  }
  vin.computed_check_digit = VinCheckDigit(vin.View());
  vin.check_ok = vin.characters[kCheckPosition] == vin.computed_check_digit;
  const WmiOrigin origin = OriginOfWmi(vin.Wmi());
  vin.country = origin.country;
  vin.region = origin.region;
  vin.maker = makers.MakerOf(vin.View());
  DecideYear(vin, reference_year);
  return vin;
}

std::optional<std::string> VinTail(std::string_view text) {
  constexpr std::size_t kShortest = 6;
  constexpr std::size_t kLongest = 8;
  std::array<char, kLongest> buffer;
  const std::size_t length = NormaliseNumber(text, buffer);
  if (length < kShortest || length > kLongest) return std::nullopt;
  std::string tail(buffer.data(), length);
  for (char& c : tail) c = WithoutIOQ(c);
  return tail;
}

}  // namespace maktab::identifiers
