// The legal position of a person: what is shown, what may and may not be done, and what a hidden record says of it.
#include "desk/position.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/assert.h"
#include "desk/record_values.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr std::int64_t kDay = std::int64_t{24} * 3'600 * base::kMicrosPerSecond;
constexpr char kWholeCheck[] = R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})";

class Positions : public ::testing::Test {
 protected:
  store::Record Create(const std::string& in, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = "not the same";
    const auto made = bureau.records->Create(TestBureau::Who(Role::kOfficer), in, request);
    EXPECT_TRUE(made.ok()) << made.error().code;
    return *made;
  }
  void Act(const std::string& number, const std::string& action, const std::string& values = "{}",
           const std::string& who = "u1") {
    const auto record = bureau.store->FindRecordByNumber(number, store::Viewer::Program());
    MAKTAB_ASSERT(record.ok() && record->has_value());
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    const Role role = who == "u1" ? Role::kOfficer : Role::kSupervisor;
    const auto done =
        bureau.records->Act(TestBureau::Who(role, who), (*record)->id, action, (*record)->version, request);
    EXPECT_TRUE(done.ok()) << action << " " << done.error().code;
  }
  // The file of the row that a field of the record has in this place, whoever may be shown it.
  std::string FileIn(const store::Record& record, const char* field = "persons", std::size_t place = 0) {
    const auto now = bureau.store->FindRecordByNumber(record.number, store::Viewer::Program());
    MAKTAB_ASSERT(now.ok() && now->has_value());
    const auto content = base::JsonDocument::Parse((*now)->content);
    return std::string(content->root()[field].elements().at(place)["subject"].string().value_or(""));
  }
  // Of him who has this file; a new one if it has none.
  static std::string Persons(const std::string& file) {
    const std::string subject = file.empty() ? "" : R"(,"subject":")" + file + "\"";
    return R"("persons":[{"name":"Zorvan Tadrak","birth_date":"1970-01-02")" + subject + "}]";
  }
  store::Record Notice(const std::string& type = "red", const std::string& file = "") {
    const store::Record made =
        Create("notices", R"({"direction":"incoming","kind":"notice","type":")" + type +
                              R"(","partner":"ES","reference":"A-)" + std::to_string(++references) +
                              R"(","summary":"Made up",)" + Persons(file) + "}");
    Act(made.number, "take_in");
    return made;
  }
  store::Record Bulletin(const store::Record& source, const std::string& purpose) {
    const store::Record made = Create(
        "bulletins", R"({"channel":"arab","purpose":")" + purpose + R"(","summary":"Made up","sources":[")" +
                         source.number + R"("],"units":["pursuits","vehicles"],)" + Persons(FileIn(source)) + "}");
    Act(made.number, "approve", kWholeCheck, "u2");
    return made;
  }
  store::Record Request(const std::string& handling, const std::string& persons) {
    return Create("requests", R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs",)"
                              R"("priority":"routine","received_at":"2026-05-28T20:00:00Z","summary":"Made up",)"
                              R"("handling":")" +
                                  handling + "\"," + persons + "}");
  }
  base::Result<Position> Open(const std::string& file, const model::Principal& who = TestBureau::Who(Role::kOfficer)) {
    return OpenPosition(*bureau.parts, who, file, "");
  }
  Position Of(const std::string& file) {
    auto position = Open(file);
    MAKTAB_ASSERT(position.ok());
    return *std::move(position);
  }

  store::Record Warrant(const std::string& file) {
    return Create("warrants", R"({"direction":"ours","authority":"appeal","reference":"M-)" +
                                  std::to_string(++references) + R"(","issued_on":"2026-05-01","summary":"Made up",)" +
                                  Persons(file) + "}");
  }
  // He was arrested in Spain, granted by the European Convention, and is here.
  void Return(const store::Record& wanted) {
    Act(wanted.number, "arrested_abroad", R"({"arrested_at":"2026-05-01T10:00:00Z"})");
    Act(wanted.number, "choose_instrument", R"({"instrument":"ece_1957"})", "u2");
    Act(wanted.number, "request_file");
    Act(wanted.number, "send_file",
        R"({"facts_asked":"A made-up fraud","file":["identity","warrant","memorandum","law","evidence","sentence",)"
        R"("absence","assurances","translations","transmittal","inventory"]})");
    Act(wanted.number, "foreign_grant");
    Act(wanted.number, "plan_return", R"({"surrender_at":"2026-05-20T10:00:00Z"})");
    Act(wanted.number, "receive_person",
        R"({"handed_over_at":"2026-05-20T10:00:00Z","speciality_facts":"A made-up fraud"})", "u2");
  }
  // An officer of another country who works here.
  model::Principal Liaison(const std::string& country) {
    const model::Principal liaison = TestBureau::Who(Role::kOfficer, "liaison");
    store::EntryDraft user{"user.created", liaison, {}, {}, {}};
    user.body = R"({"id":"liaison","name":"Made up liaison","role":"officer","country":")" + country + "\"}";
    EXPECT_TRUE(bureau.store->AppendAndWait(std::move(user)).ok());
    return liaison;
  }
  // Field, row, the record that says it and what it says, of the warnings that a record is opened with.
  std::vector<std::string> Warnings(const store::Record& record,
                                    const model::Principal& who = TestBureau::Who(Role::kOfficer)) {
    const auto view = bureau.records->Open(who, record.id);
    MAKTAB_ASSERT(view.ok());
    std::vector<std::string> warnings;
    for (const PersonWarning& one : view->warnings) {
      EXPECT_EQ(one.facts.size(), 1U);
      warnings.push_back(one.field + " " + std::to_string(one.row) + " " + one.record.number + " " + one.facts.at(0));
    }
    return warnings;
  }

  // "not arrest", "may arrest", "but arrest" (held back), in the order of the page.
  static std::vector<std::string> Lines(const Position& position) {
    std::vector<std::string> lines;
    for (const PositionSaid& said : position.lines) {
      lines.push_back((!said.line->may ? "not " : said.held_back ? "but " : "may ") + said.line->act);
    }
    return lines;
  }
  static std::vector<std::string> Entries(const Position& position) {
    std::vector<std::string> entries;
    for (const PositionEntry& entry : position.entries) {
      entries.push_back(entry.section->section + " " + position.records[entry.record].number);
    }
    return entries;
  }

  TestBureau bureau;
  int references = 0;
};

