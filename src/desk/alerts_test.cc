// Alerts, what lives by them, and their ends (domain.md sections 12.2, 12.3 and 16; P4, P5).
#include "desk/alerts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/assert.h"
#include "desk/board.h"
#include "desk/letters.h"
#include "desk/lists.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using base::kMicrosPerSecond;
using model::Role;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kHour = 3'600 * kMicrosPerSecond;

class Alerts : public ::testing::Test {
 protected:
  static std::string CodeOf(const base::Result<store::Record>& result) {
    return result.ok() ? "ok:" + result->state : result.error().code;
  }
  static std::string ParamOf(const base::Error& error, std::string_view name) {
    for (const auto& [key, value] : error.params) {
      if (key == name) return value;
    }
    return {};
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
    const Role role = who == "u1" ? Role::kOfficer : Role::kSupervisor;
    return desk.Act(TestBureau::Who(role, who), record.id, action, record.version, request);
  }
  store::Record Now(const std::string& number) {
    const auto found = bureau.store->FindRecordByNumber(number, store::Viewer::Program());
    MAKTAB_ASSERT(found.ok() && found->has_value());
    return **found;
  }
  std::string StateOf(const std::string& number) { return Now(number).state; }

  // A red notice of others about a person who bears this paper; `pending`: whether it complies is not known yet.
  std::string Notice(const std::string& paper, bool pending = false) {
    const auto made = Create("notices", R"({"direction":"incoming","kind":"diffusion","type":"red","partner":"ES",)"
                                        R"("summary":"Made up","reference":"A-)" +
                                            paper + R"(","persons":[{"name":"Tadrak )" + paper +
                                            R"(","birth_date":"1970-01-02","document":")" + paper + "\"}]}");
    EXPECT_TRUE(made.ok()) << made.error().code << " " << ParamOf(made.error(), "field");
    EXPECT_EQ(CodeOf(Act(made->number, pending ? "take_in_pending" : "take_in")),
              pending ? "ok:pending" : "ok:published");
    return made->number;
  }
  std::string Draft(const std::vector<std::string>& sources, const std::string& paper) {
    std::string numbers;
    base::JsonWriter(numbers).Strings(sources);
    const auto made = Create("bulletins", R"({"channel":"interpol","purpose":"arrest","summary":"Made up",)"
                                          R"("units":["pursuits","vehicles","arab_liaison"],"sources":)" +
                                              numbers + R"(,"persons":[{"name":"Zorvan )" + paper +
                                              R"(","birth_date":"1970-01-02","document":")" + paper + "\"}]}");
    EXPECT_TRUE(made.ok()) << made.error().code;
    return made->number;
  }
  base::Result<store::Record> Approve(const std::string& bulletin) {
    return Act(bulletin, "approve", R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})",
               "u2");
  }
  std::string Bulletin(const std::vector<std::string>& sources, const std::string& paper) {
    const std::string number = Draft(sources, paper);
    EXPECT_EQ(CodeOf(Approve(number)), "ok:broadcast");
    return number;
  }
  base::Result<store::Record> End(const std::string& alert, const std::string& cause = "source") {
    const auto memo = Create("ends", R"({"alert":")" + alert + R"(","channel":"interpol","cause":")" + cause + "\"}");
    if (!memo.ok()) return memo;
    return Act(memo->number, "order", "{}", "u2");
  }
  // The end that ended an alert, or was opened for it; not one that was only prepared.
  store::Record EndOf(const std::string& alert) {
    store::RecordFilter filter;
    filter.register_id = "ends";
    filter.values = {{"alert", alert, {}}};
    auto page = bureau.store->Records(filter, store::Viewer::Program());
    MAKTAB_ASSERT(page.ok());
    std::erase_if(page->records, [](const store::Record& record) { return record.state == "prepared"; });
    MAKTAB_ASSERT(page->records.size() == 1);
    return page->records.front();
  }

  // Numbers of the records that a check for this paper hits.
  std::vector<std::string> Hits(const std::string& paper, bool catch_up = true) {
    const bool caught_up = !catch_up || bureau.follower->CatchUp().ok();
    EXPECT_TRUE(caught_up);
    std::vector<std::string> numbers;
    for (const AnsweredHit& answered : bureau.Ask(paper).hits) {
      const std::string id = RecordOfAlert(answered.hit.dataset, answered.hit.entity_id);
      const auto record = bureau.store->FindRecord(id, store::Viewer::Program());
      MAKTAB_ASSERT(record.ok() && record->has_value());
      numbers.push_back((*record)->number);
    }
    return numbers;
  }

  TestBureau bureau;
  RecordDesk& desk = *bureau.records;
};

