#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists/test_sink.h"

namespace maktab::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string List(const std::string& individuals, const std::string& entities = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<CONSOLIDATED_LIST dateGenerated=\"2031-05-04T00:00:09Z\">\n<INDIVIDUALS>\n" +
         individuals + "</INDIVIDUALS>\n<ENTITIES>\n" + entities + "</ENTITIES>\n</CONSOLIDATED_LIST>\n";
}

std::string Individual(const std::string& id, const std::string& inside = "<FIRST_NAME>ZORVAN</FIRST_NAME>") {
  return "<INDIVIDUAL>\n<DATAID>" + id + "</DATAID>\n" + inside + "</INDIVIDUAL>\n";
}

Reading ReadUnText(const std::string& text, const ReadOptions& options = {}, std::size_t step = SIZE_MAX) {
  return ReadTexts(Format::kUn, {{"un.xml", text}}, options, step);
}

constexpr const char* kFull = R"(
<FIRST_NAME>ZORVAN</FIRST_NAME><SECOND_NAME>MEL</SECOND_NAME><THIRD_NAME>TADRAK</THIRD_NAME>
<UN_LIST_TYPE>Exampleland</UN_LIST_TYPE><REFERENCE_NUMBER>EXi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>زورفان مل تدراك</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Gender: Male. A made-up man. INTERPOL-UN Security Council Special Notice web link: https://example.org/n 1</COMMENTS1>
<TITLE><VALUE>Doctor</VALUE></TITLE>
<DESIGNATION><VALUE>Keeper of the Lamp</VALUE><VALUE>Second Keeper</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>Freedonia</VALUE></NATIONALITY>
<LAST_DAY_UPDATED><VALUE>2014-01-01</VALUE><VALUE>2016-10-13</VALUE><VALUE/></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Zorvan Tadrek</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Lamp</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Zorvin</ALIAS_NAME><NOTE>previously listed as</NOTE></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><CITY>Nowhere</CITY><COUNTRY>Morocco</COUNTRY><NOTE>previous</NOTE></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1967-03-12</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1968</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Lampton</CITY><COUNTRY>Viet Nam</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Madeup passport number SE 012820</NUMBER>
  <ISSUING_COUNTRY>Syrian Arab Republic</ISSUING_COUNTRY><DATE_OF_ISSUE>2001-02-03</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>
  <NOTE>identity card number 44103, issued under another name</NOTE></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT/><SORT_KEY/><SORT_KEY_LAST_MOD/>
)";

TEST(UnList, KeepsAllThatAnIndividualSays) {
  const Reading reading = ReadUnText(List(Individual("900001", kFull)));
  ASSERT_TRUE(reading.info) << reading.error.error.code;
  EXPECT_EQ(reading.info->list_date, "2031-05-04T00:00:09Z");
  ASSERT_EQ(reading.sink.entities.size(), 1U);
  const model::Entity& entity = reading.sink.entities[0];
  EXPECT_EQ(entity.schema, model::Schema::kPerson);
  EXPECT_THAT(entity.Get("name"), ElementsAre("ZORVAN MEL TADRAK", "زورفان مل تدراك"));
  EXPECT_THAT(entity.Get("alias"), ElementsAre("Zorvan Tadrek"));
  EXPECT_THAT(entity.Get("weakAlias"), ElementsAre("Abu Lamp"));
  EXPECT_THAT(entity.Get("previousName"), ElementsAre("Zorvin"));
  EXPECT_THAT(entity.Get("position"), ElementsAre("Keeper of the Lamp", "Second Keeper"));
  EXPECT_THAT(entity.Get("nationality"), ElementsAre("ir", "Freedonia"));
  EXPECT_THAT(entity.Get("birthDate"), ElementsAre("1967-03-12", "1968", "1960/1963"));
  EXPECT_THAT(entity.Get("birthDateNote"), ElementsAre("approximately 1968"));
  EXPECT_THAT(entity.Get("birthPlace"), ElementsAre("Lampton, Viet Nam"));
  EXPECT_THAT(entity.Get("birthCountry"), ElementsAre("vn"));
  EXPECT_THAT(entity.Get("address"), ElementsAre("Nowhere, Morocco (previous)"));
  EXPECT_THAT(entity.Get("country"), IsEmpty());
  EXPECT_THAT(entity.Get("gender"), ElementsAre("male"));
  EXPECT_THAT(entity.Get("notes"), ElementsAre("Zorvin: previously listed as", "Gender: Male. A made-up man."));
  EXPECT_THAT(entity.Get("noticeUrl"), ElementsAre("https://example.org/n"));
  EXPECT_THAT(entity.Get("unReference"), ElementsAre("EXi.001"));
  EXPECT_THAT(entity.Get("program"), ElementsAre("Exampleland"));
  EXPECT_THAT(entity.Get("listingDate"), ElementsAre("2012-12-31"));
  EXPECT_THAT(entity.Get("modifiedAt"), ElementsAre("2016-10-13"));
  EXPECT_THAT(entity.Get("passportNumber"), ElementsAre("SE 012820"));
  EXPECT_THAT(entity.Get("idNumber"), ElementsAre("44103"));
  ASSERT_EQ(entity.documents.size(), 2U);
  EXPECT_EQ(entity.documents[0].country, "sy");
  EXPECT_EQ(entity.documents[0].note, "issued 2001-02-03; Madeup passport number SE 012820");
}