TEST_F(Positions, ARedNoticeAsksAndItsBulletinWaitsForConfirmation) {
  const store::Record notice = Notice();
  const std::string file = FileIn(notice);
  const store::Record bulletin = Bulletin(notice, "arrest");
  Position position = Of(file);
  EXPECT_THAT(Entries(position), ElementsAre("alerts " + bulletin.number, "alerts " + notice.number));
  EXPECT_THAT(Lines(position), ElementsAre("not arrest", "may check", "may arrest"));
  EXPECT_EQ(position.records[position.lines[0].records.at(0)].number, bulletin.number) << "each says from where";
  EXPECT_THAT(position.lines[2].line->source, testing::HasSubstr("RPD"));
  Act(bulletin.number, "report_hit", R"({"hit_unit":"pursuits","hit_note":"at the border"})");
  EXPECT_THAT(Lines(Of(file)), Contains("not arrest"));
  Act(bulletin.number, "confirm_hit");
  EXPECT_THAT(Lines(Of(file)), ElementsAre("may check", "may arrest", "may arrest"));
}

TEST_F(Positions, WhatEndsIsNoGroundAnyMore) {
  const store::Record notice = Notice();
  const store::Record bulletin = Bulletin(notice, "locate");
  EXPECT_THAT(Lines(Of(FileIn(notice))), ElementsAre("not arrest", "may check", "may check", "may arrest"));
  const store::Record memo =
      Create("ends", R"({"alert":")" + notice.number + R"(","channel":"interpol","cause":"source"})");
  Act(memo.number, "order", "{}", "u2");
  // The bulletin is ceasing: two units still hold a copy, and the end that it opened names it, not him.
  const Position position = Of(FileIn(notice));
  EXPECT_THAT(Lines(position), ElementsAre("not arrest", "not constrain"));
  ASSERT_EQ(position.entries.size(), 1U);
  EXPECT_EQ(position.records[position.entries[0].record].register_id, "ends");
  for (const char* unit : {"pursuits", "vehicles"}) {
    const std::string end = position.records[position.entries[0].record].number;
    Act(end, "receive", std::string(R"({"receipts_from":[")") + unit + "\"]}");
  }
  EXPECT_THAT(Lines(Of(FileIn(notice))), IsEmpty()) << "gone everywhere";
}

TEST_F(Positions, OneWhoWasTakenForHimIsNotArrestedOnIt) {
  const store::Record notice = Notice();
  const store::Record bulletin = Bulletin(notice, "arrest");
  Act(bulletin.number, "report_hit", R"({"hit_unit":"pursuits","hit_note":"same name"})");
  Act(bulletin.number, "homonym", R"({"exclusions":[{"name":"Zorvan Innocent","birth_date":"1988-05-06"}]})");
  const Position position = Of(FileIn(bulletin, "exclusions"));
  EXPECT_THAT(Lines(position), ElementsAre("not arrest"));
  EXPECT_THAT(Entries(position), ElementsAre("restrictions " + bulletin.number)) << "no alert searches him";
  EXPECT_THAT(position.clocks, IsEmpty());
}

