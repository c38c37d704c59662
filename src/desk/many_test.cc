#include "desk/many.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::ElementsAre;

class ManyTest : public ::testing::Test {
 protected:
  store::Record Register() {
    const auto values = base::JsonDocument::Parse(
        R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
        R"("received_at":"2026-05-28T10:00:00Z",)"
        R"("summary":"Made up"})");
    ActionRequest request;
    request.values = values->root();
    request.apart_reason = "made up";
    const auto made = bureau.records->Create(officer, "requests", request);
    EXPECT_TRUE(made.ok());
    return *made;
  }
  store::Record Act(const store::Record& record, const model::Principal& who, const std::string& action,
                    const std::string& values = "{}") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "made up";
    const auto done = bureau.records->Act(who, record.id, action, record.version, request);
    EXPECT_TRUE(done.ok()) << action << " " << done.error().code;
    return *done;
  }
  store::Record Drafted(const model::Principal& who) {
    store::Record record = Act(Register(), officer, "accept", kIntake);
    record = Act(record, officer, "assign", R"({"unit":"pursuits"})");
    return Act(record, who, "draft_reply", R"({"reply_language":"es","reply_text":"Nada consta."})");
  }
  // The codes of the outcomes; "ok:state" of what was done.
  std::vector<std::string> Codes(const base::Result<std::vector<ManyOutcome>>& outcomes) {
    if (!outcomes.ok()) return {outcomes.error().code};
    std::vector<std::string> codes;
    for (const ManyOutcome& one : *outcomes) codes.push_back(one.ok() ? "ok:" + one->state : one.error().code);
    return codes;
  }
  base::Result<std::vector<ManyOutcome>> Do(const model::Principal& who, const std::string& action,
                                            const std::vector<ManyAsked::One>& records,
                                            const std::string& values = "{}", const std::string& once = "") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "made up";
    request.once = once;
    return desk.Act(who, {"requests", action, records}, request);
  }

  TestBureau bureau;
  Many desk{*bureau.parts, *bureau.records};
  const model::Principal officer = TestBureau::Who(Role::kOfficer);
  const model::Principal head = TestBureau::Who(Role::kSupervisor, "u2");
  const std::string kIntake =
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})";
};

TEST_F(ManyTest, EachIsDoneOrRefusedByItself) {
  const store::Record mine = Drafted(officer), own = Drafted(head);
  const store::Record fresh = Register();
  const store::Record moved = Act(Drafted(officer), head, "send_back");
  EXPECT_THAT(
      Codes(Do(head, "approve",
               {{mine.id, mine.version},
                {own.id, own.version},
                {fresh.id, fresh.version},
                {moved.id, moved.version - 1},
                {"00000000000000000000", 1}})),
      ElementsAre("ok:reply_approved", "action.four_eyes", "action.not_now", "store.record_changed", "record.unknown"));
  // One entry for what was done, none for the others.
  EXPECT_EQ(bureau.store->FindRecord(mine.id, store::Viewer::Program()).value()->version, mine.version + 1);
  for (const store::Record& left : {own, fresh, moved}) {
    EXPECT_EQ(bureau.store->FindRecord(left.id, store::Viewer::Program()).value()->version, left.version);
  }
}

TEST_F(ManyTest, WhoMayNotIsRefusedForEach) {
  const store::Record record = Drafted(head);
  EXPECT_THAT(Codes(Do(officer, "approve", {{record.id, record.version}})), ElementsAre("access.denied"));
  EXPECT_THAT(Codes(Do(TestBureau::Who(Role::kAuditor), "approve", {{record.id, record.version}})),
              ElementsAre("access.denied"));
}

TEST_F(ManyTest, WhatIsKeptFromHimIsAsWhatIsNotThere) {
  const store::Record record = Register();
  Act(record, TestBureau::Who(Role::kAdministrator, "admin"), "restrict", R"({"restricted_units":["vehicles"]})");
  EXPECT_THAT(Codes(Do(officer, "accept", {{record.id, 2}}, kIntake)), ElementsAre("record.unknown"));
}

TEST_F(ManyTest, AskedAgainNothingIsDoneTwice) {
  const store::Record one = Register(), two = Register();
  const std::vector<ManyAsked::One> both = {{one.id, 1}, {two.id, 1}};
  // The program was killed in between: the first of them is done.
  EXPECT_THAT(Codes(Do(officer, "accept", {{one.id, 1}}, kIntake, "key")), ElementsAre("ok:accepted"));
  EXPECT_THAT(Codes(Do(officer, "accept", both, kIntake, "key")), ElementsAre("ok:accepted", "ok:accepted"));
  EXPECT_EQ(bureau.Entries("record.acted").size(), 2U);
  // With another key, or by somebody else, it is another action, which comes too late.
  EXPECT_THAT(Codes(Do(officer, "accept", both, kIntake, "other")),
              ElementsAre("store.record_changed", "store.record_changed"));
  EXPECT_THAT(Codes(Do(head, "accept", both, kIntake, "key")),
              ElementsAre("store.record_changed", "store.record_changed"));
}

TEST_F(ManyTest, WhatIsWrongWithAllOfItIsRefusedWhole) {
  const store::Record record = Register();
  EXPECT_THAT(Codes(Do(officer, "nothing", {{record.id, 1}})), ElementsAre("action.unknown"));
  EXPECT_THAT(Codes(Do(officer, "register", {{record.id, 1}})), ElementsAre("action.unknown"));
  EXPECT_THAT(Codes(Do(officer, "accept", {})), ElementsAre("many.none"));
  EXPECT_THAT(Codes(Do(officer, "accept", {{record.id, 1}, {record.id, 1}}, kIntake)), ElementsAre("many.doubled"));
  EXPECT_THAT(Codes(Do(officer, "attach", {{record.id, 1}}, R"({"attachments":[{"upload":"u"}]})")),
              ElementsAre("many.files"));
  std::vector<ManyAsked::One> many;
  for (std::size_t i = 0; i <= Many::kMost; ++i) many.push_back({std::to_string(i), 1});
  EXPECT_THAT(Codes(Do(officer, "accept", many, kIntake)), ElementsAre("many.too_many"));
  EXPECT_EQ(bureau.store->FindRecord(record.id, store::Viewer::Program()).value()->version, 1);
}

}  // namespace
}  // namespace maktab::desk
