#include "lists/interpol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/json.h"
#include "lists/interpol_notice.h"
#include "lists/interpol_write.h"
#include "lists/test_sink.h"

namespace maktab::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TestFile Fixture(const std::string& name) {
  std::ifstream in(std::string(MAKTAB_SOURCE_DIR) + "/src/lists/testdata/interpol/" + name, std::ios::binary);
  return {name, std::string(std::istreambuf_iterator<char>(in), {})};
}

Reading ReadNotices(const std::vector<TestFile>& files, const ReadOptions& options = {}, std::size_t step = SIZE_MAX) {
  return ReadTexts(Format::kInterpol, files, options, step);
}

std::string Item(const std::string& id, const std::string& colour = "red") {
  return R"({"forename":"A","name":"B","entity_id":")" + id +
         R"(","_links":{"self":{"href":"https://e.example/notices/v1/)" + colour + "/1\"}}}";
}

std::string Page(int total, int page, const std::vector<std::string>& ids) {
  std::string notices;
  for (const std::string& id : ids) notices += (notices.empty() ? "" : ",") + Item(id);
  return R"({"total":)" + std::to_string(total) + R"(,"query":{"page":)" + std::to_string(page) +
         R"(,"resultPerPage":160},"_embedded":{"notices":[)" + notices +
         R"(]},"_links":{"self":{"href":"https://e.example/notices/v1/red?page=)" + std::to_string(page) + "\"}}}\n";
}

TEST(InterpolNotices, JoinDetailsToTheList) {
  const Reading reading = ReadNotices({Fixture("red_page_1.json"), Fixture("red_details.ndjson")});
  ASSERT_TRUE(reading.info) << reading.error.error.code << " " << reading.error.line;
  const model::Entity& full = reading.sink.Of("2031/900001");
  EXPECT_THAT(full.Get("name"), ElementsAre("ZORVAN MEL TADRAK"));
  EXPECT_THAT(full.Get("noticeType"), ElementsAre("red"));
  EXPECT_THAT(full.Get("charge"), ElementsAre("Made-up charge of lamp theft", "Robo de lámparas inventado"));
  EXPECT_THAT(full.Get("warrantCountry"), ElementsAre("ma", "es"));
  EXPECT_THAT(full.Get("chargeTranslation"), IsEmpty());
  EXPECT_THAT(full.Get("gender"), ElementsAre("male"));
  EXPECT_THAT(full.Get("birthDate"), ElementsAre("1965-03-12"));
  EXPECT_THAT(full.Get("birthCountry"), ElementsAre("ma"));
  EXPECT_THAT(full.Get("eyeColor"), ElementsAre("BRO"));
  EXPECT_THAT(full.Get("height"), ElementsAre("1.75"));
  EXPECT_NE(full.source_record.find("Made-up charge"), std::string::npos);
  EXPECT_EQ(reading.info->ignored, 1U);  // the pictures
}

TEST(InterpolNotices, AreTheSameInAnyOrderOfFiles) {
  const Reading one = ReadNotices({Fixture("red_page_1.json"), Fixture("red_details.ndjson")});
  const Reading other = ReadNotices({Fixture("red_details.ndjson"), Fixture("red_page_1.json")}, {}, 5);
  ASSERT_EQ(one.sink.entities.size(), other.sink.entities.size());
  for (const model::Entity& entity : one.sink.entities) {
    EXPECT_EQ(model::WriteEntity(entity), model::WriteEntity(other.sink.Of(entity.id)));
  }
}

TEST(InterpolNotices, KeepTheOddWaysOfTheService) {
  const Reading reading = ReadNotices({Fixture("red_page_1.json"), Fixture("red_details.ndjson")});
  const model::Entity& year = reading.sink.Of("2031/900002");
  EXPECT_THAT(year.Get("birthDate"), ElementsAre("1975"));
  EXPECT_THAT(year.Get("nationality"), ElementsAre("fr", "ma", "914"));
  const model::Entity& named = reading.sink.Of("2031/900004");  // came with a dash
  EXPECT_THAT(named.Get("birthDate"), ElementsAre("1985-03"));
  EXPECT_THAT(named.Get("name"), ElementsAre("D'ÉLA-NOÛR AL-LÁMPI العلمبي"));
}

TEST(InterpolNotices, TakeADashAndZerosAsNothing) {
  const Reading reading = ReadNotices({Fixture("red_page_1.json")});
  const model::Entity& entity = reading.sink.Of("2031/900003");
  EXPECT_THAT(entity.Get("name"), ElementsAre("WICKAM"));
  EXPECT_THAT(entity.Get("firstName"), IsEmpty());
  EXPECT_THAT(entity.Get("birthDate"), IsEmpty());
  EXPECT_THAT(entity.Get("nationality"), IsEmpty());
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.interpol_incomplete"));
}

TEST(InterpolNotices, LeaveOutWhatWasWithdrawn) {
  const Reading reading = ReadNotices({Fixture("red_page_1.json"), Fixture("red_details.ndjson")});
  EXPECT_TRUE(reading.sink.Of("2031/900003").id.empty());
  ASSERT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.interpol_withdrawn", "lists.interpol_incomplete"));
  EXPECT_EQ(reading.sink.warnings[0].Param("id"), "2031/900003");
}

TEST(InterpolNotices, ReadYellowAndUnNotices) {
  const Reading reading = ReadNotices({Fixture("yellow_un.json")});
  ASSERT_TRUE(reading.info) << reading.error.error.code;
  const model::Entity& missing = reading.sink.Of("2031/800001");
  EXPECT_THAT(missing.Get("noticeType"), ElementsAre("yellow"));
  EXPECT_THAT(missing.Get("previousName"), ElementsAre("MIRA OLDLAMP"));
  EXPECT_THAT(missing.Get("fatherName"), ElementsAre("PAVEL OLDLAMP"));
  EXPECT_THAT(missing.Get("motherName"), ElementsAre("JANA WICK"));
  EXPECT_THAT(missing.Get("eventDate"), ElementsAre("2021-02-01"));
  const model::Entity& body = reading.sink.Of("2031/700001");
  EXPECT_EQ(body.schema, model::Schema::kOrganization);
  EXPECT_THAT(body.Get("alias"), ElementsAre("Wick House"));
  EXPECT_THAT(body.Get("previousName"), ElementsAre("Lamp Circle"));
  EXPECT_THAT(body.Get("program"), ElementsAre("UNSCR 1267"));
  EXPECT_THAT(body.Get("registrationNumber"), ElementsAre("RC 77"));
  const model::Entity& person = reading.sink.Of("2031/700002");
  EXPECT_EQ(person.schema, model::Schema::kPerson);
  EXPECT_THAT(person.Get("name"), ElementsAre("NUR LAMPI", "نور اللامبي"));
  EXPECT_THAT(person.Get("passportNumber"), ElementsAre("XZ 123456"));
}

TEST(InterpolNotices, TellThatPagesRepeatedThemselves) {
  std::vector<std::string> ids;
  for (int i = 0; i < 160; ++i) ids.push_back("2031/" + std::to_string(i));
  const Reading reading = ReadNotices({{"p1", Page(6520, 1, ids)}, {"p2", Page(6520, 2, ids)}});
  EXPECT_EQ(reading.sink.entities.size(), 160U);
  ASSERT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.interpol_incomplete"));
  EXPECT_EQ(reading.sink.warnings[0].Param("obtained"), "160");
  EXPECT_EQ(reading.sink.warnings[0].Param("total"), "6520");
}

TEST(InterpolNotices, AreCompleteWhenAllPagesAreThere) {
  const Reading reading = ReadNotices({{"p", Page(3, 1, {"2031/1", "2031/2"}) + Page(3, 2, {"2031/3"})}});
  EXPECT_THAT(reading.sink.warnings, IsEmpty());
  EXPECT_EQ(reading.sink.entities.size(), 3U);
}

TEST(InterpolNotices, OfOnePersonUnderTwoColoursAreOneEntity) {
  const Reading reading = ReadNotices({{"a", Item("2031/1", "red")}, {"b", Item("2031/1", "yellow")}});
  ASSERT_EQ(reading.sink.entities.size(), 1U);
  EXPECT_THAT(reading.sink.entities[0].Get("noticeType"), ElementsAre("red", "yellow"));
}

TEST(InterpolNotices, TellBadTextApart) {
  EXPECT_EQ(ReadNotices({{"a", ""}}).error.error.code, "lists.empty");
  EXPECT_EQ(ReadNotices({{"a", "\n\n {\"entity_id\":"}}).error.error.code, "lists.truncated");
  EXPECT_EQ(ReadNotices({{"a", "\n\n {\"entity_id\":"}}).error.line, 3U);
  const Reading reading = ReadNotices({{"a", "hello\n{\"a\":1}\n{bad}\n{\"entity_id\":\"1\"}\n{\"x\":\"\xFF\"}\n" +
                                                 std::string("{\"status\":404}\n") + Item("2031/5")}},
                                      SkippingBad());
  ASSERT_TRUE(reading.info);
  std::vector<std::pair<std::uint64_t, std::string>> bad;
  for (const Told& told : reading.sink.bad) bad.emplace_back(told.line, told.error.code);
  EXPECT_THAT(bad, ElementsAre(std::pair(1U, "lists.bad_json"), std::pair(2U, "lists.interpol_not_notice"),
                               std::pair(3U, "lists.bad_json"), std::pair(4U, "lists.interpol_colour"),
                               std::pair(5U, "lists.invalid_utf8"), std::pair(6U, "lists.interpol_not_notice")));
  EXPECT_EQ(reading.sink.entities.size(), 1U);
}

TEST(InterpolNotices, BoundWhatTheyHold) {
  ReadOptions options = SkippingBad();
  options.limits.document_bytes = 100;
  const Reading reading = ReadNotices({{"a", "{\"x\":\"" + std::string(5'000, 'y') + "\"}\n"}}, options, 64);
  ASSERT_EQ(reading.sink.bad.size(), 1U);
  EXPECT_EQ(reading.sink.bad[0].error.code, "lists.entry_too_large");
  options.limits = {};
  options.limits.held_bytes = 1'000;
  std::string many;
  for (int i = 0; i < 50; ++i) many += Item("2031/" + std::to_string(i)) + "\n";
  EXPECT_EQ(ReadNotices({{"a", many}}, options).error.error.code, "lists.too_much_held");
}

TEST(InterpolWriter, GivesANoticeBackAsItCame) {
  const Reading reading = ReadNotices({Fixture("red_details.ndjson")});
  const model::Entity& entity = reading.sink.Of("2031/900001");
  const std::string text = WriteInterpolDetail(entity, {"red", "https://bureau.example"});
  const auto json = base::JsonDocument::Parse(text);
  ASSERT_TRUE(json.ok()) << text;
  const base::JsonRef root = json->root();
  EXPECT_EQ(root["arrest_warrants"].elements().size(), 2U);
  EXPECT_EQ(root["weight"].integer(), 70);
  EXPECT_EQ(root["entity_id"].string(), "2031/900001");
  EXPECT_EQ(root["_links"]["self"]["href"].string(), "https://bureau.example/notices/v1/red/2031-900001");
  const auto item = base::JsonDocument::Parse(WriteInterpolItem(entity, {"red", "https://bureau.example"}));
  ASSERT_TRUE(item.ok());
  EXPECT_FALSE(item->root()["arrest_warrants"].present());
  EXPECT_EQ(item->root()["forename"].string(), "ZORVAN MEL");
  EXPECT_EQ(item->root()["nationalities"].strings(), Strings{"MA"});
}

TEST(InterpolWriter, BuildsANoticeOfAnEntityThatCameOtherwise) {
  model::Entity entity;
  entity.id = "9001";
  entity.Add("name", "Zorvan Tadrak");
  entity.Add("birthDate", "1965-03");
  entity.Add("nationality", "ma");
  entity.Add("unReference", "EXi.001");
  const std::string text = WriteInterpolDetail(entity, {"un", "https://b.example"});
  const auto json = base::JsonDocument::Parse(text);
  ASSERT_TRUE(json.ok()) << text;
  EXPECT_EQ(json->root()["date_of_birth"].string(), "1965/03/00");
  EXPECT_EQ(json->root()["_links"]["self"]["href"].string(), "https://b.example/notices/v1/un/persons/9001");
  EXPECT_TRUE(json->root()["forename"].is_null());
  // What is written can be read again.
  const Reading again = ReadNotices({{"a", text}});
  EXPECT_THAT(again.sink.Of("9001").Get("birthDate"), ElementsAre("1965-03"));
  EXPECT_THAT(again.sink.Of("9001").Get("nationality"), ElementsAre("ma"));
}

TEST(InterpolNotice, ReadsIdsWithSlashAndDashAlike) {
  EXPECT_EQ(NoticeId("2021-75051"), "2021/75051");
  EXPECT_EQ(NoticeId("2021/75051"), "2021/75051");
  EXPECT_EQ(NoticeId("made-up-1"), "made-up-1");
}

}  // namespace
}  // namespace maktab::lists
