#include "model/file_rules.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace maktab::model {
namespace {

TEST(FileRules, TheBuiltInOnesAreSound) {
  const auto rules = FileRules::Load(Definitions());
  ASSERT_TRUE(rules.ok()) << rules.error().params.back().second;
  EXPECT_EQ(rules->max_bytes(), 50 * 1024 * 1024);
  ASSERT_NE(rules->ByName("Scan.PDF"), nullptr);
  EXPECT_EQ(rules->ByName("Scan.PDF")->media, "application/pdf");
  for (const char* name : {"a.exe", "a.html", "a.svg", "a.pdf.exe", "pdf", "a.docm", ""}) {
    EXPECT_EQ(rules->ByName(name), nullptr) << name;
  }
}

std::string Refused(const std::string& text) {
  const auto folder = std::filesystem::temp_directory_path() / ("maktab_rules_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "attachments.toml") << text;
  const auto rules = FileRules::Load(Definitions::WithOverrides(folder).value());
  std::filesystem::remove_all(folder);
  return rules.ok() ? "" : rules.error().params[1].second + ": " + rules.error().params[2].second;
}

TEST(FileRules, AWrongOneIsRefusedWithItsLine) {
  EXPECT_EQ(Refused("max_bytes = 0\n"), "1: max_bytes: write a whole number from 1, below 2 GiB");
  EXPECT_EQ(Refused("max_bytes = 10\n"), "1: write at least one [[type]]");
  EXPECT_EQ(Refused("max_bytes = 10\n[[type]]\nmedia = \"a/b\"\nnames = [\".PDF\"]\ncontent = [\"a/b\"]\n"),
            "2: .PDF: lower case, without the dot");
  EXPECT_EQ(Refused("max_bytes = 10\n[[type]]\nmedia = \"a/b\"\nnames = [\"x\", \"x\"]\ncontent = [\"a/b\"]\n"),
            "2: x (doubled)");
}

std::string NameCode(const std::string& name) {
  const base::Status status = CheckFileName(name);
  return status.ok() ? "" : status.error().code;
}

TEST(FileRules, NamesThatDeceiveAreRefused) {
  EXPECT_EQ(NameCode("رسالة 12.pdf"), "");
  EXPECT_EQ(NameCode("../../etc/passwd"), "file.name_path");
  EXPECT_EQ(NameCode("C:\\scan.pdf"), "file.name_path");
  EXPECT_EQ(NameCode(".."), "file.name_path");
  EXPECT_EQ(NameCode("invoice\u202Efdp.exe"), "file.name_hidden") << "turns the direction";
  EXPECT_EQ(NameCode("a\nb.pdf"), "file.name_hidden");
  EXPECT_EQ(NameCode(std::string("a\0.pdf", 6)), "file.name_hidden");
  EXPECT_EQ(NameCode("\xFF.pdf"), "file.name_hidden");
  EXPECT_EQ(NameCode(""), "file.name_missing");
  EXPECT_EQ(NameCode("  "), "file.name_missing");
  EXPECT_EQ(NameCode(std::string(300, 'a') + ".pdf"), "file.name_long");
}

}  // namespace
}  // namespace maktab::model
