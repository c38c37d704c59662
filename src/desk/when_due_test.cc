// What is due the program does itself; warrants and what rests on them; rules about dates (docs/adr/0016-by-itself.md).
#include "desk/when_due.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "base/assert.h"
#include "desk/date_order.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using base::kMicrosPerDay;
using model::Role;
using testing::HasSubstr;

constexpr std::int64_t kMicrosPerMinute = 60 * base::kMicrosPerSecond;

class WhenDue : public ::testing::Test {
 protected:
  static std::string CodeOf(const base::Result<store::Record>& result) {
    if (result.ok()) return "ok:" + result->state;
    std::string code = result.error().code;
    for (const auto& [key, value] : result.error().params) {
      if (key == "needs") code += ":" + value;
    }
    return code;
  }
  base::Result<store::Record> Create(const std::string& in, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = "not the same";
    return bureau.records->Create(TestBureau::Who(Role::kOfficer, "u1"), in, request);
  }
  base::Result<store::Record> Act(const std::string& number, const std::string& action,
                                  const std::string& values = "{}", const std::string& who = "u1") {
    const store::Record record = Now(number);
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    const Role role = who == "u1" ? Role::kOfficer : Role::kSupervisor;
    return bureau.records->Act(TestBureau::Who(role, who), record.id, action, record.version, request);
  }
  store::Record Now(const std::string& number) {
    const auto found = bureau.store->FindRecordByNumber(number, store::Viewer::Program());
    MAKTAB_ASSERT(found.ok() && found->has_value());
    return **found;
  }
  std::string StateOf(const std::string& number) { return Now(number).state; }
  std::string ValueOf(const std::string& number, const std::string& field) {
    const Values values = ReadContent(Now(number).content);
    const auto value = values.find(field);
    return value == values.end() ? "" : value->second;
  }

  static std::string Person(const std::string& name, const std::string& born = "1970-01-02") {
    return R"("persons":[{"name":")" + name + R"(","birth_date":")" + born + "\"}]";
  }
  std::string Made(const base::Result<store::Record>& made) {
    MAKTAB_ASSERT(made.ok());
    return made->number;
  }
  // A notice of others that is in force; `values`: more of it, with a comma behind.
  std::string Notice(const std::string& name, const std::string& values = {}) {
    const std::string number = Made(
        Create("notices", R"({"direction":"incoming","kind":"notice","type":"red","partner":"ES","reference":"A )" +
                              name + R"(","summary":"N",)" + values + Person(name) + "}"));
    EXPECT_EQ(CodeOf(Act(number, "take_in")), "ok:published");
    return number;
  }
  base::Result<store::Record> NewWarrant(const std::string& values, const std::string& person) {
    return Create("warrants", R"({"direction":"ours","authority":"appeal","reference":"M","summary":"W",)" + values +
                                  "," + person + "}");
  }
  std::string Warrant(const std::string& limitation = "2026-12-31") {
    return Made(NewWarrant(R"("issued_on":"2026-01-05","limitation_on":")" + limitation + "\"", Person("Zorvan")));
  }
  base::Result<store::Record> NewArrest(const std::string& at, const std::string& values = {}) {
    return Create("arrests", R"({"where":"abroad","partner":"ES","summary":"A","arrested_at":")" + at + "\"," + values +
                                 Person("Zorvan Tadrak") + "}");
  }

  std::int64_t DoDue(TimeKeeper& of) {
    const auto done = of.DoDue();
    EXPECT_TRUE(done.ok());
    return done.ok() ? *done : -1;
  }

  // 28 May 2026, by UTC.
  TestBureau bureau;
  TimeKeeper keeper{*bureau.parts, *bureau.follower, bureau.events};
};

TEST_F(WhenDue, ANoticeExpiresWithItsRetentionAndNotBefore) {
  const std::string notice = Notice("Zorvan Tadrak");
  const base::Instant due = Now(notice).due_at;
  bureau.clock.Set({due.micros - 1});
  EXPECT_EQ(DoDue(keeper), 0);
  EXPECT_EQ(StateOf(notice), "published");
  bureau.clock.Set(due);
  EXPECT_EQ(DoDue(keeper), 1);
  EXPECT_EQ(StateOf(notice), "closed") << "nobody else holds a copy";
  EXPECT_EQ(ValueOf(notice, "cause"), R"("expiry")");
  const auto entries = bureau.Entries("record.acted");
  EXPECT_EQ(entries.front().actor.kind, model::Principal::Kind::kSystem);
  EXPECT_EQ(DoDue(keeper), 0) << "once";
}

