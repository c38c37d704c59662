#include "identifiers/identify.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <regex>
#include <set>

#include "identifiers/test_tables.h"

namespace maktab::identifiers {
namespace {

Identification Find(std::string_view text) {
  return Identify(text, TestTables(), kToday);
}

std::string KindOf(std::string_view text) {
  return std::string(KindName(Find(text).kind));
}

TEST(Identify, TellsWhatATextIs) {
  EXPECT_EQ(KindOf("1HGCM82633A004352"), "vin");
  EXPECT_EQ(KindOf("VIN 1HGCM82633A004352"), "vin");
  EXPECT_EQ(KindOf("12345-أ-6"), "plate");
  EXPECT_EQ(KindOf("AB-123-CD"), "plate");
  EXPECT_EQ(KindOf("AB1234567"), "document_number");
  EXPECT_EQ(KindOf("٠١٢٣٤٥٦٧٨"), "document_number");
  EXPECT_EQ(KindOf("9074729"), "imo");
  EXPECT_EQ(KindOf("IMO 9074728"), "imo");
  EXPECT_EQ(KindOf("9074728"), "document_number") << "seven digits alone need the check digit to be a ship";
  EXPECT_EQ(KindOf("CSQU3054383"), "container");
  EXPECT_EQ(KindOf("490154203237518"), "imei");
  EXPECT_EQ(KindOf("784198712345671"), "document_number");
  EXPECT_EQ(KindOf("Someone Madeup"), "name");
  EXPECT_EQ(KindOf("فلان الفلاني"), "name");
  EXPECT_EQ(KindOf("Иван Примеров"), "name");
  EXPECT_EQ(KindOf("例子"), "name");
  EXPECT_EQ(KindOf("Someone Madeup 1975"), "name");
  EXPECT_EQ(KindOf("P<UTO"), "name");
  EXPECT_EQ(KindOf(""), "unknown");
  EXPECT_EQ(KindOf(" -\u202E- "), "unknown");
}

TEST(Identify, ReadsAZone) {
  const auto found = Find(
      "P<UTOMXHMWD<<EBDALRXHYM<<<<<<<<<<<<<<<<<<<<<\n"
      "A2222222<0UTO7108215F04120411000146819<<<<44");
  EXPECT_EQ(found.kind, Kind::kMrz);
  EXPECT_TRUE(found.valid);
  EXPECT_EQ(found.key, "A2222222");
  EXPECT_EQ(found.check_digits.size(), 5U);
  for (const auto& [field, value] : std::vector<std::pair<std::string, std::string>>{{"format", "TD3"},
                                                                                     {"document_code", "P"},
                                                                                     {"issuing_state", "UTO"},
                                                                                     {"number", "A2222222"},
                                                                                     {"nationality", "UTO"},
                                                                                     {"surname", "MXHMWD"},
                                                                                     {"given_names", "EBDALRXHYM"},
                                                                                     {"surname_ar", "محمود"},
                                                                                     {"given_names_ar", "عبدالرحيم"},
                                                                                     {"birth_date", "1971-08-21"},
                                                                                     {"sex", "F"},
                                                                                     {"expiry_date", "2004-12-04"},
                                                                                     {"optional_data", "1000146819"}}) {
    EXPECT_EQ(found.Field(field), value) << field;
  }
}

TEST(Identify, SaysThatAZoneIsBroken) {
  const auto found = Find(
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
      "L898902C36UTO7408122F1204159ZE184226B<<<<<1");
  EXPECT_EQ(found.kind, Kind::kMrz);
  EXPECT_FALSE(found.valid);
  EXPECT_EQ(WarningParam(found.warnings, "mrz.length", "lengths"), "44 + 43");
}

TEST(Identify, WarnsOfAVinAndNeverRejectsIt) {
  const auto found = Find("WVWZZZ3CZEE140287");
  EXPECT_TRUE(found.valid);
  ASSERT_EQ(found.check_digits.size(), 1U);
  EXPECT_FALSE(found.check_digits[0].second);
  EXPECT_TRUE(HasWarning(found.warnings, "vin.check_digit"));
  EXPECT_EQ(found.Field("make"), "Volkswagen");
  EXPECT_EQ(found.Field("serial"), "140287");

  const auto repaired = Find("1HGCM82633AOO4352");
  EXPECT_FALSE(repaired.valid);
  EXPECT_EQ(repaired.key, "1HGCM82633A004352");
  EXPECT_TRUE(HasWarning(repaired.warnings, "vin.repaired"));

  const auto broken = Find("1HGCM82633A00435");
  EXPECT_EQ(broken.kind, Kind::kVin);
  EXPECT_FALSE(broken.valid);
  EXPECT_EQ(WarningParam(broken.warnings, "vin.length", "length"), "16");
}

TEST(Identify, GivesPlatesTheirOtherCountriesAndReadings) {
  const auto french = Find("AB-123-CD");
  EXPECT_EQ(french.Field("country"), "FR");
  EXPECT_NE(french.Field("other_countries").find("IT"), std::string_view::npos);
  EXPECT_EQ(french.alternatives.back().kind, Kind::kDocumentNumber);
  const auto open = Find("26-ب-12");
  EXPECT_TRUE(HasWarning(open.warnings, "plate.direction"));
  ASSERT_EQ(open.alternatives.size(), 1U);
  EXPECT_EQ(open.alternatives[0].key, "12B26");
  EXPECT_FALSE(Find("12345-ث-6").valid);
}

TEST(Identify, SaysThatANumberIsShort) {
  EXPECT_TRUE(Find("AB1234567").valid);
  EXPECT_FALSE(Find("12345").valid);
  EXPECT_EQ(Find("12-345").key, "12345");
  EXPECT_TRUE(HasWarning(Find("12345").warnings, "document_number.short"));
}

TEST(Identify, BoundsNamesAndCleansThem) {
  const auto long_name = Find(std::string(10000, 'a'));
  EXPECT_EQ(long_name.kind, Kind::kName);
  EXPECT_FALSE(long_name.valid);
  EXPECT_EQ(long_name.key.size(), 1000U);
  EXPECT_TRUE(HasWarning(long_name.warnings, "name.cut"));
  EXPECT_EQ(Find("  \u202ESomeone \u200B  Madeup ").key, "Someone Madeup");
}

TEST(Identify, UsesItsMemoryAgain) {
  Identification out;
  Identify("26-ب-12", TestTables(), kToday, out);
  Identify("AB1234567", TestTables(), kToday, out);
  EXPECT_EQ(out.kind, Kind::kDocumentNumber);
  EXPECT_EQ(out.fields.size(), 1U);
  EXPECT_TRUE(out.warnings.empty() && out.alternatives.empty() && out.check_digits.empty());
}

TEST(Identify, TakesAnyBytes) {
  EXPECT_TRUE(rc::check("any bytes", [](const std::string& text) {
    const auto found = Find(text);
    if (found.kind != Kind::kUnknown && found.kind != Kind::kMrz) RC_ASSERT(!found.key.empty());
  }));
}

TEST(Definitions, SayWhichLineIsWrong) {
  const auto makers =
      WmiTable::Load("[[maker]]\nname = \"A\"\nwmi = [\"1HG\"]\n[[maker]]\nname = \"B\"\nwmi = [\"1HG\"]\n");
  ASSERT_FALSE(makers.ok());
  EXPECT_EQ(makers.error().code, "definitions.wrong");
  EXPECT_EQ(makers.error().params.at(1).second, "6");
  EXPECT_FALSE(WmiTable::Load("[[maker]]\nname = \"A\"\nwmi = [\"1h\"]\n").ok());
  EXPECT_FALSE(WmiTable::Load("[[maker]]\nwmi = [\"1HG\"]\n").ok());
  EXPECT_FALSE(WmiTable::Load("maker = 1").ok());
  EXPECT_FALSE(StateTable::Load("[[state]]\ncode = \"TOOLONG\"\n").ok());
  EXPECT_FALSE(
      StateTable::Load(
          "arabic_script = [\"QQQ\"]\n[[state]]\ncode = \"D\"\nar = \"a\"\nen = \"a\"\nfr = \"a\"\nes = \"a\"\n")
          .ok());
  EXPECT_GT(TestTables().makers.size(), 900U);
}

// Every warning that the code can give has its sentence in four languages, and no sentence is left over.
TEST(Words, CoverEveryWarning) {
  std::set<std::string> used;
  const std::regex code("\"((mrz|vin|plate|document_number|imo|container|imei|name|text)\\.[a-z_]+)\"");
  for (const char* file : {"identify.cc", "mrz.cc", "plate.cc"}) {
    const std::string text = ReadSourceFile(std::string("src/identifiers/") + file);
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) used.insert((*at)[1]);
  }
  EXPECT_GT(used.size(), 25U);
  std::set<std::string> said;
  std::istringstream words(ReadSourceFile("definitions/words/identifiers.toml"));
  std::string current;
  std::map<std::string, int> languages;
  for (std::string line; std::getline(words, line);) {
    if (line.starts_with("[\"")) {
      current = line.substr(2, line.size() - 4);
      EXPECT_TRUE(said.insert(current).second) << current;
    }
    for (const char* language : {"en = \"", "ar = \"", "fr = \"", "es = \""}) {
      if (line.starts_with(language) && line.size() > 8) ++languages[current];
    }
  }
  EXPECT_EQ(used, said);
  for (const std::string& word : said) EXPECT_EQ(languages[word], 4) << word;
}

}  // namespace
}  // namespace maktab::identifiers
