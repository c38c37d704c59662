// A bureau's spreadsheet of last year, as it comes: numbers, states and dates of its own.
#include "desk/record_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kMapping = R"(
[file]
delimiter = ";"
[record]
number = "Dossier"
opened = "Arrivée"
closed = "Clôture"
state = "Etat"
date_order = "dmy"
[states]
"Clos" = "closed"
"En cours" = "in_progress"
"Attente" = "clarification_requested"
[columns]
"Objet" = "summary"
"Pays" = "partner"
"Nature" = { field = "subject_matter", words = { "Stups" = "drugs" }, otherwise = "other" }
"Nom" = { field = "persons", member = "name", separator = "|" }
"Né le" = { field = "persons", member = "birth_date", separator = "|" }
"Suite" = "parent"
[constants]
direction = "incoming"
channel = "interpol"
priority = "routine"
[[skip]]
column = "Etat"
equals = ["Annulé"]
)";
constexpr const char* kTitles = "Dossier;Arrivée;Clôture;Etat;Objet;Pays;Nature;Nom;Né le;Suite\n";

class OldRecords : public ::testing::Test {
 protected:
  base::Result<RecordImportReport> Import(const std::string& text, bool dry_run = false,
                                          const std::string& mapping = kMapping, Role role = Role::kSupervisor) {
    RecordImportRequest request;
    request.register_id = "requests";
    request.file = bureau.folder / "old.csv";
    request.file_name = "old.csv";
    request.mapping = mapping;
    request.dry_run = dry_run;
    std::ofstream(request.file, std::ios::binary) << text;
    return desk.Run(TestBureau::Who(role), request);
  }
  base::Result<RecordImportReport> Lines(const std::string& lines, bool dry_run = false) {
    return Import(kTitles + lines, dry_run);
  }
  static std::vector<std::string> ProblemsOf(const base::Result<RecordImportReport>& report) {
    std::vector<std::string> all;
    if (!report.ok()) return {report.error().code};
    for (const LineProblem& problem : report->problems) {
      all.push_back(std::to_string(problem.line) + " " + problem.column + " " + problem.error.code);
    }
    return all;
  }
  store::Record Find(const std::string& number) {
    const auto record = bureau.store->FindRecordByNumber(number, store::Viewer::Program());
    EXPECT_TRUE(record.ok() && *record) << number;
    return **record;
  }
  std::string NextNumber() {
    const auto document = base::JsonDocument::Parse(
        R"({"direction":"outgoing","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
        R"("summary":"New"})");
    ActionRequest request;
    request.values = document->root();
    const auto made = bureau.records->Create(TestBureau::Who(Role::kOfficer), "requests", request);
    return made.ok() ? made->number : made.error().code;
  }

  TestBureau bureau;
  const RecordImport desk{*bureau.parts, *bureau.cross_check, bureau.events};
};

TEST_F(OldRecords, ComeInWithTheirNumbersStatesAndDates) {
  const auto report = Lines(
      "77/2025;07/03/2025;09/04/2025 14:30;Clos;Identity of Zorvan;Espagne;Stups;Zorvan Tadrak|Nur Quinqué;1970|;\n"
      "XX/2026/REQ-interpol/000041;02/01/2026;;En cours;Whereabouts;FR;Divers;;;77/2025\n"
      ";;;;;;;;;\n"
      "79/2025;01/01/2025;;Annulé;Nothing;FR;Divers;;;\n");
  ASSERT_THAT(ProblemsOf(report), IsEmpty());
  EXPECT_EQ(report->fresh, 2U);
  EXPECT_EQ(report->left_out, 1U);
  ASSERT_EQ(report->shown.size(), 2U);
  EXPECT_EQ(report->shown[0].number, "77/2025");
  EXPECT_EQ(report->shown[0].values.at("subject_matter"), "\"drugs\"");
  const store::Record closed = Find("77/2025");
  EXPECT_EQ(closed.state, "closed");
  EXPECT_EQ(base::FormatInstant(closed.opened_at), "2025-03-07T00:00:00.000000Z");
  EXPECT_EQ(base::FormatInstant(closed.closed_at), "2025-04-09T14:30:00.000000Z");
  EXPECT_EQ(closed.due_at.micros, 0) << "no clock is started by what is over";
  EXPECT_EQ(closed.partner, "ES");
  const auto values = base::JsonDocument::Parse(closed.content);
  EXPECT_EQ(values->root()["persons"].elements().size(), 2U);
  EXPECT_EQ(values->root()["persons"].elements()[0]["birth_date"].string(), "1970");
  EXPECT_EQ(values->root()["subject_matter"].string(), "drugs");
  const store::Record open = Find("XX/2026/REQ-interpol/000041");
  EXPECT_NE(open.due_at.micros, 0);
  EXPECT_EQ(base::JsonDocument::Parse(open.content)->root()["parent"].string(), "77/2025");
  EXPECT_EQ(NextNumber(), "XX/2026/REQ-interpol/000042") << "numbering goes on behind";
}