TEST_F(WhenDue, WhatIsNotThereAnyMoreIsNotDone) {
  const std::string extended = Notice("Zorvan Tadrak"), ended = Notice("Mirelda Oskov");
  const base::Instant due = Now(extended).due_at;
  bureau.clock.Set({due.micros - kMicrosPerDay});
  EXPECT_EQ(CodeOf(Act(extended, "extend", R"({"extension":"still wanted"})", "u2")), "ok:published");
  const std::string memo = Made(Create("ends", R"({"alert":")" + ended + R"(","channel":"interpol","cause":"death"})"));
  EXPECT_EQ(CodeOf(Act(memo, "order", "{}", "u2")), "ok:complete");
  bureau.clock.Set(due);
  EXPECT_EQ(DoDue(keeper), 0);
  EXPECT_EQ(StateOf(extended), "published");
  EXPECT_EQ(ValueOf(ended, "cause"), R"("death")");
  bureau.clock.Set(Now(extended).due_at);
  EXPECT_EQ(DoDue(keeper), 1) << "the extension runs out too";
  EXPECT_EQ(StateOf(extended), "closed");
}

TEST_F(WhenDue, TwoAtOnceDoItOnce) {
  std::vector<std::string> notices;
  for (int i = 0; i < 10; ++i) notices.push_back(Notice("Made up " + std::to_string(i)));
  bureau.clock.Set(Now(notices.back()).due_at);
  TimeKeeper other(*bureau.parts, *bureau.follower, bureau.events);
  auto there = std::async(std::launch::async, [&] { return other.DoDue(); });
  const std::int64_t here = DoDue(keeper);
  const auto done = there.get();
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(here + *done, 10);
  std::int64_t expired = 0;
  for (const store::Entry& entry : bureau.Entries("record.acted")) {
    expired += entry.body.find(R"("action":"expire")") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(expired, 10);
}

TEST_F(WhenDue, TheThreadDoesWhatBecomesDueWhileItRuns) {
  std::promise<void> closed;
  std::atomic<bool> told = false;
  const auto listener = bureau.events.Subscribe([&](const Event& event) {
    const bool is_it = event.json.find(R"("action":"close")") != std::string::npos;
    if (is_it && !told.exchange(true)) closed.set_value();
  });
  keeper.Start();
  // Taken in with its retention over: the entry that starts the clock wakes the thread.
  const std::string notice = Made(
      Create("notices",
             R"({"direction":"incoming","kind":"notice","type":"red","partner":"ES","reference":"A","summary":"N",)" +
                 Person("Zorvan Tadrak") + "}"));
  EXPECT_TRUE(Act(notice, "take_in", R"({"published_at":"2019-05-10T09:00:00Z"})").ok());
  ASSERT_EQ(closed.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  EXPECT_EQ(StateOf(notice), "closed");
  keeper.Stop();
  bureau.events.Unsubscribe(listener);
}

TEST_F(WhenDue, AWarrantLapsesAfterItsDayAndTakesWhatRestsOnItAlong) {
  const std::string warrant = Warrant("2026-12-31");
  const std::string alone = Notice("Zorvan Tadrak", R"("warrants":[")" + warrant + "\"],");
  const std::string second = Made(NewWarrant(R"("issued_on":"2026-01-06")", Person("Zorvan")));
  const std::string both = Notice("Zorvan Tadrak", R"("warrants":[")" + warrant + "\",\"" + second + "\"],");
  const std::string none = Notice("Mirelda Oskov");
  EXPECT_EQ(base::FormatInstant(Now(warrant).due_at), "2027-01-01T00:00:00.000000Z");
  EXPECT_EQ(Now(second).due_at, base::Instant{}) << "no day, no clock";
  bureau.clock.Set(*base::ParseInstant("2026-12-31T23:59:59Z"));
  EXPECT_EQ(DoDue(keeper), 0);
  bureau.clock.Set(*base::ParseInstant("2027-01-01T00:00:00Z"));
  EXPECT_EQ(DoDue(keeper), 1);
  EXPECT_EQ(StateOf(warrant), "recalled");
  EXPECT_EQ(StateOf(alone), "closed");
  EXPECT_EQ(ValueOf(alone, "cause"), R"("limitation")") << "the cause is the warrant's";
  EXPECT_EQ(StateOf(both), "published") << "R-28: another warrant lives";
  EXPECT_EQ(StateOf(none), "published");
  EXPECT_EQ(CodeOf(Act(second, "prepare_end", R"({"cause":"death"})")), "ok:registered");
  EXPECT_EQ(CodeOf(Act(second, "recall", "{}", "u2")), "ok:recalled");
  EXPECT_EQ(StateOf(both), "closed");
}

