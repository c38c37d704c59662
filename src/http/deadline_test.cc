// The board of clocks and the calendar of one's own, as clients see them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/calendar_file.h"
#include "http/test_api.h"

namespace maktab::http {
namespace {

using testing::HasSubstr;
using testing::Not;

base::Instant At(const std::string& text) {
  return *base::ParseInstant(text);
}

std::string TextIn(const std::string& body, std::string_view key) {
  const auto document = base::JsonDocument::Parse(body);
  return document.ok() ? std::string(document->root()[key].string().value_or("")) : "";
}

// Unfolded lines, as RFC 5545 section 3.1 has it.
std::vector<std::string> LinesOf(const std::string& file) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = file.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "every line ends with CR LF";
    if (end == std::string::npos) break;
    const std::string line = file.substr(at, end - at);
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    if (line.starts_with(' ') && !lines.empty()) {
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  return lines;
}

TEST(CalendarFile, FoldsBetweenLettersAndEscapes) {
  CalendarEvent event;
  event.uid = "a-1@xx";
  event.changed_at = At("2026-11-22T09:00:00.999999Z");
  event.at = At("2026-11-29T00:00:00Z");
  for (int i = 0; i < 30; ++i) event.summary += "جواب عاجل, ";
  event.description = "one; two\nthree\\four\x01";
  event.alarms = {At("2026-11-25T12:00:00Z")};
  const std::vector<std::string> lines = LinesOf(WriteCalendarFile("XX", {event}));
  EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(lines.back(), "END:VCALENDAR");
  EXPECT_THAT(lines, testing::IsSupersetOf({"UID:a-1@xx", "DTSTAMP:20261122T090000Z", "DTSTART:20261129T000000Z",
                                            "DESCRIPTION:one\\; two\\nthree\\\\four",
                                            "TRIGGER;VALUE=DATE-TIME:20261125T120000Z"}));
  std::string summary = "SUMMARY:";
  for (int i = 0; i < 30; ++i) summary += "جواب عاجل\\, ";
  EXPECT_THAT(lines, testing::Contains(summary)) << "folded between letters, whole when unfolded";
}

class Deadlines : public ::testing::Test {
 protected:
  // A request that has come in then; gives its id.
  std::string Register(const std::string& priority, const std::string& received_at) {
    const auto answer =
        api.Send("POST", "/api/v1/registers/requests/records",
                 R"({"values":{"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs",)"
                 R"("priority":")" +
                     priority + R"(","received_at":")" + received_at + R"(","summary":"Identity of Zorvan Tadrak"}})",
                 admin);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return TextIn(answer.body, "id");
  }
  void Act(const std::string& id, const std::string& action, int version, const std::string& values) {
    const auto answer = api.Send("POST", "/api/v1/records/" + id + "/actions/" + action, "{\"values\":" + values + "}",
                                 admin + "If-Match: \"" + std::to_string(version) + "\"\r\n");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  std::string AdministratorId() {
    const auto users = base::JsonDocument::Parse(api.Get("/api/v1/users", admin).body);
    return std::string(users->root()["users"].elements().at(0)["id"].string().value_or(""));
  }
  // It is 2026-05-28T20:26:40Z in the test.
  base::JsonDocument Board(const std::string& query = "") {
    const auto answer = api.Get("/api/v1/deadlines" + query, admin);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return base::JsonDocument::Parse(answer.body).value();
  }

  TestApi api;
  const std::string admin = api.AdministratorHeaders();
};

TEST_F(Deadlines, TheBoardCountsWhatTheListShows) {
  const std::string late = Register("urgent_direct", "2026-05-28T10:00:00Z");
  Register("urgent_direct", "2026-05-28T13:00:00Z");  // due at 21:00 today
  Register("routine", "2026-05-22T10:00:00Z");        // more than three quarters used
  Register("routine", "2026-05-28T20:00:00Z");
  const base::JsonDocument board = Board();
  EXPECT_EQ(board.root()["counts"].text(),
            R"({"silent":0,"late":1,"today":1,"90":0,"75":1,"50":0,"later":1,"paused":0})");
  EXPECT_EQ(board.root()["total"].integer(), 4);
  EXPECT_EQ(board.root()["people"].elements().size(), 1U);
  const base::JsonDocument behind = Board("?figure=late&lang=fr");
  ASSERT_EQ(behind.root()["items"].elements().size(), 1U);
  EXPECT_EQ(behind.root()["items"].elements()[0]["record"].string(), late);
  EXPECT_EQ(behind.root()["items"].elements()[0]["label"].string(), "Réponse, urgente et accès direct");
  EXPECT_EQ(behind.root()["items"].elements()[0]["alarm"].integer(), 90);
  EXPECT_EQ(Board("?officer=me").root()["total"].integer(), 0);
  EXPECT_EQ(Board("?officer=none&limit=1&offset=3").root()["items"].elements().size(), 1U);
  EXPECT_EQ(api.Get("/api/v1/deadlines?figure=soon", admin).status, 400);
  EXPECT_EQ(api.Get("/api/v1/deadlines", api.KeyHeader(model::Role::kChecker)).status, 403);
  EXPECT_EQ(api.Get("/api/v1/deadlines").status, 401);
}

