#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "lists/csv_mapping.h"
#include "lists/csv_rows.h"
#include "lists/test_sink.h"

namespace maktab::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Reading ReadCsv(const std::string& text, const std::string& mapping, bool skip_bad = false,
                std::size_t step = SIZE_MAX) {
  ReadOptions options;
  options.skip_bad = skip_bad;
  options.csv_mapping = mapping;
  return ReadTexts(Format::kCsv, {{"made.csv", text}}, options, step);
}

std::vector<Strings> Rows(const std::string& text, std::size_t step = SIZE_MAX) {
  TestSink sink;
  ReadOptions options;
  Intake intake(options, sink);
  MemorySource source("a", text, step);
  CsvRows rows(source, intake);
  std::vector<Strings> out;
  while (true) {
    const auto kind = rows.Next();
    if (*kind == CsvRows::Kind::kEnd) return out;
    if (*kind == CsvRows::Kind::kUnclosed) out.push_back({"UNCLOSED"});
    if (*kind == CsvRows::Kind::kRow) out.emplace_back(rows.fields().begin(), rows.fields().end());
  }
}

TEST(CsvRows, FollowRfc4180) {
  EXPECT_THAT(
      Rows("a,b\r\n\"x \"\"y\"\"\",\"1\n2\"\n\n,\n\"\"\nlast"),
      ElementsAre(Strings{"a", "b"}, Strings{"x \"y\"", "1\n2"}, Strings{"", ""}, Strings{""}, Strings{"last"}));
  EXPECT_THAT(Rows("\xEF\xBB\xBF"
                   "a,b",
                   1),
              ElementsAre(Strings{"a", "b"}));
  EXPECT_THAT(Rows("a,\"b"), ElementsAre(Strings{"UNCLOSED"}));
  EXPECT_THAT(Rows("5\" pipe,\"a\"b\r\n"), ElementsAre(Strings{"5\" pipe", "ab"}));
}

TEST(CsvRows, GiveBackWhatWasWrittenInAnyPieces) {
  EXPECT_TRUE(rc::check("quoted fields survive", [] {
    const auto cell = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' '));
    const auto cells = rc::gen::nonEmpty(rc::gen::container<Strings>(cell));
    const auto rows = *rc::gen::resize(20, rc::gen::container<std::vector<Strings>>(cells));
    std::string text;
    for (const Strings& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        text += i == 0 ? "\"" : ",\"";
        for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
      }
      text += "\r\n";
    }
    RC_ASSERT(Rows(text, *rc::gen::inRange<std::size_t>(1, 20)) == rows);
  }));
}

constexpr const char* kMapping = R"(
[list]
title = "Made-up list"
date = "2031-01-02"
[file]
delimiter = ";"
[entry]
schema = "Person"
id = ["dept", "no"]
id_prefix = "M-"
date_order = "dmy"
century_from = 1930
[columns]
"full name" = "name"
aka = { property = "alias", separator = "|" }
born = "birthDate"
country = ["nationality", { property = "notes", type = "text" }]
sex = "gender"
[[join]]
property = "previousName"
columns = ["first", "last"]
[[skip]]
column = "state"
equals = ["closed", "void"]
[constants]
program = ["TEST", "MADE"]
)";
constexpr const char* kHeader = "dept;no;full name;aka;born;country;sex;first;last;state\n";

TEST(CsvList, FollowsItsMapping) {
  const Reading reading = ReadCsv(std::string(kHeader) +
                                      "A;7;Zorvan Tadrak; Zor |Lamp;3/12/29;Maroc;m;Zor;Old;open\n"
                                      "A;8;Ola;;;;;;;closed\n",
                                  kMapping, false, 3);
  ASSERT_TRUE(reading.info) << reading.error.error.code << reading.error.Param("key");
  EXPECT_EQ(reading.info->title, "Made-up list");
  EXPECT_EQ(reading.info->list_date, "2031-01-02");
  EXPECT_EQ(reading.info->ignored, 1U);
  const model::Entity& entity = reading.sink.Of("M-A/7");
  EXPECT_THAT(entity.Get("name"), ElementsAre("Zorvan Tadrak"));
  EXPECT_THAT(entity.Get("alias"), ElementsAre("Zor", "Lamp"));
  EXPECT_THAT(entity.Get("birthDate"), ElementsAre("2029-12-03"));
  EXPECT_THAT(entity.Get("nationality"), ElementsAre("ma"));
  EXPECT_THAT(entity.Get("notes"), ElementsAre("Maroc"));
  EXPECT_THAT(entity.Get("gender"), ElementsAre("male"));
  EXPECT_THAT(entity.Get("previousName"), ElementsAre("Zor Old"));
  EXPECT_THAT(entity.Get("program"), ElementsAre("TEST", "MADE"));
}