TEST_F(OldRecords, AreFoundAndReplayedAsOthers) {
  ASSERT_THAT(ProblemsOf(Lines("1/2025;07/03/2025;;Clos;Identity;ES;Stups;Zorvan Tadrak;1970;\n")), IsEmpty());
  const auto found = bureau.records->List(TestBureau::Who(Role::kOfficer), {}, "zorvan");
  ASSERT_EQ(found->total, 1);
  ASSERT_TRUE(bureau.subject_index->CatchUp().ok());
  EXPECT_EQ(bureau.subject_index->Current()->entity_count(), 1U);
  const auto view = bureau.records->Open(TestBureau::Who(Role::kOfficer), found->records[0].id);
  ASSERT_TRUE(view.ok());
  ASSERT_EQ(view->timeline.size(), 1U);
  EXPECT_EQ(view->timeline[0].action, "import");
  EXPECT_EQ(view->timeline[0].file, "old.csv");
  EXPECT_EQ(view->timeline[0].line, 2);
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  const store::Record after = Find("1/2025");
  EXPECT_EQ(after.content, found->records[0].content);
  EXPECT_EQ(after.opened_at, found->records[0].opened_at);
}

TEST_F(OldRecords, WhatWaitsHasClocksThatStandStill) {
  ASSERT_THAT(ProblemsOf(Lines("1/2026;02/05/2026;;Attente;Identity;ES;Stups;;;\n")), IsEmpty());
  const auto clocks = bureau.store->Deadlines(Find("1/2026").id, store::Viewer::Program());
  ASSERT_EQ(clocks->size(), 1U);
  EXPECT_EQ(clocks->front().state, "paused");
}

TEST_F(OldRecords, TheSameFileAgainBringsNothingNew) {
  const std::string lines = "1/2025;07/03/2025;;Clos;Identity;ES;Stups;;;\n2/2025;08/03/2025;;Clos;Other;ES;Stups;;;\n";
  ASSERT_EQ(Lines(lines)->fresh, 2U);
  const auto entries = bureau.store->EntryCount();
  const auto again = Lines(lines);
  ASSERT_THAT(ProblemsOf(again), IsEmpty());
  EXPECT_EQ(again->known, 2U);
  EXPECT_EQ(again->fresh, 0U);
  EXPECT_EQ(again->seq, -1);
  EXPECT_EQ(*bureau.store->EntryCount(), *entries);
  // What was done since does not matter; what the line says does.
  EXPECT_THAT(
      ProblemsOf(Lines("1/2025;07/03/2025;;Clos;Changed;ES;Stups;;;\n3/2025;08/03/2025;;Clos;New;ES;Stups;;;\n")),
      ElementsAre("2 Dossier records.line_changed"));
  EXPECT_EQ(*bureau.store->EntryCount(), *entries) << "all or nothing";
}

