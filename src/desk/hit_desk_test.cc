// Hits of checks, and what the front line is told of them (domain.md section 3.5; R-04, R-08, R-24, R-30; P4, P7, P10).
#include "desk/hit_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/assert.h"
#include "desk/alerts.h"
#include "desk/front_line.h"
#include "desk/hit_access.h"
#include "desk/test_bureau.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::int64_t kMinute = 60 * base::kMicrosPerSecond;

class HitDeskTest : public ::testing::Test {
 protected:
  static std::string CodeOf(const base::Result<store::Record>& result) {
    return result.ok() ? "ok:" + result->state : result.error().code;
  }
  base::Result<store::Record> Create(const std::string& in, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = "not the same";
    return desk.Create(TestBureau::Who(Role::kOfficer, "u1"), in, request);
  }
  base::Result<store::Record> Act(const std::string& number, const std::string& action,
                                  const std::string& values = "{}", const std::string& who = "u1") {
    const store::Record record = Now(number);
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    return desk.Act(TestBureau::Who(who == "u1" ? Role::kOfficer : Role::kSupervisor, who), record.id, action,
                    record.version, request);
  }
  store::Record Now(const std::string& number) {
    const auto found = bureau.store->FindRecordByNumber(number, store::Viewer::Program());
    MAKTAB_ASSERT(found.ok() && found->has_value());
    return **found;
  }
  // A notice of others in force, about a person of this name who bears this paper.
  std::string Notice(const std::string& paper, const std::string& name = "Zorvan Tadrak") {
    const auto made = Create("notices", R"({"direction":"incoming","kind":"notice","type":"red","partner":"ES",)"
                                        R"("summary":"Made up","reference":"A-)" +
                                            paper + R"(","persons":[{"name":")" + name +
                                            R"(","birth_date":"1970-01-02","document":")" + paper + "\"}]}");
    MAKTAB_ASSERT(made.ok());
    EXPECT_EQ(CodeOf(Act(made->number, "take_in")), "ok:published");
    EXPECT_TRUE(bureau.follower->CatchUp().ok());
    return made->number;
  }
  void End(const std::string& alert) {
    const auto memo = Create("ends", R"({"alert":")" + alert + R"(","channel":"interpol","cause":"source"})");
    MAKTAB_ASSERT(memo.ok());
    EXPECT_EQ(CodeOf(Act(memo->number, "order", "{}", "u2")), "ok:complete");
  }
  CheckAnswer Ask(const std::string& text, const std::string& purpose = "border_check", const std::string& who = "c1") {
    CheckRequest request = TestBureau::Asking(text);
    request.purpose = purpose;
    request.reference = "Gate 4";
    auto answer = bureau.checks->CheckAndWait(TestBureau::Who(Role::kChecker, who), request);
    MAKTAB_ASSERT(answer.ok());
    return *std::move(answer);
  }
  FrontLineAnswer FrontLine(const std::string& body, const std::string& who = "c1") {
    const auto document = base::JsonDocument::Parse(body);
    auto request = FrontLineQuestion(*bureau.parts, document->root());
    MAKTAB_ASSERT(request.ok());
    const model::Principal checker = TestBureau::Who(Role::kChecker, who);
    const auto answer = bureau.checks->CheckAndWait(checker, *std::move(request));
    MAKTAB_ASSERT(answer.ok());
    auto said = FrontLineSays(*bureau.parts, checker, *answer, model::Language::kEnglish);
    MAKTAB_ASSERT(said.ok());
    return *std::move(said);
  }
  base::Result<FrontLineAnswer> State(const std::string& hit, const std::string& who = "c1") {
    return FrontLineState(*bureau.parts, TestBureau::Who(Role::kChecker, who), hit, model::Language::kEnglish);
  }
  std::vector<store::Record> Hits() {
    store::RecordFilter filter;
    filter.register_id = "hits";
    filter.order = store::RecordFilter::Order::kRegistered;
    auto page = bureau.store->Records(filter, store::Viewer::Program());
    MAKTAB_ASSERT(page.ok());
    return std::move(page->records);
  }
  std::string ValueOf(const store::Record& record, const std::string& field) {
    const Values values = ReadContent(record.content);
    const auto value = values.find(field);
    return value == values.end() ? "" : value->second;
  }

  TestBureau bureau;
  RecordDesk& desk = *bureau.records;
};

TEST_F(HitDeskTest, AHitIsARecordInTheTransactionOfItsCheck) {
  const std::string notice = Notice("QK5510001");
  const CheckAnswer answer = Ask("QK5510001");
  ASSERT_THAT(answer.hits, SizeIs(1));
  ASSERT_THAT(Hits(), SizeIs(1));
  const store::Record hit = Hits().front();
  EXPECT_EQ(answer.hits[0].kept_number, hit.number);
  EXPECT_EQ(answer.hits[0].kept_id, hit.id);
  EXPECT_EQ(hit.created_seq, answer.seq + 1) << "nothing can come between the two";
  EXPECT_EQ(hit.state, "open");
  EXPECT_EQ(hit.unit, "central_bureau");
  EXPECT_EQ(ValueOf(hit, "alert"), "\"" + notice + "\"");
  EXPECT_EQ(ValueOf(hit, "check"), "\"" + CheckId(answer.seq) + "\"");
  EXPECT_EQ(ValueOf(hit, "place"), "\"Gate 4\"");
  EXPECT_EQ(ValueOf(hit, "how"), "\"check\"");
  EXPECT_EQ(ValueOf(hit, "priority"), "\"urgent\"");
  EXPECT_THAT(ValueOf(hit, "documents"), HasSubstr("QK5510001"));
  EXPECT_FALSE(ValueOf(hit, "reasons").empty());
}

TEST_F(HitDeskTest, OnlyWhatTheDefinitionsWantIsKept) {
  Notice("QK5510002");
  Ask("QK5510002", "analysis");
  EXPECT_THAT(Hits(), IsEmpty()) << "nobody stands before who analyses";
  Ask("QK5519999");
  EXPECT_THAT(Hits(), IsEmpty());
  bureau.Import("un", R"({"id":"un-1","schema":"Person","properties":{"name":["Mirtal Qarvat"]}})");
  ASSERT_THAT(Ask("Mirtal Qarvat").hits, SizeIs(1));
  EXPECT_THAT(Hits(), IsEmpty()) << "public lists are for screening";
}

TEST_F(HitDeskTest, TheSameQuestionIsTheSameHitForAWhile) {
  Notice("QK5510003");
  const std::string first = Ask("QK5510003").hits.at(0).kept_number;
  EXPECT_EQ(Ask("QK5510003").hits.at(0).kept_number, first);
  EXPECT_THAT(Hits(), SizeIs(1));
  EXPECT_NE(Ask("QK5510003", "border_check", "c2").hits.at(0).kept_number, first) << "another one asks";
  EXPECT_THAT(Hits(), SizeIs(2));
  bureau.clock.Advance(721 * kMinute);
  EXPECT_NE(Ask("QK5510003").hits.at(0).kept_number, first);
  EXPECT_THAT(Hits(), SizeIs(3));
}

TEST_F(HitDeskTest, AHitThatWasClosedSilencesNobodyWhoAsksAgain) {
  Notice("QK5510020");
  const std::string question = R"({"text":"QK5510020","purpose":"border_check"})";
  std::vector<std::string> numbers;
  const auto ask = [&] {
    const FrontLineAnswer said = FrontLine(question);
    EXPECT_EQ(said.answer, model::FrontLine::Answer::kWait) << "the alert is in force";
    EXPECT_THAT(numbers, Not(testing::Contains(said.number)));
    numbers.push_back(said.number);
    return said.number;
  };
  EXPECT_EQ(CodeOf(Act(ask(), "not_same")), "ok:not_same") << "another one at gate A";
  const std::string denied = ask();
  EXPECT_EQ(FrontLine(question).number, denied) << "as long as it is open it is the same";
  EXPECT_EQ(CodeOf(Act(denied, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(denied, "ask", R"({"source_reference":"Q"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(denied, "deny", R"({"source_answer":"not this one"})")), "ok:denied");
  const std::string acted = ask();
  EXPECT_EQ(CodeOf(Act(acted, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(acted, "ask", R"({"source_reference":"Q"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(acted, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
  EXPECT_EQ(CodeOf(Act(acted, "act", R"({"done":"let go on bail","told_to":"ES"})")), "ok:acted");
  EXPECT_EQ(FrontLine(question).number, acted);
  EXPECT_EQ(CodeOf(Act(acted, "close")), "ok:closed");
  ask();
  EXPECT_THAT(Hits(), SizeIs(4));
}

TEST_F(HitDeskTest, NothingIsDoneBeforeTheSourceHasConfirmed) {
  Notice("QK5510004");
  const FrontLineAnswer said = FrontLine(R"({"text":"QK5510004","purpose":"border_check","place":"Gate 4"})");
  EXPECT_EQ(said.answer, model::FrontLine::Answer::kWait);
  EXPECT_THAT(said.todo.at(0), HasSubstr("Do not arrest"));
  EXPECT_EQ(said.due.micros, 0);
  const std::string hit = said.number;
  EXPECT_EQ(CodeOf(Act(hit, "act", R"({"done":"x","told_to":"y"})")), "action.not_now") << "R-08";
  EXPECT_EQ(CodeOf(Act(hit, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(hit, "ask", R"({"source_reference":"Q-1"})")), "ok:confirmation_asked");
  const auto waits = State(said.hit);
  ASSERT_TRUE(waits.ok());
  EXPECT_EQ(waits->due.micros, bureau.clock.Now().micros + 10 * kMinute);
  bureau.clock.Advance(11 * kMinute);
  EXPECT_EQ(Now(hit).state, "confirmation_asked") << "late is no state";
  EXPECT_EQ(CodeOf(Act(hit, "ask_again", R"({"source_reference":"Q-2"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(hit, "keep_safe", R"({"safety":"he had a knife"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(hit, "act", R"({"done":"x","told_to":"y"})")), "action.not_now");
  EXPECT_EQ(CodeOf(Act(hit, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
  const auto confirmed = State(said.hit);
  ASSERT_TRUE(confirmed.ok());
  EXPECT_EQ(confirmed->answer, model::FrontLine::Answer::kHit);
  EXPECT_EQ(CodeOf(Act(hit, "act", R"({"done":"arrested","told_to":"ES"})")), "ok:acted");
  EXPECT_EQ(CodeOf(Act(hit, "close")), "ok:closed");
  EXPECT_EQ(State(said.hit)->answer, model::FrontLine::Answer::kNothing);
}

TEST_F(HitDeskTest, WhatTheSourceConfirmsIsConfirmedOfItsBulletin) {
  const std::string notice = Notice("QK5510020");
  const auto made =
      Create("bulletins", R"({"channel":"interpol","purpose":"arrest","summary":"Made up","units":["pursuits"],)"
                          R"("sources":[")" +
                              notice + R"("],"persons":[{"name":"Mirtal Qarvat","document":"QK5510021"}]})");
  ASSERT_TRUE(made.ok()) << made.error().code;
  const std::string check = R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})";
  ASSERT_EQ(CodeOf(Act(made->number, "approve", check, "u2")), "ok:broadcast");
  ASSERT_TRUE(bureau.follower->CatchUp().ok());
  const std::string hit = Ask("QK5510021").hits.at(0).kept_number;
  const std::string other = Ask("QK5510021", "border_check", "c2").hits.at(0).kept_number;
  EXPECT_EQ(CodeOf(Act(hit, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(hit, "ask", R"({"source_reference":"Q-1"})")), "ok:confirmation_asked");
  EXPECT_EQ(Now(made->number).state, "broadcast") << "nothing is confirmed yet";
  EXPECT_EQ(CodeOf(Act(hit, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
  EXPECT_EQ(Now(made->number).state, "confirmed_hit");
  EXPECT_EQ(ValueOf(Now(made->number), "confirmed_by"), "\"" + hit + "\"");
  const std::int64_t version = Now(made->number).version;
  EXPECT_EQ(CodeOf(Act(other, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(other, "ask", R"({"source_reference":"Q-2"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(other, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
  EXPECT_EQ(Now(made->number).version, version) << "it is confirmed already";
}

TEST_F(HitDeskTest, TheSourceMayNeedMoreTime) {
  Notice("QK5510005");
  const std::string hit = Ask("QK5510005", "locate").hits.at(0).kept_number;
  EXPECT_EQ(CodeOf(Act(hit, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(hit, "ask", R"({"source_reference":"Q-1"})")), "ok:confirmation_asked");
  EXPECT_EQ(Now(hit).due_at.micros, bureau.clock.Now().micros + 60 * kMinute) << "routine";
  const base::Instant until{bureau.clock.Now().micros + 300 * kMinute};
  EXPECT_EQ(CodeOf(Act(hit, "more_time", R"({"answer_until":")" + base::FormatInstant(until) + "\"}")), "ok:more_time");
  EXPECT_EQ(Now(hit).due_at.micros, until.micros + kMinute);
  EXPECT_EQ(CodeOf(Act(hit, "deny", R"({"source_answer":"lifted yesterday"})")), "ok:denied");
  EXPECT_EQ(Now(hit).due_at.micros, 0);
}

TEST_F(HitDeskTest, WhoWasTakenForHimIsNotStoppedTwice) {
  const std::string notice = Notice("QK5510006");
  CheckRequest innocent;
  innocent.example = TestBureau::Person({}, "Zorvan Tadrak", "1970-01-02");
  innocent.purpose = "border_check";
  const model::Principal checker = TestBureau::Who(Role::kChecker, "c1");
  auto answer = bureau.checks->CheckAndWait(checker, innocent);
  ASSERT_TRUE(answer.ok());
  const std::string hit = answer->hits.at(0).kept_number;
  EXPECT_EQ(CodeOf(Act(hit, "not_same")), "alert.excludes_searched") << "name and date alone would silence the search";
  EXPECT_EQ(CodeOf(Act(hit, "not_same",
                       R"({"persons":[{"name":"Zorvan Tadrak","birth_date":"1970-01-02",)"
                       R"("document":"ZW8800001"}]})")),
            "ok:not_same");
  EXPECT_THAT(ValueOf(Now(notice), "exclusions"), HasSubstr("ZW8800001"));
  EXPECT_EQ(Now(notice).state, "published");
  innocent.example->Add(model::kPropIdNumber, "ZW8800001");
  answer = bureau.checks->CheckAndWait(checker, innocent);
  ASSERT_TRUE(answer.ok());
  ASSERT_FALSE(answer->hits.empty());
  EXPECT_TRUE(answer->hits[0].quiet) << "R-30";
  EXPECT_TRUE(answer->hits[0].kept_number.empty());
  EXPECT_FALSE(Ask("QK5510006").hits.at(0).quiet) << "he himself still hits";
  // A second one does not take the place of the first.
  const std::string other = Ask("QK5510006", "border_check", "c2").hits.at(0).kept_number;
  EXPECT_EQ(CodeOf(Act(other, "not_same", R"({"persons":[{"name":"Somebody Else","document":"ZW8800002"}]})")),
            "ok:not_same");
  EXPECT_THAT(ValueOf(Now(notice), "exclusions"), HasSubstr("ZW8800001"));
  EXPECT_THAT(ValueOf(Now(notice), "exclusions"), HasSubstr("ZW8800002"));
}

TEST_F(HitDeskTest, WhatAnOfficerJudgesSilencesNoSearch) {
  Notice("QK5510021");
  CheckRequest request;
  request.example = TestBureau::Person({}, "Zorvan Tadrak", "1970-01-02");
  request.purpose = "border_check";
  const auto ask = [&](const std::string& who) {
    auto answer = bureau.checks->CheckAndWait(TestBureau::Who(Role::kChecker, who), request);
    MAKTAB_ASSERT(answer.ok());
    return *std::move(answer);
  };
  const CheckAnswer first = ask("c1");
  ASSERT_THAT(first.hits, SizeIs(1));
  const screening::Hit& hit = first.hits[0].hit;
  ASSERT_TRUE(bureau.judgements
                  ->Judge(TestBureau::Who(Role::kSupervisor, "u2"),
                          {first.seq, hit.dataset, hit.entity_id, "another photograph", false})
                  .ok());
  const CheckAnswer again = ask("c2");
  ASSERT_THAT(again.hits, SizeIs(1));
  EXPECT_FALSE(again.hits[0].quiet) << "only an exclusion silences a search";
  EXPECT_FALSE(again.hits[0].kept_number.empty());
}

TEST_F(HitDeskTest, OfASearchThatHasEndedTheFrontLineIsToldNothing) {
  const std::string notice = Notice("QK5510007");
  const FrontLineAnswer said = FrontLine(R"({"text":"QK5510007","purpose":"border_check"})");
  ASSERT_EQ(said.answer, model::FrontLine::Answer::kWait);
  EXPECT_EQ(said.name, "Zorvan Tadrak");
  End(notice);
  const auto state = State(said.hit);
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(state->answer, model::FrontLine::Answer::kNothing) << "P4";
  EXPECT_TRUE(state->name.empty());
  EXPECT_EQ(FrontLine(R"({"text":"QK5510007","purpose":"border_check"})").answer, model::FrontLine::Answer::kNothing);
  EXPECT_EQ(CodeOf(Act(said.number, "lapse")), "ok:closed");
}

TEST_F(HitDeskTest, NobodyActsOnASearchThatHasEndedSinceItWasConfirmed) {
  const std::string notice = Notice("QK5510023");
  const std::string hit = Ask("QK5510023").hits.at(0).kept_number;
  EXPECT_EQ(CodeOf(Act(hit, "same")), "ok:same");
  EXPECT_EQ(CodeOf(Act(hit, "ask", R"({"source_reference":"Q"})")), "ok:confirmation_asked");
  EXPECT_EQ(CodeOf(Act(hit, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
  End(notice);
  EXPECT_EQ(CodeOf(Act(hit, "act", R"({"done":"arrested","told_to":"ES"})")), "hit.search_ended") << "P4";
  EXPECT_EQ(CodeOf(Act(hit, "lapse")), "ok:closed");
}

TEST_F(HitDeskTest, OfAnEntryOfAPublicListThatHasEndedTheFrontLineIsToldNothing) {
  bureau.Import("wanted", R"({"id":"w-1","schema":"Person","properties":{"name":["Mirtal Qarvat"]}})");
  // As a bureau has them that must act on a public list.
  store::EntryDraft draft{"check.bulk", TestBureau::Who(Role::kChecker, "c1"), "border_check", {}, "{}"};
  HitFound found;
  found.how = "check";
  found.asker_id = "c1";
  found.asker = "c1";
  found.purpose = "border_check";
  found.query_key = "key";
  found.hit.dataset = "wanted";
  found.hit.entity_id = "w-1";
  std::vector<HitFound> all = {found};
  std::vector<Followed> followed;
  const HitDesk hits(*bureau.parts);
  ASSERT_TRUE(
      bureau.store
          ->AppendTogether(std::move(draft), {},
                           [&](store::Transaction& transaction) { return hits.Open(transaction, all, followed); })
          .ok());
  EXPECT_EQ(State(all.front().id)->answer, model::FrontLine::Answer::kWait);
  bureau.Import("wanted", R"({"id":"w-2","schema":"Person","properties":{"name":["Somebody Else"]}})");
  EXPECT_EQ(State(all.front().id)->answer, model::FrontLine::Answer::kNothing) << "w-1 is on the list no more";
}

TEST_F(HitDeskTest, AHitIsForWhoAskedAndHisUnit) {
  Notice("QK5510008");
  const FrontLineAnswer said = FrontLine(R"({"text":"QK5510008","purpose":"border_check"})");
  EXPECT_TRUE(State(said.hit, "c1").ok());
  EXPECT_EQ(State(said.hit, "c2").error().code, "hit.unknown");
  EXPECT_EQ(State("nothing").error().code, "hit.unknown");
  EXPECT_EQ(State(Now(Notice("QK5510009")).id).error().code, "hit.unknown") << "a record of another register";
}

TEST_F(HitDeskTest, WhatIsHiddenFromTheAskerIsNothing) {
  store::EntryDraft user{"user.created", TestBureau::Who(Role::kChecker, "liaison"), {}, {}, {}};
  user.body = R"({"id":"liaison","name":"Made up liaison","role":"checker","country":"ES"})";
  ASSERT_TRUE(bureau.store->AppendAndWait(std::move(user)).ok());
  const std::string notice = Notice("QK5510010");
  const std::string question = R"({"text":"QK5510010","purpose":"border_check"})";
  const FrontLineAnswer before = FrontLine(question, "liaison");
  ASSERT_EQ(before.answer, model::FrontLine::Answer::kWait);
  ASSERT_TRUE(Act(notice, "restrict", R"({"withheld_from":["ES"]})").ok());
  EXPECT_EQ(ValueOf(Now(before.number), "withheld_from"), R"(["ES"])") << "the hit is hidden with its alert";
  EXPECT_EQ(State(before.hit, "liaison").error().code, "hit.unknown") << "P7";
  EXPECT_EQ(FrontLine(question, "liaison").answer, model::FrontLine::Answer::kNothing);
  const FrontLineAnswer ours = FrontLine(question, "c1");
  EXPECT_EQ(ours.answer, model::FrontLine::Answer::kWait);
  EXPECT_EQ(ValueOf(Now(ours.number), "withheld_from"), R"(["ES"])");
}

TEST_F(HitDeskTest, WhatOneIsToldAnewIsOnRecord) {
  Notice("QK5510011");
  const FrontLineAnswer said = FrontLine(R"({"text":"QK5510011","purpose":"border_check"})");
  EXPECT_THAT(bureau.Entries("check.asked"), SizeIs(1));
  ASSERT_TRUE(State(said.hit).ok());
  ASSERT_TRUE(State(said.hit).ok());
  EXPECT_THAT(bureau.Entries("hit.state_seen"), SizeIs(1)) << "the same again is no news";
  EXPECT_EQ(CodeOf(Act(said.number, "same")), "ok:same");
  ASSERT_TRUE(State(said.hit).ok());
  ASSERT_THAT(bureau.Entries("hit.state_seen"), SizeIs(2));
  EXPECT_EQ(bureau.Entries("hit.state_seen").front().purpose, "border_check");
}

TEST_F(HitDeskTest, TheAlertsOwnWordsAreToldOnceItIsHeAndNeverOfRefugees) {
  const std::string notice = Notice("QK5510012");
  const auto draft = [&](const std::string& paper, const std::string& instructions) {
    const auto made = Create("bulletins", R"({"channel":"interpol","purpose":"arrest","summary":"Made up","units":)"
                                          R"(["pursuits"],"sources":[")" +
                                              notice + R"("],"instructions":")" + instructions +
                                              R"(","persons":[{"name":"Mirtal Qarvat","birth_date":"1970-01-02",)"
                                              R"("document":")" +
                                              paper + "\"}]}");
    MAKTAB_ASSERT(made.ok());
    EXPECT_EQ(CodeOf(Act(made->number, "approve",
                         R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})", "u2")),
              "ok:broadcast");
    EXPECT_TRUE(bureau.follower->CatchUp().ok());
  };
  draft("QK5510013", "May be armed.");
  draft("QK5510014", "He asked for ASYLUM here.");
  for (const std::string paper : {"QK5510013", "QK5510014"}) {
    const FrontLineAnswer said = FrontLine(R"({"text":")" + paper + R"(","purpose":"border_check"})");
    EXPECT_THAT(said.todo, SizeIs(1)) << "before it is he, nobody is told";
    EXPECT_EQ(CodeOf(Act(said.number, "same")), "ok:same");
    EXPECT_EQ(CodeOf(Act(said.number, "ask", R"({"source_reference":"Q"})")), "ok:confirmation_asked");
    EXPECT_EQ(CodeOf(Act(said.number, "confirm", R"({"source_answer":"valid"})")), "ok:confirmed");
    const auto told = State(said.hit);
    ASSERT_TRUE(told.ok());
    const bool armed = paper == "QK5510013";
    EXPECT_THAT(told->todo, SizeIs(armed ? 2 : 1));
    EXPECT_THAT(RenderFrontLine(*told), Not(HasSubstr("ASYLUM"))) << "R-04";
    EXPECT_THAT(told->todo.at(0), HasSubstr("Arrest the person"));
  }
}

TEST_F(HitDeskTest, TheFrontLineSaysWhatForAndNothingElse) {
  const auto document = base::JsonDocument::Parse(R"({"text":"QK5510015"})");
  EXPECT_EQ(FrontLineQuestion(*bureau.parts, document->root()).error().code, "hit.purpose_missing") << "R-10";
  const auto wrong = base::JsonDocument::Parse(R"({"purpose":"border_check"})");
  EXPECT_FALSE(FrontLineQuestion(*bureau.parts, wrong->root()).ok());
  EXPECT_EQ(FrontLine(R"({"text":"QK5510015","purpose":"analysis"})").answer, model::FrontLine::Answer::kNothing);
}

TEST_F(HitDeskTest, WhatNobodyCanReadIsAskedForAgain) {
  const auto document = base::JsonDocument::Parse(R"({"text":"%%% <script>","purpose":"border_check"})");
  EXPECT_EQ(FrontLineQuestion(*bureau.parts, document->root()).error().code, "hit.question_unreadable");
  for (const char* text : {"Zorvan Tadrak", "Benali, Jean-Zorvan", "O'Tadrak", "O’Tadrak", "زورفان طدراك",
                           "مُحَمَّد، زورفان", "Зорван «Тадрак»", "12345|أ|6", "AB 123-CD", "周 大·明",
                           "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"}) {
    EXPECT_TRUE(IsReadable(text)) << text;
  }
  for (const char* text : {"", " ", "x", "؟؟؟", "Jos? Garc?a", "Tadrak\xEF\xBF\xBD", "Tadrak\xFF", "<b>Tadrak</b>",
                           "- -", "{}", "Tadrak\x01"}) {
    EXPECT_FALSE(IsReadable(text)) << text;
  }
}

TEST_F(HitDeskTest, WhatWasAskedBeforeBecomesAHitWhenItsAlertComesInForce) {
  Ask("QK5510016");
  Ask("QK5510016", "analysis", "c2");
  ASSERT_TRUE(bureau.recheck->CompareRecords().ok());
  EXPECT_THAT(Hits(), IsEmpty());
  Notice("QK5510016");
  const auto made = bureau.recheck->CompareRecords();
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(*made, 1U) << "only what is kept";
  ASSERT_THAT(Hits(), SizeIs(1));
  EXPECT_EQ(ValueOf(Hits().front(), "how"), "\"retro\"");
  EXPECT_EQ(*bureau.recheck->CompareRecords(), 0U);
  // A crash after the records and before what says so: nothing is made twice.
  Recheck again(*bureau.parts, *bureau.judgements, bureau.events);
  EXPECT_EQ(*again.CompareRecords(), 0U);
  EXPECT_THAT(Hits(), SizeIs(1));
  EXPECT_THAT(bureau.Entries("list.rechecked"), SizeIs(1));
  // The next one is compared alone.
  Notice("QK5510017", "Mirtal Qarvat");
  ASSERT_TRUE(again.CompareRecords().ok());
  EXPECT_THAT(Hits(), SizeIs(1));
}

TEST_F(HitDeskTest, WhatTheFrontLineAskedIsComparedWhateverItsPurpose) {
  ASSERT_EQ(FrontLine(R"({"text":"QK5510024","purpose":"analysis"})").answer, model::FrontLine::Answer::kNothing);
  Ask("QK5510024", "analysis", "c2");
  Notice("QK5510024");
  EXPECT_EQ(*bureau.recheck->CompareRecords(), 1U);
  ASSERT_THAT(Hits(), SizeIs(1));
  const std::int64_t check = *ParseCheckId(TextsOf(ValueOf(Hits().front(), "check")).front());
  EXPECT_EQ((*bureau.store->FindEntry(check, store::Viewer::Program()))->actor.id, "c1") << "not the analyst's";
}

TEST_F(HitDeskTest, ARequestAboutSomebodySearchedIsAHit) {
  const std::string notice = Notice("QK5510018");
  const auto request =
      Create("requests", R"({"direction":"incoming","channel":"interpol","partner":"FR",)"
                         R"("received_at":"2026-05-28T10:00:00Z",)"
                         R"("subject_matter":"information","priority":"routine","summary":"Who is he?",)"
                         R"("persons":[{"name":"Zorvan Tadrak","birth_date":"1970-01-02",)"
                         R"("document":"QK5510018"}]})");
  ASSERT_TRUE(request.ok()) << request.error().code;
  ASSERT_THAT(Hits(), SizeIs(1));
  EXPECT_EQ(ValueOf(Hits().front(), "how"), "\"cross_check\"");
  EXPECT_EQ(ValueOf(Hits().front(), "record"), "\"" + request->number + "\"");
  EXPECT_EQ(ValueOf(Hits().front(), "alert"), "\"" + notice + "\"");
  const std::int64_t check = *ParseCheckId(TextsOf(ValueOf(Hits().front(), "check")).front());
  EXPECT_EQ((*bureau.store->FindEntry(check, store::Viewer::Program()))->kind, "record.checked");
}

TEST_F(HitDeskTest, AHitIsHiddenWithTheRequestThatAsked) {
  store::EntryDraft user{"user.created", TestBureau::Who(Role::kOfficer, "u1"), {}, {}, {}};
  user.body = R"({"id":"u1","name":"Made up officer","role":"officer","unit":"central_bureau"})";
  ASSERT_TRUE(bureau.store->AppendAndWait(std::move(user)).ok());
  const std::string notice = Notice("QK5510022");
  const auto request =
      Create("requests", R"({"direction":"incoming","channel":"interpol","partner":"FR",)"
                         R"("received_at":"2026-05-28T10:00:00Z",)"
                         R"("subject_matter":"information","priority":"routine","summary":"Who is he?",)"
                         R"("persons":[{"name":"Zorvan Tadrak","birth_date":"1970-01-02",)"
                         R"("document":"QK5510022"}]})");
  ASSERT_TRUE(request.ok()) << request.error().code;
  ASSERT_THAT(Hits(), SizeIs(1));
  const std::int64_t version = Hits().front().version;
  ASSERT_TRUE(
      Act(request->number, "restrict", R"({"restricted_units":["central_bureau"],"withheld_from":["ES"]})").ok());
  EXPECT_EQ(ValueOf(Hits().front(), "restricted_units"), R"(["central_bureau"])") << "P7";
  EXPECT_EQ(ValueOf(Hits().front(), "withheld_from"), R"(["ES"])");
  EXPECT_EQ(Hits().front().version, version + 1);
  ASSERT_TRUE(Act(notice, "restrict", R"({"withheld_from":["ES"]})").ok());
  EXPECT_EQ(Hits().front().version, version + 1) << "nothing became narrower, nothing is written";
  ASSERT_TRUE(Act(request->number, "restrict", R"({"restricted_units":null,"restricted_users":["u1"]})").ok());
  EXPECT_EQ(ValueOf(Hits().front(), "restricted_users"), R"(["u1"])");
  EXPECT_EQ(ValueOf(Hits().front(), "restricted_units"), "") << "the unit is let in no more";
  EXPECT_EQ(Hits().front().version, version + 2);
}

TEST_F(HitDeskTest, ABulkCheckMakesHitsToo) {
  for (int i = 0; i < 3; ++i) Notice("QK551010" + std::to_string(i), "Zorvan Number" + std::to_string(i));
  BulkOptions options;
  options.purpose = "border_check";
  auto run = bureau.checks->BeginBulk(TestBureau::Who(Role::kChecker, "c1"), options);
  ASSERT_TRUE(run.ok());
  std::vector<std::string> texts;
  for (int i = 0; i < 5; ++i) texts.push_back(R"({"text":"QK551010)" + std::to_string(i) + "\"}");
  std::vector<BulkLine> lines;
  for (const std::string& text : texts) lines.push_back({text, false});
  (*run)->Add((*run)->NewWorker()->Process(lines));
  const auto receipt = (*run)->Finish(true);
  ASSERT_TRUE(receipt.ok());
  ASSERT_THAT(Hits(), SizeIs(3));
  EXPECT_EQ(ValueOf(Hits().front(), "check"), "\"" + CheckId(receipt->seq) + "\"");
}

TEST_F(HitDeskTest, NoTransactionMakesSoManyHitsThatOthersWait) {
  std::vector<std::string> papers, texts;
  for (int i = 10; i < 22; ++i) papers.push_back("QK55112" + std::to_string(i));
  for (const std::string& paper : papers) Ask(paper);
  for (const std::string& paper : papers) Notice(paper, "Zorvan Number" + paper.substr(7));
  ASSERT_EQ(*bureau.recheck->CompareRecords(), 12U);
  EXPECT_THAT(bureau.Entries("hits.kept"), SizeIs(1)) << "ten, and two with what says that it is done";
  BulkOptions options;
  options.purpose = "border_check";
  auto run = bureau.checks->BeginBulk(TestBureau::Who(Role::kChecker, "c2"), options);
  ASSERT_TRUE(run.ok());
  for (const std::string& paper : papers) texts.push_back(R"({"text":")" + paper + "\"}");
  std::vector<BulkLine> lines;
  for (const std::string& text : texts) lines.push_back({text, false});
  (*run)->Add((*run)->NewWorker()->Process(lines));
  ASSERT_TRUE((*run)->Finish(true).ok());
  EXPECT_THAT(Hits(), SizeIs(24));
  EXPECT_THAT(bureau.Entries("hits.kept"), SizeIs(2)) << "ten with the run, and two behind it";
}

TEST(HitAccess, IsTheNarrowestOfAll) {
  Values hit;
  Narrow(hit, {{"a", "b"}, {}, {"ES"}});
  EXPECT_EQ(hit["restricted_units"], R"(["a","b"])");
  EXPECT_EQ(hit["withheld_from"], R"(["ES"])");
  Narrow(hit, {{}, {}, {"FR"}});
  EXPECT_EQ(hit["restricted_units"], R"(["a","b"])") << "what is for all narrows nothing";
  EXPECT_EQ(hit["withheld_from"], R"(["ES","FR"])");
  Narrow(hit, {{"b", "c"}, {}, {}});
  EXPECT_EQ(hit["restricted_units"], R"(["b"])");
  Narrow(hit, {{}, {"u"}, {}});
  EXPECT_EQ(hit["restricted_users"], R"(["u"])") << "he may be of that unit";
  EXPECT_FALSE(hit.contains("restricted_units"));
  Narrow(hit, {{"b"}, {}, {}});
  EXPECT_EQ(hit["restricted_users"], R"(["u"])") << "in either order";
  EXPECT_FALSE(hit.contains("restricted_units"));
}

TEST(HitAccess, OpensToNobodyWhomNoSourceNames) {
  Values hit;
  Narrow(hit, {{"a", "b"}, {}, {}});
  Narrow(hit, {{"c"}, {}, {}});
  EXPECT_EQ(hit["restricted_units"], R"(["c"])") << "the shorter list; an empty one would open it to everybody";
  Narrow(hit, {{"d", "e"}, {}, {}});
  EXPECT_EQ(hit["restricted_units"], R"(["c"])");
  Narrow(hit, {{"f"}, {}, {}});
  EXPECT_EQ(hit["restricted_units"], R"(["f"])") << "what holds now, of two that are as strict";
  Values users;
  Narrow(users, {{}, {"u", "v"}, {}});
  Narrow(users, {{}, {"w"}, {}});
  EXPECT_EQ(users["restricted_users"], R"(["w"])");
}

}  // namespace
}  // namespace maktab::desk
