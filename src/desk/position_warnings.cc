#include "desk/position_warnings.h"

#include <algorithm>

#include "desk/position_lines.h"
#include "desk/sight.h"

namespace maktab::desk {
namespace {

bool Warns(const model::PositionLine& line, const std::string& register_id) {
  return std::find(line.warns.begin(), line.warns.end(), register_id) != line.warns.end();
}

bool MayWarn(const model::Register* in, const std::string& register_id) {
  if (in == nullptr || !in->position) return false;
  const auto& lines = in->position->lines;
  return std::any_of(lines.begin(), lines.end(),
                     [&](const model::PositionLine& line) { return Warns(line, register_id); });
}

// Fields in which those stand whom the record is about; who was once taken for one of them is none.
std::vector<std::string> FieldsOf(const model::Register& in) {
  if (in.position) return in.position->about;
  std::vector<std::string> fields;
  for (const model::Field& field : in.fields) {
    if (field.type == model::FieldType::kPerson) fields.push_back(field.id);
  }
  return fields;
}

std::vector<std::string> FactsOf(const model::PositionLine& line, const Values& values) {
  std::vector<std::string> facts;
  for (const std::string& field : line.facts) {
    const auto value = values.find(field);
    if (value == values.end()) continue;
    for (std::string& text : TextsOf(value->second)) facts.push_back(std::move(text));
  }
  return facts;
}

// What the other records of one person say.
base::Status Add(const Parts& parts, const Reader& reader, const store::Record& record, PersonWarning where,
                 const std::string& file, std::vector<PersonWarning>& warnings) {
  MAKTAB_ASSIGN(const auto seen, GroupOf(parts, reader, file, Masks::kOn));
  if (!seen || seen->masked) return {};
  for (auto& [id, standings] : StandingsIn(seen->group)) {
    if (id == record.id) continue;
    MAKTAB_ASSIGN(auto other, parts.store.FindRecord(id, reader.viewer));
    if (!other || !MayWarn(parts.registers.Find(other->register_id), record.register_id)) continue;
    MAKTAB_ASSIGN(const PositionRecord known, PositionRecordOf(parts, reader, *std::move(other), standings));
    for (const model::PositionLine& line : known.in->position->lines) {
      if (!Warns(line, record.register_id) || !Applies(line.when, known)) continue;
      where.line = &line;
      where.record = known.record;
      where.facts = FactsOf(line, known.values);
      warnings.push_back(where);
    }
  }
  return {};
}

}  // namespace

base::Result<std::vector<PersonWarning>> WarningsOfPersons(const Parts& parts, const Reader& reader,
                                                           const store::Record& record) {
  std::vector<PersonWarning> warnings;
  const auto& all = parts.registers.all();
  const bool any =
      std::any_of(all.begin(), all.end(), [&](const model::Register& in) { return MayWarn(&in, record.register_id); });
  const model::Register* in = parts.registers.Find(record.register_id);
  if (!any || in == nullptr) return warnings;
  const Values values = ReadContent(record.content);
  for (const std::string& id : FieldsOf(*in)) {
    const model::Field& field = *in->FindField(id);
    const auto value = values.find(id);
    if (value == values.end() || !MayRead(field, reader)) continue;
    const auto rows = base::JsonDocument::Parse(value->second);
    if (!rows.ok() || !rows->root().is_array()) continue;
    std::size_t place = 0;
    for (const base::JsonRef& row : rows->root().elements()) {
      const std::string file(row["subject"].string().value_or(""));
      const PersonWarning where{id, place++, nullptr, {}, {}};
      if (file.empty() || SightOf(&field, row, reader) != Sight::kOpen) continue;
      MAKTAB_TRY(Add(parts, reader, record, where, file, warnings));
    }
  }
  return warnings;
}

void RenderWarnings(base::JsonWriter& json, const std::vector<PersonWarning>& warnings, model::Language language) {
  for (const PersonWarning& one : warnings) {
    json.BeginObject().Field("field", one.field).Field("row", std::uint64_t(one.row)).Field("member", "name");
    json.Field("code", "person.position").Field("text", one.line->say[std::size_t(language)]);
    json.Field("record", one.record.id).Field("number", one.record.number).Key("facts").Strings(one.facts);
    json.EndObject();
  }
}

}  // namespace maktab::desk
