// Things that are searched and hold no names, what their numbers say, what they cost, and silence that is told
// (domain.md 3.2, 3.4, 12.7, 12.12; P11, R-15, R-22).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/assert.h"
#include "desk/alerts.h"
#include "desk/board.h"
#include "desk/meters.h"
#include "desk/row_warnings.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kDay = 24LL * 3'600 * base::kMicrosPerSecond;

class ThingsDesk : public ::testing::Test {
 protected:
  static std::string CodeOf(const base::Result<store::Record>& result) {
    return result.ok() ? "ok:" + result->state : result.error().code;
  }
  base::Result<store::Record> Create(const std::string& in, const std::string& values,
                                     const std::string& apart_reason = "not the same") {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = apart_reason;
    return bureau.records->Create(TestBureau::Who(Role::kOfficer), in, request);
  }
  base::Result<store::Record> Act(const store::Record& record, const std::string& action,
                                  const std::string& values = "{}", Role role = Role::kSupervisor) {
    const auto document = base::JsonDocument::Parse(values);
    EXPECT_TRUE(document.ok()) << values;
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    const auto now = bureau.store->FindRecord(record.id, store::Viewer::Program());
    MAKTAB_ASSERT(now.ok() && now->has_value());
    return bureau.records->Act(TestBureau::Who(role, role == Role::kOfficer ? "u1" : "u2"), record.id, action,
                               (*now)->version, request);
  }
  // Entered, and so searched.
  store::Record Entered(const std::string& in, const std::string& values) {
    const auto made = Create(in, values);
    EXPECT_TRUE(made.ok()) << made.error().code;
    EXPECT_EQ(CodeOf(Act(*made, "enter")), "ok:in_force");
    return *made;
  }
  store::Record Object(const std::string& row, const std::string& category = "other") {
    return Entered("objects", R"({"summary":"Made up","category":")" + category +
                                  R"(","declared_by":"vehicles","objects":[)" + row + "]}");
  }
  // Ids of the records that a check for this text hits.
  std::vector<std::string> Hits(const std::string& text) {
    EXPECT_TRUE(bureau.follower->CatchUp().ok());
    std::vector<std::string> records;
    for (const AnsweredHit& answered : bureau.Ask(text).hits) {
      records.push_back(RecordOfAlert(answered.hit.dataset, answered.hit.entity_id));
    }
    return records;
  }

  TestBureau bureau;
};

TEST_F(ThingsDesk, AnObjectIsFoundByItsNumberHoweverItLooks) {
  const store::Record weapon = Object(R"({"kind":"weapon","number":"KX-99 1207","make":"Made-up","model":"M1"})");
  const store::Record ship = Object(R"({"kind":"vessel","number":"IMO 9074729"})");
  const store::Record box = Object(R"({"kind":"container","number":"CSQU3054383"})");
  const store::Record telephone = Object(R"({"kind":"telephone","number":"490154203237518"})");
  EXPECT_THAT(Hits("KX991207"), ElementsAre(weapon.id));
  EXPECT_THAT(Hits("9074729"), ElementsAre(ship.id));
  EXPECT_THAT(Hits("CSQU3054383"), ElementsAre(box.id));
  EXPECT_THAT(Hits("490154203237518"), ElementsAre(telephone.id));
  EXPECT_THAT(Hits("KX991208"), IsEmpty());
}

TEST_F(ThingsDesk, WhatHasNoNumberIsKeptAndSearchedByNobody) {
  const auto made =
      Create("objects", R"({"summary":"A made-up vase","category":"art","declared_by":"vehicles",)"
                        R"("objects":[{"kind":"work_of_art","description":"A vase with a made-up bird"}]})");
  ASSERT_TRUE(made.ok()) << made.error().code;
  EXPECT_EQ(Act(*made, "enter").error().code, "record.needs") << "nor a photograph";
  EXPECT_THAT(Hits("A vase with a made-up bird"), IsEmpty());
}

