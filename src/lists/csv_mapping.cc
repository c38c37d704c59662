#include "lists/csv_mapping.h"

#include <algorithm>
#include <array>

#include "lists/mapping_toml.h"
#include "model/entity.h"

namespace maktab::lists {
namespace {

CsvType UsualType(std::string_view property) {
  constexpr std::array kCountries = {model::kPropNationality, model::kPropCitizenship, model::kPropCountry,
                                     std::string_view("birthCountry"), std::string_view("flag")};
  if (std::find(kCountries.begin(), kCountries.end(), property) != kCountries.end()) return CsvType::kCountry;
  if (property == model::kPropGender) return CsvType::kGender;
  return property.ends_with("Date") ? CsvType::kDate : CsvType::kText;
}

base::Status ReadTarget(const toml::table& table, CsvTarget& target) {
  MAKTAB_TRY(ReadText(table, "property", target.property));
  MAKTAB_TRY(ReadText(table, "separator", target.separator));
  if (target.property.empty()) return MissingKey("property");
  target.type = UsualType(target.property);
  std::string type;
  MAKTAB_TRY(ReadText(table, "type", type));
  if (type.empty()) return {};
  constexpr std::array<std::pair<std::string_view, CsvType>, 4> kTypes = {{{"text", CsvType::kText},
                                                                           {"date", CsvType::kDate},
                                                                           {"country", CsvType::kCountry},
                                                                           {"gender", CsvType::kGender}}};
  for (const auto& [name, value] : kTypes) {
    if (type == name) {
      target.type = value;
      return {};
    }
  }
  return WrongValue("type", *table.get("type"));
}

// "property", or { property = …, separator = …, type = … }.
base::Status ReadColumnUse(std::string_view column, const toml::node& node, CsvMapping& mapping) {
  CsvTarget target;
  target.columns = {std::string(column)};
  if (const auto property = node.value<std::string>(); node.is_string() && property) {
    if (property->empty()) return WrongValue(column, node);
    target.property = *property;
    target.type = UsualType(target.property);
  } else if (const toml::table* table = node.as_table()) {
    MAKTAB_TRY(OnlyKeys(*table, {"property", "separator", "type"}));
    MAKTAB_TRY(ReadTarget(*table, target));
  } else {
    return WrongValue(column, node);
  }
  mapping.targets.push_back(std::move(target));
  return {};
}

base::Status ReadColumns(const toml::table& root, CsvMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* columns, Table(root, "columns"));
  if (columns == nullptr) return {};
  for (const auto& [column, node] : *columns) {
    if (const toml::array* uses = node.as_array()) {
      for (const toml::node& use : *uses) MAKTAB_TRY(ReadColumnUse(column.str(), use, mapping));
    } else {
      MAKTAB_TRY(ReadColumnUse(column.str(), node, mapping));
    }
  }
  return {};
}

base::Status ReadJoin(const toml::table& table, CsvMapping& mapping) {
  MAKTAB_TRY(OnlyKeys(table, {"property", "columns", "with", "type", "separator"}));
  CsvTarget target;
  MAKTAB_TRY(ReadTexts(table, "columns", target.columns));
  if (target.columns.empty()) return MissingKey("columns");
  MAKTAB_TRY(ReadText(table, "with", target.joint));
  MAKTAB_TRY(ReadTarget(table, target));
  mapping.targets.push_back(std::move(target));
  return {};
}

base::Status ReadListTable(const toml::table& root, CsvMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* list, Table(root, "list"));
  if (list == nullptr) return {};
  MAKTAB_TRY(OnlyKeys(*list, {"title", "publisher", "date", "version"}));
  MAKTAB_TRY(ReadText(*list, "title", mapping.title));
  MAKTAB_TRY(ReadText(*list, "publisher", mapping.publisher));
  MAKTAB_TRY(ReadText(*list, "date", mapping.list_date));
  return ReadText(*list, "version", mapping.version);
}

base::Status ReadSchema(const toml::table& entry, CsvMapping& mapping) {
  std::string schema;
  MAKTAB_TRY(ReadText(entry, "schema", schema));
  MAKTAB_TRY(ReadText(entry, "schema_column", mapping.schema_column));
  mapping.schema = model::ParseSchema(schema);
  if (!schema.empty() && (!mapping.schema || *mapping.schema == model::Schema::kThing)) {
    return WrongValue("schema", *entry.get("schema"));
  }
  if (!mapping.schema && mapping.schema_column.empty()) return MissingKey("schema");
  MAKTAB_ASSIGN(const toml::table* words, Table(entry, "schemata"));
  if (words == nullptr) return mapping.schema_column.empty() ? base::Status() : base::Status(MissingKey("schemata"));
  for (const auto& [word, node] : *words) {
    const auto value = model::ParseSchema(node.value<std::string>().value_or(""));
    if (!value || *value == model::Schema::kThing) return WrongValue(word.str(), node);
    mapping.schemata.emplace_back(word.str(), *value);
  }
  return {};
}

base::Status ReadEntryTable(const toml::table& root, CsvMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* entry, Table(root, "entry"));
  if (entry == nullptr) return MissingKey("entry");
  MAKTAB_TRY(
      OnlyKeys(*entry, {"schema", "schema_column", "schemata", "id", "id_prefix", "date_order", "century_from"}));
  MAKTAB_TRY(ReadSchema(*entry, mapping));
  MAKTAB_TRY(ReadTexts(*entry, "id", mapping.id_columns));
  if (mapping.id_columns.empty()) return MissingKey("id");
  MAKTAB_TRY(ReadText(*entry, "id_prefix", mapping.id_prefix));
  MAKTAB_TRY(ReadDateOrder(*entry, mapping.date_order, mapping.century_from));
  return {};
}

base::Status ReadConstants(const toml::table& root, CsvMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* constants, Table(root, "constants"));
  if (constants == nullptr) return {};
  for (const auto& [property, node] : *constants) {
    std::vector<std::string> values;
    MAKTAB_TRY(ReadTexts(*constants, property.str(), values));
    for (std::string& value : values) mapping.constants.emplace_back(property.str(), std::move(value));
  }
  return {};
}

base::Result<CsvMapping> FromToml(const toml::table& root) {
  CsvMapping mapping;
  MAKTAB_TRY(OnlyKeys(root, {"list", "file", "entry", "columns", "constants", "join", "skip"}));
  MAKTAB_TRY(ReadListTable(root, mapping));
  MAKTAB_TRY(ReadFileTable(root, mapping.file));
  MAKTAB_TRY(ReadEntryTable(root, mapping));
  MAKTAB_TRY(ReadColumns(root, mapping));
  MAKTAB_TRY(ReadConstants(root, mapping));
  MAKTAB_TRY(ForEachTable(root, "join", [&](const toml::table& table) { return ReadJoin(table, mapping); }));
  MAKTAB_TRY(ForEachTable(root, "skip", [&](const toml::table& table) { return ReadSkip(table, mapping.skips); }));
  if (mapping.targets.empty()) return MissingKey("columns");
  return mapping;
}

}  // namespace

base::Result<CsvMapping> ParseCsvMapping(std::string_view toml) {
  return ParseMapping<CsvMapping>(toml, FromToml);
}

}  // namespace maktab::lists