TEST(CsvList, NamesTheMissingColumnAndThoseThatAreThere) {
  const Reading reading = ReadCsv("dept;no;name\nA;1;Ola\n", kMapping);
  EXPECT_EQ(reading.error.error.code, "lists.missing_column");
  EXPECT_EQ(reading.error.Param("columns"), "dept, no, name");
  EXPECT_EQ(reading.error.Param("file"), "made.csv");
}

constexpr const char* kSmall = "[entry]\nschema='Person'\nid='id'\n[columns]\nname='name'\n";

TEST(CsvList, TellsBadRowsByLine) {
  const std::string text = "id,name\n1,\"Ola\nLamp\"\n2\n3,A,B\n4,\n5,B\xFF\n1,C\n6,D,\n,E\n";
  const Reading reading = ReadCsv(text, kSmall, true);
  ASSERT_TRUE(reading.info);
  std::vector<std::pair<std::uint64_t, std::string>> bad;
  for (const Told& told : reading.sink.bad) bad.emplace_back(told.line, told.error.code);
  EXPECT_THAT(bad, ElementsAre(std::pair(4U, "lists.wrong_columns"), std::pair(5U, "lists.wrong_columns"),
                               std::pair(6U, "entity.no_name"), std::pair(7U, "lists.invalid_utf8"),
                               std::pair(8U, "lists.doubled_id"), std::pair(10U, "entity.no_id")));
  EXPECT_EQ(reading.sink.entities.size(), 2U);
  EXPECT_EQ(reading.sink.Of("1").First("name"), "Ola Lamp");
  EXPECT_EQ(ReadCsv(text, kSmall).error.line, 4U);
}

TEST(CsvList, SaysThatAFileIsCut) {
  EXPECT_EQ(ReadCsv("id,name\n1,Ola\n2", kSmall, true).sink.bad[0].error.code, "lists.truncated");
  EXPECT_EQ(ReadCsv("id,name\n1,\"Ola", kSmall, true).error.error.code, "lists.truncated");
  EXPECT_EQ(ReadCsv("", kSmall).error.error.code, "lists.empty");
}

TEST(CsvList, BoundsARowOfAnyLength) {
  ReadOptions options = SkippingBad();
  options.csv_mapping = kSmall;
  options.limits.entry_bytes = 1'000;
  const std::string text =
      "id,name\n1,\"" + std::string(50'000, 'x') + "\"\n2," + std::string(50'000, ',') + "\n3,Ola\n";
  const Reading reading = ReadTexts(Format::kCsv, {{"a", text}}, options, 77);
  ASSERT_EQ(reading.sink.bad.size(), 2U);
  EXPECT_EQ(reading.sink.bad[0].error.code, "lists.entry_too_large");
  EXPECT_EQ(reading.sink.bad[1].line, 3U);
  EXPECT_EQ(reading.sink.entities.size(), 1U);
}

TEST(CsvList, ChoosesTheSchemaByAColumn) {
  const std::string mapping =
      "[entry]\nschema_column='kind'\nid='id'\n[entry.schemata]\nP='Passport'\nV='Vehicle'\n"
      "[columns]\nno=['number','registrationNumber']\nwho='name'\n";
  const Reading reading = ReadCsv("id,kind,no,who\n1,P,A1,Ola\n2,V,77-A-6,\n3,X,1,\n", mapping, true);
  EXPECT_EQ(reading.sink.Of("1").schema, model::Schema::kPassport);
  EXPECT_THAT(reading.sink.Of("1").Get("name"), IsEmpty());
  EXPECT_EQ(reading.sink.Of("2").schema, model::Schema::kVehicle);
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.names_removed"));
  ASSERT_EQ(reading.sink.bad.size(), 1U);
  EXPECT_EQ(reading.sink.bad[0].Param("schema"), "X");
}