TEST_F(ThingsDesk, BadRowsAreRefused) {
  const auto said = [&](const std::string& row) {
    return CodeOf(Create(
        "objects", R"({"summary":"Made up","category":"other","declared_by":"vehicles","objects":[)" + row + "]}"));
  };
  EXPECT_EQ(said(R"({"kind":"weapon","number":"W1234"})"), "ok:drafted");
  EXPECT_EQ(said(R"({"number":"W1234"})"), "record.bad_value") << "of no kind";
  EXPECT_EQ(said(R"({"kind":"ghost","number":"W1234"})"), "record.bad_value");
  EXPECT_EQ(said(R"({"kind":"weapon","make":"Made-up"})"), "record.bad_value") << "neither number nor description";
  EXPECT_EQ(said(R"({"kind":"weapon","number":"W1234","calibre":"9"})"), "record.bad_value");
}

TEST_F(ThingsDesk, AVehicleIsFoundByItsEngine) {
  const store::Record car = Entered(
      "stolen_vehicles",
      R"({"summary":"Made up","category":"car","declared_by":"vehicles","vehicles":[{"engine":"ENG 770 551"}]})");
  EXPECT_THAT(Hits("ENG770551"), ElementsAre(car.id));
}

TEST_F(ThingsDesk, AVinMayHitTwoRecordsAndTheSecondIsSaidToBeAnother) {
  const std::string values =
      R"({"summary":"Made up","category":"car","declared_by":"vehicles","vehicles":[{"vin":"1HGCM82633A004352"}]})";
  const store::Record first = Entered("stolen_vehicles", values);
  ASSERT_TRUE(bureau.subject_index->CatchUp().ok());
  EXPECT_EQ(Create("stolen_vehicles", values, "").error().code, "record.may_be_there");
  const store::Record second = Entered("stolen_vehicles", values);
  EXPECT_THAT(Hits("1HGCM82633A004352"), testing::UnorderedElementsAre(first.id, second.id));
}

TEST_F(ThingsDesk, AnEndOfSearchEndsItAndItsFileStays) {
  const store::Record weapon = Object(R"({"kind":"weapon","number":"KX991207"})", "firearms");
  const auto memo = Create("ends", R"({"alert":")" + weapon.number + R"(","channel":"interpol","cause":"source"})");
  ASSERT_TRUE(memo.ok()) << memo.error().code;
  EXPECT_EQ(CodeOf(Act(*memo, "order")), "ok:complete") << "nobody holds a copy";
  EXPECT_THAT(Hits("KX991207"), IsEmpty());
  const auto now = bureau.store->FindRecord(weapon.id, store::Viewer::Program());
  EXPECT_EQ((*now)->state, "ended");
}

TEST_F(ThingsDesk, WhoReportedARecoveryDoesNotEndTheSearch) {
  const store::Record weapon = Object(R"({"kind":"weapon","number":"KX991207"})", "firearms");
  EXPECT_EQ(CodeOf(Act(weapon, "report_recovery", R"({"recovered_on":"2026-05-01","recovered_in":"ES"})")),
            "ok:recovery_reported");
  EXPECT_THAT(Hits("KX991207"), ElementsAre(weapon.id)) << "nobody has confirmed it";
  EXPECT_EQ(Act(weapon, "end_recovered").error().code, "action.four_eyes");
}

// A number that is wrong is said to be, and kept.
TEST_F(ThingsDesk, WrongCheckDigitsWarn) {
  const auto warned = [&](const char* register_id, const std::string& field, const std::string& rows) {
    const model::Register* in = bureau.registers->Find(register_id);
    std::vector<std::string> codes;
    for (const RowWarning& one : WarningsOf(*in, {{field, rows}}, *bureau.parts)) {
      codes.push_back(std::to_string(one.row) + " " + std::string(one.warning.code));
    }
    return codes;
  };
  EXPECT_THAT(warned("stolen_vehicles", "vehicles", R"([{"vin":"1HGCM82633A004352"},{"vin":"WVWZZZ3CZEE140287"}])"),
              ElementsAre("1 vin.check_digit"));
  EXPECT_THAT(warned("objects", "objects",
                     R"([{"kind":"vessel","number":"9074729"},{"kind":"vessel","number":"9074728"},)"
                     R"({"kind":"weapon","number":"9074728"},{"kind":"container","number":"CSQU3054384"},)"
                     R"({"kind":"telephone","number":"490154203237519"}])"),
              ElementsAre("1 imo.check_digit", "3 container.check_digit", "4 imei.check_digit"));
}

