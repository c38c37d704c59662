// P6: nobody approves his own work where four eyes are asked, whatever anybody does in whatever order, also by a
// deputy.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

class P6 : public ::testing::Test {
 protected:
  P6() {
    for (const auto& [name, role] : std::vector<std::pair<std::string, Role>>{{"One", Role::kOfficer},
                                                                              {"Two", Role::kSupervisor},
                                                                              {"Three", Role::kSupervisor},
                                                                              {"Four", Role::kAdministrator}}) {
      const auto id =
          bureau.people->AddUser(ShellPrincipal(), {"Made Up " + name, role, crypto::Password("a long made-up one")});
      EXPECT_TRUE(id.ok());
      people.push_back({*id, "Made Up " + name, role, model::Principal::Kind::kPerson});
    }
  }
  const model::Principal& Anyone() { return people[random() % people.size()]; }

  void Try(const std::string& action, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "made up";
    const auto done = record.id.empty() ? bureau.records->Create(Anyone(), "requests", request)
                                        : bureau.records->Act(Anyone(), record.id, action, record.version, request);
    if (done.ok()) record = *done;
    done.ok() ? ++did : ++refused;
  }
  void Somebody() {
    const model::Principal& away = Anyone();
    if (random() % 2 == 0) {
      static_cast<void>(bureau.deputies->End(away, away.id));
    } else {
      const base::Instant now = bureau.clock.Now();
      static_cast<void>(bureau.deputies->Set(away, away.id, Anyone().id, now, {now.micros + 3'600'000'000}));
    }
  }

  std::mt19937 random{6};
  TestBureau bureau;
  std::vector<model::Principal> people;
  store::Record record;
  int did = 0, refused = 0;
};

TEST_F(P6, NobodyApprovesHisOwnWork) {
  const std::vector<std::pair<std::string, std::string>> actions = {
      {"accept", R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})"},
      {"ask_legal", "{}"},
      {"legal_ok", "{}"},
      {"assign", R"({"unit":"pursuits"})"},
      {"draft_reply", R"({"reply_language":"en","reply_text":"Made up"})"},
      {"approve", "{}"},
      {"send_back", "{}"},
      {"send", "{}"},
      {"reopen", "{}"},
      {"amend", R"({"partner":"ES"})"},
      {"amend", R"({"partner":"FR","summary":"Other words"})"},
  };
  for (int round = 0; round < 12; ++round) {
    record = {};
    Try("", R"({"direction":"outgoing","channel":"other","partner":"FR","subject_matter":"fraud","priority":"routine",)"
            R"("summary":"Made up"})");
    if (record.id.empty()) continue;
    for (int step = 0; step < 60; ++step) {
      if (random() % 4 == 0) Somebody();
      const auto& [action, values] = actions[random() % actions.size()];
      Try(action, values);
    }
  }
  EXPECT_GT(did, 60);
  EXPECT_GT(refused, 60);
  // By what is on record: the person, and the one whose deputy he was, against who did the step that is approved.
  const std::map<std::string, std::string> four_eyes = {{"approve", "draft_reply"}, {"legal_ok", "ask_legal"}};
  std::map<std::string, std::string> last;
  // Of each request: when something was changed that its letter says, and when it was approved.
  std::map<std::string, std::int64_t> changed_at, approved_at;
  int approved = 0, sent = 0, changed = 0;
  store::EntryFilter filter;
  filter.kinds = {"record.acted"};
  filter.limit = 10'000;
  const auto entries = bureau.store->Entries(filter, store::Viewer::Program()).value();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const auto body = base::JsonDocument::Parse(entry->body);
    const std::string action(body->root()["action"].string().value_or(""));
    if (const auto before = four_eyes.find(action); before != four_eyes.end()) {
      const std::string doer = last[entry->subject + before->second];
      EXPECT_NE(entry->actor.id, doer) << entry->seq;
      EXPECT_NE(body->root()["for"]["id"].string().value_or(""), doer) << entry->seq;
      ++approved;
    }
    last[entry->subject + action] = entry->actor.id;
    const auto values = body->root()["values"];
    const bool changes = values["partner"].present() || values["summary"].present() || values["reply_text"].present();
    if (changes) changed_at[entry->subject] = entry->seq;
    if (changes && action == "amend") ++changed;
    if (action == "approve") approved_at[entry->subject] = entry->seq;
    if (action == "send") {
      EXPECT_LT(changed_at[entry->subject], approved_at[entry->subject]) << "what is sent is what was approved";
      ++sent;
    }
  }
  EXPECT_GT(approved, 5);
  EXPECT_GT(sent, 2);
  EXPECT_GT(changed, 2);
}

// What was approved goes out as it was: nobody changes it alone, not even by a file.
TEST_F(P6, WhatWasApprovedIsNotChangedBeforeItIsSent) {
  const model::Principal &officer = people[0], &head = people[1];
  const auto act = [&](const model::Principal& who, const std::string& action, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "made up";
    const auto done = bureau.records->Act(who, record.id, action, record.version, request);
    if (done.ok()) record = *done;
    return done.ok() ? done->state : std::string(done.error().code);
  };
  const std::string reply = R"({"reply_language":"en","reply_text":"Made up"})";
  const std::string other = R"({"partner":"RU","sender_reference":"X-1","summary":"Other words"})";
  Try("", R"({"direction":"outgoing","channel":"other","partner":"FR","subject_matter":"fraud","priority":"routine",)"
          R"("summary":"Made up"})");
  ASSERT_FALSE(record.id.empty());
  act(officer, "accept",
      R"({"intake":["requester","member","international","dual_criminality","article_3","link",)"
      R"("reason"]})");
  act(officer, "assign", R"({"unit":"pursuits"})");
  ASSERT_EQ(act(officer, "draft_reply", reply), "reply_drafted");
  EXPECT_EQ(act(head, "amend", other), "action.not_now") << "or he would approve what he wrote";
  ASSERT_EQ(act(head, "approve", "{}"), "reply_approved");
  EXPECT_EQ(act(officer, "amend", other), "action.not_now");
  EXPECT_EQ(act(officer, "draft_reply", reply), "action.not_now");
  EXPECT_EQ(act(officer, "attach", R"({"attachments":[]})"), "action.not_now");
  EXPECT_EQ(act(officer, "send_back", "{}"), "in_progress") << "the way back leads before the approval";
  EXPECT_EQ(act(officer, "amend", other), "in_progress");
  EXPECT_EQ(act(officer, "send", "{}"), "action.not_now");
  EXPECT_EQ(act(officer, "draft_reply", reply), "reply_drafted");
  EXPECT_EQ(act(officer, "send", "{}"), "action.not_now");
  EXPECT_EQ(act(head, "approve", "{}"), "reply_approved");
  EXPECT_EQ(act(officer, "send", "{}"), "answered");
}

}  // namespace
}  // namespace maktab::desk
