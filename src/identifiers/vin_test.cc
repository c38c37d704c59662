#include "identifiers/vin.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "identifiers/test_tables.h"

namespace maktab::identifiers {
namespace {

std::optional<Vin> Parse(std::string_view text) {
  return ParseVin(text, TestTables().makers, 2026);
}

TEST(Vin, ChecksItsDigitAsDomainFileSays) {
  for (const char* right : {"1M8GDM9AXKP042788", "1HGCM82633A004352", "5GZCZ43D13S812715", "11111111111111111"}) {
    EXPECT_TRUE(Parse(right)->check_ok) << right;
  }
  for (const char* wrong : {"SGZCZ43D13S812715", "WVWZZZ3CZEE140287"}) {
    EXPECT_FALSE(Parse(wrong)->check_ok) << wrong;
    EXPECT_TRUE(Parse(wrong)->well_formed()) << wrong;
  }
}

TEST(Vin, SaysMakerCountryYearAndSerial) {
  const auto vin = Parse("1hgcm82633a004352");
  ASSERT_TRUE(vin.has_value());
  EXPECT_EQ(vin->maker, "Honda");
  EXPECT_EQ(vin->country, "US");
  EXPECT_EQ(vin->region, "north_america");
  EXPECT_EQ(vin->model_year, 2003);
  EXPECT_EQ(vin->other_year, 0);
  EXPECT_EQ(vin->Serial(), "004352");
  EXPECT_EQ(vin->computed_check_digit, '3');

  const auto european = Parse("WVWZZZ3CZEE140287");
  EXPECT_EQ(european->maker, "Volkswagen");
  EXPECT_EQ(european->country, "DE");
  EXPECT_EQ(european->model_year, 2014);
  EXPECT_EQ(european->other_year, 1984);
}

TEST(Vin, DecidesTheCycleByPositionSevenForNorthAmerica) {
  EXPECT_EQ(Parse("1M8GDM9A0AP042788")->model_year, 1980);  // a digit at position 7
  EXPECT_EQ(Parse("1M8GDMAA0AP042788")->model_year, 2010);  // a letter at position 7
  EXPECT_EQ(Parse("1M8GDMAA0AP042788")->other_year, 1980);
  EXPECT_EQ(Parse("1M8GDMAA0WP042788")->model_year, 1998);  // 2028 is too far ahead
  EXPECT_EQ(Parse("1M8GDMAA0ZP042788")->model_year, 0);     // Z is no year
}

TEST(Vin, ReadsIOQAsDigitsAndSaysSo) {
  const auto vin = Parse("IHGCM82633AOQ4352");
  ASSERT_TRUE(vin.has_value());
  EXPECT_TRUE(vin->repaired);
  EXPECT_FALSE(vin->well_formed());
  EXPECT_EQ(vin->View(), "1HGCM82633A004352");
  EXPECT_EQ(vin->Found(), "IHGCM82633AOQ4352");
  EXPECT_EQ(VinCheckDigit("IHGCM82633A004352"), '\0');
}

TEST(Vin, RefusesOtherLengths) {
  EXPECT_FALSE(Parse("").has_value());
  EXPECT_FALSE(Parse("12345").has_value());
  EXPECT_FALSE(Parse("1HGCM82633A00435").has_value());
  EXPECT_FALSE(Parse("1HGCM82633A0043522").has_value());
}

TEST(Vin, FindsSmallMakersByTheEndOfTheirWmi) {
  EXPECT_EQ(Parse("YT9NN1U14KA007175")->maker, "Koenigsegg");
  EXPECT_EQ(Parse("YT9NN1U14KA008175")->maker, "");
}

TEST(Vin, TakesTheLongestBeginningThatFits) {
  WmiTable makers =
      WmiTable::Load("[[maker]]\nname = \"A\"\nwmi = [\"JT\"]\n[[maker]]\nname = \"B\"\nwmi = [\"JTH\", \"JTHX\"]\n")
          .value();
  EXPECT_EQ(makers.MakerOf("JTXAAAAAAAAAAAAAA"), "A");
  EXPECT_EQ(makers.MakerOf("JTHAAAAAAAAAAAAAA"), "B");
  EXPECT_EQ(makers.MakerOf("JXXAAAAAAAAAAAAAA"), "");
}

TEST(VinTail, TakesSixToEightCharacters) {
  EXPECT_EQ(VinTail("a004-352"), "A004352");
  EXPECT_EQ(VinTail("OO4352"), "004352");
  EXPECT_EQ(VinTail("3A004352"), "3A004352");
  EXPECT_FALSE(VinTail("04352").has_value());
  EXPECT_FALSE(VinTail("33A004352").has_value());
}

TEST(OriginOfWmi, FollowsIso3780) {
  EXPECT_EQ(OriginOfWmi("VF1").country, "FR");
  EXPECT_EQ(OriginOfWmi("VSS").country, "ES");
  EXPECT_EQ(OriginOfWmi("ZFA").country, "IT");
  EXPECT_EQ(OriginOfWmi("JT").region, "asia");
  EXPECT_EQ(OriginOfWmi("9BW").country, "BR");
  EXPECT_EQ(OriginOfWmi("6FP").region, "oceania");
  EXPECT_EQ(OriginOfWmi("7A8").country, "NZ");
  EXPECT_EQ(OriginOfWmi("G11").country, "");
}

TEST(Vin, FindsAChangedDigitOfTheSerial) {
  EXPECT_TRUE(rc::check("one changed digit is found", [] {
    std::string vin = "1HGCM82633A004352";
    const auto at = *rc::gen::inRange<std::size_t>(11, 17);
    const auto shift = *rc::gen::inRange(1, 10);
    vin[at] = static_cast<char>('0' + (vin[at] - '0' + shift) % 10);
    RC_ASSERT(!Parse(vin)->check_ok);
  }));
}

}  // namespace
}  // namespace maktab::identifiers
