// Who still owes, since when, and the same as a file.
#include "desk/board_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/assert.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kHour = std::int64_t{3'600} * base::kMicrosPerSecond;

class Owed : public ::testing::Test {
 protected:
  store::Record Do(const store::Record& record, const std::string& in, const std::string& action,
                   const std::string& values, const std::string& who = "u1") {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = "not the same";
    const auto principal = TestBureau::Who(who == "u1" ? Role::kOfficer : Role::kSupervisor, who);
    const auto done = action.empty() ? bureau.records->Create(principal, in, request)
                                     : bureau.records->Act(principal, record.id, action, record.version, request);
    MAKTAB_ASSERT(done.ok());
    return *done;
  }
  // A bulletin that these units owe receipts for, of this channel; `more` of its values.
  store::Record Bulletin(const std::string& channel, const std::string& units, const std::string& more = "") {
    const std::string reference = "A-" + std::to_string(++references);
    const store::Record notice =
        Do({}, "notices", "",
           R"({"direction":"incoming","kind":"notice","type":"red","partner":"ES","summary":"Made up","reference":")" +
               reference + R"(","persons":[{"name":"Zorvan Tadrak"}]})");
    Do(notice, "", "take_in", "{}");
    const store::Record drafted =
        Do({}, "bulletins", "",
           R"({"channel":")" + channel + R"(","purpose":"locate","summary":"=Made up","sources":[")" + notice.number +
               R"("],"units":)" + units + R"(,"persons":[{"name":"Zorvan Tadrak"}])" + more + "}");
    return Do(drafted, "", "approve", R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})",
              "u2");
  }
  Board Read(const BoardFilter& filter, const model::Principal& who = TestBureau::Who(Role::kOfficer)) {
    const auto board = ReadBoard(*bureau.parts, who, filter);
    MAKTAB_ASSERT(board.ok());
    return *board;
  }
  static BoardFilter AllOwed() {
    BoardFilter filter;
    filter.owed = true;
    return filter;
  }
  std::string Saved(const BoardExportRequest& request) {
    std::ifstream in(request.file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  TestBureau bureau;
  int references = 0;
};

TEST_F(Owed, EachHolderSaysSinceWhenAndUntilWhen) {
  const base::Instant first = bureau.clock.Now();
  Bulletin("interpol", R"(["pursuits","vehicles"])");
  bureau.clock.Advance(10 * kHour);
  Bulletin("arab", R"(["pursuits"])");
  const Board board = Read(AllOwed());
  ASSERT_EQ(board.debts.size(), 2U);
  EXPECT_EQ(board.debts.at("pursuits").since.micros, first.micros);
  EXPECT_EQ(board.debts.at("pursuits").due_at.micros, first.micros + 72 * kHour);
  EXPECT_EQ(board.holders.at("pursuits").at("later"), 2);
  bureau.clock.Advance(70 * kHour);
  EXPECT_EQ(Read(AllOwed()).holders.at("pursuits").at("late"), 1);
}

TEST_F(Owed, IsNarrowedToAChannel) {
  Bulletin("interpol", R"(["pursuits","vehicles"])");
  Bulletin("arab", R"(["pursuits"])");
  BoardFilter filter = AllOwed();
  filter.values = {{"channel", "arab", {}}};
  EXPECT_EQ(Read(filter).clocks.size(), 1U);
  filter.register_id = "ends";
  EXPECT_EQ(Read(filter).clocks.size(), 0U);
  filter = AllOwed();
  filter.holder = "vehicles";
  EXPECT_EQ(Read(filter).clocks.size(), 1U);
}

TEST_F(Owed, IsSavedInTheWordsOfTheReaderAndIsOnRecord) {
  const store::Record bulletin = Bulletin("interpol", R"(["pursuits","vehicles"])");
  BoardExportRequest request;
  request.filter = AllOwed();
  request.filter.holder = "vehicles";
  request.file = bureau.folder / "owed.csv";
  const auto who = TestBureau::Who(Role::kOfficer);
  ASSERT_EQ(*ExportBoard(*bureau.parts, who, request), 1);
  const std::string text = Saved(request);
  EXPECT_THAT(text, HasSubstr("Owed by,Number"));
  EXPECT_THAT(text, HasSubstr("Vehicles and documents," + bulletin.number + ",'=Made up,"));
  EXPECT_THAT(text, HasSubstr("Receipt of the bulletin"));
  EXPECT_THAT(text, Not(HasSubstr("Pursuits")));
  const auto entries = bureau.Entries("deadlines.exported");
  ASSERT_EQ(entries.size(), 1U) << "P10";
  EXPECT_THAT(entries[0].body, HasSubstr("\"clocks\":1"));
  EXPECT_THAT(entries[0].body, HasSubstr("\"holder\":\"vehicles\""));
  request.figure = "late";
  request.language = model::Language::kArabic;
  ASSERT_EQ(*ExportBoard(*bureau.parts, who, request), 0);
  EXPECT_THAT(Saved(request), testing::StartsWith("\xEF\xBB\xBFعلى عاتق,الرقم,"));
  EXPECT_EQ(ExportBoard(*bureau.parts, TestBureau::Who(Role::kChecker), request).error().code, "access.denied");
  request.filter.register_id = "nowhere";
  EXPECT_EQ(ExportBoard(*bureau.parts, who, request).error().code, "register.unknown");
  request.purpose = "curiosity";
  EXPECT_EQ(ExportBoard(*bureau.parts, who, request).error().code, "purpose.unknown");
  EXPECT_EQ(bureau.Entries("deadlines.exported").size(), 2U);
}

// What is withheld from a country is in no sheet of its liaison officer (P7).
TEST_F(Owed, HoldsWhatItsReaderSees) {
  const model::Principal liaison = TestBureau::Who(Role::kOfficer, "liaison");
  store::EntryDraft user{"user.created", liaison, {}, {}, {}};
  user.body = R"({"id":"liaison","name":"Made up liaison","role":"officer","country":"ES"})";
  ASSERT_TRUE(bureau.store->AppendAndWait(std::move(user)).ok());
  const store::Record hidden = Bulletin("interpol", R"(["pursuits"])", R"(,"withheld_from":["ES"])");
  Bulletin("interpol", R"(["vehicles"])");
  EXPECT_FALSE(Read(AllOwed(), liaison).debts.contains("pursuits"));
  BoardExportRequest request;
  request.filter = AllOwed();
  request.file = bureau.folder / "owed.csv";
  ASSERT_EQ(*ExportBoard(*bureau.parts, liaison, request), 1);
  EXPECT_THAT(Saved(request), Not(HasSubstr(hidden.number)));
}

}  // namespace
}  // namespace maktab::desk
