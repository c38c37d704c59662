#include "identifiers/toml_table.h"

namespace maktab::identifiers {

base::Error WrongDefinition(std::string_view file, const toml::node* node, std::string_view what) {
  const auto line = node == nullptr ? 1 : node->source().begin.line;
  return base::Err("definitions.wrong").With("file", file).With("line", std::to_string(line)).With("what", what);
}

base::Result<toml::table> ParseToml(std::string_view text, std::string_view file) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return base::Err("definitions.wrong")
        .With("file", file)
        .With("line", std::to_string(error.source().begin.line))
        .With("what", error.description());
  }
}

base::Result<std::vector<const toml::table*>> Rows(const toml::table& table, std::string_view name,
                                                   std::string_view file) {
  const toml::array* array = table[name].as_array();
  if (array == nullptr || array->empty()) {
    return WrongDefinition(file, table.get(name), "[[" + std::string(name) + "]] is missing");
  }
  std::vector<const toml::table*> rows;
  for (const toml::node& node : *array) {
    const toml::table* row = node.as_table();
    if (row == nullptr) return WrongDefinition(file, &node, "[[" + std::string(name) + "]] is not a table");
    rows.push_back(row);
  }
  return rows;
}

base::Result<std::string> RequiredText(const toml::table& row, std::string_view key, std::string_view file) {
  const auto text = row[key].value<std::string>();
  if (!text || text->empty()) return WrongDefinition(file, &row, std::string(key) + " = \"…\" is missing");
  return *text;
}

base::Result<std::vector<std::string>> RequiredTexts(const toml::table& row, std::string_view key,
                                                     std::string_view file) {
  const toml::array* array = row[key].as_array();
  if (array == nullptr || array->empty()) {
    return WrongDefinition(file, &row, std::string(key) + " = [\"…\"] is missing");
  }
  std::vector<std::string> texts;
  for (const toml::node& node : *array) {
    const auto text = node.value<std::string>();
    if (!text || text->empty())
      return WrongDefinition(file, &node, std::string(key) + " holds something that is no text");
    texts.push_back(*text);
  }
  return texts;
}

}  // namespace maktab::identifiers
