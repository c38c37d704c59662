// The definitions that are built into the program (the files of definitions/), and the folder from which a bureau
// overrides them: a file of the same name there replaces the built-in one. In calendars/, letters/, registers/ and
// treaties/ it may have files of its own besides.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace maktab::model {

class Definitions {
 public:
  // Built-in files only.
  Definitions() = default;
  // Files of `folder` (may be absent) replace built-in ones. Error: definitions.unreadable.
  static base::Result<Definitions> WithOverrides(const std::filesystem::path& folder);

  // The text of one file ("plates.toml"); REQUIRES: it is a built-in file or one of Names.
  std::string_view Text(std::string_view name) const;
  // Names of all files below `folder` ("errors" → "errors/base.toml", …), sorted.
  std::vector<std::string> Names(std::string_view folder) const;

 private:
  std::vector<std::pair<std::string, std::string>> overrides_;
};

}  // namespace maktab::model
