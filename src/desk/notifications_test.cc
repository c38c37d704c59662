#include "desk/notifications.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;
constexpr char kPassword[] = "a long made-up one";

class NotificationsTest : public ::testing::Test {
 protected:
  model::Principal Add(const std::string& name, Role role, const std::string& unit = "") {
    NewUser user{name, role, crypto::Password(kPassword)};
    user.unit = unit;
    const auto id = bureau.people->AddUser(ShellPrincipal(), std::move(user));
    EXPECT_TRUE(id.ok());
    return {*id, name, role, model::Principal::Kind::kPerson};
  }
  void Register(const std::string& more = "") {
    const auto values = base::JsonDocument::Parse(
        R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
        R"("received_at":")" +
        base::FormatInstant(bureau.clock.Now()) + R"(","summary":"Made up"})");
    ActionRequest request;
    request.values = values->root();
    request.apart_reason = "made up";
    const auto made = bureau.records->Create(head, "requests", request);
    ASSERT_TRUE(made.ok()) << made.error().code;
    record = *made;
    Act(head, "accept",
        R"({"intake":["requester","member","international","dual_criminality","article_3","link",)"
        R"("reason"]})");
    Act(head, "assign", R"({"unit":"pursuits")" + more + "}");
  }
  void Act(const model::Principal& who, const std::string& action, const std::string& values = "{}") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "made up";
    const auto done = bureau.records->Act(who, record.id, action, record.version, request);
    ASSERT_TRUE(done.ok()) << action << " " << done.error().code;
    // Done, and by that out of his sight.
    if (!done->register_id.empty()) record = *done;
  }
  std::string To(const model::Principal& who) const { return R"(,"officer":")" + who.id + "\""; }
  NotificationPage Page(const model::Principal& who, bool unread_only = false) {
    auto page = desk.List(who, {unread_only, 0, 50});
    EXPECT_TRUE(page.ok());
    return std::move(page).value();
  }
  // What he is told, newest first: "assign", "hit", "75 %".
  std::vector<std::string> Told(const model::Principal& who, bool unread_only = false) {
    std::vector<std::string> told;
    for (const NotificationView& item : Page(who, unread_only).items) {
      EXPECT_EQ(item.record, record.id);
      EXPECT_EQ(item.number, record.number);
      switch (item.kind) {
        case NotificationKind::kTold:
          told.push_back(item.action);
          break;
        case NotificationKind::kHit:
          told.emplace_back("hit");
          break;
        case NotificationKind::kAlarm:
          told.push_back(std::to_string(item.percent) + " %");
          break;
        case NotificationKind::kSilence:
          told.push_back("day " + std::to_string(item.days));
          break;
      }
    }
    return told;
  }

  TestBureau bureau;
  Notifications desk{*bureau.parts};
  const model::Principal head = Add("Made Up Head", Role::kSupervisor, "pursuits");
  const model::Principal officer = Add("Made Up One", Role::kOfficer, "pursuits");
  const model::Principal other = Add("Made Up Two", Role::kOfficer, "pursuits");
  const model::Principal stranger = Add("Made Up Three", Role::kOfficer, "vehicles");
  store::Record record;
  const std::string kReply = R"({"reply_language":"es","reply_text":"Nada consta."})";
};

TEST_F(NotificationsTest, WhoIsGivenARecordIsToldAndNobodyElse) {
  Register(To(officer));
  EXPECT_THAT(Told(officer), ElementsAre("assign"));
  EXPECT_EQ(Page(officer).items.front().who, "Made Up Head");
  EXPECT_THAT(Told(head), IsEmpty()) << "he did it himself";
  EXPECT_THAT(Told(other), IsEmpty()) << "the unit is not told of what has an officer";
  EXPECT_THAT(Told(stranger), IsEmpty());
}

TEST_F(NotificationsTest, WithoutAnOfficerTheUnitIsTold) {
  Register();
  EXPECT_THAT(Told(officer), ElementsAre("assign"));
  EXPECT_THAT(Told(other), ElementsAre("assign"));
  EXPECT_THAT(Told(head), IsEmpty()) << "he did it himself";
  EXPECT_THAT(Told(stranger), IsEmpty());
}

