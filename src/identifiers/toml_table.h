// Reading definition files: TOML without exceptions, and errors that name the file, the line and what to correct. For
// the loaders of this module.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace maktab::identifiers {

// definitions.wrong with its file, line and what is wrong there.
base::Error WrongDefinition(std::string_view file, const toml::node* node, std::string_view what);

// Error: definitions.wrong.
base::Result<toml::table> ParseToml(std::string_view text, std::string_view file);

// The tables of [[name]]. Error: definitions.wrong if there is none or one of them is no table.
base::Result<std::vector<const toml::table*>> Rows(const toml::table& table, std::string_view name,
                                                   std::string_view file);

// A text that must be there and not be empty. Error: definitions.wrong.
base::Result<std::string> RequiredText(const toml::table& row, std::string_view key, std::string_view file);

// An array of texts that must be there and not be empty. Error: definitions.wrong.
base::Result<std::vector<std::string>> RequiredTexts(const toml::table& row, std::string_view key,
                                                     std::string_view file);

}  // namespace maktab::identifiers
