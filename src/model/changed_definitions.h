// For tests: what is said when a built-in definition is changed.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "model/definitions.h"
#include "model/register.h"
#include "model/words.h"

namespace maktab::model {

class ChangedDefinitions : public ::testing::Test {
 protected:
  ChangedDefinitions() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("maktab_") + test->test_suite_name() + "_" + test->name());
  }
  ~ChangedDefinitions() override { std::filesystem::remove_all(folder_); }

  // In English, when the first `from` behind `behind` is replaced by `to`; "ok" if nothing is wrong. `Loaded`: what is
  // loaded of the definitions.
  template <typename Loaded = Registers>
  std::string Said(const std::string& file, const std::string& from, const std::string& to,
                   const std::string& behind = {}) {
    std::string text(Definitions().Text(file));
    const std::size_t begins = text.find(behind);
    const std::size_t at = begins == std::string::npos ? begins : text.find(from, begins);
    if (at == std::string::npos) return "not found: " + from;
    return SaidOf<Loaded>(file, text.replace(at, from.size(), to));
  }
  // From now on the file says this.
  void Keep(const std::string& file, const std::string& text) {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  // When the file says this.
  template <typename Loaded = Registers>
  std::string SaidOf(const std::string& file, const std::string& text) {
    Keep(file, text);
    const auto definitions = Definitions::WithOverrides(folder_);
    const auto loaded = Loaded::Load(*definitions);
    std::filesystem::remove(folder_ / file);
    return loaded.ok() ? "ok" : Words::Load(Definitions()).value().Say(Language::kEnglish, loaded.error());
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace maktab::model
