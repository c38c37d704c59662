// Lists as files: what a reader is shown of them, and that what goes out comes in again.
#include "desk/record_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <sstream>

#include "desk/record_import.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class Export : public ::testing::Test {
 protected:
  static std::string TextOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  static RecordExportRequest Asked(const TestBureau& bureau, bool own) {
    RecordExportRequest request;
    request.filter.register_id = "requests";
    request.own = own;
    request.file = bureau.folder / "out.csv";
    return request;
  }
  static base::Result<RecordImportReport> Import(TestBureau& bureau, const std::filesystem::path& file) {
    RecordImportRequest request;
    request.register_id = "requests";
    request.file = file;
    request.file_name = "out.csv";
    const RecordImport desk(*bureau.parts, *bureau.cross_check, bureau.events);
    return desk.Run(TestBureau::Who(Role::kSupervisor), request);
  }
  // Written in the columns of an export.
  static std::filesystem::path Own(const TestBureau& bureau, const std::vector<std::vector<std::string>>& rows) {
    auto file = bureau.folder / "own.csv";
    papers::SheetHead head{"t",
                           {"number", "opened_at", "closed_at", "state", "direction", "channel", "partner", "summary",
                            "facts", "intake", "persons", "vehicles", "withheld_from", "received_at"},
                           false};
    const auto sheet = papers::SheetWriter::Open(papers::SheetForm::kCsv, file, head);
    for (const auto& row : rows) {
      std::vector<papers::SheetCell> cells;
      for (const std::string& text : row) cells.push_back({text, {}});
      EXPECT_TRUE((*sheet)->Row(cells).ok());
    }
    EXPECT_TRUE((*sheet)->Finish().ok());
    return file;
  }
};

TEST_F(Export, SaysWhatTheReaderIsShownAndIsOnRecord) {
  TestBureau bureau;
  const auto file = Own(
      bureau, {{"1/2025", "2025-03-07T10:00:00Z", "", "closed", "incoming", "interpol", "ES", "=1+1", "", "",
                R"([{"name":"Zorvan Tadrak","role":"suspect"},{"name":"Nur Quinqué","role":"victim"}])", "", "", ""},
               {"2/2025", "2025-03-08", "", "closed", "incoming", "interpol", "ES", "Hidden from ES", "", "", "", "",
                R"(["ES"])", ""}});
  const auto report = Import(bureau, file);
  ASSERT_TRUE(report.ok() && report->problem_count == 0) << report->problems.front().error.code;
  const RecordExport desk(*bureau.parts, *bureau.records);
  RecordExportRequest request = Asked(bureau, false);
  request.language = model::Language::kEnglish;
  ASSERT_EQ(*desk.Run(TestBureau::Who(Role::kOfficer), request), 2);
  const std::string text = TextOf(request.file);
  EXPECT_THAT(text, HasSubstr("'=1+1"));
  EXPECT_THAT(text, HasSubstr("Zorvan Tadrak"));
  EXPECT_THAT(text, Not(HasSubstr("Quinqu"))) << "victims are masked";
  EXPECT_THAT(text, HasSubstr("masked, Victim"));
  EXPECT_THAT(text, HasSubstr("Incoming"));
  EXPECT_THAT(text, HasSubstr(",Spain,"));
  const auto entries = bureau.Entries("records.exported");
  ASSERT_EQ(entries.size(), 1U) << "P10";
  EXPECT_THAT(entries[0].body, HasSubstr("\"records\":2"));
  request.columns = {"number", "state"};
  request.language = model::Language::kArabic;
  request.filter.values = {{"partner", "FR", {}}};
  ASSERT_EQ(*desk.Run(TestBureau::Who(Role::kOfficer), request), 0);
  EXPECT_EQ(TextOf(request.file), "\xEF\xBB\xBFالرقم,الحالة\r\n");
  request.columns = {"nothing"};
  EXPECT_EQ(desk.Run(TestBureau::Who(Role::kOfficer), request).error().code, "records.unknown_column");
  EXPECT_EQ(desk.Run(TestBureau::Who(Role::kChecker), request).error().code, "access.denied");
}

