// The paths of domain.md section 12.1, as people walk them.
#include "desk/records.h"

#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using base::kMicrosPerSecond;
using model::Role;

constexpr std::int64_t kHour = 3'600 * kMicrosPerSecond;

class Requests : public ::testing::Test {
 protected:
  static std::string Incoming(const std::string& priority = "routine") {
    return R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":")" +
           priority + R"(","received_at":")" + base::FormatInstant(base::Instant{1'780'000'000'000'000}) +
           R"(","summary":"Identity of Zorvan Tadrak","persons":[{"name":"زرفان تدراك","birth_date":"1970"}]})";
  }

  base::Result<store::Record> Create(const std::string& values, Role role = Role::kOfficer) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    return desk.Create(TestBureau::Who(role), "requests", request);
  }
  base::Result<store::Record> Act(const std::string& action, const std::string& values = "{}",
                                  const std::string& who = "u1", Role role = Role::kOfficer) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    auto done = desk.Act(TestBureau::Who(role, who), record.id, action, record.version, request);
    if (done.ok()) record = *done;
    return done;
  }
  void Begin(const std::string& values) {
    const auto created = Create(values);
    ASSERT_TRUE(created.ok()) << created.error().code << " " << created.error().params[0].second;
    record = *created;
  }
  void Reach(const std::vector<std::pair<std::string, std::string>>& steps) {
    for (const auto& [action, values] : steps) {
      const auto done = Act(action, values);
      ASSERT_TRUE(done.ok()) << action << ": " << done.error().code;
    }
  }
  static std::string CodeOf(const base::Result<store::Record>& result) {
    return result.ok() ? "ok:" + result->state : result.error().code;
  }

  TestBureau bureau;
  RecordDesk& desk = *bureau.records;
  store::Record record;
  const std::string kIntake =
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})";
  const std::string kUnit = R"({"unit":"central_bureau"})";
  const std::string kReply = R"({"reply_language":"es","reply_text":"Nada consta."})";
};

TEST_F(Requests, FromArrivalToAnswer) {
  Begin(Incoming());
  EXPECT_EQ(record.number, "XX/2026/REQ-interpol/000001");
  EXPECT_EQ(record.state, "registered");
  EXPECT_EQ(record.caption, "Identity of Zorvan Tadrak");
  // Seven calendar days, to the end of the last (UTC here).
  EXPECT_EQ(base::FormatInstant(record.due_at), "2026-06-05T00:00:00.000000Z");
  Reach({{"accept", kIntake}, {"assign", kUnit}, {"draft_reply", kReply}});
  EXPECT_EQ(CodeOf(Act("approve", "{}", "u1", Role::kSupervisor)), "action.four_eyes") << "P6";
  EXPECT_EQ(CodeOf(Act("approve", "{}", "u2", Role::kOfficer)), "access.denied");
  EXPECT_EQ(CodeOf(Act("approve", "{}", "u2", Role::kSupervisor)), "ok:reply_approved");
  EXPECT_EQ(CodeOf(Act("send")), "ok:answered");
  EXPECT_EQ(record.due_at.micros, 0) << "the clock is met";
  EXPECT_EQ(record.kind, "closed");
  EXPECT_EQ(CodeOf(Act("close")), "ok:closed");
  EXPECT_EQ(CodeOf(Act("reopen")), "ok:in_progress");
  EXPECT_NE(record.due_at.micros, 0);
}

TEST_F(Requests, WhatItCouldNotBeginWithoutStaysGiven) {
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("amend", R"({"summary":""})")), "record.required");
  EXPECT_EQ(CodeOf(Act("amend", R"({"partner":null})")), "record.required");
  EXPECT_EQ(CodeOf(Act("amend", R"({"received_at":null})")), "record.required") << "of what came in";
  EXPECT_EQ(CodeOf(Act("amend", R"({"summary":"Other words","facts":"More of it"})")), "ok:registered");
  EXPECT_EQ(CodeOf(Act("amend", R"({"facts":""})")), "ok:registered") << "what is not required may go";
  EXPECT_EQ(record.caption, "Other words");
}