TEST_F(Positions, WhatBarsComesFirstAndHoldsBackWhatOthersAllow) {
  const store::Record open = Request("free", Persons(""));
  const std::string file = FileIn(open);
  EXPECT_THAT(Lines(Of(file)), ElementsAre("may tell"));
  const store::Record closed = Request("bureau_only", Persons(file));
  const Position position = Of(file);
  EXPECT_THAT(Lines(position), ElementsAre("not tell", "but tell"));
  EXPECT_EQ(position.records[position.lines[0].records.at(0)].number, closed.number) << "and says why";
  const store::Record again = Request("bureau_only", Persons(file));
  const Position both = Of(file);
  EXPECT_EQ(both.lines[0].records.size(), 2U) << "what two records say stands once";
}

TEST_F(Positions, WhatRunsStandsWithItsDaysByTheClockOfTheBureau) {
  const store::Record request = Request("free", Persons(""));
  Position position = Of(FileIn(request));
  ASSERT_EQ(position.clocks.size(), 1U);
  EXPECT_EQ(position.clocks[0].deadline.rule, "D03");
  EXPECT_EQ(position.clocks[0].days_left, 7);
  EXPECT_FALSE(position.clocks[0].late);
  bureau.clock.Advance(7 * kDay);
  EXPECT_EQ(Of(FileIn(request)).clocks[0].days_left, 0) << "the last day";
  bureau.clock.Advance(kDay);
  position = Of(FileIn(request));
  EXPECT_EQ(position.clocks[0].days_left, -1);
  EXPECT_TRUE(position.clocks[0].late);
  // Receipts that units owe are no clocks of the person.
  const store::Record notice = Notice("red", FileIn(request));
  Bulletin(notice, "arrest");
  for (const PositionClock& clock : Of(FileIn(request)).clocks) EXPECT_TRUE(clock.deadline.holder.empty());
}

TEST_F(Positions, RolesCountAndOfWhoIsMaskedNothingIsSaid) {
  const store::Record request = Request("bureau_only", R"("persons":[{"name":"Zorvan Tadrak","role":"wanted"},)"
                                                       R"({"name":"Nur Quinqué","role":"victim"},)"
                                                       R"({"name":"Tamsin Veldo","role":"other"}])");
  EXPECT_THAT(Lines(Of(FileIn(request))), ElementsAre("not tell", "not arrest"));
  EXPECT_THAT(Lines(Of(FileIn(request, "persons", 2))), ElementsAre("not tell"));
  const Position victim = Of(FileIn(request, "persons", 1));
  EXPECT_TRUE(victim.file.masked);
  EXPECT_THAT(victim.lines, IsEmpty());
  EXPECT_THAT(victim.records, IsEmpty());
}

// A hidden record says nothing: neither its line, nor that another one is held back by it (P7).
TEST_F(Positions, WhatIsHiddenSaysNothing) {
  const model::Principal liaison = Liaison("ES");
  const store::Record open = Request("free", Persons(""));
  const std::string file = FileIn(open);
  const store::Record hidden = Request("bureau_only", Persons(file));
  Act(hidden.number, "restrict", R"({"withheld_from":["ES"]})");
  const auto seen = Open(file, liaison);
  ASSERT_TRUE(seen.ok());
  EXPECT_THAT(Lines(*seen), ElementsAre("may tell"));
  EXPECT_THAT(Entries(*seen), ElementsAre("proceedings " + open.number));
  EXPECT_THAT(Lines(Of(file)), ElementsAre("not tell", "but tell"));
  // An end that is withheld tells nothing through the bulletin that it names.
  const store::Record bulletin = Bulletin(Notice("red", file), "locate");
  const store::Record memo =
      Create("ends", R"({"alert":")" + bulletin.number +
                         R"(","channel":"national","cause":"court_order","withheld_from":["ES"]})");
  Act(memo.number, "order", "{}", "u2");
  EXPECT_THAT(Lines(Of(file)), Contains("not constrain"));
  EXPECT_THAT(Lines(*Open(file, liaison)), Not(Contains("not constrain")));
  EXPECT_THAT(Lines(*Open(file, liaison)), Contains("not arrest")) << "the bulletin is not withheld";
}

