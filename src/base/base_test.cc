#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/result.h"
#include "base/utf8.h"

namespace maktab::base {
namespace {

Result<int> Half(int n) {
  if (n % 2 != 0) return Err("test.odd").With("n", std::to_string(n));
  return n / 2;
}

Result<int> Quarter(int n) {
  MAKTAB_ASSIGN(const int half, Half(n));
  return Half(half);
}

TEST(Result, CarriesValueOrError) {
  EXPECT_EQ(Quarter(8).value(), 2);
  const auto wrong = Quarter(6);
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, "test.odd");
  EXPECT_EQ(wrong.error().params.at(0).second, "3");
}

TEST(Instant, RoundTripsThroughText) {
  EXPECT_EQ(FormatInstant(Instant{0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_TRUE(rc::check("parse(format(x)) == x", [] {
    const auto micros = *rc::gen::inRange<std::int64_t>(-2'000'000'000'000'000, 4'000'000'000'000'000);
    RC_ASSERT(ParseInstant(FormatInstant(Instant{micros})) == Instant{micros});
  }));
}

TEST(Instant, RefusesWhatIsNoInstant) {
  for (const char* text : {"", "2026-11-21", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T20:19:00",
                           "2026-11-21T20:19:00.Z", "2026-11-21 20:19:00Z"}) {
    EXPECT_FALSE(ParseInstant(text).has_value()) << text;
  }
  EXPECT_EQ(ParseInstant("2026-11-21T20:19:00Z"), ParseInstant("2026-11-21T20:19:00.000Z"));
}

TEST(Json, WriterOutputIsReadBack) {
  EXPECT_TRUE(rc::check("any string survives", [](const std::string& bytes) {
    std::string out;
    JsonWriter(out).BeginObject().Field("k", bytes).EndObject();
    const auto document = JsonDocument::Parse(out);
    RC_ASSERT(document.ok());
    if (IsValidUtf8(bytes)) RC_ASSERT(std::string(*document->root()["k"].string()) == bytes);
  }));
}

TEST(Json, CommasAndNesting) {
  std::string out;
  JsonWriter writer(out);
  writer.BeginObject().Key("a").BeginArray().Integer(1).Number(0.5).Null().BeginObject().EndObject().EndArray();
  writer.Field("b", true).Field("c", "x").EndObject();
  EXPECT_EQ(out, R"({"a":[1,0.5,null,{}],"b":true,"c":"x"})");
}

TEST(Json, NumbersKeepTheirDecimals) {
  std::string out;
  JsonWriter(out).BeginArray().Number(0.91234567, 4).Number(1.0).Number(100).Number(0.0 / 0.0).EndArray();
  EXPECT_EQ(out, "[0.9123,1,100,null]");
}

TEST(Json, RefusesBrokenAndTooDeep) {
  EXPECT_EQ(JsonDocument::Parse("{\"a\":").error().code, "json.invalid");
  EXPECT_EQ(JsonDocument::Parse("{\"a\":\"\xff\"}").error().code, "json.invalid");
  EXPECT_EQ(JsonDocument::Parse(std::string(500, '[') + std::string(500, ']')).error().code, "json.too_deep");
}

TEST(Utf8, ValidatesAsTheStandardSays) {
  EXPECT_TRUE(IsValidUtf8("محمد ‎José 山"));
  EXPECT_FALSE(IsValidUtf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(IsValidUtf8("\xF4\x90\x80\x80"));  // beyond U+10FFFF
  EXPECT_FALSE(IsValidUtf8("\xE2\x82"));          // cut
}

TEST(Utf8, CleanTextTakesAwayWhatDeceives) {
  EXPECT_EQ(CleanText("  A\u202Eb\u200F \t c\xff\n"), "Ab c");
  EXPECT_TRUE(rc::check("clean text is valid and stable", [](const std::string& bytes) {
    const std::string once = CleanText(bytes);
    RC_ASSERT(IsValidUtf8(once));
    RC_ASSERT(CleanText(once) == once);
  }));
}

TEST(Utf8, TruncateNeverCutsALetter) {
  EXPECT_EQ(TruncateUtf8("محمد", 3), "م");
  EXPECT_EQ(TruncateUtf8("abc", 3), "abc");
}

TEST(Hash, DependsOnEveryByteAndLength) {
  EXPECT_NE(HashBytes("ab"), HashBytes("ba"));
  EXPECT_NE(HashBytes(std::string_view("a\0", 2)), HashBytes("a"));
  EXPECT_NE(HashBytes("abc", 1), HashBytes("abc", 2));
}

}  // namespace
}  // namespace maktab::base
