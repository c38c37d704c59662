#include "identifiers/document_number.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

namespace maktab::identifiers {
namespace {

TEST(NormaliseNumber, KeepsLettersAndDigitsHoweverTyped) {
  EXPECT_EQ(NormaliseNumber("ab-123 456/7"), "AB1234567");
  EXPECT_EQ(NormaliseNumber("AB١٢٣٤٥٦٧"), "AB1234567");
  EXPECT_EQ(NormaliseNumber("ab۱۲۳۴۵۶۷"), "AB1234567");
  EXPECT_EQ(NormaliseNumber("ＡＢ１２３"), "AB123");
  EXPECT_EQ(NormaliseNumber("\u202Ex1\u200B2"), "X12");
  EXPECT_EQ(NormaliseNumber(""), "");
  EXPECT_EQ(NormaliseNumber("—"), "");
}

TEST(NormaliseNumber, SaysTheLengthThatDidNotFit) {
  std::array<char, 4> buffer{};
  EXPECT_EQ(NormaliseNumber("ab-123-456", buffer), 8U);
  EXPECT_EQ(std::string_view(buffer.data(), 4), "AB12");
}

TEST(NormaliseNumber, IsItsOwnNormalFormForAnyBytes) {
  EXPECT_TRUE(rc::check("normal forms are stable", [](const std::string& text) {
    const std::string normal = NormaliseNumber(text);
    RC_ASSERT(NormaliseNumber(normal) == normal);
    RC_ASSERT(normal.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos);
  }));
}

TEST(FoldConfusions, TakesTogetherWhatAnEyeConfuses) {
  EXPECT_EQ(FoldConfusions("OQ0I1B8S5Z2"), "00011885522");
  EXPECT_EQ(FoldConfusions("ACDEFGHJKLMNPRTUVWXY34679"), "ACDEFGHJKLMNPRTUVWXY34679");
}

TEST(CompareNumbers, TellsExactFromConfusedAndSaysWhere) {
  const auto exact = CompareNumbers("AB1234567", "AB1234567");
  ASSERT_TRUE(exact.has_value());
  EXPECT_EQ(exact->kind, NumberMatch::Kind::kExact);
  EXPECT_TRUE(exact->confused.empty());

  const auto confused = CompareNumbers("AB1O34567", "A8103456Z");
  EXPECT_FALSE(confused.has_value());

  const auto close = CompareNumbers("AB1O34562", "A8103456Z");
  ASSERT_TRUE(close.has_value());
  EXPECT_EQ(close->kind, NumberMatch::Kind::kConfused);
  EXPECT_EQ(close->confused, (std::vector<std::uint16_t>{1, 3, 8}));

  EXPECT_FALSE(CompareNumbers("AB1", "AB12").has_value());
  EXPECT_FALSE(CompareNumbers("", "").has_value());
}

}  // namespace
}  // namespace maktab::identifiers
