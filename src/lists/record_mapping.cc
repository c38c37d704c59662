#include "lists/record_mapping.h"

#include "lists/mapping_toml.h"

namespace maktab::lists {
namespace {

constexpr std::int64_t kMostPlaces = 50;

// Texts by key.
base::Status ReadWords(const toml::table& table, std::string_view key, WordPairs& to) {
  MAKTAB_ASSIGN(const toml::table* words, Table(table, key));
  if (words == nullptr) return {};
  for (const auto& [word, node] : *words) {
    std::string text;
    MAKTAB_TRY(ReadText(*words, word.str(), text));
    to.emplace_back(word.str(), std::move(text));
  }
  return {};
}

base::Status ReadOptionalText(const toml::table& table, std::string_view key, std::optional<std::string>& to) {
  if (table.get(key) == nullptr) return {};
  to.emplace();
  return ReadText(table, key, *to);
}

// { field = …, member = …, place = …, separator = …, json = …, words = {…}, if_empty = …, otherwise = … }
base::Status ReadUse(const toml::table& table, RecordColumn& use) {
  MAKTAB_TRY(OnlyKeys(table, {"field", "member", "place", "separator", "json", "words", "if_empty", "otherwise"}));
  MAKTAB_TRY(ReadText(table, "field", use.field));
  if (use.field.empty()) return MissingKey("field");
  MAKTAB_TRY(ReadText(table, "member", use.member));
  MAKTAB_TRY(ReadText(table, "separator", use.separator));
  MAKTAB_TRY(ReadFlag(table, "json", use.json));
  std::optional<std::int64_t> place;
  MAKTAB_TRY(ReadNumber(table, "place", kMostPlaces, place));
  if (place == 0) return WrongValue("place", *table.get("place"));
  use.place = std::size_t(place.value_or(1));
  MAKTAB_TRY(ReadWords(table, "words", use.words));
  MAKTAB_TRY(ReadOptionalText(table, "if_empty", use.if_empty));
  return ReadOptionalText(table, "otherwise", use.otherwise);
}

// "field", or a table as above.
base::Status ReadColumnUse(std::string_view column, const toml::node& node, RecordMapping& mapping) {
  RecordColumn use;
  use.column = column;
  if (const auto field = node.value<std::string>(); node.is_string() && field) {
    if (field->empty()) return WrongValue(column, node);
    use.field = *field;
  } else if (const toml::table* table = node.as_table()) {
    MAKTAB_TRY(ReadUse(*table, use));
  } else {
    return WrongValue(column, node);
  }
  mapping.columns.push_back(std::move(use));
  return {};
}

base::Status ReadColumns(const toml::table& root, RecordMapping& mapping) {
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

base::Status ReadRecordTable(const toml::table& root, RecordMapping& mapping) {
  MAKTAB_ASSIGN(const toml::table* record, Table(root, "record"));
  if (record == nullptr) return MissingKey("record");
  MAKTAB_TRY(OnlyKeys(*record, {"number", "opened", "closed", "state", "otherwise", "date_order", "century_from"}));
  MAKTAB_TRY(ReadText(*record, "number", mapping.number_column));
  MAKTAB_TRY(ReadText(*record, "opened", mapping.opened_column));
  MAKTAB_TRY(ReadText(*record, "closed", mapping.closed_column));
  MAKTAB_TRY(ReadText(*record, "state", mapping.state_column));
  MAKTAB_TRY(ReadText(*record, "otherwise", mapping.state));
  if (mapping.number_column.empty()) return MissingKey("number");
  if (mapping.opened_column.empty()) return MissingKey("opened");
  if (mapping.state_column.empty() && mapping.state.empty()) return MissingKey("state");
  return ReadDateOrder(*record, mapping.date_order, mapping.century_from);
}

base::Result<RecordMapping> FromToml(const toml::table& root) {
  RecordMapping mapping;
  MAKTAB_TRY(OnlyKeys(root, {"file", "record", "states", "columns", "constants", "skip"}));
  MAKTAB_TRY(ReadFileTable(root, mapping.file));
  MAKTAB_TRY(ReadRecordTable(root, mapping));
  MAKTAB_TRY(ReadWords(root, "states", mapping.states));
  MAKTAB_TRY(ReadColumns(root, mapping));
  MAKTAB_TRY(ReadWords(root, "constants", mapping.constants));
  MAKTAB_TRY(ForEachTable(root, "skip", [&](const toml::table& table) { return ReadSkip(table, mapping.skips); }));
  if (mapping.columns.empty()) return MissingKey("columns");
  return mapping;
}

}  // namespace

base::Result<RecordMapping> ParseRecordMapping(std::string_view toml) {
  return ParseMapping<RecordMapping>(toml, FromToml);
}

}  // namespace maktab::lists