TEST_F(NotificationsTest, WhatStaysAsItWasIsNotTold) {
  Register(To(officer));
  Act(head, "assign", R"({"unit":"pursuits")" + To(officer) + "}");
  EXPECT_THAT(Told(officer), ElementsAre("assign")) << "once";
  Act(head, "assign", R"({"unit":"pursuits")" + To(other) + "}");
  EXPECT_THAT(Told(other), ElementsAre("assign"));
}

TEST_F(NotificationsTest, WhoDraftedIsToldWhatBecameOfIt) {
  Register(To(other));
  Act(officer, "draft_reply", kReply);
  EXPECT_THAT(Told(officer), IsEmpty());
  Act(head, "send_back");
  EXPECT_THAT(Told(officer), ElementsAre("send_back"));
  Act(officer, "draft_reply", kReply);
  Act(head, "approve");
  EXPECT_THAT(Told(officer), ElementsAre("approve", "send_back"));
  EXPECT_THAT(Told(other), ElementsAre("assign"));
}

TEST_F(NotificationsTest, AlarmsComeWithTheClockAndGoWithIt) {
  Register(To(officer));
  const auto tell_at = [&](std::int64_t percent) {
    const std::int64_t from = record.due_from.micros, due = record.due_at.micros;
    const base::Instant next = Page(officer).next_at;
    EXPECT_EQ(next.micros, from + (due - from) * percent / 100) << percent;
    bureau.clock.Advance(next.micros - bureau.clock.Now().micros - 1);
    const auto before = Told(officer);
    bureau.clock.Advance(1);
    EXPECT_NE(Told(officer), before) << "at that very instant";
  };
  tell_at(50);
  EXPECT_THAT(Told(officer), ElementsAre("50 %", "assign"));
  tell_at(75);
  EXPECT_THAT(Told(officer), ElementsAre("75 %", "assign")) << "the last alarm of a clock alone";
  tell_at(90);
  tell_at(100);
  EXPECT_THAT(Told(officer), ElementsAre("100 %", "assign"));
  EXPECT_EQ(Page(officer).next_at.micros, 0);
  EXPECT_THAT(Told(other), IsEmpty());
  EXPECT_THAT(Told(stranger), IsEmpty());
  Act(officer, "draft_reply", kReply);
  Act(head, "approve");
  Act(officer, "send");
  EXPECT_THAT(Told(officer), ElementsAre("approve", "assign")) << "the clock was met";
}

TEST_F(NotificationsTest, AClockThatStandsStillHasNoAlarm) {
  Register(To(officer));
  bureau.clock.Advance(Page(officer).next_at.micros - bureau.clock.Now().micros);
  EXPECT_THAT(Told(officer), ElementsAre("50 %", "assign"));
  Act(officer, "ask_judicial");
  EXPECT_THAT(Told(officer), ElementsAre("assign"));
}

TEST_F(NotificationsTest, ReadIsKeptForEachPersonAndEachAlarmIsNew) {
  Register();
  EXPECT_EQ(Page(officer).unread, 1);
  const std::string mark = Page(officer).items.front().mark;
  ASSERT_TRUE(desk.Read(officer, std::set<std::string>{mark, "e999", "nonsense"}).ok());
  EXPECT_EQ(Page(officer).unread, 0);
  EXPECT_THAT(Told(officer), ElementsAre("assign")) << "it stays";
  EXPECT_THAT(Told(officer, true), IsEmpty());
  EXPECT_THAT(Told(other, true), ElementsAre("assign")) << "he has not read it";
  bureau.clock.Advance(Page(officer).next_at.micros - bureau.clock.Now().micros);
  EXPECT_THAT(Told(officer, true), ElementsAre("50 %"));
  ASSERT_TRUE(desk.Read(officer, std::nullopt).ok());
  EXPECT_THAT(Told(officer, true), IsEmpty());
  bureau.clock.Advance(Page(officer).next_at.micros - bureau.clock.Now().micros);
  EXPECT_THAT(Told(officer, true), ElementsAre("75 %"));
  const auto rebuilt = bureau.store->Rebuild();
  ASSERT_TRUE(rebuilt.ok());
  EXPECT_THAT(Told(officer, true), ElementsAre("75 %")) << "what was read is no projection";
}