TEST_F(Deadlines, TheBoardIsSavedAsItIsNarrowed) {
  Register("urgent_direct", "2026-05-28T10:00:00Z");
  Register("routine", "2026-05-28T20:00:00Z");
  const auto saved = [&](const std::string& query) { return api.Get("/api/v1/deadlines/export?" + query, admin); };
  const auto csv = saved("form=csv&lang=fr");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.headers.at("x-maktab-clocks"), "2");
  EXPECT_THAT(csv.headers.at("content-type"), HasSubstr("text/csv"));
  EXPECT_THAT(csv.headers.at("content-disposition"), HasSubstr("deadlines-2026-05-28.csv"));
  EXPECT_THAT(csv.body, HasSubstr("Réponse, urgente et accès direct"));
  EXPECT_EQ(saved("form=csv&figure=late").headers.at("x-maktab-clocks"), "1");
  EXPECT_EQ(saved("form=csv&filter=channel:arab").headers.at("x-maktab-clocks"), "0");
  EXPECT_EQ(saved("form=csv&owed=1").headers.at("x-maktab-clocks"), "0");
  EXPECT_EQ(saved("form=xlsx").body.substr(0, 2), "PK");
  for (const char* wrong : {"", "form=pdf", "form=csv&figure=soon", "form=csv&filter=channel"}) {
    EXPECT_EQ(saved(wrong).status, 400) << wrong;
  }
  EXPECT_EQ(api.Get("/api/v1/deadlines/export?form=csv", api.KeyHeader(model::Role::kChecker)).status, 403);
  EXPECT_EQ(Board("?filter=channel:interpol").root()["total"].integer(), 2);
  EXPECT_EQ(Board("?filter=channel:arab").root()["total"].integer(), 0);
}

TEST_F(Deadlines, RecordsSayHowMuchOfTheirClockIsUsed) {
  const std::string id = Register("urgent_direct", "2026-05-28T16:26:40Z");
  const auto record = base::JsonDocument::Parse(api.Get("/api/v1/records/" + id, admin).body);
  EXPECT_EQ(record->root()["share"].number(), 0.5);
  EXPECT_EQ(record->root()["alarm"].integer(), 50);
  EXPECT_EQ(record->root()["deadlines"].elements()[0]["alarm"].integer(), 50);
  EXPECT_TRUE(record->root()["deadlines"].elements()[0]["recounted_due_at"].is_null());
  const auto count = [&](const std::string& used) {
    const auto list = base::JsonDocument::Parse(api.Get("/api/v1/records?used=" + used, admin).body);
    return list->root()["total"].integer().value_or(-1);
  };
  EXPECT_EQ(count("50"), 1);
  EXPECT_EQ(count("51"), 0);
  EXPECT_EQ(api.Get("/api/v1/records?used=100", admin).status, 400);
}

TEST_F(Deadlines, TheCalendarHoldsOnesOwnClocksAndNothingOfTheRecord) {
  Register("routine", "2026-05-28T16:00:00Z");
  const std::string mine = Register("routine", "2026-05-28T16:00:00Z");
  Act(mine, "accept", 1,
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})");
  Act(mine, "assign", 2, R"({"unit":"central_bureau","officer":")" + AdministratorId() + R"("})");
  const auto answer = api.Get("/api/v1/deadlines.ics?lang=es", admin);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "text/calendar; charset=utf-8");
  const std::vector<std::string> lines = LinesOf(answer.body);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "BEGIN:VEVENT"), 1);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), "BEGIN:VALARM"), 3);
  EXPECT_THAT(lines,
              testing::IsSupersetOf({"DTSTART:20260605T000000Z", "SUMMARY:XX/2026/REQ-interpol/000002: Respuesta"}));
  EXPECT_THAT(answer.body, Not(HasSubstr("Zorvan")));
  EXPECT_THAT(answer.body, HasSubstr("UID:" + mine + "-D03-"));
  EXPECT_EQ(api.Get("/api/v1/deadlines.ics?lang=es", admin).body, answer.body) << "stable";
  EXPECT_EQ(api.Get("/api/v1/deadlines.ics", api.KeyHeader(model::Role::kChecker)).status, 403);
  const auto others = api.Get("/api/v1/deadlines.ics", api.KeyHeader(model::Role::kOfficer));
  EXPECT_THAT(others.body, Not(HasSubstr("VEVENT")));
}

}  // namespace
}  // namespace maktab::http