TEST_F(ThingsDesk, StorageCostsEachDayThatWasBegun) {
  const model::Register* in = bureau.registers->Find("vehicle_cases");
  const Clocks clocks(*bureau.registers, bureau.parts->settings);
  const base::Instant now = *base::ParseInstant("2026-03-10T08:00:00Z");
  Values values = {{"seized_on", R"("2026-03-01")"}, {"cost_per_day", "50"}, {"currency", R"("MAD")"}};
  const auto running = MetersOf(*in, values, clocks, now);
  ASSERT_EQ(running.size(), 1U);
  EXPECT_EQ(running[0].days, 10);
  EXPECT_EQ(running[0].amount, 500);
  EXPECT_EQ(running[0].currency, "MAD");
  EXPECT_TRUE(running[0].runs);
  values["stored_until"] = R"("2026-03-04")";
  const auto over = MetersOf(*in, values, clocks, now);
  EXPECT_EQ(over[0].amount, 200);
  EXPECT_FALSE(over[0].runs);
  values["stored_until"] = R"("2026-02-01")";
  EXPECT_EQ(MetersOf(*in, values, clocks, now)[0].amount, 0) << "never less than nothing";
  values.erase("cost_per_day");
  EXPECT_THAT(MetersOf(*in, values, clocks, now), IsEmpty());
}

using P11 = ThingsDesk;

TEST_F(P11, WhatIsStolenTakesNoNames) {
  const auto said = [&](const std::string& more) {
    const auto made =
        Create("stolen_documents", R"({"summary":"Made up","status":"stolen","declared_by":"vehicles",)" + more + "}");
    return CodeOf(made);
  };
  EXPECT_EQ(said(R"("documents":[{"number":"ZZ1234567","type":"P","country":"XX"}])"), "ok:drafted");
  EXPECT_EQ(said(R"("documents":[{"number":"ZZ1234567","name":"Zorvan Tadrak"}])"), "record.bad_value");
  EXPECT_EQ(said(R"("persons":[{"name":"Zorvan Tadrak"}])"), "record.unknown_field");
}

// A request of the CCF that wants an answer by the end of 10 June 2026, UTC.
class Silence : public ThingsDesk {
 protected:
  Silence() {
    bureau.clock.Set(*base::ParseInstant("2026-06-01T09:00:00Z"));
    const auto made =
        Create("data_requests", R"({"asked_by":"ccf","kind":"deletion","reference":"CCF-1","summary":"Made up",)"
                                R"("received_at":"2026-06-01T08:00:00Z","answer_by":"2026-06-10"})");
    MAKTAB_ASSERT(made.ok());
    request = *made;
  }
  void At(const char* text) { bureau.clock.Set(*base::ParseInstant(text)); }
  std::vector<int> Days(Role role, bool unread_only = false) {
    const auto page =
        bureau.notifications->List(TestBureau::Who(role, "n" + std::to_string(int(role))), {unread_only, 0, 50});
    EXPECT_TRUE(page.ok());
    std::vector<int> days;
    for (const NotificationView& item : page->items) {
      if (item.kind == NotificationKind::kSilence) days.push_back(item.days);
    }
    return days;
  }
  BoardCounts Counts() { return ReadBoard(*bureau.parts, TestBureau::Who(Role::kSupervisor), {})->total; }

  store::Record request;
};

TEST_F(Silence, ItsClockRunsUntilTheDayThatTheRecordNames) {
  const auto clocks = bureau.store->Deadlines(request.id, store::Viewer::Program());
  ASSERT_TRUE(clocks.ok());
  const auto answer =
      std::find_if(clocks->begin(), clocks->end(), [](const auto& clock) { return clock.rule == "ccf_answer"; });
  ASSERT_NE(answer, clocks->end());
  EXPECT_EQ(answer->due_at, *base::ParseInstant("2026-06-11T00:00:00Z"));
  EXPECT_EQ(CodeOf(Act(request, "new_date", R"({"answer_by":"2026-06-20"})")), "ok:received");
  const auto now = bureau.store->FindRecord(request.id, store::Viewer::Program());
  EXPECT_EQ((*now)->due_at, *base::ParseInstant("2026-06-21T00:00:00Z"));
}

