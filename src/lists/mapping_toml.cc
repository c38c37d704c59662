#include "lists/mapping_toml.h"

#include <algorithm>

#include "base/utf8.h"

namespace maktab::lists {

base::Error WrongValue(std::string_view key, const toml::node& node) {
  return base::Err("lists.mapping_wrong_value")
      .With("key", base::CleanText(base::TruncateUtf8(key, 80)))
      .With("line", std::to_string(node.source().begin.line));
}

base::Error MissingKey(std::string_view key) {
  return base::Err("lists.mapping_missing_key").With("key", key);
}

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

base::Result<const toml::table*> Table(const toml::table& root, std::string_view key) {
  const toml::node* node = root.get(key);
  if (node == nullptr) return static_cast<const toml::table*>(nullptr);
  if (!node->is_table()) return WrongValue(key, *node);
  return node->as_table();
}

base::Status ReadFileTable(const toml::table& root, CsvShape& shape) {
  MAKTAB_ASSIGN(const toml::table* file, Table(root, "file"));
  if (file == nullptr) return {};
  MAKTAB_TRY(OnlyKeys(*file, {"delimiter", "header", "encoding", "skip_rows"}));
  std::string delimiter = ",";
  MAKTAB_TRY(ReadText(*file, "delimiter", delimiter));
  if (delimiter == "tab") delimiter = "\t";
  if (delimiter.size() != 1 || delimiter == "\"" || delimiter == "\n" || delimiter == "\r" || delimiter[0] < 0) {
    return WrongValue("delimiter", *file->get("delimiter"));
  }
  shape.delimiter = delimiter[0];
  MAKTAB_TRY(ReadFlag(*file, "header", shape.header));
  MAKTAB_TRY(ReadText(*file, "encoding", shape.encoding));
  std::optional<std::int64_t> rows;
  MAKTAB_TRY(ReadNumber(*file, "skip_rows", 1000, rows));
  shape.skip_rows = std::size_t(rows.value_or(0));
  return {};
}

base::Status ReadSkip(const toml::table& table, std::vector<CsvSkip>& skips) {
  MAKTAB_TRY(OnlyKeys(table, {"column", "equals", "empty"}));
  CsvSkip skip;
  MAKTAB_TRY(ReadText(table, "column", skip.column));
  if (skip.column.empty()) return MissingKey("column");
  MAKTAB_TRY(ReadTexts(table, "equals", skip.equals));
  MAKTAB_TRY(ReadFlag(table, "empty", skip.empty));
  if (skip.equals.empty() && !skip.empty) return MissingKey("equals");
  skips.push_back(std::move(skip));
  return {};
}

base::Status ReadDateOrder(const toml::table& table, DateOrder& to, std::optional<int>& century_from) {
  std::string order = "ymd";
  MAKTAB_TRY(ReadText(table, "date_order", order));
  if (order == "dmy") {
    to = DateOrder::kDayFirst;
  } else if (order == "mdy") {
    to = DateOrder::kMonthFirst;
  } else if (order != "ymd") {
    return WrongValue("date_order", *table.get("date_order"));
  }
  std::optional<std::int64_t> century;
  MAKTAB_TRY(ReadNumber(table, "century_from", 9899, century));
  if (century) century_from = int(*century);
  return {};
}

}  // namespace maktab::lists
