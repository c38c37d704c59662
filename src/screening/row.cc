#include "screening/row.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace maktab::screening {
namespace {

using model::Schema;

static_assert(sizeof(calendar::DateSpan) == 8);

// Walks bytes; after the first read beyond the end it is not ok and yields zeros.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T Take() {
    T value{};
    if (bytes_.size() < sizeof(T)) {
      Fail();
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }
  std::uint32_t TakeLength() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
      const auto byte = Take<std::uint8_t>();
      value |= std::uint32_t(byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    Fail();
    return 0;
  }
  std::string_view TakeText(std::size_t size) {
    if (bytes_.size() < size) {
      Fail();
      return {};
    }
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }
  std::string_view TakeText() { return TakeText(TakeLength()); }
  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }

 private:
  void Fail() {
    ok_ = false;
    bytes_ = {};
  }
  std::string_view bytes_;
  bool ok_ = true;
};

template <typename T>
void Put(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

void PutLength(std::string& out, std::size_t value) {
  MAKTAB_ASSERT(value < (1U << 28U));
  while (value >= 0x80) {
    out.push_back(char(std::uint8_t(value) | 0x80U));
    value >>= 7U;
  }
  out.push_back(char(value));
}

void PutText(std::string& out, std::string_view text) {
  PutLength(out, text.size());
  out.append(text);
}

bool IsDate(const calendar::PartialDate& date) {
  return calendar::MakeDate(date.year, date.month, date.day).has_value();
}

void TakeEvidence(Cursor& in, Evidence& out) {
  out.births.clear();
  out.countries.clear();
  out.numbers.clear();
  for (auto left = in.Take<std::uint8_t>(); left > 0; --left) out.births.push_back(in.Take<calendar::DateSpan>());
  for (auto left = in.Take<std::uint8_t>(); left > 0; --left) out.countries.push_back(in.Take<std::uint16_t>());
  out.genders = in.Take<std::uint8_t>();
  for (auto left = in.Take<std::uint8_t>(); left > 0; --left) {
    Number& number = out.numbers.emplace_back();
    number.kind = NumberKind(in.Take<std::uint8_t>());
    number.country = in.Take<std::uint16_t>();
    const std::string_view text = in.TakeText();
    number.size = std::uint8_t(std::min(text.size(), kMaxNumberBytes));
    std::copy_n(text.begin(), number.size, number.letters.begin());
  }
}

void SkipEvidence(Cursor& in) {
  in.TakeText(std::size_t(in.Take<std::uint8_t>()) * sizeof(calendar::DateSpan));
  in.TakeText(std::size_t(in.Take<std::uint8_t>()) * sizeof(std::uint16_t));
  in.Take<std::uint8_t>();
  for (auto left = in.Take<std::uint8_t>(); left > 0; --left) {
    in.TakeText(sizeof(std::uint8_t) + sizeof(std::uint16_t));
    in.TakeText();
  }
}

void TakeNames(Cursor& in, std::vector<RowName>& out) {
  out.clear();
  for (std::uint32_t left = in.TakeLength(); left > 0 && in.ok(); --left) {
    const auto strength = NameStrength(in.Take<std::uint8_t>());
    out.push_back({strength, in.TakeText()});
  }
}

std::uint8_t GenderBit(std::string_view word) {
  if (word == "male" || word == "m" || word == "M" || word == "Male") return kMale;
  if (word == "female" || word == "f" || word == "F" || word == "Female") return kFemale;
  return word == "other" || word == "x" || word == "X" ? kOtherGender : std::uint8_t(0);
}

}  // namespace

NameStrength StrengthOf(std::string_view property) {
  if (property == model::kPropAlias) return NameStrength::kAlias;
  if (property == model::kPropPreviousName) return NameStrength::kPreviousName;
  return property == model::kPropWeakAlias ? NameStrength::kWeakAlias : NameStrength::kName;
}