TEST_F(Silence, WithoutADateNoClockRuns) {
  const auto made = Create("data_requests", R"({"asked_by":"person","kind":"access","summary":"Made up",)"
                                            R"("received_at":"2026-06-01T08:00:00Z"})");
  ASSERT_TRUE(made.ok()) << made.error().code;
  const auto clocks = bureau.store->Deadlines(made->id, store::Viewer::Program());
  ASSERT_EQ(clocks->size(), 1U);
  EXPECT_EQ(clocks->front().rule, "D17_access");
  EXPECT_EQ(CodeOf(Create("data_requests", R"({"asked_by":"ccf","kind":"access","summary":"Made up",)"
                                           R"("received_at":"2026-06-01T08:00:00Z"})")),
            "record.needs")
      << "the CCF always sets one";
}

TEST_F(Silence, IsToldToTheHeadsOnEachDay) {
  EXPECT_THAT(Days(Role::kSupervisor), IsEmpty());
  EXPECT_EQ(Counts()["silent"], 0);
  At("2026-06-11T07:00:00Z");
  EXPECT_THAT(Days(Role::kSupervisor), ElementsAre(1));
  EXPECT_THAT(Days(Role::kAdministrator), ElementsAre(1));
  EXPECT_THAT(Days(Role::kOfficer), IsEmpty()) << "the rule names the heads alone";
  EXPECT_EQ(Counts()["silent"], 1);
  EXPECT_EQ(Counts()["late"], 0) << "each clock is in one figure";
  ASSERT_TRUE(bureau.notifications->Read(TestBureau::Who(Role::kSupervisor, "n2"), std::nullopt).ok());
  At("2026-06-12T00:00:00Z");
  EXPECT_THAT(Days(Role::kSupervisor, true), ElementsAre(2)) << "anew, whatever was read the day before";
  bureau.clock.Advance(3 * kDay);
  EXPECT_THAT(Days(Role::kSupervisor), ElementsAre(5));
}

TEST_F(Silence, EndsWithTheAnswer) {
  At("2026-06-12T09:00:00Z");
  EXPECT_EQ(CodeOf(Act(request, "identify", R"({"search_note":"nothing is kept"})", Role::kOfficer)), "ok:searched");
  EXPECT_EQ(CodeOf(Act(request, "draft", R"({"disclosure":"no","answer_text":"Nothing."})", Role::kOfficer)),
            "ok:drafted");
  EXPECT_THAT(Days(Role::kSupervisor), ElementsAre(2)) << "a draft is no answer";
  EXPECT_EQ(CodeOf(Act(request, "answer")), "ok:answered");
  EXPECT_THAT(Days(Role::kSupervisor), IsEmpty());
  EXPECT_EQ(Counts()["silent"], 0);
}

// A decision to delete ends what the request names, of whatever register; what had ended already stays as it is.
TEST_F(Silence, ADecisionToDeleteEndsTheSearch) {
  const store::Record weapon = Object(R"({"kind":"weapon","number":"KX991207"})", "firearms");
  const std::string files = R"("files":[")" + weapon.number + "\"]";
  EXPECT_EQ(CodeOf(Act(request, "decide", R"({"decision":"delete","decided_on":"2026-06-01",)" + files + "}",
                       Role::kOfficer)),
            "ok:decided");
  EXPECT_THAT(Hits("KX991207"), ElementsAre(weapon.id)) << "decided is not done";
  EXPECT_EQ(CodeOf(Act(request, "implement", R"({"measures":"deleted"})")), "ok:implemented");
  EXPECT_THAT(Hits("KX991207"), IsEmpty());
  const auto again = Create("data_requests", R"({"asked_by":"national_authority","kind":"deletion",)"
                                             R"("summary":"Made up","received_at":"2026-06-01T08:00:00Z"})");
  ASSERT_TRUE(again.ok()) << again.error().code;
  EXPECT_EQ(
      CodeOf(Act(*again, "decide", R"({"decision":"delete","decided_on":"2026-06-01",)" + files + "}", Role::kOfficer)),
      "ok:decided");
  EXPECT_EQ(CodeOf(Act(*again, "implement", R"({"measures":"it had ended"})")), "ok:implemented");
}

}  // namespace
}  // namespace maktab::desk
