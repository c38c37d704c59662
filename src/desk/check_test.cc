#include "desk/check.h"

#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

std::vector<std::string> Ids(const CheckAnswer& answer) {
  std::vector<std::string> ids;
  for (const AnsweredHit& answered : answer.hits) ids.push_back(answered.hit.entity_id);
  return ids;
}

std::vector<model::Entity> ThreePersons() {
  return {TestBureau::Person("p1", "Zorvan Tadrak"), TestBureau::Person("p2", "Milka Ostrand"),
          TestBureau::Person("p3", "Zorvan Tadrak", "1981")};
}

TEST(Check, GivesAnAnswerThatIsOnRecord) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  const CheckAnswer answer = bureau.Ask("Zorvan Tadrak");
  EXPECT_EQ(Ids(answer), (std::vector<std::string>{"p1", "p3"}));
  EXPECT_EQ(answer.hits[0].birth_dates, std::vector<std::string>{"1970"});
  ASSERT_EQ(answer.lists.size(), 1U);
  EXPECT_EQ(answer.considered, 3U);
  const auto entries = bureau.Entries("check.asked");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].seq, answer.seq);
  EXPECT_EQ(Ids(*ReadAnswerBody(entries[0].body)), Ids(answer));
}

TEST(Check, RefusesWhoMayNotAndWhatIsUnknown) {
  TestBureau bureau;
  const auto code = [&](Role role, CheckRequest request) {
    const auto answer = bureau.checks->CheckAndWait(TestBureau::Who(role), std::move(request));
    return answer.ok() ? std::string("ok") : std::string(answer.error().code);
  };
  EXPECT_EQ(code(Role::kAuditor, TestBureau::Asking("Zorvan")), "access.denied");
  CheckRequest request = TestBureau::Asking("Zorvan");
  request.purpose = "none";
  EXPECT_EQ(code(Role::kChecker, request), "purpose.unknown");
  request = TestBureau::Asking("Zorvan");
  request.datasets = {"none"};
  EXPECT_EQ(code(Role::kChecker, request), "list.unknown");
  EXPECT_EQ(*bureau.store->EntryCount(), 0);
}

// P4: the end of an entry is acknowledged by the store; whether another process did it makes no difference.
TEST(Check, WhatHasEndedElsewhereDoesNotHit) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  bureau.ImportElsewhere("x", {TestBureau::Person("p1", "Zorvan Tadrak")});
  const CheckAnswer answer = bureau.Ask("Zorvan Tadrak");
  EXPECT_EQ(Ids(answer), std::vector<std::string>{"p1"});
  EXPECT_EQ(answer.lists.at(0).number, 2) << "the version named is the one that was asked (P8)";
  EXPECT_EQ(answer.considered, 1U);
}

// P8: what is shown beside a hit is of the version that the answer names.
TEST(Check, ShowsTheVersionThatItNames) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  std::vector<model::Entity> changed = ThreePersons();
  changed[0] = TestBureau::Person("p1", "Zorvan Tadrak", "1999");
  bureau.ImportElsewhere("x", changed);
  const CheckAnswer before = bureau.Ask("Zorvan Tadrak");
  EXPECT_EQ(before.lists.at(0).number, 1);
  EXPECT_EQ(before.hits.at(0).birth_dates, std::vector<std::string>{"1970"});
  ASSERT_TRUE(*bureau.follower->CatchUp());
  const CheckAnswer after = bureau.Ask("Zorvan Tadrak");
  EXPECT_EQ(after.lists.at(0).number, 2);
  EXPECT_EQ(after.hits.at(0).birth_dates, std::vector<std::string>{"1999"});
}

TEST(Check, AListThatEndedElsewhereDoesNotHit) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  store::EntryDraft end{"list.ended", ShellPrincipal(), {}, "x", R"({"dataset":"x","number":2,"reason":"withdrawn"})"};
  ASSERT_TRUE(bureau.store->AppendAndWait(std::move(end)).ok());
  const CheckAnswer answer = bureau.Ask("Zorvan Tadrak");
  EXPECT_TRUE(answer.hits.empty());
  EXPECT_TRUE(answer.lists.empty());
}

std::vector<BulkLine> Lines(const std::vector<std::string>& texts) {
  std::vector<BulkLine> lines;
  for (const std::string& text : texts) lines.push_back({text, false});
  return lines;
}

std::string DateCode(const std::string& date) {
  const auto document = base::JsonDocument::Parse(
      R"({"schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":[")" + date + R"("]}})");
  const auto request = ReadCheckRequest(document->root());
  if (!request.ok()) return std::string(request.error().code);
  const base::Status status = ReadableDates(*request);
  return status.ok() ? "ok" : std::string(status.error().code);
}

TEST(Check, ABirthDateThatNobodyCanReadIsRefused) {
  for (const char* date : {"1984", "1984-03", "1984-03-12", "1984-3-2", "1964/1967"}) EXPECT_EQ(DateCode(date), "ok");
  for (const char* date : {"1984-13-45", "nonsense", "12/03/1979", "1979-02-30", "84"}) {
    EXPECT_EQ(DateCode(date), "check.bad_date") << date;
  }
}

