#include "lists/ftm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/json.h"
#include "lists/test_sink.h"

namespace maktab::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kPerson =
    R"({"id":"made-1","caption":"Zorvan Tadrak","schema":"Person","properties":{"name":["Zorvan Tadrak"],)"
    R"("weakAlias":["Lamp"],"birthDate":["1965-03"],"nationality":["MA","Spain"],"gender":["male"],"height":[1.8],)"
    R"("passportEntity":[{"id":"p","schema":"Passport","properties":{"number":["A12"],"country":["ma"]}}]},)"
    R"("datasets":["made"],"referents":["x-1"],"last_seen":"2031-01-01T00:00:00"})";

Reading ReadFtmText(const std::string& text, const ReadOptions& options = {}, std::size_t step = SIZE_MAX) {
  return ReadTexts(Format::kFtm, {{"made.ndjson", text}}, options, step);
}

TEST(FtmList, ReadsEntitiesAndNestedPapers) {
  const Reading reading = ReadFtmText(std::string("\xEF\xBB\xBF") + kPerson + "\r\n\r\n");
  ASSERT_TRUE(reading.info) << reading.error.error.code;
  const model::Entity& entity = reading.sink.Of("made-1");
  EXPECT_EQ(entity.caption, "Zorvan Tadrak");
  EXPECT_THAT(entity.Get("nationality"), ElementsAre("ma", "es"));
  EXPECT_THAT(entity.Get("birthDate"), ElementsAre("1965-03"));
  EXPECT_THAT(entity.Get("height"), ElementsAre("1.8"));
  EXPECT_THAT(entity.Get("passportNumber"), ElementsAre("A12"));
  EXPECT_EQ(reading.info->list_date, "2031-01-01T00:00:00");
}

TEST(FtmList, ReadsAnswersOfYente) {
  const std::string person = kPerson;
  const Reading search = ReadFtmText("{\"limit\":10,\"results\":[" + person + "]}");
  EXPECT_EQ(search.sink.entities.size(), 1U);
  const Reading match = ReadFtmText("{\"responses\":{\"q1\":{\"status\":200,\"results\":[" + person + "]}}}");
  EXPECT_EQ(match.sink.entities.size(), 1U);
}

TEST(FtmList, CountsWhatMaktabDoesNotCheckAndRefusesWhatNobodyKnows) {
  const std::string text =
      "{\"id\":\"a\",\"schema\":\"Sanction\",\"properties\":{}}\n"
      "{\"id\":\"b\",\"schema\":\"Address\",\"properties\":{}}\n"
      "{\"id\":\"c\",\"schema\":\"Persn\",\"properties\":{\"name\":[\"A\"]}}\n[1]\n";
  EXPECT_EQ(ReadFtmText(text).error.error.code, "entity.unknown_schema");
  EXPECT_EQ(ReadFtmText(text).error.line, 3U);
  const Reading reading = ReadFtmText(text, SkippingBad());
  EXPECT_EQ(reading.info->ignored, 2U);
  ASSERT_EQ(reading.sink.bad.size(), 2U);
  EXPECT_EQ(reading.sink.bad[1].error.code, "entity.not_object");
}

TEST(FtmList, FindsALongLineWithLittleMemoryAndGoesOn) {
  ReadOptions options = SkippingBad();
  options.limits.entry_bytes = 1'000;
  const std::string text = std::string(kPerson) + "\n{\"id\":\"" + std::string(3'000'000, 'x') + "\"}\n" +
                           R"({"id":"made-2","schema":"Person","properties":{"name":["Ola"]}})";
  for (const std::size_t step : {std::size_t(999), SIZE_MAX}) {
    const Reading reading = ReadFtmText(text, options, step);
    ASSERT_TRUE(reading.info);
    EXPECT_EQ(reading.sink.entities.size(), 2U);
    EXPECT_EQ(reading.sink.lines.at("made-2"), 3U);
    ASSERT_EQ(reading.sink.bad.size(), 1U);
    EXPECT_EQ(reading.sink.bad[0].error.code, "lists.entry_too_large");
    EXPECT_EQ(reading.sink.bad[0].line, 2U);
  }
}

// Gives one endless line without holding it.
class EndlessSource final : public ByteSource {
 public:
  explicit EndlessSource(std::uint64_t size) : left_(size) {}
  base::Result<std::size_t> Read(char* to, std::size_t size) override {
    const std::size_t give = std::size_t(std::min<std::uint64_t>(size, left_));
    std::fill_n(to, give, 'x');
    left_ -= give;
    largest_ = std::max(largest_, size);
    return give;
  }
  std::string_view name() const override { return "endless"; }

