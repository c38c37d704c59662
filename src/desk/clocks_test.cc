// Clocks with calendars, what a later holiday does to them, their alarms, and the board.
#include "desk/clocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

#include "desk/board.h"
#include "desk/demo.h"
#include "desk/demo_requests.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;

base::Instant At(const std::string& text) {
  return *base::ParseInstant(text);
}

std::string Due(const std::string& changes, const std::string& from, const std::string& bureau = "MA",
                const Values& values = {}) {
  const auto registers = model::Registers::Load(model::Definitions());
  Settings settings;
  settings.bureau = bureau;
  settings.zone = "Africa/Casablanca";
  const Clocks clocks(*registers, settings);
  model::DeadlineRule rule = *registers->FindRule("national_service");  // 3 working days
  rule.limit.rolls = changes == "rolls";
  if (rule.limit.rolls) rule.limit.unit = calendar::LimitUnit::kCalendarDays;
  if (changes == "partner" || changes == "ES") rule.calendar = changes;
  const Clocks::Due due = clocks.DueOf(rule, values, At(from));
  return base::FormatInstant(due.at).substr(0, 16) + " " + due.calendar;
}

TEST(Clocks, TheCalendarIsTheRules) {
  // Wednesday 4 November 2026; the 6th is the Green March. Rabat is an hour ahead of UTC.
  EXPECT_EQ(Due("", "2026-11-04T09:00:00Z"), "2026-11-10T23:00 bureau");
  EXPECT_EQ(Due("", "2026-11-04T09:00:00Z", "FR"), "2026-11-09T23:00 bureau");
  EXPECT_EQ(Due("", "2026-11-04T09:00:00Z", "XX"), "2026-11-09T23:00 bureau");
  EXPECT_EQ(Due("ES", "2026-11-04T09:00:00Z"), "2026-11-09T23:00 ES");
  EXPECT_EQ(Due("partner", "2026-11-04T09:00:00Z", "MA", {{"partner", "\"ES\""}}), "2026-11-09T23:00 ES");
  EXPECT_EQ(Due("partner", "2026-11-04T09:00:00Z", "MA", {{"partner", "\"JP\""}}), "2026-11-10T23:00 bureau")
      << "nobody knows the working days there";
  // Three days after the 3rd is the 6th, a holiday before a weekend.
  EXPECT_EQ(Due("rolls", "2026-11-03T09:00:00Z"), "2026-11-09T23:00 bureau");
}

TEST(Clocks, ADateBeginsWithItsFirstMidnightThere) {
  const auto registers = model::Registers::Load(model::Definitions());
  Settings settings;
  settings.zone = "Africa/Casablanca";
  const Clocks clocks(*registers, settings);
  model::DeadlineRule rule = *registers->FindRule("D03");
  rule.from_field = "day";
  const base::Instant now = At("2026-11-22T10:00:00Z");
  EXPECT_EQ(clocks.StartOf(rule, {{"day", "\"2026-11-20\""}}, now), At("2026-11-19T23:00:00Z"));
  EXPECT_EQ(clocks.StartOf(rule, {{"day", "\"2026-11-20T05:00:00.000000Z\""}}, now), At("2026-11-20T05:00:00Z"));
  EXPECT_EQ(clocks.StartOf(rule, {}, now), now);
}

class ClockedRequest : public ::testing::Test {
 protected:
  store::Record Begin(const std::string& priority = "routine") {
    const auto document = base::JsonDocument::Parse(
        R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":")" +
        priority + R"(","received_at":")" + base::FormatInstant(bureau.clock.Now()) + R"(","summary":"Made up"})");
    ActionRequest request;
    request.values = document->root();
    return bureau.records->Create(TestBureau::Who(Role::kOfficer), "requests", request).value();
  }
  void Act(store::Record& record, const std::string& action, const std::string& values = "{}",
           Role role = Role::kOfficer) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    record = bureau.records->Act(TestBureau::Who(role), record.id, action, record.version, request).value();
  }
  ClockView ClockOf(const store::Record& record) {
    return bureau.records->Open(TestBureau::Who(Role::kOfficer), record.id)->clocks.at(0);
  }
  Board Read(const BoardFilter& filter = {}) {
    return ReadBoard(*bureau.parts, TestBureau::Who(Role::kOfficer), filter).value();
  }

  TestBureau bureau;
};

TEST_F(ClockedRequest, AlarmsGoOffByTheShareThatIsUsed) {
  const store::Record record = Begin("urgent_direct");  // eight hours
  EXPECT_EQ(ClockOf(record).alarm, 0);
  bureau.clock.Advance(4 * kHour);
  EXPECT_EQ(ClockOf(record).alarm, 50);
  EXPECT_DOUBLE_EQ(ClockOf(record).share, 0.5);
  bureau.clock.Advance(2 * kHour);
  EXPECT_EQ(ClockOf(record).alarm, 75);
  bureau.clock.Advance(2 * kHour + 1);
  EXPECT_EQ(ClockOf(record).alarm, 90);
  EXPECT_TRUE(ClockOf(record).late);
  EXPECT_EQ(bureau.store->FindRecord(record.id, store::Viewer::Program()).value()->state, "registered")
      << "late is no state";
}