TEST(CsvList, ReadsOtherEncodingsAndFilesWithoutHeader) {
  const std::string mapping =
      "[file]\nencoding='windows-1256'\nheader=false\nskip_rows=1\ndelimiter='tab'\n"
      "[entry]\nschema='Person'\nid='1'\n[columns]\n2='name'\n";
  const Reading reading = ReadCsv("made on a Monday\n1\t\xE3\xCD\xE3\xCF\n", mapping, false, 1);
  ASSERT_TRUE(reading.info) << reading.error.error.code;
  EXPECT_THAT(reading.sink.Of("1").Get("name"), ElementsAre("محمد"));
  EXPECT_EQ(ReadCsv("a", std::string("[file]\nencoding='klingon'\n") + kSmall).error.error.code,
            "lists.unknown_encoding");
}

TEST(CsvMapping, TellsEachMistakeByKeyAndLine) {
  const auto code = [](const std::string& toml) { return ParseCsvMapping(toml).error().code; };
  EXPECT_EQ(code("[entry\n"), "lists.mapping_not_toml");
  EXPECT_EQ(code("[columns]\na='name'\n"), "lists.mapping_missing_key");
  EXPECT_EQ(code("[entry]\nschema='Person'\n[columns]\na='name'\n"), "lists.mapping_missing_key");
  EXPECT_EQ(code("[entry]\nschema='Persn'\nid='a'\n[columns]\na='name'\n"), "lists.mapping_wrong_value");
  EXPECT_EQ(code("[entry]\nschema='Person'\nid='a'\n"), "lists.mapping_missing_key");
  EXPECT_EQ(code(std::string(kSmall) + "[file]\ndelimiter='ab'\n"), "lists.mapping_wrong_value");
  EXPECT_EQ(code(std::string(kSmall) + "[columms]\nx='y'\n"), "lists.mapping_unknown_key");
  EXPECT_EQ(code(std::string(kSmall) + "[[skip]]\ncolumn='x'\n"), "lists.mapping_missing_key");
  EXPECT_EQ(code("[entry]\nschema='Person'\nid='a'\ndate_order='dym'\n[columns]\na='name'\n"),
            "lists.mapping_wrong_value");
  const auto wrong = ParseCsvMapping("[entry]\nschema = 'Person'\nid = 'a'\n[columns]\na = 7\n");
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(wrong.error().params, ElementsAre(std::pair<std::string, std::string>("key", "a"),
                                                std::pair<std::string, std::string>("line", "5")));
}

// Each ```toml block of the page is followed by a ```csv block that it reads.
TEST(CsvMapping, ReadsTheExamplesOfItsPage) {
  std::ifstream in(std::string(MAKTAB_SOURCE_DIR) + "/docs/formats/csv-mapping.md");
  ASSERT_TRUE(in) << "docs/formats/csv-mapping.md";
  std::string line, toml, text;
  std::string* block = nullptr;
  int examples = 0;
  while (std::getline(in, line)) {
    if (line == "```toml") {
      toml.clear();
      block = &toml;
    } else if (line == "```csv") {
      text.clear();
      block = &text;
    } else if (line == "```") {
      if (block == &text) {
        const Reading reading = ReadCsv(text, toml);
        EXPECT_TRUE(reading.info) << reading.error.error.code << "\n" << toml;
        EXPECT_FALSE(reading.sink.entities.empty());
        EXPECT_THAT(reading.sink.warnings, IsEmpty());
        ++examples;
      }
      block = nullptr;
    } else if (block != nullptr) {
      *block += line + "\n";
    }
  }
  EXPECT_GE(examples, 4);
}

}  // namespace
}  // namespace maktab::lists