std::string AnyText() {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"a", "Z", "=", "+", "'", "\"", ",", ";", "[", "é", "زرفان", " ", "-", "@", "{", "1"}));
  std::string text = "x";
  if (*rc::gen::arbitrary<bool>()) text.clear();
  for (const std::string& piece : pieces) text += piece;
  return text.empty() ? "y" : text;
}

std::string Json(const std::string& text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

std::vector<std::string> AnyRow(int serial) {
  const auto one = [](const std::vector<std::string>& texts) { return *rc::gen::elementOf(texts); };
  const std::string state = one({"closed", "refused", "in_progress", "registered", "clarification_requested"});
  const bool closed = state == "closed" || state == "refused";
  const std::string number = one({"", "XX/2026/REQ-interpol/00", "XX/2025/REQ-arab/", "=N "}) + std::to_string(serial);
  const std::string persons = "[{\"name\":" + Json("n" + AnyText()) + ",\"birth_date\":\"1970\"}]";
  return {number,
          one({"2025-03-07T10:00:00Z", "2025-02-28", "2026-01-01T23:59:59.5Z"}),
          closed ? one({"", "2026-02-01"}) : "",
          state,
          one({"incoming", "outgoing"}),
          one({"interpol", "arab"}),
          one({"ES", "IPSG"}),
          "s" + AnyText(),
          "f" + AnyText() + "\n\n" + "g" + AnyText(),
          one({"", R"(["requester","member"])"}),
          one({"", persons}),
          one({"", R"([{"plate":"77777-A-6"}])"}),
          one({"", R"(["FR"])"}),
          "2025-03-07T10:00:00Z"};
}

TEST_F(Export, PeopleAreSparedWhatIsForPrograms) {
  TestBureau bureau;
  const RecordExport desk(*bureau.parts, *bureau.records);
  RecordExportRequest request = Asked(bureau, false);
  request.filter.register_id = "hits";
  const model::Register* hits = bureau.parts->registers.Find("hits");
  ASSERT_NE(hits, nullptr);
  ASSERT_TRUE(hits->FindField("mark")->machine);
  ASSERT_TRUE(desk.Run(TestBureau::Who(Role::kSupervisor), request).ok());
  EXPECT_THAT(TextOf(request.file), Not(HasSubstr(hits->FindField("mark")->label[std::size_t(request.language)])));
  request.own = true;
  ASSERT_TRUE(desk.Run(TestBureau::Who(Role::kSupervisor), request).ok());
  EXPECT_THAT(TextOf(request.file), HasSubstr("mark"));
}

TEST_F(Export, WhatGoesOutComesInAgain) {
  EXPECT_TRUE(rc::check("import, export, import: the same values", [] {
    TestBureau bureau;
    std::vector<std::vector<std::string>> rows;
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) rows.push_back(AnyRow(i + 1));
    const auto first = Import(bureau, Own(bureau, rows));
    RC_ASSERT(first.ok());
    if (first->problem_count > 0) RC_FAIL(first->problems.front().column + first->problems.front().error.code);
    RC_ASSERT(first->fresh == rows.size());
    const RecordExport desk(*bureau.parts, *bureau.records);
    const RecordExportRequest request = Asked(bureau, true);
    RC_ASSERT(*desk.Run(TestBureau::Who(Role::kSupervisor), request) == std::int64_t(rows.size()));
    const auto again = Import(bureau, request.file);
    RC_ASSERT(again.ok());
    if (again->problem_count > 0) RC_FAIL(again->problems.front().column + again->problems.front().error.code);
    RC_ASSERT(again->known == rows.size());
    // And the replay finds no difference (P2).
    const std::string before = TextOf(request.file);
    RC_ASSERT(bureau.store->Rebuild().ok());
    RC_ASSERT(*desk.Run(TestBureau::Who(Role::kSupervisor), request) == std::int64_t(rows.size()));
    RC_ASSERT(TextOf(request.file) == before);
    // Another bureau takes the same.
    if (*rc::gen::inRange(0, 5) != 0) return;
    TestBureau other;
    const auto there = Import(other, request.file);
    RC_ASSERT(there.ok() && there->fresh == rows.size());
  }));
}

}  // namespace
}  // namespace maktab::desk