TEST_F(OldRecords, EachWrongLineIsSaidByLineAndColumn) {
  ASSERT_EQ(NextNumber(), "XX/2026/REQ-interpol/000001");
  const auto report = Lines(
      "1/2025;29/02/2025;;Clos;A;ES;Stups;;;\n"
      "2/2025;07/03/2025;06/03/2025;Clos;A;ES;Stups;;;\n"
      "2/2025;07/03/2025;;Clos;A;ES;Stups;;;\n"
      ";07/03/2025;;Clos;A;ES;Stups;;;\n"
      "5/2025;07/03/2025;;Nowhere;A;ES;Stups;;;\n"
      "6/2025;07/03/2025;;Clos;;ES;Stups;;;\n"
      "7/2025;07/03/2025;08/03/2025;En cours;A;ES;Stups;;;\n"
      "8/2025;07/03/2027;;Clos;A;ES;Stups;;;\n"
      "XX/2026/REQ-interpol/1;07/03/2025;;Clos;A;ES;Stups;;;\n"
      "10/2025;07/03/2025;;Clos;A;Espagne du Nord;Stups;;;\n"
      "11/2025;07/03/2025;;Clos;A;ES;Stups;X;soon;nobody\n"
      "12/2025;07/03/2025\n"
      "13/2025;07/03/2025;;Clos;Caf\xE9;ES;Stups;;;\n");
  EXPECT_THAT(
      ProblemsOf(report),
      ElementsAre("2 Arrivée records.bad_date", "3 Clôture records.closed_first", "4 Dossier records.number_doubled",
                  "5 Dossier records.bad_number", "6 Etat records.unknown_state", "7  record.required",
                  "8 Clôture records.closed_open", "9 Arrivée record.happened_later", "10 Dossier records.number_taken",
                  "11 Pays record.bad_value", "12 Né le records.bad_date", "12 Suite record.bad_value",
                  "13  records.wrong_columns", "14  records.letters_lost"));
  EXPECT_THAT(bureau.Entries("record.imported"), IsEmpty());
}

TEST_F(OldRecords, ADryRunWritesNothing) {
  const auto entries = bureau.store->EntryCount();
  const auto report = Lines("1/2025;07/03/2025;;Clos;A;ES;Stups;;;\n", true);
  EXPECT_EQ(report->fresh, 1U);
  EXPECT_EQ(report->states.at("closed"), 1U);
  EXPECT_EQ(*bureau.store->EntryCount(), *entries);
}

TEST_F(OldRecords, AreReadInTheEncodingThatIsNamed) {
  std::string mapping = kMapping;
  mapping.replace(mapping.find("[record]"), 0, "encoding = 'windows-1252'\n");
  const std::string titles =
      "Dossier;Arriv\xE9"
      "e;Cl\xF4ture;Etat;Objet;Pays;Nature;Nom;N\xE9 le;Suite\n";
  ASSERT_THAT(ProblemsOf(Import(titles + "1/2025;07/03/2025;;Clos;Caf\xE9;ES;Stups;;;\n", false, mapping)), IsEmpty());
  EXPECT_EQ(Find("1/2025").caption, "Café");
  EXPECT_THAT(ProblemsOf(Import(titles + "3/2025;07/03/2025;;Clos;A;ES;Stups;;;\n")),
              ElementsAre("records.letters_lost"));
  EXPECT_EQ(Import("\xEF\xBB\xBF" + std::string(kTitles) + "2/2025;07/03/2025;;Clos;A;ES;Stups;;;\n")->fresh, 1U);
}

TEST_F(OldRecords, ComeInAsLinesOfJsonToo) {
  const std::string line =
      R"({"number":"1/2025","opened_at":"2025-03-07T10:00:00Z","state":"closed","values":{"direction":"incoming",)"
      R"("channel":"arab","partner":"ES","summary":"=1+1","persons":[{"name":"Zorvan Tadrak"}]}})";
  const auto report = Import(line + "\n\n", false, "");
  ASSERT_THAT(ProblemsOf(report), IsEmpty());
  EXPECT_EQ(Find("1/2025").caption, "=1+1");
  EXPECT_EQ(Import(line + "\n", false, "")->known, 1U);
  EXPECT_THAT(ProblemsOf(Import("{\"number\":\"2/2025\",\"letters\":[]}\n{\n", false, "")),
              ElementsAre("1  record.unknown_field", "2  json.invalid"));
}

