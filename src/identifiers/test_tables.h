// The tables of definitions/ for the tests of this module.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "calendar/partial_date.h"
#include "identifiers/tables.h"

namespace maktab::identifiers {

constexpr calendar::PartialDate kToday{2026, 11, 21};

inline std::string ReadSourceFile(const std::string& path) {
  std::ifstream in(std::string(MAKTAB_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(in.good()) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const Tables& TestTables() {
  static const Tables tables = [] {
    auto loaded = Tables::Load(ReadSourceFile("definitions/plates.toml"), ReadSourceFile("definitions/wmi.toml"),
                               ReadSourceFile("definitions/mrz_states.toml"));
    if (!loaded.ok()) {
      for (const auto& [name, value] : loaded.error().params) ADD_FAILURE() << name << ": " << value;
    }
    return std::move(loaded).value();
  }();
  return tables;
}

inline bool HasWarning(const std::vector<Warning>& warnings, std::string_view code) {
  for (const Warning& warning : warnings) {
    if (warning.code == code) return true;
  }
  return false;
}

// The value of a parameter of the first warning of that code; empty if there is none.
inline std::string WarningParam(const std::vector<Warning>& warnings, std::string_view code, std::string_view name) {
  for (const Warning& warning : warnings) {
    if (warning.code != code) continue;
    for (const auto& [key, value] : warning.params) {
      if (key == name) return value;
    }
  }
  return {};
}

}  // namespace maktab::identifiers
