#include "identifiers/mrz.h"

#include <algorithm>

#include "identifiers/arabic_mrz.h"
#include "identifiers/fold.h"
#include "identifiers/mrz_layout.h"
#include "identifiers/mrz_repair.h"

namespace maktab::identifiers {
namespace {

using calendar::PartialDate;

constexpr std::size_t kMaxZone = 90;
constexpr std::size_t kMaxText = 400;  // a zone with generous white space
constexpr int kLongestValidity = 30;   // years; identity cards of the old hold longest

int CharacterValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (IsLatinLetter(c)) return c - 'A' + 10;
  return 0;
}

std::string WithoutFillers(std::string_view field) {
  std::string out;
  for (const char c : field) {
    if (c != '<') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// Numbers have no gaps for a reader: fillers inside, which stand for hyphens and spaces of the paper, fall away.
std::string Compact(std::string_view field) {
  std::string out;
  for (const char c : field) {
    if (c != '<') out += c;
  }
  return out;
}

bool IsBlank(std::string_view field) {
  return field.find_first_not_of('<') == std::string_view::npos;
}

// The lines of a text without white space, in one run of A–Z, 0–9, '<' (and '\0' for what is none of these).
struct Zone {
  std::array<char, kMaxZone> characters{};
  std::array<std::size_t, 4> line_lengths{};
  std::size_t length = 0;
  std::size_t lines = 0;
  bool too_long = false;
  char32_t stranger = 0;  // the first character that no zone may hold
  std::string_view View() const { return {characters.data(), length}; }
};

bool IsSpace(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == 0x00A0;
}

Zone ReadZone(std::string_view text) {
  Zone zone;
  zone.too_long = text.size() > kMaxText;
  std::size_t in_line = 0;
  const auto end_line = [&] {
    if (in_line == 0) return;
    if (zone.lines < zone.line_lengths.size()) zone.line_lengths[zone.lines] = in_line;
    ++zone.lines;
    in_line = 0;
  };
  for (std::size_t at = 0; at < text.size() && !zone.too_long;) {
    const char32_t code_point = NextCharacter(text, at);
    if (code_point == '\n') {
      end_line();
      continue;
    }
    const char c = code_point == '<' ? '<' : FoldCodePoint(code_point);
    if (c == 0) {
      if (IsSpace(code_point) || base::IsInvisibleControl(code_point)) continue;
      if (zone.stranger == 0) zone.stranger = code_point;
    }
    if (zone.length == kMaxZone) {
      zone.too_long = true;
    } else {
      zone.characters[zone.length++] = c;
      ++in_line;
    }
  }
  end_line();
  return zone;
}

const MrzLayout* FindLayout(const Zone& zone) {
  if (zone.too_long) return nullptr;
  const bool visa = zone.length > 0 && zone.characters[0] == 'V';
  for (const MrzLayout& layout : kMrzLayouts) {
    const bool for_visas = layout.first_letters == "V";
    const auto& lengths = zone.line_lengths;
    const bool lines_fit = zone.lines == 1 || (zone.lines == layout.lines &&
                                               std::all_of(lengths.begin(), lengths.begin() + layout.lines,
                                                           [&](std::size_t n) { return n == layout.width; }));
    if (for_visas == visa && lines_fit && zone.length == std::size_t(layout.lines) * layout.width) return &layout;
  }
  return nullptr;
}

std::string LineLengths(const Zone& zone) {
  if (zone.too_long) return "> " + std::to_string(kMaxZone);
  std::string out;
  for (std::size_t i = 0; i < std::min(zone.lines, zone.line_lengths.size()); ++i) {
    if (i > 0) out += " + ";
    out += std::to_string(zone.line_lengths[i]);
  }
  return out;
}

// Reads one zone into one Mrz; the steps share the layout and the characters.
class Reader {
 public:
  Reader(const MrzLayout& layout, std::string_view zone, const StateTable& states, const PartialDate& reference)
      : layout_(layout), zone_(zone), states_(states), reference_(reference) {}

  Mrz Read() {
    mrz_.format = layout_.format;
    mrz_.check_digits.reserve(5);
    ReadCodes();
    ReadNames();
    ReadNumber();
    ReadSex();
    mrz_.birth_date = ReadDate(layout_.birth, MrzCheck::kDob);
    mrz_.expiry_date = ReadDate(layout_.expiry, MrzCheck::kExpiry);
    if (mrz_.expiry_date && calendar::LastDay(*mrz_.expiry_date) < calendar::FirstDay(reference_)) {
      Warn("mrz.expired", {{"date", mrz_.expiry_date->ToString()}});
    }
    ReadOptional();
    ReadComposite();
    mrz_.valid = structure_ok_ && std::all_of(mrz_.check_digits.begin(), mrz_.check_digits.end(),
                                              [](const MrzCheckDigit& digit) { return digit.ok; });
    return std::move(mrz_);
  }

 private:
  void Warn(std::string_view code, base::Error::Params params) {
    mrz_.warnings.push_back(Warning{code, std::move(params)});
  }

  void WarnRepair(std::string_view found, std::string_view repaired) {
    Warn("mrz.repair", {{"found", std::string(found)}, {"repaired", std::string(repaired)}});
  }

  // Notes a check digit that should be `expected`; returns whether it is.
  bool Check(MrzCheck check, char expected, char found, bool ok) {
    static constexpr std::array<std::string_view, 6> kWarnings = {
        "mrz.check_digit_number", "mrz.check_digit_long_number", "mrz.check_digit_dob",
        "mrz.check_digit_expiry", "mrz.check_digit_personal",    "mrz.check_digit_composite"};
    mrz_.check_digits.push_back(MrzCheckDigit{check, expected, found, ok});
    if (!ok) Warn(kWarnings[std::size_t(check)], {{"expected", {expected}}, {"found", {found}}});
    return ok;
  }

  char CheckDigitBehind(const MrzSpan& field) const { return zone_[field.from + field.length]; }

  // A field of letters only: digits are what a camera made of letters.
  void RequireLetters(std::string_view field) {
    if (std::none_of(field.begin(), field.end(), IsDigit)) return;
    structure_ok_ = false;
    std::string repaired(field);
    for (char& c : repaired) c = AsMrzLetter(c);
    const std::string found = WithoutFillers(field);
    Warn("mrz.digit_among_letters", {{"found", found}});
    if (repaired != field) WarnRepair(found, WithoutFillers(repaired));
  }

  std::string ReadState(std::string_view field) {
    std::string code = Compact(field);
    RequireLetters(field);
    if (!code.empty() && std::none_of(field.begin(), field.end(), IsDigit) && states_.Find(code) == nullptr) {
      Warn("mrz.state_unknown", {{"state", code}});
    }
    return code;
  }

  void ReadCodes() {
    mrz_.document_code = Compact(kMrzDocumentCode.Of(zone_));
    if (layout_.first_letters.find(zone_[0]) == std::string_view::npos) {
      Warn("mrz.document_code", {{"code", mrz_.document_code}, {"format", std::string(MrzFormatName(layout_.format))}});
    }
    mrz_.issuing_state = ReadState(kMrzIssuingState.Of(zone_));
    mrz_.nationality = ReadState(layout_.nationality.Of(zone_));
  }

  void ReadNames() {
    const std::string_view field = layout_.name.Of(zone_);
    RequireLetters(field);
    const std::size_t end = std::min(field.find("<<"), field.size());
    const std::string_view surname = field.substr(0, end);
    const std::string_view given = end < field.size() ? field.substr(end + 2) : std::string_view();
    mrz_.surname = WithoutFillers(surname);
    mrz_.given_names = WithoutFillers(given);
    if (mrz_.surname.empty() && mrz_.given_names.empty()) Warn("mrz.no_name", {});
    if (field.back() != '<') Warn("mrz.name_truncated", {});
    const State* issuer = states_.Find(mrz_.issuing_state);
    // Only the sequences with X tell ICAO's Arabic from names that people romanised.
    if (issuer == nullptr || !issuer->arabic_script || field.find('X') == std::string_view::npos) return;
    auto surname_ar = MrzToArabic(surname);
    auto given_ar = MrzToArabic(given);
    if ((!surname_ar && !mrz_.surname.empty()) || (!given_ar && !mrz_.given_names.empty())) return;
    mrz_.surname_ar = std::move(surname_ar).value_or("");
    mrz_.given_names_ar = std::move(given_ar).value_or("");
  }

  void ReadNumber() {
    const std::string_view field = layout_.number.Of(zone_);
    const char found = CheckDigitBehind(layout_.number);
    const std::string_view rest = layout_.optional.Of(zone_);
    if (layout_.long_numbers && found == '<' && !IsBlank(field) && rest.front() != '<')
      return ReadLongNumber(field, rest);
    mrz_.number = Compact(field);
    if (mrz_.number.empty()) Warn("mrz.no_number", {});
    const char expected = MrzCheckDigitOf(field);
    if (Check(MrzCheck::kNumber, expected, found, found == expected)) return;
    for (const std::string& reading : RepairMixed(field, found)) {
      WarnRepair(Compact(field) + found, Compact(reading));
    }
  }

  // Doc 9303 parts 5 and 6: nine characters, a filler instead of the check digit, the rest of the number at the
  // beginning of the optional data, then its check digit and a filler.
  void ReadLongNumber(std::string_view field, std::string_view rest) {
    const std::size_t end = std::min(rest.find('<'), rest.size());
    const char found = rest[end - 1];
    std::string whole(field);
    whole += rest.substr(0, end - 1);
    const char expected = MrzCheckDigitOf(whole);
    // Doc 9303 leaves open whether the filler in the middle takes part; issuers are met that count it and that do not.
    const bool ok =
        found == expected || found == MrzCheckDigitOf(std::string(field) + '<' + whole.substr(field.size()));
    mrz_.number = Compact(whole);
    used_optional_ = end;
    mrz_.check_digits.push_back(MrzCheckDigit{MrzCheck::kNumber, '<', '<', ok});
    if (Check(MrzCheck::kLongNumber, expected, found, ok)) return;
    for (const std::string& reading : RepairMixed(whole, found)) WarnRepair(mrz_.number + found, Compact(reading));
  }

  void ReadSex() {
    mrz_.sex = zone_[layout_.sex];
    if (mrz_.sex == 'M' || mrz_.sex == 'F' || mrz_.sex == '<') return;
    // Doc 9303 writes unspecified as '<' in the zone; X is what the page above it shows and some states print.
    if (mrz_.sex != 'X') {
      structure_ok_ = false;
      Warn("mrz.sex", {{"found", {mrz_.sex}}});
    }
    mrz_.sex = '<';
  }

  std::optional<PartialDate> ReadDate(const MrzSpan& span, MrzCheck check) {
    const std::string_view field = span.Of(zone_);
    const char found = CheckDigitBehind(span);
    const char expected = MrzCheckDigitOf(field);
    // A date that is wholly unknown may leave its check digit out.
    const bool ok = found == expected || (found == '<' && IsBlank(field));
    if (!Check(check, expected, found, ok)) {
      if (const auto repaired = RepairDigits(field, found)) WarnRepair(std::string(field) + found, *repaired);
    }
    return DateOf(field, check);
  }

  // Two digits, 0 where the part is unknown ("<<", "XX", "00"), or -1.
  static int Part(std::string_view two) {
    if (two == "<<" || two == "XX") return 0;
    return IsDigit(two[0]) && IsDigit(two[1]) ? (two[0] - '0') * 10 + (two[1] - '0') : -1;
  }

  std::optional<PartialDate> DateOf(std::string_view field, MrzCheck check) {
    const bool birth = check == MrzCheck::kDob;
    const std::string_view yy = field.substr(0, 2);
    if (yy == "<<" || yy == "XX") return std::nullopt;
    const int year = Part(yy);
    const int month = Part(field.substr(2, 2));
    const int day = Part(field.substr(4, 2));
    std::optional<PartialDate> date;
    if (year >= 0 && month >= 0 && day >= 0) date = WithCentury(year, month, day, birth);
    if (!date) {
      structure_ok_ = false;
      Warn(birth ? "mrz.birth_date" : "mrz.expiry_date", {{"found", std::string(field)}});
    }
    return date;
  }

  // The latest such date that is not in the future (birth) or not beyond the longest validity (expiry); 29 February
  // passes over a century in which it does not exist.
  std::optional<PartialDate> WithCentury(int year, int month, int day, bool birth) const {
    const int century = reference_.year / 100 * 100;
    for (int base : {century + 100, century, century - 100, century - 200}) {
      const auto date = calendar::MakeDate(base + year, month, month == 0 ? 0 : day);
      if (!date) continue;
      const bool allowed = birth ? calendar::FirstDay(*date) <= calendar::LastDay(reference_)
                                 : date->year <= reference_.year + kLongestValidity;
      if (allowed) return date;
    }
    return std::nullopt;
  }

  void ReadOptional() {
    mrz_.optional_data = WithoutFillers(layout_.optional.Of(zone_).substr(used_optional_));
    const std::string second = WithoutFillers(layout_.optional2.Of(zone_));
    if (!second.empty()) mrz_.optional_data += (mrz_.optional_data.empty() ? "" : " ") + second;
    if (layout_.personal.length == 0) return;
    const std::string_view field = layout_.personal.Of(zone_);
    const char found = CheckDigitBehind(layout_.personal);
    const char expected = MrzCheckDigitOf(field);
    // Doc 9303 part 4: where the personal number is empty its check digit may be 0 or a filler.
    if (Check(MrzCheck::kPersonal, expected, found, found == expected || (found == '<' && IsBlank(field)))) return;
    for (const std::string& reading : RepairMixed(field, found)) WarnRepair(Compact(field) + found, Compact(reading));
  }

  void ReadComposite() {
    if (layout_.composite == kNoPosition) return;
    std::array<char, kMaxZone> covered;
    std::size_t length = 0;
    for (const MrzSpan& span : layout_.composite_fields) {
      const std::string_view field = span.Of(zone_);
      std::copy(field.begin(), field.end(), covered.begin() + std::ptrdiff_t(length));
      length += field.size();
    }
    const char expected = MrzCheckDigitOf({covered.data(), length});
    const char found = zone_[layout_.composite];
    if (!Check(MrzCheck::kComposite, expected, found, found == expected) && AsMrzDigit(found) == expected) {
      WarnRepair({&found, 1}, {&expected, 1});
    }
  }

  const MrzLayout& layout_;
  std::string_view zone_;
  const StateTable& states_;
  const PartialDate& reference_;
  Mrz mrz_;
  std::size_t used_optional_ = 0;  // characters of the optional data that belong to a long number
  bool structure_ok_ = true;
};

}  // namespace

std::string_view MrzFormatName(MrzFormat format) {
  static constexpr std::array<std::string_view, 5> kNames = {"TD1", "TD2", "TD3", "MRVA", "MRVB"};
  return kNames[std::size_t(format)];
}

std::string_view MrzCheckName(MrzCheck check) {
  static constexpr std::array<std::string_view, 6> kNames = {"number", "long_number", "dob",
                                                             "expiry", "personal",    "composite"};
  return kNames[std::size_t(check)];
}

char MrzCheckDigitOf(std::string_view characters) {
  constexpr std::array<int, 3> kWeights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < characters.size(); ++i) sum += CharacterValue(characters[i]) * kWeights[i % 3];
  return static_cast<char>('0' + sum % 10);
}

bool LooksLikeMrz(std::string_view text) {
  constexpr std::size_t kShortest = 28;  // a line that lost two characters
  return text.size() >= kShortest && std::count(text.begin(), text.end(), '<') >= 2;
}

std::optional<Mrz> ParseMrz(std::string_view text, const StateTable& states, const PartialDate& reference,
                            Warning& why_not) {
  const Zone zone = ReadZone(text);
  const MrzLayout* layout = FindLayout(zone);
  if (layout == nullptr) {
    why_not = Warning{"mrz.length", {{"lengths", LineLengths(zone)}}};
    return std::nullopt;
  }
  if (zone.stranger != 0) {
    std::string character;
    base::AppendUtf8(character, zone.stranger);
    why_not = Warning{"mrz.character", {{"character", character}}};
    return std::nullopt;
  }
  return Reader(*layout, zone.View(), states, reference).Read();
}

}  // namespace maktab::identifiers