TEST_F(Alerts, ANoticeHitsFromItsActionToItsEnd) {
  const std::string notice = Notice("QK4410017");
  EXPECT_THAT(Hits("QK4410017"), ElementsAre(notice));
  EXPECT_EQ(CodeOf(End(notice)), "ok:complete") << "nobody else holds a copy";
  EXPECT_THAT(Hits("QK4410017", false), IsEmpty()) << "P4: from the answer on";
  EXPECT_THAT(Hits("QK4410017"), IsEmpty());
  EXPECT_EQ(StateOf(notice), "closed");
}

TEST_F(Alerts, WhatNeverBeganOrHasEndedDoesNotEnd) {
  const std::string notice = Notice("QK4410018", true);
  const std::string bulletin = Draft({notice}, "QK4410019");
  EXPECT_EQ(CodeOf(End(bulletin)), "alert.not_in_force") << "it is held";
  EXPECT_EQ(CodeOf(End(notice)), "ok:complete");
  EXPECT_EQ(StateOf(bulletin), "refused") << "no source is left to wait for";
  EXPECT_EQ(CodeOf(End(notice)), "alert.not_in_force") << "twice";
}

// Vector 6 of domain.md section 16, and P5.
TEST_F(Alerts, ABulletinLivesUntilItsLastSourceEnds) {
  const std::string red = Notice("QK4410020"), arab = Notice("QK4410021");
  const std::string bulletin = Bulletin({red, arab}, "QK4410022");
  ASSERT_TRUE(End(red).ok());
  EXPECT_EQ(StateOf(bulletin), "broadcast");
  EXPECT_THAT(Hits("QK4410022"), ElementsAre(bulletin));
  EXPECT_EQ(CodeOf(End(bulletin)), "alert.has_source") << "the source that lives must end itself";
  ASSERT_TRUE(End(arab).ok());
  EXPECT_EQ(StateOf(bulletin), "ceasing");
  EXPECT_THAT(Hits("QK4410022", false), IsEmpty());
  const store::Record memo = EndOf(bulletin);
  EXPECT_EQ(memo.state, "circulating");
  // A day, because the search was for arrest.
  EXPECT_EQ(memo.due_at.micros, bureau.clock.Now().micros + 24 * kHour);
  EXPECT_EQ(CodeOf(Act(memo.number, "receive", R"({"receipts_from":["pursuits","vehicles"]})")), "ok:circulating");
  EXPECT_EQ(StateOf(bulletin), "ceasing") << "two of three";
  EXPECT_EQ(CodeOf(Act(memo.number, "receive", R"({"receipts_from":["vehicles"]})")), "record.nothing_owed") << "again";
  EXPECT_EQ(CodeOf(Act(memo.number, "receive", R"({"receipts_from":["cooperation"]})")), "record.nothing_owed")
      << "it was never sent there";
  EXPECT_EQ(CodeOf(Act(memo.number, "receive", R"({})")), "record.required");
  BoardFilter owed;
  owed.owed = true;
  bureau.clock.Advance(30 * kHour);
  const auto board = ReadBoard(*bureau.parts, TestBureau::Who(Role::kOfficer), owed);
  ASSERT_TRUE(board.ok());
  ASSERT_EQ(board->clocks.size(), 1U);
  EXPECT_EQ(board->clocks[0].clock.deadline.holder, "arab_liaison");
  EXPECT_EQ(board->clocks[0].figure, "late") << "escalated is what a clock is";
  EXPECT_EQ(CodeOf(Act(memo.number, "receive", R"({"receipts_from":["arab_liaison"]})")), "ok:complete");
  EXPECT_EQ(StateOf(memo.number), "complete");
  EXPECT_EQ(StateOf(bulletin), "ceased");
}

