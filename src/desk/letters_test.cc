// The letter of a reply, from its draft to what was sent.
#include "desk/letters.h"

#include <gtest/gtest.h>

#include <fstream>

#include "crypto/encoding.h"
#include "desk/letter_words.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

class Letters : public ::testing::Test {
 protected:
  Letters() { Begin(); }

  void Begin() {
    Do("",
       R"({"direction":"outgoing","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
       R"("summary":"Identity of Zorvan Tadrak"})");
    Do("accept", R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})");
    Do("assign", R"({"unit":"central_bureau"})");
    Do("draft_reply", R"({"reply_language":"ar","reply_text":"لا يوجد ما يسجل."})");
  }
  void Do(const std::string& action, const std::string& values = "{}", const std::string& who = "u1") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    const auto principal = TestBureau::Who(who == "u1" ? Role::kOfficer : Role::kSupervisor, who);
    const auto done = action.empty() ? bureau.records->Create(principal, "requests", request)
                                     : bureau.records->Act(principal, record.id, action, record.version, request);
    ASSERT_TRUE(done.ok()) << action << " " << done.error().code << " " << done.error().log;
    record = *done;
  }
  base::Result<ShownLetter> Show(Role role = Role::kOfficer) {
    return desk.Show(TestBureau::Who(role), record.id, "", "");
  }

  TestBureau bureau;
  LetterDesk desk{*bureau.parts, *bureau.files};
  store::Record record;
};

TEST_F(Letters, ADraftUntilItIsApprovedAndKeptWhenItIsSent) {
  const auto draft = Show();
  ASSERT_TRUE(draft.ok()) << draft.error().code << draft.error().log;
  EXPECT_TRUE(draft->draft);
  EXPECT_EQ(draft->name, "XX-2026-REQ-interpol-000001.pdf");
  EXPECT_EQ(Show()->pdf, draft->pdf) << "the same version of the record: the same bytes";
  Do("approve", "{}", "u2");
  const auto approved = Show();
  EXPECT_FALSE(approved->draft);
  EXPECT_NE(approved->pdf, draft->pdf);
  bureau.clock.Advance(base::kMicrosPerSecond);
  Do("send");
  const auto files = bureau.store->RecordFiles(record.id, store::Viewer::Program());
  ASSERT_EQ(files->size(), 1U);
  EXPECT_EQ(files->front().field, "letters");
  EXPECT_EQ(files->front().type, "application/pdf");
  const auto sent = Show();
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(crypto::ToHex(crypto::Sha256Of(sent->pdf)), files->front().sha256) << "what was sent can be proved";
  // What is done to the record afterwards does not change it.
  Do("close");
  EXPECT_EQ(Show()->pdf, sent->pdf);
  // A reopened one is a draft again.
  const auto document = base::JsonDocument::Parse("{}");
  ActionRequest request;
  request.values = document->root();
  request.reason = "made up";
  record = *bureau.records->Act(TestBureau::Who(Role::kOfficer), record.id, "reopen", record.version, request);
  EXPECT_TRUE(Show()->draft);
}

TEST_F(Letters, EachLookIsOnRecordAndNeedsTheRight) {
  ASSERT_TRUE(Show().ok());
  ASSERT_EQ(bureau.Entries("letter.opened").size(), 1U) << "P10";
  EXPECT_EQ(Show(Role::kChecker).error().code, "access.denied");
  EXPECT_EQ(desk.Show(TestBureau::Who(Role::kOfficer), record.id, "no_such", "").error().code, "letter.unknown");
  EXPECT_EQ(desk.Show(TestBureau::Who(Role::kOfficer), "no such", "", "").error().code, "record.unknown");
}

// The end of a bulletin follows from others: nobody said in which language its proof is.
TEST_F(Letters, TheProofOfPurgePrintsInTheReadersLanguage) {
  const auto by = [&](const std::string& in, const std::string& id, const std::string& action,
                      const std::string& values, std::int64_t version, const std::string& who) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    const auto principal = TestBureau::Who(who == "u1" ? Role::kOfficer : Role::kSupervisor, who);
    const auto done = id.empty() ? bureau.records->Create(principal, in, request)
                                 : bureau.records->Act(principal, id, action, version, request);
    EXPECT_TRUE(done.ok()) << action << " " << done.error().code;
    return *done;
  };
  const store::Record notice =
      by("notices", "", "",
         R"({"direction":"incoming","kind":"notice","type":"red","partner":"ES",)"
         R"("reference":"A-1","summary":"Zorvan Tadrak","persons":[{"name":"Zorvan Tadrak"}]})",
         0, "u1");
  by("", notice.id, "take_in", "{}", 1, "u1");
  record = by("ends", "", "", R"({"alert":")" + notice.number + R"(","channel":"interpol","cause":"death"})", 0, "u1");
  EXPECT_TRUE(Show()->draft);
  record = by("", record.id, "order", "{}", record.version, "u2");
  ASSERT_EQ(record.state, "complete");
  const auto french = desk.Show(TestBureau::Who(Role::kOfficer), record.id, "", "", model::Language::kFrench);
  ASSERT_TRUE(french.ok()) << french.error().code;
  EXPECT_FALSE(french->draft);
  EXPECT_NE(french->pdf, Show()->pdf);
  EXPECT_EQ(french->pdf, desk.Show(TestBureau::Who(Role::kOfficer), record.id, "", "", model::Language::kFrench)->pdf);
}

TEST_F(Letters, MinutesAreThoseOfTheBureausClock) {
  bureau.parts->settings.zone = "Africa/Tunis";
  const auto at = *base::ParseInstant("2026-11-22T23:30:00Z");
  EXPECT_EQ(SayMinute(*bureau.parts, at, model::Language::kEnglish), "November 23, 2026, 00:30");
}

TEST_F(Letters, ValuesAsPeopleOfALanguageReadThem) {
  const model::Register& in = *bureau.registers->Find("requests");
  const auto say = [&](const char* field, const char* value, model::Language language) {
    return SayValue(*bureau.parts, *in.FindField(field), value, language);
  };
  EXPECT_EQ(say("partner", R"("ES")", model::Language::kFrench), "Espagne");
  EXPECT_EQ(say("partner", R"("ES")", model::Language::kArabic), "إسبانيا");
  EXPECT_EQ(say("partner", R"("IPSG")", model::Language::kEnglish), "IPSG");
  EXPECT_EQ(say("subject_matter", R"("drugs")", model::Language::kSpanish), "Drogas");
  EXPECT_EQ(say("received_at", R"("2026-11-22T23:30:00Z")", model::Language::kEnglish), "November 22, 2026");
  EXPECT_EQ(say("persons", R"([{"birth_date":"1970","name":"Zorvan Tadrak"},{"name":"B"}])", model::Language::kEnglish),
            "Zorvan Tadrak, 1970\nB");
  EXPECT_EQ(say("summary", "null", model::Language::kEnglish), "");
}

}  // namespace
}  // namespace maktab::desk