TEST_F(NotificationsTest, AHitOnHisRecordIsTold) {
  bureau.Import("made_up", R"({"id":"w1","schema":"Person","properties":{"name":["Zorvan Tadrak"]}})"
                           "\n");
  Register(To(officer));
  Act(officer, "amend", R"({"persons":[{"name":"Zorvan Tadrak"}]})");
  EXPECT_THAT(Told(officer), ElementsAre("assign")) << "he saw it himself";
  Act(head, "amend", R"({"persons":[{"name":"Zorvan Tadrak"},{"name":"Nobody of a list"}]})");
  EXPECT_THAT(Told(officer), ElementsAre("assign")) << "nothing was found of the other";
  bureau.Import("made_up", R"({"id":"w1","schema":"Person","properties":{"name":["Zorvan Tadrak"]}})"
                           "\n"
                           R"({"id":"w2","schema":"Person","properties":{"name":["Mira Newlamp"]}})"
                           "\n");
  Act(head, "amend", R"({"persons":[{"name":"Zorvan Tadrak"},{"name":"Mira Newlamp"}]})");
  EXPECT_THAT(Told(officer), ElementsAre("hit", "assign"));
  // A list that changes later.
  bureau.Import("later", R"({"id":"x1","schema":"Person","properties":{"name":["Mira Newlamp"]}})"
                         "\n");
  EXPECT_THAT(Told(officer), ElementsAre("hit", "hit", "assign"));
  EXPECT_THAT(Told(other), IsEmpty());
}

TEST_F(NotificationsTest, WhatIsKeptFromHimIsNotTold) {
  Register(To(officer));
  Act(officer, "draft_reply", kReply);
  Act(head, "send_back");
  Act(head, "assign", R"({"unit":"vehicles")" + To(stranger) + "}");
  EXPECT_THAT(Told(officer), ElementsAre("send_back", "assign"));
  bureau.clock.Advance(Page(stranger).next_at.micros - bureau.clock.Now().micros);
  Act(head, "restrict", R"({"restricted_users":[")" + other.id + "\"]}");
  EXPECT_THAT(Told(officer), IsEmpty());
  EXPECT_EQ(Page(officer).unread, 0);
  EXPECT_THAT(Told(stranger), ElementsAre("50 %", "assign")) << "its officer sees it";
}

TEST_F(NotificationsTest, ADeputyIsToldForAnother) {
  Register(To(officer));
  ASSERT_TRUE(bureau.deputies
                  ->Set(officer, officer.id, stranger.id, bureau.clock.Now(), {bureau.clock.Now().micros + 24 * kHour})
                  .ok());
  EXPECT_THAT(Told(stranger), ElementsAre("assign"));
  ASSERT_TRUE(desk.Read(stranger, std::nullopt).ok());
  EXPECT_THAT(Told(officer, true), ElementsAre("assign")) << "what the deputy has read, he has not";
  bureau.clock.Advance(25 * kHour);
  EXPECT_THAT(Told(stranger), IsEmpty());
}

TEST_F(NotificationsTest, WhatWasBeforeHeCameIsNoNews) {
  Register();
  bureau.clock.Advance(6 * base::kMicrosPerDay);
  const model::Principal newcomer = Add("Made Up Newcomer", Role::kOfficer, "pursuits");
  EXPECT_EQ(Page(newcomer).unread, 0);
  EXPECT_THAT(Told(newcomer), ElementsAre("75 %")) << "an alarm that goes on is shown";
  EXPECT_THAT(Told(newcomer, true), IsEmpty());
  bureau.clock.Advance(3 * base::kMicrosPerDay);
  EXPECT_THAT(Told(newcomer, true), ElementsAre("100 %")) << "what comes after is";
}

TEST_F(NotificationsTest, WhoSeesNoRecordsIsRefused) {
  const auto page = desk.List(TestBureau::Who(Role::kChecker), {});
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, "access.denied");
}

}  // namespace
}  // namespace maktab::desk
