#include "lists/record_mapping.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace maktab::lists {
namespace {

constexpr const char* kLeast = "[record]\nnumber = 'n'\nopened = 'o'\notherwise = 'closed'\n[columns]\na = 'summary'\n";

std::string CodeOf(const std::string& toml) {
  const auto mapping = ParseRecordMapping(toml);
  return mapping.ok() ? "ok" : mapping.error().code;
}

TEST(RecordMapping, ReadsTheExampleOfItsPage) {
  std::ifstream in(std::string(MAKTAB_SOURCE_DIR) + "/docs/formats/old-records.md");
  std::ostringstream page;
  page << in.rdbuf();
  const std::string text = page.str();
  const std::size_t from = text.find("```toml\n") + 8;
  const auto mapping = ParseRecordMapping(text.substr(from, text.find("```", from) - from));
  ASSERT_TRUE(mapping.ok()) << mapping.error().code;
  EXPECT_EQ(mapping->number_column, "Dossier");
  EXPECT_EQ(mapping->file.encoding, "windows-1252");
  EXPECT_EQ(mapping->date_order, DateOrder::kDayFirst);
  EXPECT_EQ(mapping->states.size(), 2U);
  EXPECT_EQ(mapping->columns.size(), 5U);
  EXPECT_EQ(mapping->skips.size(), 1U);
}

TEST(RecordMapping, TellsEachMistake) {
  EXPECT_EQ(CodeOf(kLeast), "ok");
  EXPECT_EQ(CodeOf(""), "lists.mapping_missing_key");
  EXPECT_EQ(CodeOf("[record"), "lists.mapping_not_toml");
  EXPECT_EQ(CodeOf(std::string(kLeast) + "[more]\n"), "lists.mapping_unknown_key");
  EXPECT_EQ(CodeOf(std::string(kLeast) + "b = { felt = 'x' }\n"), "lists.mapping_unknown_key");
  EXPECT_EQ(CodeOf(std::string(kLeast) + "b = { member = 'x' }\n"), "lists.mapping_missing_key");
  EXPECT_EQ(CodeOf(std::string(kLeast) + "b = { field = 'x', place = 0 }\n"), "lists.mapping_wrong_value");
  EXPECT_EQ(CodeOf(std::string(kLeast) + "b = 7\n"), "lists.mapping_wrong_value");
  EXPECT_EQ(CodeOf("[record]\nnumber = 'n'\nopened = 'o'\n[columns]\na = 'b'\n"), "lists.mapping_missing_key");
}

}  // namespace
}  // namespace maktab::lists