TEST_F(Requests, WhatHasHappenedDoesNotLieAhead) {
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("amend", R"({"received_at":"2031-01-01T00:00:00Z"})")), "record.lies_ahead");
  const auto in_minutes = [&](int minutes) {
    const base::Instant at{bureau.clock.Now().micros + minutes * 60 * kMicrosPerSecond};
    return R"({"received_at":")" + base::FormatInstant(at) + R"("})";
  };
  EXPECT_EQ(CodeOf(Act("amend", in_minutes(11))), "record.lies_ahead");
  EXPECT_EQ(CodeOf(Act("amend", in_minutes(9))), "ok:registered") << "clocks differ a little";
  // It is the evening of 28 May in London, and the 29th elsewhere.
  for (const std::string day : {"2979", "2026-06", "2026-05-30"}) {
    EXPECT_EQ(CodeOf(Act("amend", R"({"persons":[{"name":"Mira Newlamp","birth_date":")" + day + R"("}]})")),
              "record.lies_ahead");
  }
  for (const std::string day : {"2026", "2026-05", "2026-05-29", "1979-03-12"}) {
    EXPECT_EQ(CodeOf(Act("amend", R"({"persons":[{"name":"Mira Newlamp","birth_date":")" + day + R"("}]})")),
              "ok:registered");
  }
}

TEST_F(Requests, ATextThatIsTooLongIsToldItsLimit) {
  Begin(Incoming());
  const auto said = [&](const std::string& letter, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += letter;
    const auto done = Act("amend", R"({"summary":")" + text + R"("})");
    return done.ok() ? std::string("ok") : std::string(done.error().code) + " " + done.error().params.at(1).second;
  };
  EXPECT_EQ(said("a", 1000), "ok");
  EXPECT_EQ(said("a", 1001), "record.too_long 1000");
  EXPECT_EQ(said("م", 501), "record.too_long 500");
}

TEST_F(Requests, UrgentOnesHaveShorterClocks) {
  Begin(Incoming("urgent_direct"));
  EXPECT_EQ(record.due_at.micros, 1'780'000'000'000'000 + 8 * kHour);
  Begin(Incoming("urgent"));
  EXPECT_EQ(base::FormatInstant(record.due_at), "2026-06-01T00:00:00.000000Z");
  EXPECT_EQ(record.number, "XX/2026/REQ-interpol/000002");
}

TEST_F(Requests, ClarificationStopsTheClock) {
  Begin(Incoming());
  const std::int64_t due = record.due_at.micros;
  Reach({{"ask_clarification", "{}"}});
  EXPECT_EQ(record.kind, "waiting");
  bureau.clock.Advance(50 * kHour);
  Reach({{"clarified", R"({"facts":"More of it"})"}});
  EXPECT_EQ(record.state, "registered");
  EXPECT_EQ(record.due_at.micros, due + 50 * kHour);
  Reach({{"ask_clarification", "{}"}, {"close_no_reply", "{}"}});
  EXPECT_EQ(record.state, "closed_no_reply");
  EXPECT_EQ(record.due_at.micros, 0);
}

TEST_F(Requests, WhatIsAskedTwiceIsThereOnce) {
  const auto document = base::JsonDocument::Parse(Incoming());
  ActionRequest request;
  request.values = document->root();
  request.once = "key\nbody";
  const auto first = desk.Create(TestBureau::Who(Role::kOfficer), "requests", request);
  const auto again = desk.Create(TestBureau::Who(Role::kOfficer), "requests", request);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(again->id, first->id);
  EXPECT_EQ(again->number, first->number);
  request.apart_reason = "another one";
  const auto other = desk.Create(TestBureau::Who(Role::kOfficer, "u2"), "requests", request);
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->id, first->id) << "a key is that of one person";
}

TEST_F(Requests, TheServiceAndTheJudgeAreAsked) {
  Begin(Incoming());
  Reach({{"accept", kIntake},
         {"assign", kUnit},
         {"ask_national", R"({"service":"Civil registry","question":"Is he known?"})"},
         {"national_answer", R"({"service_answer":"No."})"},
         {"ask_judicial", "{}"},
         {"judicial_ok", "{}"},
         {"interim_reply", R"({"interim_text":"We are at it."})"},
         {"draft_reply", kReply},
         {"send_back", "{}"},
         {"draft_reply", kReply}});
  EXPECT_EQ(record.state, "reply_drafted");
  const auto deadlines = bureau.store->Deadlines(record.id, store::Viewer::Program());
  ASSERT_EQ(deadlines->size(), 2U);
  EXPECT_EQ(deadlines->at(1).rule, "national_service");
  EXPECT_EQ(deadlines->at(1).state, "met");
}