TEST(UnList, TakesEntitiesAsOrganizations) {
  const Reading reading =
      ReadUnText(List("",
                      "<ENTITY><DATAID>7</DATAID><FIRST_NAME>LAMP TRUST</FIRST_NAME>"
                      "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Wick Trust</ALIAS_NAME></ENTITY_ALIAS>"
                      "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Lampe</ALIAS_NAME></ENTITY_ALIAS>"
                      "<ENTITY_ADDRESS><COUNTRY>Ghana</COUNTRY></ENTITY_ADDRESS></ENTITY>"));
  const model::Entity& entity = reading.sink.Of("7");
  EXPECT_EQ(entity.schema, model::Schema::kOrganization);
  EXPECT_THAT(entity.Get("previousName"), ElementsAre("Wick Trust"));
  EXPECT_THAT(entity.Get("alias"), ElementsAre("Lampe"));
  EXPECT_THAT(entity.Get("country"), ElementsAre("gh"));
}

TEST(UnList, GivesTheSameWhateverPiecesTheFileComesIn) {
  const std::string text = List(Individual("1", kFull) + Individual("2"));
  const Reading whole = ReadUnText(text);
  const Reading pieces = ReadUnText(text, {}, 7);
  ASSERT_EQ(whole.sink.entities.size(), 2U);
  ASSERT_EQ(pieces.sink.entities.size(), 2U);
  EXPECT_EQ(model::WriteEntity(whole.sink.entities[0]), model::WriteEntity(pieces.sink.entities[0]));
  EXPECT_EQ(whole.sink.lines, pieces.sink.lines);
}

TEST(UnList, ComparesEqualWhenOnlyRemarksDiffer) {
  const auto read = [](const std::string& rest) {
    return ReadUnText(List(Individual("1", "<FIRST_NAME>ZORVAN</FIRST_NAME>" + rest))).sink.Of("1");
  };
  const model::Entity plain = read("<COMMENTS1>Seen in Nowhere.</COMMENTS1>");
  const model::Entity later = read(
      "<COMMENTS1>Seen elsewhere.</COMMENTS1><LAST_DAY_UPDATED><VALUE>2020-01-01</VALUE></LAST_DAY_UPDATED>"
      "<INDIVIDUAL_ADDRESS><CITY>Elsewhere</CITY></INDIVIDUAL_ADDRESS><SORT_KEY>9</SORT_KEY>");
  EXPECT_NE(model::WriteEntity(plain), model::WriteEntity(later));
  EXPECT_EQ(model::WriteComparable(plain), model::WriteComparable(later));
  const model::Entity named = read("<NAME_ORIGINAL_SCRIPT>زورفان</NAME_ORIGINAL_SCRIPT>");
  EXPECT_NE(model::WriteComparable(plain), model::WriteComparable(named));
}

TEST(UnList, RefusesTwoEntriesOfOneIdWithBothLines) {
  const Reading reading = ReadUnText(List(Individual("1") + Individual("2") + Individual("1")));
  EXPECT_EQ(reading.error.error.code, "lists.doubled_id");
  EXPECT_EQ(reading.error.Param("first_line"), "4");
  EXPECT_EQ(reading.error.line, 10U);
  EXPECT_EQ(reading.error.Param("file"), "un.xml");
}

TEST(UnList, SkipsBadEntriesWhenAsked) {
  const std::string text = List(Individual("1", "") + Individual("") + Individual("3") + Individual("3"));
  EXPECT_EQ(ReadUnText(text).error.error.code, "entity.no_name");
  const Reading reading = ReadUnText(text, SkippingBad());
  ASSERT_TRUE(reading.info);
  EXPECT_EQ(reading.sink.entities.size(), 1U);
  ASSERT_EQ(reading.sink.bad.size(), 3U);
  EXPECT_EQ(reading.sink.bad[0].line, 4U);
  EXPECT_EQ(reading.sink.bad[1].error.code, "entity.no_id");
  EXPECT_EQ(reading.sink.bad[2].error.code, "lists.doubled_id");
}

TEST(UnList, SaysThatAFileIsCutWhereverItIsCut) {
  const std::string text = List(Individual("1", kFull) + Individual("2"));
  for (std::size_t size = 100; size < text.size() - 30; size += 37) {
    const Reading reading = ReadUnText(text.substr(0, size), SkippingBad());
    EXPECT_FALSE(reading.info) << size;
    EXPECT_EQ(reading.error.error.code, "lists.truncated") << size << " " << reading.error.error.log;
    EXPECT_GT(reading.error.line, 0U);
  }
  EXPECT_EQ(ReadUnText("").error.error.code, "lists.empty");
  EXPECT_EQ(ReadUnText(" \n").error.error.code, "lists.empty");
}

