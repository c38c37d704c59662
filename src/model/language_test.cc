#include "model/language.h"

#include <gtest/gtest.h>

namespace maktab::model {
namespace {

TEST(Language, IsReadFromTags) {
  EXPECT_EQ(ParseLanguage("ar-MA"), Language::kArabic);
  EXPECT_EQ(ParseLanguage("FR"), Language::kFrench);
  EXPECT_FALSE(ParseLanguage("de").has_value());
  EXPECT_FALSE(ParseLanguage("english").has_value());
}

TEST(Language, IsNegotiatedByQuality) {
  EXPECT_EQ(NegotiateLanguage("de, es;q=0.5, fr;q=0.8"), Language::kFrench);
  EXPECT_EQ(NegotiateLanguage("ar"), Language::kArabic);
  EXPECT_EQ(NegotiateLanguage(""), Language::kEnglish);
  EXPECT_EQ(NegotiateLanguage(";;;,,q=,"), Language::kEnglish);
}

}  // namespace
}  // namespace maktab::model