TEST_F(OldRecords, ANobodyAndAWrongMappingAreRefused) {
  const std::string text = std::string(kTitles) + "1/2025;07/03/2025;;Clos;A;ES;Stups;;;\n";
  EXPECT_THAT(ProblemsOf(Import(text, false, kMapping, Role::kOfficer)), ElementsAre("access.denied"));
  const auto with = [&](const std::string& was, const std::string& is) {
    std::string mapping = kMapping;
    mapping.replace(mapping.find(was), was.size(), is);
    return ProblemsOf(Import(text, false, mapping));
  };
  EXPECT_THAT(with("\"summary\"", "\"letters\""), ElementsAre("records.mapping_field"));
  EXPECT_THAT(with("\"summary\"", "\"nothing\""), ElementsAre("records.mapping_field"));
  EXPECT_THAT(with("\"name\"", "\"vin\""), ElementsAre("records.mapping_member"));
  EXPECT_THAT(with("\"closed\"", "\"gone\""), ElementsAre("records.mapping_state"));
  EXPECT_THAT(with("\"Dossier\"", "\"Numéro\""), ElementsAre("lists.missing_column"));
  EXPECT_THAT(with("date_order", "date_odor"), ElementsAre("lists.mapping_unknown_key"));
  EXPECT_THAT(ProblemsOf(Import("", false)), ElementsAre("lists.empty"));
  EXPECT_THAT(ProblemsOf(Import(kTitles, false)), ElementsAre("records.no_lines"));
  EXPECT_THAT(ProblemsOf(Import(text, false, "")), ElementsAre("records.mapping_field"));
}

TEST_F(OldRecords, WhoBringsADraftCannotApproveIt) {
  std::string mapping = kMapping;
  mapping.replace(mapping.find("\"in_progress\""), 13, "\"reply_drafted\"");
  ASSERT_THAT(ProblemsOf(Import(std::string(kTitles) + "1/2026;02/05/2026;;En cours;A;ES;Stups;;;\n", false, mapping)),
              IsEmpty());
  const store::Record record = Find("1/2026");
  const auto none = base::JsonDocument::Parse("{}");
  ActionRequest request;
  request.values = none->root();
  const auto own = bureau.records->Act(TestBureau::Who(Role::kSupervisor), record.id, "approve", 1, request);
  EXPECT_EQ(own.error().code, "action.four_eyes") << "P6";
  EXPECT_TRUE(bureau.records->Act(TestBureau::Who(Role::kSupervisor, "u2"), record.id, "approve", 1, request).ok());
}

TEST_F(OldRecords, NoticesThatAreInForceSearchFromThenOn) {
  ASSERT_TRUE(bureau.follower->CatchUp().ok());
  RecordImportRequest request;
  request.register_id = "notices";
  request.file = bureau.folder / "notices.ndjson";
  request.file_name = "notices.ndjson";
  const auto line = [](const std::string& number, const std::string& state, const std::string& birth_date) {
    return R"({"number":")" + number + R"(","opened_at":"2024-03-01T00:00:00Z","state":")" + state +
           R"(","values":{"direction":"incoming","kind":"notice","type":"red","summary":"Made up",)" +
           R"("published_at":"2024-03-02T00:00:00Z","persons":[{"name":"Zorvan Tadrak","birth_date":")" + birth_date +
           R"(","document":"QK771000)" + number + "\"}]}}\n";
  };
  const auto import = [&](const std::string& text) {
    std::ofstream(request.file, std::ios::binary) << text;
    return ProblemsOf(desk.Run(TestBureau::Who(Role::kSupervisor), request));
  };
  EXPECT_THAT(import(line("1", "published", "1970") + line("2", "published", "2015-01-02")),
              ElementsAre("2  record.needs"))
      << "R-26: a minor is not to be arrested";
  ASSERT_THAT(import(line("1", "published", "1970") + line("2", "closed", "2015-01-02")), IsEmpty());
  EXPECT_EQ(bureau.Ask("QK7710001").hits.size(), 1U);
  EXPECT_TRUE(bureau.Ask("QK7710002").hits.empty());
  const auto clocks = bureau.store->Deadlines(Find("1").id, store::Viewer::Program());
  ASSERT_EQ(clocks->size(), 1U);
  EXPECT_EQ(clocks->front().rule, "D15");
  EXPECT_TRUE(base::FormatInstant(clocks->front().due_at).starts_with("2029-03-0"));
  EXPECT_TRUE(bureau.store->Deadlines(Find("2").id, store::Viewer::Program())->empty());
}

TEST_F(OldRecords, WhatIsOpenIsAskedAndWhatIsOverIsNot) {
  ASSERT_THAT(ProblemsOf(Lines("1/2026;02/05/2026;;En cours;A;ES;Stups;Zorvan Tadrak;1970;\n"
                               "2/2025;02/05/2025;;Clos;A;ES;Stups;Zorvan Tadrak;1970;\n")),
              IsEmpty());
  const auto checks = bureau.Entries("record.checked");
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].subject, Find("1/2026").id);
}

}  // namespace
}  // namespace maktab::desk