// Ten minutes, an hour, and then it is for the heads (domain.md 12.7); an answer that comes after all counts.
TEST_F(WhenDue, ASourceThatDoesNotAnswerOfAVehicleIsAskedAgainAndThenEscalated) {
  const std::string vehicle =
      Made(Create("vehicle_cases", R"({"direction":"found_here","partner":"ES","priority":"urgent","summary":"V",)"
                                   R"("vehicles":[{"plate":"1234 BBC","country":"ES"}]})"));
  EXPECT_EQ(CodeOf(Act(vehicle, "match", R"({"inspected_on":"2026-05-28","inspection":"genuine"})")), "ok:match");
  EXPECT_EQ(CodeOf(Act(vehicle, "ask_confirmation", R"({"priority":"urgent"})")), "ok:confirmation_pending");
  EXPECT_EQ(CodeOf(Act(vehicle, "escalate", "{}", "u2")), "access.denied") << "nobody does it";
  const base::Instant asked = bureau.clock.Now();
  bureau.clock.Set(Now(vehicle).due_at);
  EXPECT_EQ(bureau.clock.Now().micros - asked.micros, 10 * kMicrosPerMinute);
  EXPECT_EQ(DoDue(keeper), 1);
  EXPECT_EQ(StateOf(vehicle), "second_request");
  const base::Instant again = Now(vehicle).due_at;
  EXPECT_EQ(again.micros - bureau.clock.Now().micros, 60 * kMicrosPerMinute);
  bureau.clock.Set({again.micros - 1});
  EXPECT_EQ(DoDue(keeper), 0);
  bureau.clock.Set(again);
  EXPECT_EQ(DoDue(keeper), 1);
  EXPECT_EQ(StateOf(vehicle), "escalated");
  EXPECT_EQ(CodeOf(Act(vehicle, "seize")), "action.not_now") << "silence confirms nothing";
  EXPECT_EQ(CodeOf(Act(vehicle, "confirm", R"({"source_answer":"Stolen"})")), "ok:confirmed");
  EXPECT_EQ(Now(vehicle).due_at, base::Instant{});
}

TEST_F(WhenDue, AfterARebuildNothingDiffers) {
  const std::string warrant = Warrant("2026-06-01");
  const std::string notice = Notice("Zorvan Tadrak", R"("warrants":[")" + warrant + "\"],");
  bureau.clock.Advance(10 * kMicrosPerDay);
  EXPECT_EQ(DoDue(keeper), 1);
  const std::string before = Now(notice).content;
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  EXPECT_EQ(Now(notice).content, before);
  EXPECT_EQ(StateOf(warrant), "recalled");
  EXPECT_EQ(DoDue(keeper), 0);
}

TEST_F(WhenDue, NobodyRecallsWithoutAnotherOnesPreparation) {
  const std::string warrant = Warrant();
  EXPECT_EQ(CodeOf(Act(warrant, "recall", "{}", "u2")), "record.needs:recall_prepared");
  EXPECT_EQ(CodeOf(Act(warrant, "prepare_end", R"({"cause":"court_order"})", "u2")), "ok:registered");
  EXPECT_EQ(CodeOf(Act(warrant, "recall", "{}", "u2")), "action.four_eyes");
  EXPECT_EQ(CodeOf(Act(warrant, "execute", "{}", "u3")), "record.needs:execution_prepared");
  EXPECT_EQ(CodeOf(Act(warrant, "recall", "{}", "u3")), "ok:recalled");
}

