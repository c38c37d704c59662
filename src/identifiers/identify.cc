#include "identifiers/identify.h"

#include <algorithm>
#include <optional>

#include "identifiers/container.h"
#include "identifiers/document_number.h"
#include "identifiers/fold.h"
#include "identifiers/imei.h"
#include "identifiers/imo.h"
#include "identifiers/mrz.h"
#include "identifiers/vin.h"

namespace maktab::identifiers {
namespace {

using calendar::PartialDate;

constexpr std::size_t kMaxNumberText = 128;  // bytes; longer texts are zones or names
constexpr std::size_t kMaxNumber = 22;       // characters of a long document number (Doc 9303 part 5)
constexpr std::size_t kMinNumber = 6;
constexpr std::size_t kMaxNameBytes = 1000;

// What a text is made of, from one pass over it.
struct Profile {
  std::size_t latin = 0;
  std::size_t digits = 0;
  std::size_t other_letters = 0;  // letters of other scripts, and Latin ones with marks
  std::size_t longest_word = 0;   // longest run of letters without a digit beside it
};

// Above ASCII everything that is no mark, sign or space counts as a letter: only whether a name is possible rests on
// it.
bool IsOtherLetter(char32_t code_point) {
  if (code_point < 0xC0 || code_point == 0xD7 || code_point == 0xF7) return code_point == 0xAA || code_point == 0xBA;
  if (code_point >= 0x2000 && code_point <= 0x2BFF) return false;
  if (code_point >= 0x3000 && code_point <= 0x3004) return false;
  return code_point != 0xFFFD && !(code_point >= 0xE000 && code_point <= 0xF8FF) && code_point != 0x060C &&
         code_point != 0x0640 && !base::IsInvisibleControl(code_point);
}

Profile ProfileOf(std::string_view text) {
  Profile profile;
  std::size_t word = 0;
  bool with_digit = false;
  const auto end_word = [&] {
    if (!with_digit) profile.longest_word = std::max(profile.longest_word, word);
    word = 0;
    with_digit = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = NextCharacter(text, at);
    const char c = FoldCodePoint(code_point);
    if (IsDigit(c)) {
      ++profile.digits;
      with_digit = true;
    } else if (c != 0) {
      ++profile.latin;
      ++word;
    } else if (IsOtherLetter(code_point)) {
      ++profile.other_letters;
      ++word;
    } else {
      end_word();
    }
  }
  end_word();
  return profile;
}

class Identifier {
 public:
  Identifier(std::string_view text, const Tables& tables, const PartialDate& reference, Identification& out)
      : text_(text), tables_(tables), reference_(reference), out_(out) {}

  void Run() {
    if (LooksLikeMrz(text_)) {
      ReadMrz();
      return;
    }
    if (text_.size() <= kMaxNumberText) {
      profile_ = ProfileOf(text_);
      if (profile_.digits > 0 && ReadNumbers()) return;
    }
    ReadName();
  }

 private:
  void Add(std::string_view name, std::string value) {
    if (!value.empty()) out_.fields.emplace_back(name, std::move(value));
  }
  void Warn(std::string_view code, base::Error::Params params) {
    out_.warnings.push_back(Warning{code, std::move(params)});
  }
  void Decide(Kind kind, bool valid, std::string_view key) {
    out_.kind = kind;
    out_.valid = valid;
    out_.key = key;
  }
  void CheckDigit(bool ok, std::string_view warning, char expected, char found) {
    out_.check_digits.emplace_back("check_digit", ok);
    if (!ok) Warn(warning, {{"expected", {expected}}, {"found", {found}}});
  }

  // The ways to read a text that has a digit, surest first; false: it is none of them.
  bool ReadNumbers() {
    if (profile_.other_letters == 0) {
      length_ = NormaliseNumber(text_, number_);
      if (length_ <= sizeof(number_) && (ReadVin() || ReadContainer() || ReadImei() || ReadImo())) return true;
    }
    if (ReadPlate()) return true;
    return profile_.other_letters == 0 && (ReadBrokenVin() || ReadDocumentNumber());
  }

  std::string_view Number() const { return {number_, length_}; }

  void OrDocumentNumber() {
    out_.alternatives.push_back(Alternative{Kind::kDocumentNumber, {}, std::string(Number())});
  }