TEST_F(ClockedRequest, WhatStandsStillUsesNothing) {
  store::Record record = Begin("urgent_direct");
  bureau.clock.Advance(4 * kHour);
  Act(record, "ask_clarification");
  EXPECT_NE(record.due_at.micros, 0) << "the clock of the clarification runs";
  EXPECT_EQ(record.due_rule, "clarification");
  bureau.clock.Advance(100 * kHour);
  EXPECT_DOUBLE_EQ(ClockOf(record).share, 0.5);
  EXPECT_FALSE(ClockOf(record).late);
  Act(record, "clarified");
  EXPECT_DOUBLE_EQ(ClockOf(record).share, 0.5);
  EXPECT_EQ(record.due_rule, "D01");
  EXPECT_EQ(record.due_at.micros - record.due_from.micros, 8 * kHour);
  bureau.clock.Advance(2 * kHour);
  EXPECT_EQ(ClockOf(record).alarm, 75);
  EXPECT_FALSE(ClockOf(record).recounted_due_at.has_value()) << "counted again it is the same";
  const store::Deadline before = ClockOf(record).deadline;
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  EXPECT_EQ(ClockOf(record).deadline.counted_from, before.counted_from) << "P2";
}

TEST_F(ClockedRequest, AHolidayAddedLaterMovesNothingUntilSomebodyCountsAgain) {
  bureau.clock.Set(At("2026-11-04T09:00:00Z"));
  store::Record record = Begin();
  Act(record, "accept",
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})");
  Act(record, "assign", R"({"unit":"central_bureau"})");
  Act(record, "ask_national", R"({"service":"Civil registry","question":"Is he known?"})");
  const auto service_clock = [&](RecordDesk& desk) {
    return desk.Open(TestBureau::Who(Role::kOfficer), record.id)->clocks.at(1);
  };
  EXPECT_EQ(base::FormatInstant(service_clock(*bureau.records).deadline.due_at), "2026-11-10T00:00:00.000000Z");
  // The bureau adds a day off and starts again.
  const std::filesystem::path folder = bureau.folder / "definitions";
  std::filesystem::create_directories(folder / "calendars");
  std::ofstream(folder / "calendars" / "bureau.toml")
      << "id = \"bureau\"\nname = { ar = \"أ\", en = \"a\", fr = \"a\", es = \"a\" }\nsource = \"Order\"\n[[holiday]]\n"
         "id = \"removal\"\nname = { ar = \"أ\", en = \"a\", fr = \"a\", es = \"a\" }\ndates = [\"2026-11-06\"]\n";
  const auto registers = model::Registers::Load(*model::Definitions::WithOverrides(folder));
  ASSERT_TRUE(registers.ok());
  const Parts later{*bureau.store,  bureau.engine, *bureau.words, *bureau.purposes, *registers,
                    *bureau.tables, bureau.clock,  bureau.folder, Settings()};
  RecordDesk desk(later, bureau.events, *bureau.files, *bureau.cross_check, *bureau.subject_index);
  EXPECT_EQ(base::FormatInstant(service_clock(desk).deadline.due_at), "2026-11-10T00:00:00.000000Z");
  EXPECT_EQ(base::FormatInstant(*service_clock(desk).recounted_due_at), "2026-11-11T00:00:00.000000Z");
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  EXPECT_EQ(base::FormatInstant(service_clock(desk).deadline.due_at), "2026-11-10T00:00:00.000000Z");
  ActionRequest request;
  request.reason = "6 November was given off";
  ASSERT_TRUE(desk.Act(TestBureau::Who(Role::kSupervisor), record.id, "recount", record.version, request).ok());
  EXPECT_EQ(base::FormatInstant(service_clock(desk).deadline.due_at), "2026-11-11T00:00:00.000000Z");
  EXPECT_FALSE(service_clock(desk).recounted_due_at.has_value());
}

TEST_F(ClockedRequest, ACorrectedArrivalMovesItsClock) {
  store::Record record = Begin("urgent_direct");  // eight hours
  const base::Instant first = record.due_at;
  const auto earlier = [&](std::int64_t hours) {
    return R"({"received_at":")" + base::FormatInstant({first.micros - (8 + hours) * kHour}) + R"("})";
  };
  Act(record, "amend", R"({"facts":"More of it"})");
  EXPECT_EQ(record.due_at, first) << "nothing that it counts from";
  Act(record, "amend", earlier(3));
  EXPECT_EQ(record.due_at.micros, first.micros - 3 * kHour);
  const auto clocks = bureau.records->Open(TestBureau::Who(Role::kOfficer), record.id)->clocks;
  EXPECT_EQ(std::count_if(clocks.begin(), clocks.end(), [](const ClockView& one) { return one.deadline.open(); }), 1);
  const auto runs = [](const ClockView& one) { return one.deadline.state == "running"; };
  EXPECT_NEAR(std::find_if(clocks.begin(), clocks.end(), runs)->share, 3.0 / 8, 0.001) << "it has run for three hours";
  // One that stood still keeps the time that it stood.
  Act(record, "ask_clarification");
  bureau.clock.Advance(2 * kHour);
  Act(record, "clarified", R"({"facts":"More"})");
  EXPECT_EQ(record.due_at.micros, first.micros - kHour);
  Act(record, "amend", earlier(5));
  EXPECT_EQ(record.due_at.micros, first.micros - 3 * kHour);
  Act(record, "recount", "{}", Role::kSupervisor);
  EXPECT_EQ(record.due_at.micros, first.micros - 3 * kHour) << "counted again it is the same";
}

