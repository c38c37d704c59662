#include "model/thing_reader.h"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace maktab::model {
namespace {

void CheckMeter(TomlReader& reader, const toml::table& table, const Register& in, const Meter& meter) {
  const auto is = [&](const std::string& id, std::initializer_list<FieldType> types, const std::string& what) {
    const Field* field = in.FindField(id);
    const bool right = field != nullptr && std::find(types.begin(), types.end(), field->type) != types.end();
    if (!right) reader.Note(table, meter.id + "." + what + ": " + id);
  };
  is(meter.per_day, {FieldType::kCount}, "per_day");
  is(meter.from, {FieldType::kDate, FieldType::kInstant}, "from");
  is(meter.until, {FieldType::kDate, FieldType::kInstant}, "until");
  if (!meter.currency.empty()) is(meter.currency, {FieldType::kText, FieldType::kChoice}, "currency");
}

}  // namespace

void ReadObjectKinds(TomlReader& reader, const toml::table& row, Field& field) {
  reader.Rows(row, "object_kind", [&](const toml::table& kind) {
    const std::string number = reader.Text(kind, "number", false);
    const auto known = std::find(kObjectNumberNames.begin(), kObjectNumberNames.end(), number);
    const bool right = number.empty() || known != kObjectNumberNames.end();
    if (!right) reader.Note(kind, field.id + ".object_kind.number: write any, imo, container or imei");
    const auto place = known == kObjectNumberNames.end() ? 0 : known - kObjectNumberNames.begin();
    field.object_kinds.push_back({reader.Text(kind, "id"), reader.Words(kind, "label"), ObjectNumber(place)});
  });
  if (field.object_kinds.empty() == (field.type == FieldType::kObject)) {
    reader.Note(row, field.id + ".object_kind: a field of type object names its kinds, and no other");
  }
  std::set<std::string> seen;
  for (const ObjectKind& kind : field.object_kinds) {
    if (!seen.insert(kind.id).second) reader.Note(row, field.id + ".object_kind " + kind.id + " (doubled)");
  }
}

void ReadThings(TomlReader& reader, const toml::table& table, Register& out) {
  out.no_names = reader.Flag(table, "no_names");
  reader.Rows(table, "meter", [&](const toml::table& row) {
    out.meters.push_back({reader.Text(row, "id"), reader.Words(row, "label"), reader.Text(row, "per_day"),
                          reader.Text(row, "currency", false), reader.Text(row, "from"), reader.Text(row, "until")});
  });
}

void CheckThings(TomlReader& reader, const toml::table& table, const Register& in) {
  // Where persons can be entered, somebody will.
  for (const Field& field : in.fields) {
    if (!in.no_names || field.type != FieldType::kPerson) continue;
    reader.Note(table, "no_names: " + field.id + " is a field of persons; take it out, for this register holds none");
  }
  std::set<std::string> seen;
  for (const Meter& meter : in.meters) {
    if (!seen.insert(meter.id).second) reader.Note(table, "meter " + meter.id + " (doubled)");
    CheckMeter(reader, table, in, meter);
  }
}

}  // namespace maktab::model