  void ReadMrz() {
    Warning why_not;
    auto mrz = ParseMrz(text_, tables_.states, reference_, why_not);
    out_.kind = Kind::kMrz;
    if (!mrz) {
      out_.warnings.push_back(std::move(why_not));
      return;
    }
    Decide(Kind::kMrz, mrz->valid, mrz->number);
    for (const MrzCheckDigit& digit : mrz->check_digits) {
      out_.check_digits.emplace_back(MrzCheckName(digit.check), digit.ok);
    }
    out_.fields.reserve(16);
    Add("format", std::string(MrzFormatName(mrz->format)));
    Add("document_code", std::move(mrz->document_code));
    AddState("issuing_state", "issuing_country", std::move(mrz->issuing_state));
    Add("number", std::move(mrz->number));
    AddState("nationality", "nationality_country", std::move(mrz->nationality));
    Add("surname", std::move(mrz->surname));
    Add("given_names", std::move(mrz->given_names));
    Add("surname_ar", std::move(mrz->surname_ar));
    Add("given_names_ar", std::move(mrz->given_names_ar));
    if (mrz->birth_date) Add("birth_date", mrz->birth_date->ToString());
    if (mrz->sex != '<') Add("sex", std::string(1, mrz->sex));
    if (mrz->expiry_date) Add("expiry_date", mrz->expiry_date->ToString());
    Add("optional_data", std::move(mrz->optional_data));
    out_.warnings = std::move(mrz->warnings);
  }

  void AddState(std::string_view field, std::string_view country_field, std::string code) {
    const State* state = tables_.states.Find(code);
    Add(field, std::move(code));
    if (state != nullptr) Add(country_field, state->alpha2);
  }

  bool ReadVin() {
    std::string_view number = Number();
    const bool named = number.starts_with("VIN") && number.size() == kVinLength + 3;
    if (named) number.remove_prefix(3);
    if (number.size() != kVinLength || (!named && profile_.digits < 3)) return false;
    // Words beside digits are a name with a year or an address, unless they begin with a known maker.
    if (!named && profile_.longest_word > 3 && tables_.makers.MakerOf(number).empty()) return false;
    const auto vin = ParseVin(number, tables_.makers, reference_.year);
    Decide(Kind::kVin, vin->well_formed(), vin->View());
    if (vin->repaired) {
      Warn("vin.repaired", {{"found", std::string(vin->Found())}, {"repaired", std::string(vin->View())}});
    }
    CheckDigit(vin->check_ok, "vin.check_digit", vin->computed_check_digit, vin->View()[8]);
    out_.fields.reserve(9);
    Add("vin", std::string(vin->View()));
    Add("wmi", std::string(vin->Wmi()));
    Add("make", std::string(vin->maker));
    Add("country", std::string(vin->country));
    Add("region", std::string(vin->region));
    if (vin->model_year != 0) Add("model_year", std::to_string(vin->model_year));
    if (vin->other_year != 0) Add("other_model_year", std::to_string(vin->other_year));
    Add("serial", std::string(vin->Serial()));
    Add("computed_check_digit", std::string(1, vin->computed_check_digit));
    if (vin->maker.empty()) Warn("vin.unknown_maker", {{"wmi", std::string(vin->Wmi())}});
    return true;
  }

  // One character lost or doubled in typing: only where the maker is known, so that other numbers are left alone.
  bool ReadBrokenVin() {
    const bool near = length_ == kVinLength - 1 || length_ == kVinLength + 1;
    if (!near || profile_.latin < 3 || profile_.longest_word > 3) return false;
    if (tables_.makers.MakerOf(Number()).empty()) return false;
    Decide(Kind::kVin, false, Number());
    Warn("vin.length", {{"length", std::to_string(length_)}});
    Add("vin", std::string(Number()));
    OrDocumentNumber();
    return true;
  }

  bool ReadContainer() {
    const auto container = ParseContainer(text_);
    if (!container) return false;
    Decide(Kind::kContainer, container->check_ok, container->Key());
    if (container->found == '\0') {
      Warn("container.no_check_digit", {{"expected", {container->expected}}});
    } else {
      CheckDigit(container->check_ok, "container.check_digit", container->expected, container->found);
    }
    Add("number", container->Key());
    Add("owner", container->owner);
    Add("category", std::string(1, container->category));
    Add("serial", container->serial);
    OrDocumentNumber();
    return true;
  }