// P5: nobody holds a copy of the notice itself, but its bulletin went to three units.
TEST_F(Alerts, TheProofOfAnEndWaitsForTheEndsThatFollowFromIt) {
  const std::string notice = Notice("QK4410040");
  const std::string bulletin = Bulletin({notice}, "QK4410041");
  ASSERT_TRUE(End(notice).ok());
  const store::Record end = EndOf(notice), memo = EndOf(bulletin);
  EXPECT_EQ(end.state, "complete");
  EXPECT_EQ(ReadContent(memo.content).at("follows"), '"' + end.number + '"');
  const LetterDesk letters(*bureau.parts, *bureau.files);
  const auto is_draft = [&] { return letters.Show(TestBureau::Who(Role::kOfficer), end.id, "purge_proof", "")->draft; };
  EXPECT_TRUE(is_draft());
  ASSERT_TRUE(Act(memo.number, "receive", R"({"receipts_from":["pursuits","vehicles"]})").ok());
  EXPECT_TRUE(is_draft()) << "two of three";
  ASSERT_TRUE(Act(memo.number, "receive", R"({"receipts_from":["arab_liaison"]})").ok());
  EXPECT_FALSE(is_draft());
}

TEST_F(Alerts, WhileComplianceIsUnknownTheBulletinIsHeld) {
  const std::string diffusion = Notice("QK4410023", true);
  EXPECT_THAT(Hits("QK4410023"), IsEmpty());
  const std::string bulletin = Draft({diffusion}, "QK4410024");
  EXPECT_EQ(StateOf(bulletin), "held") << "R-05";
  EXPECT_EQ(CodeOf(Act(bulletin, "override", R"({"override_reason":"he boards within the hour"})", "u2")),
            "ok:drafted");
  EXPECT_EQ(CodeOf(Approve(bulletin)), "ok:broadcast");
  EXPECT_THAT(Hits("QK4410024"), ElementsAre(bulletin));
  const std::string other = Draft({diffusion}, "QK4410025");
  EXPECT_EQ(StateOf(other), "held");
  EXPECT_EQ(CodeOf(Act(diffusion, "compliant")), "ok:published");
  EXPECT_EQ(StateOf(other), "drafted");
  EXPECT_THAT(Hits("QK4410023"), ElementsAre(diffusion));
  EXPECT_EQ(CodeOf(End(diffusion, "not_compliant")), "ok:complete");
  EXPECT_EQ(StateOf(diffusion), "closed");
  EXPECT_EQ(StateOf(bulletin), "ceasing") << "an override does not outlive the source";
  EXPECT_EQ(StateOf(other), "refused");
}

TEST_F(Alerts, ASourceThatEndsWhileItsBulletinIsBeingApproved) {
  const std::string notice = Notice("QK4410026");
  const std::string bulletin = Draft({notice}, "QK4410027");
  const store::Record seen = Now(bulletin);
  ASSERT_TRUE(End(notice).ok());
  ActionRequest request;
  const auto values =
      base::JsonDocument::Parse(R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})");
  request.values = values->root();
  const auto late = desk.Act(TestBureau::Who(Role::kSupervisor, "u2"), seen.id, "approve", seen.version, request);
  EXPECT_EQ(CodeOf(late), "store.record_changed") << "what he saw is no more";
  EXPECT_EQ(StateOf(bulletin), "refused");
  EXPECT_THAT(Hits("QK4410027"), IsEmpty());
  const auto fresh =
      Create("bulletins", R"({"channel":"interpol","purpose":"arrest","summary":"x","sources":[")" + notice + R"("]})");
  ASSERT_TRUE(fresh.ok());
  EXPECT_EQ(StateOf(fresh->number), "refused") << "it rests on nothing";
}