TEST_F(Requests, LegalReviewRefusalAndWithdrawal) {
  Begin(Incoming());
  Reach({{"ask_legal", "{}"}});
  EXPECT_EQ(CodeOf(Act("legal_ok", "{}", "u1", Role::kSupervisor)), "action.four_eyes");
  EXPECT_EQ(CodeOf(Act("legal_ok", "{}", "u2", Role::kSupervisor)), "ok:accepted");
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("refuse", "{}", "u2", Role::kSupervisor)), "ok:refused");
  EXPECT_EQ(CodeOf(Act("accept", kIntake)), "action.not_now");
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("withdraw")), "ok:withdrawn");
}

TEST_F(Requests, ADuplicateIsJoined) {
  Begin(Incoming());
  const std::string first = record.number;
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("join", R"({"parent":"XX/2026/REQ-interpol/000099"})")), "record.bad_value");
  EXPECT_EQ(CodeOf(Act("join", "{\"parent\":\"" + first + "\"}")), "ok:linked");
}

TEST_F(Requests, TwoOfficersAtOnceTheSecondIsTold) {
  Begin(Incoming());
  const store::Record seen = record;
  Reach({{"accept", kIntake}});
  record = seen;
  EXPECT_EQ(CodeOf(Act("withdraw")), "store.record_changed");
}

TEST_F(Requests, BadInputChangesNothing) {
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string values = Incoming();
    values.replace(values.find(from), from.size(), to);
    return CodeOf(Create(values));
  };
  EXPECT_EQ(refused("\"ES\"", "\"es\""), "record.bad_value");
  EXPECT_EQ(refused("\"drugs\"", "\"sweets\""), "record.bad_value");
  EXPECT_EQ(refused("\"summary\"", "\"summery\""), "record.unknown_field");
  EXPECT_EQ(refused("\"summary\":\"Identity of Zorvan Tadrak\"", "\"summary\":\"\\u202e \""), "record.required");
  EXPECT_EQ(refused("\"1970\"", "\"1970-02-30\""), "record.bad_value");
  EXPECT_EQ(refused("\"name\":\"زرفان تدراك\",", ""), "record.bad_value");
  EXPECT_EQ(refused("\"1970\"", "\"1970\",\"nationality\":\"Atlantis\""), "record.bad_value");
  EXPECT_EQ(refused("\"1970\"", "\"1970\",\"nationality\":\"FR, 7\""), "record.bad_value");
  EXPECT_EQ(refused("2026", "not a time"), "record.bad_value");
  EXPECT_EQ(CodeOf(Create(Incoming(), Role::kChecker)), "access.denied");
  EXPECT_EQ(CodeOf(Create(Incoming(), Role::kAuditor)), "access.denied");
  EXPECT_EQ(*bureau.store->EntryCount(), 0);
  Begin(Incoming());
  EXPECT_EQ(CodeOf(Act("fly")), "action.unknown");
  EXPECT_EQ(CodeOf(Act("register")), "action.unknown");
  EXPECT_EQ(CodeOf(Act("accept")), "record.required");
  EXPECT_EQ(*bureau.store->EntryCount(), 2) << "the request, and the check of its person";
}

TEST_F(Requests, NationalitiesAreKeptAsCodesOfTwoLetters) {
  const auto kept = [&](const std::string& written) {
    std::string values = Incoming();
    const std::string day = "\"1970\"";
    values.replace(values.find(day), day.size(), day + ",\"nationality\":\"" + written + "\"");
    ActionRequest request;
    const auto document = base::JsonDocument::Parse(values);
    request.values = document->root();
    request.apart_reason = "not the same";
    const auto made = desk.Create(TestBureau::Who(Role::kOfficer), "requests", request);
    if (!made.ok()) return made.error().code;
    const Values content = ReadContent(made->content);
    const auto rows = base::JsonDocument::Parse(content.at("persons"));
    return std::string(rows->root().elements()[0]["nationality"].string().value_or(""));
  };
  EXPECT_EQ(kept("MAR"), "MA");
  EXPECT_EQ(kept("fr/mar; FR"), "FR, MA");
  EXPECT_EQ(kept("Korea, North"), "KP");
  EXPECT_EQ(kept("xx"), "XX") << "the bureau's own";
  EXPECT_EQ(kept("XXA"), "XXA") << "no country's";
}

