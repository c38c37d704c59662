#include "screening/numbers.h"

#include <algorithm>
#include <optional>

#include "base/hash.h"
#include "base/utf8.h"
#include "identifiers/document_number.h"

namespace maktab::screening {
namespace {

using model::Schema;

constexpr std::array<std::string_view, kNumberKindCount> kKindNames = {"paper", "vin",  "vin_tail", "plate",
                                                                       "imo",   "mmsi", "other",    "serial"};

// The Latin letter that stands for an Arabic one on a plate, from U+0621 on; a blank for what plates do not use.
constexpr std::string_view kPlateLetters = " AAWAYABHTTJHKDDRZSSSDTZEG       FQKLMNHWYY";

char PlateLetter(char32_t code_point) {
  if (code_point == 0x06A9) return 'K';
  if (code_point == 0x06CC) return 'Y';
  if (code_point < 0x0621 || code_point >= 0x0621 + kPlateLetters.size()) return ' ';
  return kPlateLetters[code_point - 0x0621];
}

// Arabic letters as Latin ones; other characters as they are.
std::string_view LatinPlate(std::string_view typed, std::array<char, 96>& buffer) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < typed.size() && size + 4 < buffer.size();) {
    const std::size_t begin = at;
    const char letter = PlateLetter(base::NextCodePoint(typed, at));
    if (letter != ' ') {
      buffer[size++] = letter;
      continue;
    }
    for (std::size_t i = begin; i < at; ++i) buffer[size++] = typed[i];
  }
  return {buffer.data(), size};
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// 6-A-12345 and 12345-A-6 are one plate, read from either end: the form with the longer, else greater, number first.
void TurnPlate(Number& plate) {
  char* begin = plate.letters.data();
  char* end = begin + plate.size;
  char* letters = std::find_if_not(begin, end, IsDigit);
  char* last = std::find_if(letters, end, IsDigit);
  if (letters == begin || last == letters || last == end || std::find_if_not(last, end, IsDigit) != end) return;
  const std::string_view head(begin, std::size_t(letters - begin));
  const std::string_view tail(last, std::size_t(end - last));
  if (head.size() > tail.size() || (head.size() == tail.size() && head >= tail)) return;
  std::array<char, kMaxNumberBytes> turned{};
  char* to = std::copy(last, end, turned.data());
  to = std::copy(letters, last, to);
  std::copy(begin, letters, to);
  plate.letters = turned;
}

std::optional<NumberKind> KindOf(std::string_view property, Schema schema) {
  if (property == model::kPropPassportNumber || property == model::kPropIdNumber || property == model::kPropNumber) {
    return NumberKind::kPaper;
  }
  if (property == model::kPropVin) return NumberKind::kVin;
  if (property == model::kPropOtherNumber) {
    return schema == Schema::kVehicle ? NumberKind::kPlate : NumberKind::kOther;
  }
  if (property == model::kPropImoNumber) return NumberKind::kImo;
  if (property == model::kPropMmsi) return NumberKind::kMmsi;
  if (property == model::kPropSerialNumber) return NumberKind::kSerial;
  if (property == model::kPropTaxNumber || property == model::kPropSocialSecurityNumber) return NumberKind::kOther;
  return std::nullopt;
}

void AddNumber(const Number& number, std::vector<Number>& out) {
  if (number.size == 0) return;
  for (Number& known : out) {
    if (known.kind != number.kind || known.text() != number.text()) continue;
    if (known.country == 0 || number.country == 0 || known.country == number.country) {
      known.country = known.country == 0 ? number.country : known.country;
      return;
    }
  }
  out.push_back(number);
}

}  // namespace

std::string_view NumberKindName(NumberKind kind) {
  return kKindNames[std::size_t(kind)];
}