TEST_F(WhenDue, ADraftThatNamesARecalledWarrantIsRefused) {
  const std::string warrant = Warrant();
  const std::string draft = Made(Create("announcements", R"({"direction":"outgoing","type":"locate","summary":"S",)"
                                                         R"("warrants":[")" +
                                                             warrant + "\"]," + Person("Zorvan") + "}"));
  EXPECT_EQ(StateOf(draft), "draft");
  EXPECT_TRUE(Act(warrant, "prepare_end", R"({"cause":"death"})").ok());
  EXPECT_TRUE(Act(warrant, "recall", "{}", "u2").ok());
  EXPECT_EQ(StateOf(draft), "refused");
  EXPECT_EQ(ValueOf(draft, "cause"), R"("death")");
}

TEST_F(WhenDue, NobodyMovesTheDayOfLimitationAlone) {
  const std::string warrant = Warrant("2026-12-31");
  EXPECT_EQ(CodeOf(Act(warrant, "amend", R"({"limitation_on":"2026-01-31"})")), "record.unknown_field");
  EXPECT_EQ(CodeOf(Act(warrant, "amend", R"({"summary":"Corrected"})", "u2")), "ok:registered");
  EXPECT_EQ(CodeOf(Act(warrant, "change_limitation", R"({"limitation_on":"2026-01-31"})", "u2")), "action.four_eyes");
  EXPECT_EQ(CodeOf(Act(warrant, "change_limitation", R"({"limitation_on":"2027-12-31"})", "u3")), "ok:registered");
  EXPECT_EQ(base::FormatInstant(Now(warrant).due_at), "2028-01-01T00:00:00.000000Z");
  EXPECT_EQ(CodeOf(Act(warrant, "change_limitation", R"({"limitation_on":"2026-01-31"})", "u3")), "action.four_eyes")
      << "nor twice in a row";
  EXPECT_EQ(DoDue(keeper), 0);
  EXPECT_EQ(StateOf(warrant), "registered");
}

TEST_F(WhenDue, NobodyEndsASearchByNamingARecalledWarrant) {
  const std::string warrant = Warrant(), living = Made(NewWarrant(R"("issued_on":"2026-01-06")", Person("Zorvan")));
  EXPECT_TRUE(Act(warrant, "prepare_end", R"({"cause":"death"})").ok());
  EXPECT_TRUE(Act(warrant, "recall", "{}", "u2").ok());
  const std::string alone = Notice("Zorvan Tadrak");
  EXPECT_EQ(CodeOf(Act(alone, "update", R"({"warrants":[")" + warrant + "\"]}", "u2")), "alert.no_source");
  EXPECT_EQ(StateOf(alone), "published") << "R-23: an end is ordered with four eyes";
  EXPECT_EQ(ValueOf(alone, "warrants"), "");
  const std::string resting = Notice("Mirelda Oskov", R"("warrants":[")" + living + "\"],");
  EXPECT_EQ(CodeOf(Act(resting, "update", R"({"warrants":[")" + warrant + "\"]}", "u2")), "alert.no_source");
  EXPECT_EQ(CodeOf(Act(resting, "update", R"({"warrants":[")" + warrant + "\",\"" + living + "\"]}", "u2")),
            "ok:published")
      << "one of them lives";
}

TEST_F(WhenDue, DatesOfAWarrantAreInOrder) {
  const std::string person = Person("Zorvan");
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-05-29")", person)), "record.needs:issued");
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-05-28")", person)), "ok:registered") << "today";
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-05")", person)), "ok:registered") << "may be today";
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2027")", person)), "record.needs:issued");
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-01-05","limitation_on":"2026-01-04")", person)),
            "record.needs:limitation");
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-01-05","limitation_on":"2026")", person)), "ok:registered")
      << "may be later in that year";
  EXPECT_EQ(CodeOf(NewWarrant(R"("issued_on":"2026-01-05")", Person("Zorvan", "2015-01-01"))), "record.needs:adult")
      << "R-26";
}