TEST(UnList, TellsWrongFilesApart) {
  EXPECT_EQ(ReadUnText("<html><body/></html>").error.Param("root"), "html");
  EXPECT_EQ(ReadUnText("<html><body/></html>").error.error.code, "lists.wrong_root");
  EXPECT_EQ(ReadUnText("{\"id\":1}").error.error.code, "lists.not_xml");
  EXPECT_EQ(ReadUnText(List("<INDIVIDUAL></ENTITY>")).error.error.code, "lists.not_xml");
  EXPECT_EQ(ReadTexts(Format::kUn, {{"a", "x"}, {"b", "y"}}).error.error.code, "lists.one_file");
  EXPECT_EQ(ReadTexts(Format::kUn, {}).error.error.code, "lists.no_file");
}

TEST(UnList, FindsInvalidUtf8ByItsLine) {
  const std::string text = List(Individual("1") + Individual("2", "<FIRST_NAME>ZOR\xFFVAN</FIRST_NAME>"));
  for (const std::size_t step : {std::size_t(3), SIZE_MAX}) {
    const Reading reading = ReadUnText(text, {}, step);
    EXPECT_EQ(reading.error.error.code, "lists.invalid_utf8");
    EXPECT_EQ(reading.error.line, 9U);
  }
}

TEST(UnList, RefusesAnXmlBombAtOnce) {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE l [\n<!ENTITY a \"aaaaaaaaaa\">\n";
  for (char c = 'b'; c <= 'k'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + char(c - 1) + ";";
    bomb += "\">\n";
  }
  bomb +=
      "]>\n<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>&k;</DATAID></INDIVIDUAL></INDIVIDUALS></"
      "CONSOLIDATED_LIST>";
  const Reading reading = ReadUnText(bomb);
  EXPECT_EQ(reading.error.error.code, "lists.xml_entities");
  EXPECT_EQ(reading.error.line, 3U);
  EXPECT_THAT(reading.sink.entities, IsEmpty());
}

TEST(UnList, NeverReadsAnExternalEntity) {
  const Reading reading = ReadUnText(
      "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n"
      "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>&x;</DATAID></INDIVIDUAL></INDIVIDUALS></"
      "CONSOLIDATED_LIST>");
  EXPECT_EQ(reading.error.error.code, "lists.xml_entities");
}

TEST(UnList, BoundsDepthEntryAndToken) {
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "<X>";
  EXPECT_EQ(ReadUnText(List("<INDIVIDUAL>" + deep)).error.error.code, "lists.too_deep");
  ReadOptions options;
  options.limits.entry_bytes = 200'000;
  const std::string long_text(300'000, 'x');
  EXPECT_EQ(ReadUnText(List(Individual("1", "<COMMENTS1>" + long_text + "</COMMENTS1>")), options).error.error.code,
            "lists.entry_too_large");
  EXPECT_EQ(ReadUnText(List("<!--" + long_text + "-->"), options).error.error.code, "lists.entry_too_large");
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "<X/>";
  EXPECT_EQ(ReadUnText(List(Individual("1", many)), options).error.error.code, "lists.entry_too_large");
}

TEST(UnList, TakesBidirectionalControlsOutAndSaysSo) {
  const Reading reading =
      ReadUnText(List(Individual("1", "<FIRST_NAME>ZOR\u202EVAN\u2066</FIRST_NAME>") + Individual("2")));
  EXPECT_THAT(reading.sink.Of("1").Get("name"), ElementsAre("ZORVAN"));
  ASSERT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.text_cleaned"));
  EXPECT_EQ(reading.sink.warnings[0].line, 4U);
}

TEST(UnList, TellsThatLettersWereLostBefore) {
  const Reading reading = ReadUnText(List(Individual("1", "<FIRST_NAME>ZOR\uFFFDVAN</FIRST_NAME>")));
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.text_damaged"));
}

TEST(UnList, CutsAnEndlessNameAndSaysSo) {
  const std::string name(20'000, 'Z');
  const Reading reading = ReadUnText(List(Individual("1", "<FIRST_NAME>" + name + "</FIRST_NAME>")));
  EXPECT_EQ(reading.sink.Of("1").First("name").size(), model::kMaxValueBytes);
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.value_cut"));
}

TEST(UnList, StopsWhenTheSinkSaysSo) {
  std::string many;
  for (int i = 1; i < 20'000; ++i) many += Individual(std::to_string(i));
  Reading reading;
  reading.sink.cancel_after = 100'000;
  std::vector<std::unique_ptr<ByteSource>> files;
  files.push_back(std::make_unique<MemorySource>("un.xml", List(many)));
  const auto result = ReadList(Format::kUn, std::move(files), {}, reading.sink);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, "test.cancelled");
  EXPECT_LT(reading.sink.entities.size(), 19'999U);
}

}  // namespace
}  // namespace maktab::lists
