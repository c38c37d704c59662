#include "lists/csv_mapping.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/utf8.h"
#include "model/entity.h"

namespace maktab::lists {
namespace {

constexpr std::size_t kMaxMappingBytes = 256U << 10U;

base::Error WrongValue(std::string_view key, const toml::node& node) {
  return base::Err("lists.mapping_wrong_value")
      .With("key", base::CleanText(base::TruncateUtf8(key, 80)))
      .With("line", std::to_string(node.source().begin.line));
}

base::Error MissingKey(std::string_view key) {
  return base::Err("lists.mapping_missing_key").With("key", key);
}

// Every key must be one of these: a misspelt one would silently do nothing.
base::Status OnlyKeys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    return base::Err("lists.mapping_unknown_key")
        .With("key", base::CleanText(base::TruncateUtf8(key.str(), 80)))
        .With("line", std::to_string(node.source().begin.line));
  }
  return {};
}

base::Status ReadText(const toml::table& table, std::string_view key, std::string& to) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  const auto text = node->value<std::string>();
  if (!node->is_string() || !text) return WrongValue(key, *node);
  to = *text;
  return {};
}

base::Status ReadFlag(const toml::table& table, std::string_view key, bool& to) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_boolean()) return WrongValue(key, *node);
  to = *node->value<bool>();
  return {};
}

base::Status ReadNumber(const toml::table& table, std::string_view key, std::int64_t most,
                        std::optional<std::int64_t>& to) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_integer() || *node->value<std::int64_t>() < 0 || *node->value<std::int64_t>() > most) {
    return WrongValue(key, *node);
  }
  to = node->value<std::int64_t>();
  return {};
}

// One text or an array of texts.
base::Status ReadTexts(const toml::table& table, std::string_view key, std::vector<std::string>& to) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return {};
  if (const auto text = node->value<std::string>(); node->is_string() && text) {
    to.push_back(*text);
    return {};
  }
  const toml::array* array = node->as_array();
  if (array == nullptr) return WrongValue(key, *node);
  for (const toml::node& element : *array) {
    if (!element.is_string()) return WrongValue(key, element);
    to.push_back(*element.value<std::string>());
  }
  return {};
}

// The table of that name, or null if there is none.
base::Result<const toml::table*> Table(const toml::table& root, std::string_view key) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return static_cast<const toml::table*>(nullptr);
  if (!node->is_table()) return WrongValue(key, *node);
  return node->as_table();
}

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

// [[join]] and [[skip]].
template <typename Read>
base::Status ForEachTable(const toml::table& root, std::string_view key, const Read& read) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return {};
  const toml::array* array = node->as_array();
  if (array == nullptr) return WrongValue(key, *node);
  for (const toml::node& element : *array) {
    const toml::table* table = element.as_table();
    if (table == nullptr) return WrongValue(key, element);
    MAKTAB_TRY(read(*table));
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

base::Status ReadSkip(const toml::table& table, CsvMapping& mapping) {
  MAKTAB_TRY(OnlyKeys(table, {"column", "equals", "empty"}));
  CsvSkip skip;
  MAKTAB_TRY(ReadText(table, "column", skip.column));
  if (skip.column.empty()) return MissingKey("column");
  MAKTAB_TRY(ReadTexts(table, "equals", skip.equals));
  MAKTAB_TRY(ReadFlag(table, "empty", skip.empty));
  if (skip.equals.empty() && !skip.empty) return MissingKey("equals");
  mapping.skips.push_back(std::move(skip));
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

base::Status ReadFileTable(const toml::table& root, CsvMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* file, Table(root, "file"));
  if (file == nullptr) return {};
  MAKTAB_TRY(OnlyKeys(*file, {"delimiter", "header", "encoding", "skip_rows"}));
  std::string delimiter = ",";
  MAKTAB_TRY(ReadText(*file, "delimiter", delimiter));
  if (delimiter == "tab") delimiter = "\t";
  if (delimiter.size() != 1 || delimiter == "\"" || delimiter == "\n" || delimiter == "\r" || delimiter[0] < 0) {
    return WrongValue("delimiter", *file->get("delimiter"));
  }
  mapping.delimiter = delimiter[0];
  MAKTAB_TRY(ReadFlag(*file, "header", mapping.header));
  MAKTAB_TRY(ReadText(*file, "encoding", mapping.encoding));
  std::optional<std::int64_t> rows;
  MAKTAB_TRY(ReadNumber(*file, "skip_rows", 1000, rows));
  mapping.skip_rows = std::size_t(rows.value_or(0));
  return {};
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
  std::string order = "ymd";
  MAKTAB_TRY(ReadText(*entry, "date_order", order));
  if (order == "dmy") {
    mapping.date_order = DateOrder::kDayFirst;
  } else if (order == "mdy") {
    mapping.date_order = DateOrder::kMonthFirst;
  } else if (order != "ymd") {
    return WrongValue("date_order", *entry->get("date_order"));
  }
  std::optional<std::int64_t> century;
  MAKTAB_TRY(ReadNumber(*entry, "century_from", 9899, century));
  if (century) mapping.century_from = int(*century);
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
  MAKTAB_TRY(ReadFileTable(root, mapping));
  MAKTAB_TRY(ReadEntryTable(root, mapping));
  MAKTAB_TRY(ReadColumns(root, mapping));
  MAKTAB_TRY(ReadConstants(root, mapping));
  MAKTAB_TRY(ForEachTable(root, "join", [&](const toml::table& table) { return ReadJoin(table, mapping); }));
  MAKTAB_TRY(ForEachTable(root, "skip", [&](const toml::table& table) { return ReadSkip(table, mapping); }));
  if (mapping.targets.empty()) return MissingKey("columns");
  return mapping;
}

}  // namespace

base::Result<CsvMapping> ParseCsvMapping(std::string_view toml) {
  if (toml.size() > kMaxMappingBytes) return base::Err("lists.mapping_not_toml").With("line", "1");
  try {
    return FromToml(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return base::Err("lists.mapping_not_toml")
        .With("line", std::to_string(error.source().begin.line))
        .Log(std::string(error.description()));
  }
}

}  // namespace maktab::lists