std::uint16_t CountryCode(std::string_view text) {
  if (text.size() != 2) return 0;
  std::array<char, 2> letters{};
  for (std::size_t i = 0; i < 2; ++i) {
    const char c = text[i];
    if (c >= 'a' && c <= 'z') {
      letters[i] = c;
    } else if (c >= 'A' && c <= 'Z') {
      letters[i] = char(c - 'A' + 'a');
    } else {
      return 0;
    }
  }
  std::uint16_t code = 0;
  std::memcpy(&code, letters.data(), sizeof(code));
  return code;
}

std::string_view CountryText(const std::uint16_t& code) {
  return code == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(&code), sizeof(code));
}

Number NormalNumber(NumberKind kind, std::string_view typed, std::uint16_t country) {
  Number number;
  number.kind = kind;
  number.country = country;
  std::array<char, 96> latin;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  if (kind == NumberKind::kPlate) typed = LatinPlate(typed, latin);
  std::size_t size = identifiers::NormaliseNumber(typed, number.letters);
  size = std::min(size, kMaxNumberBytes);
  // "IMO 9074729" is the number 9074729.
  if (kind == NumberKind::kImo && size > 3 && std::string_view(number.letters.data(), 3) == "IMO") {
    std::copy(number.letters.begin() + 3, number.letters.end(), number.letters.begin());
    size -= 3;
  }
  if (size < kMinNumberBytes) return number;
  number.size = std::uint8_t(size);
  if (kind == NumberKind::kPlate) TurnPlate(number);
  return number;
}

std::uint64_t NumberHash(NumberKind kind, std::string_view normal) {
  if (kind == NumberKind::kVinTail && normal.size() > kVinTailBytes) {
    normal.remove_prefix(normal.size() - kVinTailBytes);
  }
  normal = normal.substr(0, kMaxNumberBytes);
  std::array<char, kMaxNumberBytes> folded;  // NOLINT(cppcoreguidelines-pro-type-member-init): written by the folding
  identifiers::FoldConfusions(normal, folded);
  return base::HashBytes({folded.data(), normal.size()}, 0x9e3779b97f4a7c15ULL * (std::uint64_t(kind) + 1));
}

void CollectNumbers(const model::Entity& entity, std::vector<Number>& out) {
  out.clear();
  for (const model::IdentityDocument& document : entity.documents) {
    AddNumber(NormalNumber(NumberKind::kPaper, document.number, CountryCode(document.country)), out);
  }
  const bool is_thing_of_a_state =
      model::IsA(entity.schema, Schema::kIdentification) || model::IsA(entity.schema, Schema::kVehicle);
  const std::uint16_t country = is_thing_of_a_state ? CountryCode(entity.First(model::kPropCountry)) : std::uint16_t(0);
  for (const auto& [property, values] : entity.properties()) {
    const auto kind = KindOf(property, entity.schema);
    if (!kind) continue;
    for (const std::string& value : values) AddNumber(NormalNumber(*kind, value, country), out);
  }
}

NumberMeeting MeetNumbers(const Number& asked, const Number& stored) {
  NumberMeeting meeting;
  const bool tail = asked.kind == NumberKind::kVinTail;
  if (tail ? stored.kind != NumberKind::kVin : stored.kind != asked.kind) return meeting;
  std::string_view text = stored.text();
  if (tail) {
    if (text.size() <= asked.size || asked.size < kVinTailBytes) return meeting;
    text.remove_prefix(text.size() - asked.size);
  }
  if (text.size() != asked.size) return meeting;
  meeting.how = tail ? NumberMeeting::How::kTail : NumberMeeting::How::kExact;
  if (text == asked.text()) return meeting;
  const auto match = identifiers::CompareNumbers(asked.text(), text);
  if (!match) return {};
  if (match->confused.empty()) return meeting;
  if (!tail) meeting.how = NumberMeeting::How::kConfused;
  meeting.confused = std::uint8_t(match->confused.size());
  meeting.first_position = std::uint8_t(match->confused.front() + 1 + (stored.size - text.size()));
  return meeting;
}

}  // namespace maktab::screening