TEST_F(Alerts, SuspendedSourcesSearchNobodyUntilTheyAreLifted) {
  const std::string notice = Notice("QK4410028");
  const std::string bulletin = Bulletin({notice}, "QK4410029");
  ASSERT_TRUE(Act(notice, "suspend").ok());
  EXPECT_EQ(StateOf(bulletin), "suspended");
  EXPECT_THAT(Hits("QK4410029", false), IsEmpty());
  ASSERT_TRUE(Act(notice, "lift").ok());
  EXPECT_THAT(Hits("QK4410029"), ElementsAre(bulletin));
}

TEST_F(Alerts, AReasonedNationalDecisionKeepsIt) {
  const std::string notice = Notice("QK4410030");
  const std::string bulletin = Bulletin({notice}, "QK4410031");
  const std::string basis = R"({"national_basis":"A made-up article"})";
  EXPECT_EQ(CodeOf(Act(bulletin, "keep_national", basis, "u2")), "action.four_eyes");
  EXPECT_EQ(CodeOf(Act(bulletin, "keep_national", basis, "u3")), "ok:national_only");
  ASSERT_TRUE(End(notice).ok());
  EXPECT_EQ(StateOf(bulletin), "national_only");
  EXPECT_THAT(Hits("QK4410031"), ElementsAre(bulletin));
  EXPECT_EQ(CodeOf(End(bulletin)), "alert.has_source");
  EXPECT_TRUE(End(bulletin, "court_order").ok());
  EXPECT_EQ(StateOf(bulletin), "ceasing");
  EXPECT_THAT(Hits("QK4410031"), IsEmpty());
}

TEST_F(Alerts, WhatIsReviewedRunsAnew) {
  const std::string notice = Notice("QK4410050");
  const std::string bulletin = Bulletin({notice}, "QK4410051");
  ASSERT_TRUE(Act(bulletin, "keep_national", R"({"national_basis":"A made-up article"})", "u3").ok());
  bureau.clock.Advance(24 * kHour);
  ASSERT_TRUE(Act(notice, "extend", R"({"extension":"still searched"})", "u2").ok());
  ASSERT_TRUE(Act(bulletin, "review_national", "{}", "u2").ok());
  EXPECT_EQ(Now(notice).due_rule, "D15_extended");
  std::vector<std::string> reviews;
  const auto clocks = bureau.store->Deadlines(Now(bulletin).id, store::Viewer::Program());
  ASSERT_TRUE(clocks.ok());
  for (const store::Deadline& clock : *clocks) {
    if (clock.rule == "national_review") reviews.push_back(clock.state);
  }
  EXPECT_THAT(reviews, ElementsAre("met", "running"));
}

TEST_F(Alerts, WhoCorrectedAnEndDoesNotOrderIt) {
  const std::string notice = Notice("QK4410052");
  const auto memo = Create("ends", R"({"alert":")" + notice + R"(","channel":"interpol","cause":"death"})");
  ASSERT_TRUE(memo.ok());
  ASSERT_TRUE(Act(memo->number, "amend", R"({"cause":"source"})", "u2").ok());
  EXPECT_EQ(CodeOf(Act(memo->number, "order", "{}", "u2")), "action.four_eyes") << "P6";
  EXPECT_EQ(CodeOf(Act(memo->number, "order", "{}", "u3")), "ok:complete");
}