TEST_F(WhenDue, AnArrestIsNeitherInTheFutureNorBeforeItsWarrant) {
  const std::string warrant = Warrant();
  const std::string named = R"("warrant":")" + warrant + "\",";
  EXPECT_EQ(CodeOf(NewArrest("2026-05-30T00:00:00Z", named)), "record.needs:arrested_at");
  EXPECT_EQ(CodeOf(NewArrest("2026-01-04T23:59:59Z", named)), "record.before_warrant");
  EXPECT_EQ(CodeOf(NewArrest("2026-01-04T23:59:59Z")), "ok:arrested") << "on no warrant of the register";
  const std::string arrest = Made(NewArrest("2026-01-05T00:00:00Z", named));
  EXPECT_EQ(CodeOf(Act(arrest, "amend", R"({"arrested_at":"2025-12-31T00:00:00Z"})")), "record.before_warrant");
  EXPECT_EQ(ValueOf(arrest, "arrested_at"), R"("2026-01-05T00:00:00.000000Z")");
}

TEST_F(WhenDue, AnArrestMovesItsWarrantIfItNamesOneAndIfItCan) {
  const std::string warrant = Warrant();
  const std::string named = R"("warrant":")" + warrant + "\",";
  const std::string first = Made(NewArrest("2026-02-01T00:00:00Z", named));
  EXPECT_EQ(StateOf(warrant), "registered") << "R-08: not before the identity is confirmed";
  const std::string confirm = R"({"identity_by":["papers"]})";
  EXPECT_EQ(CodeOf(Act(first, "confirm", confirm)), "ok:confirmed");
  EXPECT_EQ(StateOf(warrant), "arrested");
  EXPECT_THAT(bureau.Entries("record.acted").at(1).body, HasSubstr(R"("what":"arrest_abroad")"));
  EXPECT_EQ(CodeOf(Act(Made(NewArrest("2026-02-02T00:00:00Z", named)), "confirm", confirm)), "ok:confirmed")
      << "it is arrested already";
  EXPECT_EQ(CodeOf(Act(Made(NewArrest("2026-02-03T00:00:00Z")), "confirm", confirm)), "ok:confirmed") << "none named";
  EXPECT_EQ(CodeOf(Act(first, "release")), "action.four_eyes") << "who confirmed it";
  EXPECT_EQ(CodeOf(Act(first, "release", "{}", "u2")), "ok:released");
  EXPECT_EQ(StateOf(warrant), "circulated");
}

TEST_F(WhenDue, AnAnnouncementOfOursIsInArabic) {
  const auto make = [&](const std::string& name, const std::string& summary) {
    return Made(Create("announcements", R"({"direction":"outgoing","type":"locate","countries":["AE"],"summary":")" +
                                            summary + "\"," + Person(name) + "}"));
  };
  EXPECT_EQ(CodeOf(Act(make("Zorvan Tadrak", "زرفان"), "circulate", "{}", "u2")), "record.needs:arabic");
  EXPECT_EQ(CodeOf(Act(make("زرفان تدراك", "Zorvan"), "circulate", "{}", "u2")), "record.needs:arabic");
  EXPECT_EQ(CodeOf(Act(make("زرفان تدراك (Zorvan)", "زرفان"), "circulate", "{}", "u2")), "ok:in_force");
}

TEST(DateOrder, ADateKnownInPartIsNotSurelyAfter) {
  const calendar::Zone zone = *calendar::Zone::Named("Africa/Casablanca");
  const auto in_order = [&](const char* a, const char* b) { return MayBeInOrder(*SpanOf(a, zone), *SpanOf(b, zone)); };
  EXPECT_TRUE(in_order("2026", "2026-01-01"));
  EXPECT_FALSE(in_order("2026-02", "2026-01-31"));
  EXPECT_TRUE(in_order("2026-02-01", "2026-02-01T00:00:00Z"));
  // Rabat is an hour ahead of UTC: there the first of February has begun.
  EXPECT_TRUE(in_order("2026-02-01", "2026-01-31T23:30:00Z"));
  EXPECT_FALSE(in_order("2026-02-01", "2026-01-31T22:30:00Z"));
  EXPECT_FALSE(SpanOf("soon", zone).has_value());
}

}  // namespace
}  // namespace maktab::desk