// R-11: whatever names him later is opened with what he came back for, the case closed or not, until the time after his
// discharge is over.
TEST_F(Positions, WhoCameBackForCertainFactsIsToldOfOnLaterRecords) {
  bureau.parts->settings.bureau = "FR";
  const store::Record returned =
      Create("extraditions", R"({"direction":"outgoing","partner":"ES","summary":"Made up",)" + Persons("") + "}");
  const std::string file = FileIn(returned);
  const store::Record warrant = Warrant(file), other = Warrant("");
  EXPECT_THAT(Warnings(warrant), IsEmpty()) << "he is not here yet";
  Return(returned);
  EXPECT_THAT(Warnings(warrant), ElementsAre("persons 0 " + returned.number + " A made-up fraud"));
  EXPECT_THAT(Warnings(other), IsEmpty()) << "another file";
  EXPECT_THAT(Warnings(returned), IsEmpty()) << "the case says it itself";
  EXPECT_THAT(Warnings(Notice("blue", file)), ElementsAre("persons 0 " + returned.number + " A made-up fraud"));

  Act(returned.number, "discharge", R"({"discharged_at":"2026-05-25T10:00:00Z"})");
  Act(returned.number, "close", "{}", "u2");
  EXPECT_THAT(Warnings(warrant), ElementsAre("persons 0 " + returned.number + " A made-up fraud"));
  EXPECT_THAT(Lines(Of(file)), Contains("not prosecute"));
  EXPECT_THAT(Entries(Of(file)), Contains("speciality " + returned.number));
  bureau.clock.Advance(60 * kDay);
  EXPECT_THAT(Warnings(warrant), IsEmpty()) << "forty-five days, by the Convention";
  EXPECT_THAT(Lines(Of(file)), Not(Contains("not prosecute")));
  EXPECT_THAT(Entries(Of(file)), Not(Contains("speciality " + returned.number)));
}

TEST_F(Positions, AHiddenRecordWarnsNobody) {
  bureau.parts->settings.bureau = "FR";
  const model::Principal liaison = Liaison("IT");
  const store::Record returned =
      Create("extraditions", R"({"direction":"outgoing","partner":"ES","summary":"Made up",)" + Persons("") + "}");
  const store::Record warrant = Warrant(FileIn(returned));
  Return(returned);
  EXPECT_EQ(Warnings(warrant, liaison).size(), 1U);
  Act(returned.number, "amend", R"({"withheld_from":["IT"]})");
  EXPECT_THAT(Warnings(warrant, liaison), IsEmpty());
  EXPECT_EQ(Warnings(warrant).size(), 1U);
}

TEST_F(Positions, FilesThatAreMergedHaveOnePosition) {
  const store::Record one = Request("free", Persons("")), other = Request("bureau_only", Persons(""));
  ASSERT_NE(FileIn(one), FileIn(other));
  const model::Principal who = TestBureau::Who(Role::kSupervisor, "u2");
  ASSERT_TRUE(bureau.subjects->Merge(who, FileIn(other), FileIn(one), "the same").ok());
  EXPECT_THAT(Lines(Of(FileIn(other))), ElementsAre("not tell", "but tell"));
  EXPECT_EQ(Of(FileIn(other)).file.id(), FileIn(one));
}

TEST_F(Positions, EachLookIsOnRecordAndNeedsTheRight) {
  const store::Record request =
      Create("requests", R"({"direction":"outgoing","channel":"other","partner":"FR","subject_matter":"fraud",)"
                         R"("priority":"routine","summary":"Made up","vehicles":[{"plate":"MADEUP1"}],)" +
                             Persons("") + "}");
  const auto who = TestBureau::Who(Role::kOfficer);
  ASSERT_TRUE(OpenPosition(*bureau.parts, who, FileIn(request), "border_check").ok());
  const auto entries = bureau.Entries("subject.position");
  ASSERT_EQ(entries.size(), 1U) << "P10";
  EXPECT_EQ(entries[0].subject, FileIn(request));
  EXPECT_EQ(entries[0].purpose, "border_check");
  EXPECT_EQ(OpenPosition(*bureau.parts, who, FileIn(request), "curiosity").error().code, "purpose.unknown");
  EXPECT_EQ(Open(FileIn(request), TestBureau::Who(Role::kChecker)).error().code, "access.denied");
  EXPECT_EQ(Open(FileIn(request, "vehicles")).error().code, "position.no_person");
  EXPECT_EQ(Open("00000000000000000000").error().code, "store.subject_unknown");
  EXPECT_EQ(bureau.Entries("subject.position").size(), 1U) << "what was refused was not looked at";
}

}  // namespace
}  // namespace maktab::desk