TEST_F(Alerts, WhoDraftedASearchDoesNotChangeWhoIsSearched) {
  const std::string other = R"({"persons":[{"name":"Mirelda Oskov","birth_date":"1969-07-08"}]})";
  const auto notice = Create("notices", R"({"direction":"incoming","kind":"diffusion","type":"red","partner":"ES",)"
                                        R"("summary":"Made up","reference":"A-53","persons":[{"name":"Tadrak",)"
                                        R"("birth_date":"1970-01-02"}]})");
  ASSERT_TRUE(notice.ok()) << notice.error().code;
  ASSERT_TRUE(Act(notice->number, "amend", R"({"summary":"Corrected"})", "u2").ok());
  ASSERT_TRUE(Act(notice->number, "take_in").ok());
  EXPECT_EQ(CodeOf(Act(notice->number, "update", other, "u2")), "action.four_eyes") << "R-23";
  EXPECT_EQ(CodeOf(Act(notice->number, "update", other, "u3")), "ok:published");
  const std::string bulletin = Draft({notice->number}, "QK4410054");
  ASSERT_TRUE(Act(bulletin, "amend", R"({"summary":"Corrected"})", "u2").ok());
  EXPECT_EQ(CodeOf(Act(bulletin, "approve",
                       R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})", "u3")),
            "ok:broadcast");
  EXPECT_EQ(CodeOf(Act(bulletin, "amend_broadcast", other, "u2")), "action.four_eyes");
  EXPECT_THAT(Hits("QK4410054"), ElementsAre(bulletin));
  EXPECT_EQ(CodeOf(Act(bulletin, "amend_broadcast", other, "u3")), "ok:broadcast");
  EXPECT_THAT(Hits("QK4410054"), IsEmpty());
}

TEST_F(Alerts, OneWhoWasTakenForHimIsNotStoppedTwice) {
  const std::string notice = Notice("QK4410032");
  const std::string bulletin = Bulletin({notice}, "QK4410033");
  EXPECT_EQ(CodeOf(Act(bulletin, "report_hit", R"({"hit_unit":"pursuits","hit_note":"same name"})")), "ok:hit");
  EXPECT_EQ(
      CodeOf(Act(bulletin, "homonym",
                 R"({"exclusions":[{"name":"Zorvan Innocent","birth_date":"1988-05-06","document":"QK 4410033"}]})")),
      "alert.excludes_searched")
      << "it would silence the search itself";
  EXPECT_EQ(
      CodeOf(Act(bulletin, "homonym",
                 R"({"exclusions":[{"name":"Zorvan QK4410033","birth_date":"1970-01-02","document":"QK 4419999"}]})")),
      "ok:broadcast");
  CheckRequest innocent;
  innocent.example = TestBureau::Person({}, "Zorvan QK4410033", "1970-01-02");
  innocent.example->Add(model::kPropIdNumber, "QK4419999");
  EXPECT_THAT(Hits("QK4410033"), ElementsAre(bulletin));
  EXPECT_FALSE(bureau.Ask("QK4410033").hits.at(0).quiet);
  const auto answer = bureau.checks->CheckAndWait(TestBureau::Who(Role::kOfficer), innocent);
  ASSERT_TRUE(answer.ok());
  ASSERT_FALSE(answer->hits.empty());
  EXPECT_TRUE(answer->hits[0].quiet);
}

TEST_F(Alerts, AManWithTwoPapersHitsByEach) {
  const std::string notice = Notice("QK4410060");
  const Values values = ReadContent(Now(notice).content);
  const std::string row = RowsOf(values.at("persons")).front();
  std::string other = row;
  other.replace(other.find("QK4410060"), 9, "QK4410061");
  ASSERT_TRUE(Act(notice, "update", R"({"persons":[)" + row + "," + other + "]}", "u2").ok());
  EXPECT_THAT(Hits("QK4410060"), ElementsAre(notice));
  EXPECT_THAT(Hits("QK4410061", false), ElementsAre(notice)) << "both rows are of one file";
  ASSERT_TRUE(End(notice).ok());
  EXPECT_THAT(Hits("QK4410061", false), IsEmpty());
}

