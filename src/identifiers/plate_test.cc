#include "identifiers/plate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "identifiers/test_tables.h"

namespace maktab::identifiers {
namespace {

std::vector<PlateCandidate> Parse(std::string_view text, PlateReading reading = PlateReading::kSure) {
  return ParsePlate(text, TestTables().plates, reading);
}

std::string FieldOf(const PlateCandidate& plate, std::string_view name) {
  for (const auto& [key, value] : plate.fields) {
    if (key == name) return value;
  }
  return {};
}

TEST(Plate, ReadsMoroccoHoweverTyped) {
  for (const char* text :
       {"12345-أ-6", "12345 أ 6", "12345|أ|6", "12345/ا/6", "6-أ-12345", "١٢٣٤٥-أ-٦", "۱۲۳۴۵ أ ۶", "12345-A-6",
        "12345a6", "12345A06", "012345 - A - 6", "6|A|12345", "\u200F12345\u200E أ 6"}) {
    const auto plates = Parse(text);
    ASSERT_FALSE(plates.empty()) << text;
    EXPECT_EQ(plates[0].country, "MA") << text;
    EXPECT_EQ(plates[0].key, "12345A6") << text;
    EXPECT_EQ(plates[0].canonical, "12345-أ-6") << text;
    EXPECT_EQ(FieldOf(plates[0], "number"), "12345") << text;
    EXPECT_EQ(FieldOf(plates[0], "letter"), "أ") << text;
    EXPECT_EQ(FieldOf(plates[0], "letter_latin"), "A") << text;
    EXPECT_EQ(FieldOf(plates[0], "prefecture"), "6") << text;
    EXPECT_EQ(FieldOf(plates[0], "prefecture_name"), "Casablanca-Anfa") << text;
    EXPECT_TRUE(plates[0].warnings.empty()) << text;
  }
}

TEST(Plate, ReadsTheOtherMoroccanLettersAlikeInBothScripts) {
  for (const auto& [arabic, latin] : std::vector<std::pair<std::string, std::string>>{
           {"ب", "B"}, {"د", "D"}, {"هـ", "H"}, {"ه", "H"}, {"و", "W"}, {"ط", "T"}}) {
    ASSERT_FALSE(Parse("777-" + arabic + "-1").empty()) << arabic;
    EXPECT_EQ(Parse("777-" + arabic + "-1")[0].key, "777" + latin + "1");
    EXPECT_EQ(Parse("777-" + latin + "-1")[0].canonical, Parse("777-" + arabic + "-1")[0].canonical);
  }
}

TEST(Plate, GivesBothReadingsWhereTheDirectionIsOpen) {
  const auto plates = Parse("26-ب-12");
  ASSERT_EQ(plates.size(), 2U);
  EXPECT_EQ(plates[0].key, "26B12");
  EXPECT_EQ(plates[1].key, "12B26");
  EXPECT_TRUE(plates[1].reversed);
}

TEST(Plate, WarnsOfUnknownLettersAndPrefectures) {
  const auto letter = Parse("12345-ث-6");
  ASSERT_EQ(letter.size(), 1U);
  EXPECT_EQ(letter[0].key, "12345XTH6");
  EXPECT_EQ(WarningParam(letter[0].warnings, "plate.unknown_letter", "letter"), "ث");
  EXPECT_TRUE(HasWarning(Parse("12345-X-6")[0].warnings, "plate.unknown_letter"));
  EXPECT_EQ(WarningParam(Parse("12345-A-99")[0].warnings, "plate.unknown_region", "region"), "99");
}

TEST(Plate, ReadsTemporaryMoroccanPlates) {
  EXPECT_EQ(Parse("WW 123456")[0].series, "temporary");
  EXPECT_EQ(Parse("ww-012345")[0].key, "WW12345");
}

struct Case {
  const char* text;
  const char* country;
  const char* key;
  const char* canonical;
};

TEST(Plate, ReadsOtherCountries) {
  for (const Case& c :
       {Case{"AB-123-CD", "FR", "AB123CD", "AB-123-CD"}, Case{"ab123cd", "FR", "AB123CD", "AB-123-CD"},
        Case{"1234 AB 75", "FR", "1234AB75", "1234 AB 75"}, Case{"12 XY 2A", "FR", "12XY2A", "12 XY 2A"},
        Case{"1234BCD", "ES", "1234BCD", "1234 BCD"}, Case{"M-1234-AB", "ES", "M1234AB", "M-1234-AB"},
        Case{"12345-116-16", "DZ", "1234511616", "12345 116 16"},
        Case{"123 تونس 4567", "TN", "123TU4567", "123 تونس 4567"},
        Case{"123 TUN 4567", "TN", "123TU4567", "123 تونس 4567"}, Case{"B-AB 1234", "DE", "BAB1234", "B-AB 1234"},
        Case{"AB12 CDE", "GB", "AB12CDE", "AB12 CDE"}, Case{"1-ABC-234", "BE", "1ABC234", "1-ABC-234"},
        Case{"34 ABC 123", "TR", "34ABC123", "34 ABC 123"}, Case{"ZH 123456", "CH", "ZH123456", "ZH 123456"},
        Case{"12-ABC-3", "NL", "12ABC3", "12-ABC-3"}, Case{"ق ع د 1234", "EG", "KED1234", "ق ع د 1234"},
        Case{"1234 ABJ", "SA", "1234ABJ", "1234 أ ب ح"}}) {
    const auto plates = Parse(c.text);
    const auto plate = std::find_if(plates.begin(), plates.end(),
                                    [&](const PlateCandidate& candidate) { return candidate.country == c.country; });
    ASSERT_NE(plate, plates.end()) << c.text;
    EXPECT_EQ(plate->key, c.key) << c.text;
    EXPECT_EQ(plate->canonical, c.canonical) << c.text;
  }
}

TEST(Plate, LeavesWhatLooksLikeOtherNumbersAlone) {
  for (const char* text : {"AB1234567", "12345678", "12AB34567", "X1234567L", "AB123456", "ABC123", "", "-", "A",
                           "محمد", "12345678-A-6", "1234-75-AB-12-CD-34-EF"}) {
    EXPECT_TRUE(Parse(text).empty()) << text;
  }
  EXPECT_FALSE(Parse("BAB1234", PlateReading::kAny).empty());
  EXPECT_TRUE(Parse("BA-B12-34", PlateReading::kAny).empty()) << "separators stand between groups only";
}

TEST(Plate, GivesTheOthersInShortWhereOnlyTheFirstIsAskedFor) {
  const auto plates = ParsePlate("AB-123-CD", TestTables().plates, PlateReading::kSure, PlateDetail::kFirst);
  ASSERT_GT(plates.size(), 1U);
  EXPECT_FALSE(plates[0].fields.empty());
  EXPECT_TRUE(plates[1].fields.empty());
  EXPECT_EQ(plates[1].key, "AB123CD");
}

TEST(Plate, HasOneKeyForEachMoroccanPlateInEachWayOfTyping) {
  EXPECT_TRUE(rc::check("one key", [] {
    const std::string number = std::to_string(*rc::gen::inRange(100, 1000000));
    const std::string prefecture = std::to_string(*rc::gen::inRange(1, 89));
    const auto& [arabic, latin] = *rc::gen::elementOf(
        std::vector<std::pair<std::string, std::string>>{{"أ", "A"}, {"ب", "B"}, {"د", "D"}, {"و", "W"}, {"ط", "T"}});
    const auto separator = *rc::gen::element<std::string>("-", " ", "|", " - ", "/");
    const std::string key = number + latin + prefecture;
    RC_ASSERT(Parse(number + separator + arabic + separator + prefecture)[0].key == key);
    RC_ASSERT(Parse(prefecture + separator + latin + separator + number)[0].key == key);
  }));
}

TEST(PlateTable, SaysWhichLineIsWrong) {
  const auto line_of = [](std::string_view toml) {
    const auto table = PlateTable::Load(toml);
    EXPECT_FALSE(table.ok());
    EXPECT_EQ(table.error().code, "definitions.wrong");
    return table.error().params.at(1).second;
  };
  EXPECT_EQ(line_of("\n[[plate]\n"), "2");
  EXPECT_EQ(line_of(""), "1");
  const std::string row = "[[plate]]\ncountry = \"XX\"\nseries = \"s\"\n";
  EXPECT_EQ(line_of(row + "pattern = \"a:D9 b:L9\"\ncanonical = \"{a}\"\n"), "4");
  EXPECT_EQ(line_of(row + "pattern = \"a:Q1\"\ncanonical = \"{a}\"\n"), "4");
  EXPECT_EQ(line_of(row + "pattern = \"a\"\ncanonical = \"{a}\"\n"), "4");
  EXPECT_EQ(line_of(row + "pattern = \"a:D3-1\"\ncanonical = \"{a}\"\n"), "4");
  EXPECT_EQ(line_of(row + "pattern = \"a:D1\"\ncanonical = \"{b}\"\n"), "1");
  EXPECT_EQ(line_of(row + "pattern = \"a:P1\"\ncanonical = \"{a}\"\n"), "1");
  EXPECT_EQ(line_of(row + "pattern = \"a:D1\"\ncanonical = \"{a}\"\nregions = \"none\"\n"), "1");
  EXPECT_EQ(line_of("[letters.x]\n\"أأ\" = \"A\"\n"), "2");
}

}  // namespace
}  // namespace maktab::identifiers