void CollectEvidence(const model::Entity& entity, Evidence& out) {
  out.births.clear();
  out.countries.clear();
  out.genders = 0;
  CollectNumbers(entity, out.numbers);
  for (const auto& [property, values] : entity.properties()) {
    if (property == model::kPropBirthDate) {
      for (const std::string& value : values) {
        const auto span = calendar::ParseDateSpan(value);
        if (span && out.births.size() < kMaxRowDates) out.births.push_back(*span);
      }
    } else if (property == model::kPropNationality || property == model::kPropCitizenship ||
               property == model::kPropCountry) {
      for (const std::string& value : values) {
        const std::uint16_t code = CountryCode(value);
        const bool known = std::find(out.countries.begin(), out.countries.end(), code) != out.countries.end();
        if (code != 0 && !known && out.countries.size() < kMaxRowCountries) out.countries.push_back(code);
      }
    } else if (property == model::kPropGender) {
      for (const std::string& value : values) out.genders = std::uint8_t(out.genders | GenderBit(value));
    }
  }
  if (out.numbers.size() > kMaxRowNumbers) out.numbers.resize(kMaxRowNumbers);
}

NameKinds KindsOf(Schema schema) {
  using names::NameKind;
  if (model::HoldsNoNames(schema)) return {};
  if (schema == Schema::kThing) return {{NameKind::kPerson, NameKind::kOrganisation, NameKind::kObject}, 3};
  if (schema == Schema::kLegalEntity) return {{NameKind::kPerson, NameKind::kOrganisation}, 2};
  if (model::IsA(schema, Schema::kPerson)) return {{NameKind::kPerson}, 1};
  if (model::IsA(schema, Schema::kLegalEntity)) return {{NameKind::kOrganisation}, 1};
  return {{NameKind::kObject}, 1};
}

void AppendRow(const model::Entity& entity, std::string& out) {
  Evidence evidence;
  CollectEvidence(entity, evidence);
  PutText(out, entity.id);
  PutText(out, entity.caption);
  Put(out, std::uint8_t(evidence.births.size()));
  for (const calendar::DateSpan& span : evidence.births) Put(out, span);
  Put(out, std::uint8_t(evidence.countries.size()));
  for (const std::uint16_t country : evidence.countries) Put(out, country);
  Put(out, evidence.genders);
  Put(out, std::uint8_t(evidence.numbers.size()));
  for (const Number& number : evidence.numbers) {
    Put(out, std::uint8_t(number.kind));
    Put(out, number.country);
    PutText(out, number.text());
  }
  const auto names = entity.Names();
  PutLength(out, KindsOf(entity.schema).count == 0 ? 0 : names.size());
  if (KindsOf(entity.schema).count == 0) return;
  for (const auto& [property, name] : names) {
    Put(out, std::uint8_t(StrengthOf(property)));
    PutText(out, name);
  }
}

bool RowView::Valid() const {
  Cursor in(bytes_);
  if (in.TakeText().empty()) return false;
  in.TakeText();
  Evidence evidence;
  TakeEvidence(in, evidence);
  const auto good_span = [](const calendar::DateSpan& span) { return IsDate(span.from) && IsDate(span.to); };
  if (!std::all_of(evidence.births.begin(), evidence.births.end(), good_span)) return false;
  for (const Number& number : evidence.numbers) {
    if (std::size_t(number.kind) >= kNumberKindCount || number.size < kMinNumberBytes) return false;
  }
  std::vector<RowName> names;
  TakeNames(in, names);
  for (const RowName& name : names) {
    if (name.strength > NameStrength::kWeakAlias) return false;
  }
  return in.ok() && in.at_end();
}

std::string_view RowView::id() const {
  return Cursor(bytes_).TakeText();
}

std::string_view RowView::caption() const {
  Cursor in(bytes_);
  in.TakeText();
  return in.TakeText();
}

void RowView::Read(Evidence& out) const {
  Cursor in(bytes_);
  in.TakeText();
  in.TakeText();
  TakeEvidence(in, out);
}

void RowView::Read(std::vector<RowName>& out) const {
  Cursor in(bytes_);
  in.TakeText();
  in.TakeText();
  SkipEvidence(in);
  TakeNames(in, out);
}

}  // namespace maktab::screening