 private:
  std::uint64_t left_;
  std::size_t largest_ = 0;
};

TEST(FtmList, SurvivesALineOfAGigabyte) {
  TestSink sink;
  std::vector<std::unique_ptr<ByteSource>> files;
  files.push_back(std::make_unique<EndlessSource>(1'000'000'000));
  const auto result = ReadList(Format::kFtm, std::move(files), SkippingBad(), sink);
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(sink.bad.size(), 1U);
  EXPECT_EQ(sink.bad[0].error.code, "lists.entry_too_large");
  EXPECT_EQ(sink.bytes, 1'000'000'000U);
}

TEST(FtmList, TellsBadLinesApart) {
  const std::string person = kPerson;
  const Reading reading = ReadFtmText(
      person + "\n{\"id\":\n{\"id\":\"\xC3(\"}\n" + person + "\n" + person.substr(0, person.size() / 2), SkippingBad());
  ASSERT_EQ(reading.sink.bad.size(), 4U);
  EXPECT_EQ(reading.sink.bad[0].error.code, "lists.bad_json");
  EXPECT_EQ(reading.sink.bad[1].error.code, "lists.invalid_utf8");
  EXPECT_EQ(reading.sink.bad[2].error.code, "lists.doubled_id");
  EXPECT_EQ(reading.sink.bad[2].Param("first_line"), "1");
  EXPECT_EQ(reading.sink.bad[3].error.code, "lists.truncated");
  EXPECT_EQ(ReadFtmText(" \n\n").error.error.code, "lists.empty");
  EXPECT_EQ(ReadFtmText(std::string(100, '[') + std::string(100, ']')).error.error.code, "json.too_deep");
}

TEST(FtmList, KeepsNoNamesOnVehiclesAndPapers) {
  const Reading reading = ReadFtmText(
      R"({"id":"v","schema":"Vehicle","properties":{"name":["Ola Lamp"],"owner":["Ola"],"vin":["1M8GDM9AXKP042788"]}})");
  EXPECT_THAT(reading.sink.Of("v").Get("name"), IsEmpty());
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.names_removed"));
}

TEST(FtmList, TakesAnUnreadableDateAsAWarning) {
  const Reading reading = ReadFtmText(
      R"({"id":"v","schema":"Person","properties":{"name":["Ola"],"birthDate":["long ago","1965-02-30","1965"]}})");
  EXPECT_THAT(reading.sink.Of("v").Get("birthDate"), ElementsAre("1965"));
  ASSERT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.unreadable_date"));
  EXPECT_EQ(reading.sink.warnings[0].Param("value"), "long ago");
}

TEST(FtmList, NumbersManyIdsWithoutMistakingThem) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) {
    text += "{\"id\":\"" + std::to_string(i) + R"(","schema":"Person","properties":{"name":["A"]}})" + "\n";
  }
  const Reading reading = ReadFtmText(text + "{\"id\":\"17\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}");
  EXPECT_EQ(reading.sink.entities.size(), 5'000U);
  EXPECT_EQ(reading.error.Param("first_line"), "18");
}

TEST(FtmWriter, GivesBackWhatWasRead) {
  const model::Entity entity = ReadFtmText(kPerson).sink.Of("made-1");
  FtmContext context;
  context.datasets = {"made"};
  context.last_seen = "2031-01-01T00:00:00";
  const std::string line = WriteFtm(entity, context);
  const auto json = base::JsonDocument::Parse(line);
  ASSERT_TRUE(json.ok()) << line;
  EXPECT_EQ(json->root()["schema"].string(), "Person");
  EXPECT_EQ(json->root()["referents"].strings(), Strings{"x-1"});
  EXPECT_EQ(json->root()["datasets"].strings(), Strings{"made"});
  EXPECT_FALSE(json->root()["first_seen"].present());
  const model::Entity again = ReadFtmText(line).sink.Of("made-1");
  EXPECT_EQ(again.properties(), entity.properties());
}

TEST(FtmWriter, RoundTripsAnyText) {
  EXPECT_TRUE(rc::check("an entity's texts survive being written and read", [] {
    model::Entity entity;
    entity.id = "id" + std::to_string(*rc::gen::inRange(0, 1000));
    const auto letters = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
    Draft draft(1, model::Schema::kPerson);
    entity.Add("name", "A" + draft.Clean(letters));
    const auto found = ReadFtmText(WriteFtm(entity, {})).sink.Of(entity.id);
    RC_ASSERT(found.properties() == entity.properties());
  }));
}

}  // namespace
}  // namespace maktab::lists
