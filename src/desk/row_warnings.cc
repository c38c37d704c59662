#include "desk/row_warnings.h"

#include <charconv>
#include <optional>

#include "desk/record_subjects.h"
#include "identifiers/container.h"
#include "identifiers/imei.h"
#include "identifiers/imo.h"
#include "identifiers/vin.h"

namespace maktab::desk {
namespace {

using identifiers::Warning;

Warning WrongDigit(std::string_view code, char expected, char found) {
  return {code, {{"expected", std::string(1, expected)}, {"found", std::string(1, found)}}};
}

std::optional<Warning> OfVin(std::string_view text, const Parts& parts) {
  int year = 0;
  const std::string now = base::FormatInstant(parts.clock.Now());
  std::from_chars(now.data(), now.data() + 4, year);
  const auto vin = identifiers::ParseVin(text, parts.tables.makers, year);
  if (!vin || vin->check_ok) return std::nullopt;
  constexpr std::size_t kCheckDigit = 8;
  return WrongDigit("vin.check_digit", vin->computed_check_digit, vin->characters[kCheckDigit]);
}

std::optional<Warning> OfNumber(model::ObjectNumber kind, std::string_view text) {
  switch (kind) {
    case model::ObjectNumber::kAny:
      break;
    case model::ObjectNumber::kImo:
      if (const auto imo = identifiers::ParseImo(text); imo && !imo->check_ok) {
        return WrongDigit("imo.check_digit", imo->expected, imo->digits.back());
      }
      break;
    case model::ObjectNumber::kContainer:
      if (const auto container = identifiers::ParseContainer(text);
          container && !container->check_ok && container->found != '\0') {
        return WrongDigit("container.check_digit", container->expected, container->found);
      }
      break;
    case model::ObjectNumber::kImei:
      if (const auto imei = identifiers::ParseImei(text); imei && !imei->check_ok) {
        return WrongDigit("imei.check_digit", imei->expected, imei->digits.back());
      }
      break;
  }
  return std::nullopt;
}

}  // namespace

std::vector<RowWarning> WarningsOf(const model::Register& in, const Values& values, const Parts& parts) {
  std::vector<RowWarning> warnings;
  for (const model::Field& field : in.fields) {
    const auto value = values.find(field.id);
    const bool vehicles = field.type == model::FieldType::kVehicle;
    if (value == values.end() || (!vehicles && field.type != model::FieldType::kObject)) continue;
    const auto rows = base::JsonDocument::Parse(value->second);
    if (!rows.ok() || !rows->root().is_array()) continue;
    std::size_t place = 0;
    for (const base::JsonRef& row : rows->root().elements()) {
      const char* member = vehicles ? "vin" : "number";
      const std::string_view text = row[member].string().value_or("");
      const model::ObjectKind* kind = field.FindObjectKind(row["kind"].string().value_or(""));
      const auto warning = vehicles          ? OfVin(text, parts)
                           : kind == nullptr ? std::nullopt
                                             : OfNumber(kind->number, text);
      if (warning) warnings.push_back({field.id, place, member, *warning});
      ++place;
    }
  }
  return warnings;
}

void RenderWarnings(base::JsonWriter& json, const std::vector<RowWarning>& warnings, const model::Words& words,
                    model::Language language) {
  for (const RowWarning& one : warnings) {
    json.BeginObject().Field("field", one.field).Field("row", std::uint64_t(one.row)).Field("member", one.member);
    json.Field("code", one.warning.code);
    json.Field("text", words.Say(language, one.warning.code, one.warning.params)).EndObject();
  }
}

}  // namespace maktab::desk