TEST_F(Requests, AreFoundInAnyScript) {
  Begin(Incoming());
  const auto found = [&](const std::string& text) {
    store::RecordFilter filter;
    filter.register_id = "requests";
    const auto page = desk.List(TestBureau::Who(Role::kOfficer), filter, text);
    return page.ok() ? page->total : -1;
  };
  EXPECT_EQ(found("zorvan tadrak"), 1);
  EXPECT_EQ(found("Tadr"), 1) << "the last word may be begun";
  EXPECT_EQ(found("زرفان"), 1);
  EXPECT_EQ(found("REQ-interpol/000001"), 1);
  EXPECT_EQ(found("somebody else"), 0);
  EXPECT_EQ(found("\"' or 1=1 --"), 0);
  EXPECT_EQ(found(""), 1);
}

TEST_F(Requests, AreListedByWhatTheyAre) {
  Begin(Incoming());
  Begin(Incoming("urgent"));
  const auto count = [&](store::RecordFilter filter) {
    return desk.List(TestBureau::Who(Role::kOfficer), std::move(filter), "")->total;
  };
  store::RecordFilter filter;
  filter.values = {{"priority", "urgent", {}}, {"partner", "ES", {}}};
  EXPECT_EQ(count(filter), 1);
  filter = {};
  filter.due_before = base::Instant{1'780'000'000'000'000 + 5 * 24 * kHour};
  filter.order = store::RecordFilter::Order::kDue;
  EXPECT_EQ(count(filter), 1);
  filter = {};
  filter.order = store::RecordFilter::Order::kDue;
  EXPECT_EQ(count(filter), 2);
  record = *bureau.store->FindRecord(record.id, store::Viewer::Program()).value();
  Reach({{"withdraw", "{}"}});
  EXPECT_EQ(count(filter), 1) << "what has no clock is not in the order of clocks";
  filter = {};
  filter.state = "refused";
  EXPECT_EQ(count(filter), 0);
  EXPECT_EQ(desk.States(TestBureau::Who(Role::kOfficer), "requests")->at(0).second, 1);
}

TEST_F(Requests, LookingIsOnRecordAndShowsWhatCanBeDone) {
  Begin(Incoming());
  Reach({{"accept", kIntake}, {"assign", kUnit}, {"draft_reply", kReply}});
  const auto view = desk.Open(TestBureau::Who(Role::kSupervisor), record.id);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(bureau.Entries("record.opened").size(), 1U);
  ASSERT_EQ(view->timeline.size(), 4U);
  EXPECT_EQ(view->timeline[0].action, "draft_reply");
  EXPECT_EQ(view->timeline[0].after.at("reply_text"), "\"Nada consta.\"");
  EXPECT_EQ(view->timeline[3].to, "registered");
  bool approves = false;
  for (const Choice& choice : view->choices) {
    if (choice.action->id != "approve") continue;
    approves = true;
    EXPECT_EQ(choice.why_not->code, "action.four_eyes") << "u1 wrote the draft";
  }
  EXPECT_TRUE(approves);
  EXPECT_EQ(desk.Open(TestBureau::Who(Role::kChecker), record.id).error().code, "access.denied");
}

// P2: what is shown is the replay of the ledger.
TEST_F(Requests, ARebuildChangesNothing) {
  Begin(Incoming());
  Reach({{"ask_clarification", "{}"}, {"clarified", R"({"facts":"More"})"}, {"accept", kIntake}, {"assign", kUnit}});
  const store::Record before = *bureau.store->FindRecord(record.id, store::Viewer::Program()).value();
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  const store::Record after = *bureau.store->FindRecord(record.id, store::Viewer::Program()).value();
  EXPECT_EQ(before.content, after.content);
  EXPECT_EQ(std::tie(before.state, before.version, before.doers), std::tie(after.state, after.version, after.doers));
  EXPECT_EQ(before.due_at, after.due_at);
}

}  // namespace
}  // namespace maktab::desk
