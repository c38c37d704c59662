// Reads one definition file, keeping the first thing that is wrong with it: file, line and what. Internal to the
// module.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/label.h"

namespace maktab::model {

class TomlReader {
 public:
  explicit TomlReader(std::string file) : file_(std::move(file)) {}

  base::Result<toml::table> Parse(std::string_view text) const {
    try {
      return toml::table(toml::parse(text, file_));
    } catch (const toml::parse_error& error) {
      return Wrong(error.source(), std::string(error.description()));
    }
  }

  // Error: definitions.wrong.
  base::Error Wrong(const toml::source_region& where, const std::string& what) const {
    return base::Err("definitions.wrong")
        .With("file", file_)
        .With("line", std::to_string(where.begin.line))
        .With("what", what);
  }

  void Note(const toml::node& node, const std::string& what) {
    if (!error_) error_ = Wrong(node.source(), what);
  }
  void NoteAt(const toml::source_region& where, const std::string& what) {
    if (!error_) error_ = Wrong(where, what);
  }
  base::Status status() const { return error_ ? base::Status(*error_) : base::Status(); }

  std::string Text(const toml::table& table, std::string_view key, bool required = true) {
    const auto value = table[key].value<std::string>();
    if (!value && (required || table[key])) Note(table, std::string(key));
    return value.value_or("");
  }
  bool Flag(const toml::table& table, std::string_view key) {
    if (table[key] && !table[key].is_boolean()) Note(table, std::string(key));
    return table[key].value_or(false);
  }
  std::vector<std::string> Texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> texts;
    const auto node = table[key];
    if (!node) return texts;
    const toml::array* array = node.as_array();
    if (array == nullptr) Note(table, std::string(key));
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto text = array->get(i)->value<std::string>();
      if (!text) Note(*array, std::string(key));
      texts.push_back(text.value_or(""));
    }
    return texts;
  }
  Label Words(const toml::table& table, std::string_view key, bool required = true) {
    Label label;
    const toml::table* words = table[key].as_table();
    if (words == nullptr) {
      if (required) Note(table, std::string(key));
      return label;
    }
    for (const Language language : kLanguages) {
      label[std::size_t(language)] = Text(*words, LanguageTag(language));
      if (label[std::size_t(language)].empty())
        Note(*words, std::string(key) + "." + std::string(LanguageTag(language)));
    }
    return label;
  }
  template <typename Each>
  void Rows(const toml::table& table, std::string_view key, Each each) {
    const toml::array* rows = table[key].as_array();
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
      const toml::table* row = rows->get_as<toml::table>(i);
      if (row == nullptr) {
        Note(*rows, std::string(key));
      } else {
        each(*row);
      }
    }
  }

 private:
  const std::string file_;
  std::optional<base::Error> error_;
};

}  // namespace maktab::model