TEST(Check, SaysThatANameCannotBeCompared) {
  const auto said = [](const std::string& name, model::Schema schema = model::Schema::kPerson) {
    model::Entity query;
    query.schema = schema;
    query.Add(model::kPropName, name);
    return std::string(NotCompared(query));
  };
  EXPECT_EQ(said(".,;"), "check.no_letter");
  EXPECT_EQ(said("؟!"), "check.no_letter");
  EXPECT_EQ(said("Z"), "check.only_initials");
  EXPECT_EQ(said("ز"), "check.only_initials");
  EXPECT_EQ(said("T. Z."), "check.only_initials");
  EXPECT_EQ(said("T. Zorvan"), "");
  EXPECT_EQ(said("زرفان"), "");
  EXPECT_EQ(said("7", model::Schema::kOrganization), "");
  model::Entity paper;
  paper.schema = model::Schema::kIdentification;
  paper.Add(model::kPropNumber, "..");
  EXPECT_EQ(NotCompared(paper), "") << "no name is asked for";
}

TEST(Check, TheAnswerWarnsOfANameThatWasNotCompared) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  const auto rendered = [&](const std::string& text) {
    return RenderAnswer(bureau.Ask(text), *bureau.words, model::Language::kEnglish);
  };
  EXPECT_NE(rendered(".,;").find(R"("warnings":[{"code":"check.no_letter","text":"This name has no letter)"),
            std::string::npos);
  EXPECT_NE(rendered("T. Z.").find("check.only_initials"), std::string::npos);
  EXPECT_EQ(rendered("Zorvan Tadrak").find("check.only_initials"), std::string::npos);
}

TEST(Bulk, SaysOfALineWhatASingleCheckSaysOfAQuestion) {
  TestBureau bureau;
  const auto run = bureau.checks->BeginBulk(TestBureau::Who(Role::kOfficer), {});
  ASSERT_TRUE(run.ok());
  const std::vector<std::string> texts = {
      R"({"id":1,"schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":["12/03/1979"]}})",
      R"({"id":2,"text":".,;"})", R"({"id":3,"text":"Zorvan Tadrak"})"};
  const BulkRun::Batch batch = (*run)->NewWorker()->Process(Lines(texts));
  EXPECT_EQ(batch.counts.errors, 1U);
  EXPECT_NE(batch.output.find(R"({"id":1,"error":{"code":"check.bad_date")"), std::string::npos) << batch.output;
  EXPECT_NE(batch.output.find(R"({"id":2,"results":[],"warnings":[{"code":"check.no_letter")"), std::string::npos);
  EXPECT_NE(batch.output.find(R"({"id":3,"results":[],"list_versions")"), std::string::npos) << batch.output;
}

TEST(Bulk, GivesWhatASingleCheckGives) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  const auto run = bureau.checks->BeginBulk(TestBureau::Who(Role::kOfficer), {});
  ASSERT_TRUE(run.ok());
  const std::vector<std::string> texts = {R"({"id":1,"text":"Zorvan Tadrak"})", "nonsense", R"({"id":"b","text":""})",
                                          R"({"id":3,"text":"Nobody Inparticular"})"};
  const BulkRun::Batch batch = (*run)->NewWorker()->Process(Lines(texts));
  (*run)->Add(batch);
  EXPECT_EQ(batch.counts.lines, 4U);
  EXPECT_EQ(batch.counts.errors, 2U);
  EXPECT_EQ(batch.counts.hits, 2U);
  LineSplitter splitter;
  std::string text;
  std::vector<base::JsonDocument> answers;
  for (const BulkLine& line : splitter.Feed(batch.output, text)) {
    answers.push_back(std::move(base::JsonDocument::Parse(line.text)).value());
  }
  ASSERT_EQ(answers.size(), 4U);
  const auto hits = answers[0].root()["results"].elements();
  const CheckAnswer single = bureau.Ask("Zorvan Tadrak");
  ASSERT_EQ(hits.size(), single.hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_EQ(*hits[i]["id"].string(), single.hits[i].hit.entity_id);
    EXPECT_NEAR(*hits[i]["score"].number(), single.hits[i].hit.score, 0.00006);
  }
  EXPECT_EQ(*answers[1].root()["error"]["code"].string(), "json.invalid");
  EXPECT_EQ(*answers[2].root()["id"].string(), "b");
  EXPECT_EQ(answers[3].root()["results"].elements().size(), 0U);
  ASSERT_TRUE((*run)->Finish(true).ok());
  EXPECT_EQ(bureau.Entries("check.bulk").size(), 1U);
}

TEST(Bulk, AsksAgainWhenAListChangesMeanwhile) {
  TestBureau bureau;
  bureau.ImportElsewhere("x", ThreePersons());
  ASSERT_TRUE(*bureau.follower->CatchUp());
  const auto run = bureau.checks->BeginBulk(TestBureau::Who(Role::kOfficer), {});
  ASSERT_TRUE(run.ok());
  const auto worker = (*run)->NewWorker();
  const std::vector<std::string> texts = {R"({"id":1,"text":"Zorvan Tadrak"})"};
  const BulkRun::Batch first = worker->Process(Lines(texts));
  bureau.ImportElsewhere("x", {TestBureau::Person("p2", "Milka Ostrand")});
  const BulkRun::Batch second = worker->Process(Lines(texts));
  EXPECT_EQ(first.counts.hits, 2U);
  EXPECT_EQ(second.counts.hits, 0U);
  (*run)->Add(first);
  (*run)->Add(second);
  const auto receipt = (*run)->Finish(true);
  ASSERT_TRUE(receipt.ok());
  const auto body = base::JsonDocument::Parse(bureau.Entries("check.bulk").at(0).body);
  EXPECT_TRUE(body->root()["lists_at_end"].present());
}

}  // namespace
}  // namespace maktab::desk