TEST_F(Alerts, WithheldFromACountryItHitsNobodyOfIt) {
  const model::Principal liaison = TestBureau::Who(Role::kOfficer, "liaison");
  store::EntryDraft user{"user.created", liaison, {}, {}, {}};
  user.body = R"({"id":"liaison","name":"Made up liaison","role":"officer","country":"ES"})";
  ASSERT_TRUE(bureau.store->AppendAndWait(std::move(user)).ok());
  const std::string notice = Notice("QK4410040");
  ASSERT_TRUE(Act(notice, "restrict", R"({"withheld_from":["ES"]})").ok());
  EXPECT_THAT(Hits("QK4410040"), ElementsAre(notice));
  const auto asked = bureau.checks->CheckAndWait(liaison, TestBureau::Asking("QK4410040"));
  ASSERT_TRUE(asked.ok());
  EXPECT_TRUE(asked->hits.empty()) << "R-09, P7";
  const CheckAnswer answer = bureau.Ask("QK4410040");
  const std::string entity = answer.hits.at(0).hit.entity_id;
  const ListsDesk lists(*bureau.parts);
  EXPECT_EQ(lists.Open(liaison, "records.notices", entity, {}).error().code, "entity.unknown");
  EXPECT_TRUE(lists.Open(TestBureau::Who(Role::kOfficer), "records.notices", entity, {}).ok());
}

TEST_F(Alerts, WhatIsMissingIsSaidAllAtOnce) {
  const auto draft = Create("notices", R"({"direction":"outgoing","kind":"notice","type":"red","partner":"IPSG",)"
                                       R"("summary":"x","excluded":"family","penalty_months":12,)"
                                       R"("persons":[{"name":"Tadrak","birth_date":"2012-01-02"}]})");
  ASSERT_TRUE(draft.ok()) << draft.error().code;
  const auto sent = Act(draft->number, "complete");
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().code, "record.needs");
  EXPECT_EQ(ParamOf(sent.error(), "needs"),
            "red_identity,red_facts,red_law,red_threshold,red_excluded,red_adult,red_extradition")
      << "R-01, R-02, R-26";
  EXPECT_EQ(CodeOf(Act(draft->number, "take_in")), "action.not_for_this") << "it is not of others";
  bureau.clock.Set(base::Instant{1'700'000'000'000'000});  // 2023
  EXPECT_EQ(CodeOf(Create("notices", R"({"direction":"outgoing","kind":"notice","type":"silver","summary":"x"})")),
            "record.choice_not_valid");
}

TEST_F(Alerts, ReplayAndVerifyKnowTheirRows) {
  const std::string notice = Notice("QK4410034");
  const std::string bulletin = Bulletin({notice}, "QK4410035");
  ASSERT_TRUE(End(Notice("QK4410036")).ok());
  const auto before = bureau.store->ListNumbers();
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  EXPECT_EQ(*bureau.store->ListNumbers(), *before) << "P2";
  EXPECT_THAT(Hits("QK4410035"), ElementsAre(bulletin));
  EXPECT_THAT(Hits("QK4410036"), IsEmpty());
  store::StoreOptions options;
  options.data_dir = bureau.folder;
  options.bureau = "XX";
  store::VerifyOptions how;
  how.public_key = bureau.store->PublicKey();
  const auto report = store::Store::Verify(options, how);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->ok) << report->first_wrong->kind << report->first_wrong->what;
  EXPECT_EQ(report->list_rows, 4) << "three begun, one ended";
  EXPECT_EQ(bureau.store->BeginImport("records.notices").error().code, "store.bad_dataset");
}

}  // namespace
}  // namespace maktab::desk
