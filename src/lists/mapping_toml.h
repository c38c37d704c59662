// What mapping files of all kinds have in common: their TOML, and how the table that they map is written. Internal to
// lists/. Errors of all: lists.mapping_unknown_key, lists.mapping_missing_key, lists.mapping_wrong_value.
#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/csv_table.h"
#include "lists/dates.h"

namespace maktab::lists {

base::Error WrongValue(std::string_view key, const toml::node& node);
base::Error MissingKey(std::string_view key);
// Every key must be one of these: a misspelt one would silently do nothing.
base::Status OnlyKeys(const toml::table& table, std::initializer_list<std::string_view> known);

// What is absent leaves `to` as it is.
base::Status ReadText(const toml::table& table, std::string_view key, std::string& to);
base::Status ReadFlag(const toml::table& table, std::string_view key, bool& to);
base::Status ReadNumber(const toml::table& table, std::string_view key, std::int64_t most,
                        std::optional<std::int64_t>& to);
// One text or an array of texts.
base::Status ReadTexts(const toml::table& table, std::string_view key, std::vector<std::string>& to);
// The table of that name, or null if there is none.
base::Result<const toml::table*> Table(const toml::table& root, std::string_view key);

// [file]
base::Status ReadFileTable(const toml::table& root, CsvShape& shape);
// One [[skip]].
base::Status ReadSkip(const toml::table& table, std::vector<CsvSkip>& skips);
// date_order and century_from.
base::Status ReadDateOrder(const toml::table& table, DateOrder& to, std::optional<int>& century_from);

// [[key]], each row.
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

// Besides the errors above: lists.mapping_not_toml.
template <typename Mapping>
base::Result<Mapping> ParseMapping(std::string_view text, base::Result<Mapping> (*from)(const toml::table&)) {
  constexpr std::size_t kMaxMappingBytes = 256U << 10U;
  if (text.size() > kMaxMappingBytes) return base::Err("lists.mapping_not_toml").With("line", "1");
  try {
    return from(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return base::Err("lists.mapping_not_toml")
        .With("line", std::to_string(error.source().begin.line))
        .Log(std::string(error.description()));
  }
}

}  // namespace maktab::lists