  bool ReadImei() {
    const auto imei = ParseImei(Number());
    const bool named = Number().starts_with("IMEI");
    if (!imei || (!named && !imei->known_allocator)) return false;
    Decide(Kind::kImei, imei->check_ok, imei->digits);
    CheckDigit(imei->check_ok, "imei.check_digit", imei->expected, imei->digits.back());
    Add("number", imei->digits);
    if (!named) OrDocumentNumber();
    return true;
  }

  // Seven digits alone are a ship's number only if the check digit agrees; many passports have seven digits too.
  bool ReadImo() {
    const auto imo = ParseImo(Number());
    const bool named = Number().starts_with("IMO");
    if (!imo || (!named && !imo->check_ok)) return false;
    Decide(Kind::kImo, imo->check_ok, imo->digits);
    CheckDigit(imo->check_ok, "imo.check_digit", imo->expected, imo->digits.back());
    Add("number", imo->digits);
    if (!named) OrDocumentNumber();
    return true;
  }

  bool ReadPlate() {
    auto candidates = ParsePlate(text_, tables_.plates, PlateReading::kSure, PlateDetail::kFirst);
    if (candidates.empty()) return false;
    PlateCandidate& first = candidates.front();
    Decide(Kind::kPlate, first.warnings.empty(), first.key);
    Add("country", std::string(first.country));
    Add("series", std::string(first.series));
    Add("canonical", std::move(first.canonical));
    for (auto& [name, value] : first.fields) Add(name, std::move(value));
    std::move(first.warnings.begin(), first.warnings.end(), std::back_inserter(out_.warnings));
    out_.alternatives.reserve(candidates.size());
    bool other_direction = false;
    std::string others;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
      PlateCandidate& other = candidates[i];
      if (other.country == first.country) {
        other_direction = other_direction || other.reversed != first.reversed;
      } else if (others.find(other.country) == std::string::npos) {
        others += (others.empty() ? "" : ", ") + std::string(other.country);
      }
      out_.alternatives.push_back(Alternative{Kind::kPlate, other.country, std::move(other.key)});
    }
    if (other_direction) Warn("plate.direction", {{"canonical", std::string(out_.Field("canonical"))}});
    Add("other_countries", std::move(others));
    if (profile_.other_letters == 0) OrDocumentNumber();
    return true;
  }

  bool ReadDocumentNumber() {
    // Words beside a number are a name with a date, an address, a model: not one number.
    if (profile_.longest_word > 4 || length_ > kMaxNumber) return false;
    Decide(Kind::kDocumentNumber, length_ >= kMinNumber, Number());
    if (length_ < kMinNumber) Warn("document_number.short", {{"length", std::to_string(length_)}});
    Add("number", std::string(Number()));
    return true;
  }

  void ReadName() {
    const std::string_view text = base::TruncateUtf8(text_, kMaxNameBytes);
    const bool cut = text.size() != text_.size();
    std::string name = base::CleanText(text);
    if (cut || text.size() > kMaxNumberText) profile_ = ProfileOf(name);
    if (profile_.latin + profile_.other_letters == 0) {
      Warn("text.nothing", {});
      return;
    }
    Decide(Kind::kName, !cut, name);
    if (cut) Warn("name.cut", {{"bytes", std::to_string(kMaxNameBytes)}});
    Add("name", std::move(name));
  }

  std::string_view text_;
  const Tables& tables_;
  const PartialDate& reference_;
  Identification& out_;
  Profile profile_;
  char number_[32];
  std::size_t length_ = 0;
};

}  // namespace

std::string_view KindName(Kind kind) {
  static constexpr std::array<std::string_view, 9> kNames = {"unknown", "mrz",       "vin",  "plate", "document_number",
                                                             "imo",     "container", "imei", "name"};
  return kNames[std::size_t(kind)];
}

std::string_view Identification::Field(std::string_view name) const {
  for (const auto& [key_name, value] : fields) {
    if (key_name == name) return value;
  }
  return {};
}

void Identification::Clear() {
  kind = Kind::kUnknown;
  valid = false;
  key.clear();
  check_digits.clear();
  fields.clear();
  warnings.clear();
  alternatives.clear();
}

void Identify(std::string_view text, const Tables& tables, const PartialDate& reference, Identification& out) {
  out.Clear();
  Identifier(text, tables, reference, out).Run();
}

Identification Identify(std::string_view text, const Tables& tables, const PartialDate& reference) {
  Identification out;
  Identify(text, tables, reference, out);
  return out;
}

}  // namespace maktab::identifiers
