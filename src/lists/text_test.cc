#include "lists/text.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "lists/countries.h"
#include "lists/dates.h"
#include "lists/list_reader.h"

namespace maktab::lists {
namespace {

std::string FileText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

TEST(Countries, AreKnownByTheWordsOfLists) {
  const std::pair<const char*, const char*> kWords[] = {
      {"MA", "ma"},
      {"ma", "ma"},
      {"MAR", "ma"},
      {"Morocco", "ma"},
      {"Maroc", "ma"},
      {"Marruecos", "ma"},
      {"المغرب", "ma"},
      {"Korea, North", "kp"},
      {"Burma", "mm"},
      {"Democratic People's Republic of Korea", "kp"},
      {"Congo", "cg"},
      {"Congo, Democratic Republic of the", "cd"},
      {"Côte d’Ivoire", "ci"},
      {"COTE D'IVOIRE", "ci"},
      {"Iran (Islamic Republic of)", "ir"},
      {"Syrian Arab Republic", "sy"},
      {"The Gambia", "gm"},
      {"Palestinian", "ps"},
      {"Kosovo", "xk"},
      {"Russian Federation", "ru"},
      {"United Republic of Tanzania", "tz"},
      {"Republic of Moldova", "md"},
      {"Saint Kitts and Nevis", "kn"},
      {"Bosnia and Herzegovina", "ba"},
      {"Türkiye", "tr"},
      {"Macedonia, The Former Yugoslav Republic of", "mk"},
      {"914", ""},
      {"Freedonia", ""},
      {"ZZ", ""},
      {"", ""},
  };
  for (const auto& [word, code] : kWords) EXPECT_EQ(CountryCode(word), code) << word;
}

TEST(Dates, AreReadInEachOrder) {
  EXPECT_EQ(ReadDate("12/03/1965", DateOrder::kDayFirst).iso, "1965-03-12");
  EXPECT_EQ(ReadDate("12/03/1965", DateOrder::kMonthFirst).iso, "1965-12-03");
  EXPECT_EQ(ReadDate("1965/03/12", DateOrder::kYearFirst).iso, "1965-03-12");
  EXPECT_EQ(ReadDate("1965/00/00", DateOrder::kYearFirst).iso, "1965");
  EXPECT_EQ(ReadDate("00/03/1965", DateOrder::kDayFirst).iso, "1965-03");
  EXPECT_EQ(ReadDate("03/1965", DateOrder::kDayFirst).iso, "1965-03");
  EXPECT_EQ(ReadDate("1965", DateOrder::kDayFirst).iso, "1965");
  EXPECT_EQ(ReadDate("1964/1967", DateOrder::kYearFirst).iso, "1964/1967");
  EXPECT_EQ(ReadDate("1965-03-12T10:00:00Z", DateOrder::kYearFirst).iso, "1965-03-12");
  EXPECT_EQ(ReadDate("12/03/1965 10:00", DateOrder::kDayFirst).iso, "1965-03-12");
  EXPECT_EQ(ReadDate("12 March 1965", DateOrder::kDayFirst).iso, "1965-03-12");
  EXPECT_EQ(ReadDate("31/02/1965", DateOrder::kDayFirst).iso, "");
  EXPECT_EQ(ReadDate("12/13/1965", DateOrder::kDayFirst).iso, "");
  EXPECT_EQ(ReadDate("long ago", DateOrder::kDayFirst).iso, "");
}

TEST(Dates, HaveYearsOfTwoDigitsOnlyWhenTold) {
  EXPECT_EQ(ReadDate("1/2/49", DateOrder::kDayFirst).iso, "");
  EXPECT_EQ(ReadDate("1/2/49", DateOrder::kDayFirst, 1950).iso, "2049-02-01");
  EXPECT_EQ(ReadDate("1/2/50", DateOrder::kDayFirst, 1950).iso, "1950-02-01");
  EXPECT_EQ(ReadDate("1/2/99", DateOrder::kDayFirst, 2000).iso, "2099-02-01");
}

TEST(Dates, InWordsMayBeApproximate) {
  EXPECT_TRUE(ReadWordDate("circa 1951").approximate);
  EXPECT_EQ(ReadWordDate("Nov. 1973").iso, "1973-11");
  EXPECT_EQ(ReadWordDate("12 Mar 1965.").iso, "1965-03-12");
  EXPECT_EQ(ReadWordDate("1967 to 1965").iso, "");
  EXPECT_EQ(ReadWordDate("30-35 years old").iso, "");
}

TEST(BareNumber, IsTheNumberInsideAPhrase) {
  EXPECT_EQ(BareNumber("Afghan passport number SE 012820"), "SE 012820");
  EXPECT_EQ(BareNumber("AB 12-34 C"), "AB 12-34 C");
  EXPECT_EQ(BareNumber("R00005943, South Sudan"), "R00005943");
  EXPECT_EQ(BareNumber("381110042 (Expired 25 Jan. 2016)"), "381110042");
  EXPECT_EQ(BareNumber("Russian passport number 8208 No. 555627"), "8208 555627");
  EXPECT_EQ(BareNumber("none known"), "");
  EXPECT_EQ(BareNumber(""), "");
}

TEST(Formats, HaveNames) {
  for (const Format format : {Format::kUn, Format::kOfac, Format::kFtm, Format::kInterpol, Format::kCsv}) {
    EXPECT_EQ(ParseFormat(FormatName(format)), format);
  }
  EXPECT_FALSE(ParseFormat("xls"));
}

TEST(FileSource, ReadsFilesAndRefusesTheRest) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() /
      ("maktab_lists_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
       std::to_string(reinterpret_cast<std::uintptr_t>(&path)));
  std::ofstream(path) << "abc";
  {
    const auto source = FileSource::Open(path.string());
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->size(), 3U);
    EXPECT_EQ((*source)->name(), path.filename().string());
    char buffer[8];
    EXPECT_EQ(*(*source)->Read(buffer, sizeof buffer), 3U);
    EXPECT_EQ(*(*source)->Read(buffer, sizeof buffer), 0U);
  }
  std::filesystem::remove(path);
  EXPECT_EQ(FileSource::Open(path.string()).error().code, "lists.unreadable_file");
  EXPECT_EQ(FileSource::Open("/").error().code, "lists.unreadable_file");
}

// Every code that the readers use has its sentences, and no sentence is left over.
TEST(ErrorSentences, AreThereForEachCode) {
  const std::filesystem::path root(MAKTAB_SOURCE_DIR);
  std::set<std::string> used;
  const std::regex code("\"(lists\\.[a-z0-9_]+)\"");
  for (const auto& file : std::filesystem::directory_iterator(root / "src/lists")) {
    const std::string name = file.path().filename().string();
    if (!(name.ends_with(".cc") || name.ends_with(".h")) || name.ends_with("_test.cc")) continue;
    const std::string text = FileText(file.path());
    for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at) used.insert((*at)[1]);
  }
  std::set<std::string> said;
  const std::string toml = FileText(root / "definitions/errors/lists.toml");
  for (std::sregex_iterator at(toml.begin(), toml.end(), code), end; at != end; ++at) said.insert((*at)[1]);
  EXPECT_GT(used.size(), 30U);
  EXPECT_EQ(used, said);
}

}  // namespace
}  // namespace maktab::lists