TEST_F(ClockedRequest, EachClockIsInOneFigureOfTheBoard) {
  bureau.clock.Set(At("2026-11-02T09:00:00Z"));
  store::Record late = Begin("urgent_direct");
  bureau.clock.Set(At("2026-11-03T09:00:00Z"));
  Begin();  // until the end of the 10th
  store::Record paused = Begin();
  Act(paused, "ask_clarification");
  EXPECT_EQ(Read().total, (BoardCounts{{"late", 1}, {"later", 2}, {"paused", 1}})) << "the clarification is later, too";
  bureau.clock.Set(At("2026-11-08T09:00:00Z"));
  EXPECT_EQ(Read().total.at("50"), 1);
  bureau.clock.Set(At("2026-11-10T09:00:00Z"));
  EXPECT_EQ(Read().total.at("today"), 1);
  bureau.clock.Set(At("2026-11-11T00:00:00Z"));
  EXPECT_EQ(Read().total.at("today"), 1) << "due at this instant";
  bureau.clock.Advance(1);
  const Board board = Read();
  EXPECT_EQ(board.total.at("late"), 2);
  EXPECT_EQ(board.clocks.at(0).clock.number, late.number) << "what is due first comes first";
  std::map<std::string, std::int64_t> behind;
  for (const BoardClock& line : board.clocks) ++behind[line.figure];
  EXPECT_EQ(behind, board.total) << "P9";
}

TEST_F(ClockedRequest, TheBoardIsByPersonAndByUnit) {
  bureau.clock.Set(At("2026-11-03T09:00:00Z"));
  store::Record record = Begin();
  Begin();
  Act(record, "accept",
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})");
  Act(record, "assign", R"({"unit":"vehicles"})");
  const Board board = Read();
  EXPECT_EQ(board.units.at("vehicles").at("later"), 1);
  EXPECT_EQ(board.units.at("").at("later"), 1);
  EXPECT_EQ(board.people.at("").at("later"), 2);
  EXPECT_EQ(Read({"", {}, "vehicles", false, ""}).clocks.size(), 1U);
  EXPECT_EQ(Read({"", "", {}, false, ""}).clocks.size(), 2U) << "those of nobody";
  EXPECT_EQ(Read({"", "u9", {}, false, ""}).clocks.size(), 0U);
  EXPECT_EQ(ReadBoard(*bureau.parts, TestBureau::Who(Role::kChecker), {}).error().code, "access.denied");
  EXPECT_EQ(ReadBoard(*bureau.parts, TestBureau::Who(Role::kOfficer), {"none", {}, {}, false, ""}).error().code,
            "register.unknown");
}

TEST_F(ClockedRequest, RecordsAreListedByHowMuchOfTheirClockIsUsed) {
  Begin("urgent_direct");
  Begin();
  bureau.clock.Advance(6 * kHour);
  const auto count = [&](int percent) {
    store::RecordFilter filter;
    filter.used = {percent, bureau.clock.Now()};
    return bureau.records->List(TestBureau::Who(Role::kOfficer), filter, "")->total;
  };
  EXPECT_EQ(count(1), 2);
  EXPECT_EQ(count(50), 1);
  EXPECT_EQ(count(75), 1);
  EXPECT_EQ(count(76), 0);
}

TEST_F(ClockedRequest, AMadeUpYearIsTheSameForTheSameSeed) {
  const auto names = DemoLists::Load(model::Definitions());
  const auto year = [&] {
    TestBureau other;
    EXPECT_TRUE(FillRequests(*other.records, *names, other.clock.Now(), {7, 60}, [](std::size_t) {}).ok());
    store::RecordFilter filter;
    filter.limit = 1000;
    std::map<std::string, std::string> records;
    const auto page = other.store->Records(filter, store::Viewer::Program());
    for (const store::Record& record : page->records) {
      // Ids are drawn anew each time.
      const std::string content = std::regex_replace(record.content, std::regex(R"("subject":"[0-9a-f]*")"), "");
      records.emplace(record.number, record.state + std::to_string(record.version) + content + record.doers +
                                         base::FormatInstant(record.due_at));
    }
    return std::pair(records, other.store->EntryCount().value());
  };
  const auto first = year();
  EXPECT_EQ(first.first.size(), 60U);
  EXPECT_GT(first.second, 120);
  EXPECT_EQ(first, year());
}

}  // namespace
}  // namespace maktab::desk
