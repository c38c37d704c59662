#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "identifiers/container.h"
#include "identifiers/imei.h"
#include "identifiers/imo.h"

namespace maktab::identifiers {
namespace {

TEST(Imo, ChecksItsLastDigit) {
  const auto imo = ParseImo("IMO 9074729");
  ASSERT_TRUE(imo.has_value());
  EXPECT_EQ(imo->digits, "9074729");
  EXPECT_TRUE(imo->check_ok);
  const auto wrong = ParseImo("9074728");
  ASSERT_TRUE(wrong.has_value());
  EXPECT_FALSE(wrong->check_ok);
  EXPECT_EQ(wrong->expected, '9');
  EXPECT_FALSE(ParseImo("907472").has_value());
  EXPECT_FALSE(ParseImo("A074729").has_value());
}

TEST(Container, ChecksItsLastDigit) {
  const auto container = ParseContainer("CSQU 305438-3");
  ASSERT_TRUE(container.has_value());
  EXPECT_EQ(container->owner, "CSQ");
  EXPECT_EQ(container->category, 'U');
  EXPECT_EQ(container->serial, "305438");
  EXPECT_TRUE(container->check_ok);
  EXPECT_EQ(container->Key(), "CSQU3054383");
  const auto wrong = ParseContainer("CSQU3054384");
  ASSERT_TRUE(wrong.has_value());
  EXPECT_FALSE(wrong->check_ok);
  EXPECT_EQ(wrong->expected, '3');
  EXPECT_EQ(wrong->Key(), "CSQU3054384");
}

TEST(Container, GivesTheCheckDigitThatIsMissing) {
  const auto container = ParseContainer("CSQU305438");
  ASSERT_TRUE(container.has_value());
  EXPECT_EQ(container->found, '\0');
  EXPECT_EQ(container->Key(), "CSQU3054383");
  EXPECT_FALSE(ParseContainer("CSQA3054383").has_value());
  EXPECT_FALSE(ParseContainer("CSQU30543833").has_value());
  EXPECT_FALSE(ParseContainer("C1QU3054383").has_value());
}

TEST(Imei, ChecksItsLastDigitByLuhn) {
  const auto imei = ParseImei("49-015420-323751-8");
  ASSERT_TRUE(imei.has_value());
  EXPECT_EQ(imei->digits, "490154203237518");
  EXPECT_TRUE(imei->check_ok);
  EXPECT_TRUE(imei->known_allocator);
  const auto wrong = ParseImei("490154203237517");
  ASSERT_TRUE(wrong.has_value());
  EXPECT_FALSE(wrong->check_ok);
  EXPECT_EQ(wrong->expected, '8');
  EXPECT_FALSE(ParseImei("784198712345671")->known_allocator);
  EXPECT_FALSE(ParseImei("49015420323751").has_value());
}

TEST(Imei, FindsEachChangedDigit) {
  EXPECT_TRUE(rc::check("one changed digit is found", [] {
    std::string digits = "490154203237518";
    const auto at = *rc::gen::inRange<std::size_t>(0, digits.size());
    const auto shift = *rc::gen::inRange(1, 10);
    digits[at] = static_cast<char>('0' + (digits[at] - '0' + shift) % 10);
    RC_ASSERT(!ParseImei(digits)->check_ok);
  }));
}

}  // namespace
}  // namespace maktab::identifiers
