// The made-up year: every register is filled, and what it says is what people could have done (issue: the volumes of
// 2025).
#include "desk/demo_registers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/assert.h"
#include "desk/alerts.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kRequests = 60;

// A small demonstration, as the command makes it.
class Demo {
 public:
  explicit Demo(std::uint64_t seed) {
    const auto names = DemoLists::Load(model::Definitions());
    const auto caught_up = bureau.follower->CatchUp();
    MAKTAB_ASSERT(names.ok() && caught_up.ok());
    const auto quiet = [](std::size_t) {};
    const base::Instant now = bureau.clock.Now();
    const base::Status requests = FillRequests(*bureau.records, *names, now, {seed, kRequests}, quiet);
    MAKTAB_ASSERT(requests.ok());
    filled = FillRegisters(*bureau.parts, *bureau.records, *bureau.checks, *names, now, {seed, kRequests}, quiet);
  }

  std::vector<store::Record> Of(const std::string& in) {
    store::RecordFilter filter;
    filter.register_id = in;
    filter.limit = 1'000;
    return bureau.store->Records(filter, store::Viewer::Program())->records;
  }
  std::size_t In(const std::string& in, const std::set<std::string>& states) {
    const auto records = Of(in);
    return std::size_t(std::count_if(records.begin(), records.end(),
                                     [&](const store::Record& one) { return states.contains(one.state); }));
  }
  // Number, state and how often it was changed, of all registers.
  std::map<std::string, std::string> All() {
    std::map<std::string, std::string> all;
    for (const model::Register& in : bureau.registers->all()) {
      for (const store::Record& one : Of(in.id)) {
        all[one.number] = one.state + " " + std::to_string(one.version) + " " + one.content + " " + one.doers;
      }
    }
    return all;
  }
  std::map<std::string, std::string> States() {
    std::map<std::string, std::string> all;
    for (const model::Register& in : bureau.registers->all()) {
      for (const store::Record& one : Of(in.id)) all[one.number] = one.state + " " + std::to_string(one.version);
    }
    return all;
  }

  TestBureau bureau;
  base::Status filled;
};

std::string Why(const base::Status& status) {
  if (status.ok()) return "done";
  std::string text = status.error().code;
  for (const auto& [key, value] : status.error().params) text += " " + key + "=" + value;
  return text;
}

TEST(DemoFigures, AreThoseOfTheYearBesideEightThousandRequests) {
  const DemoFigures year(8'000);
  EXPECT_EQ(year.bulletins, 3'173U);
  EXPECT_EQ(year.interpol_ends, 858U);
  EXPECT_EQ(year.arab_ends, 1'016U);
  EXPECT_EQ(year.announcements, 381U);
  EXPECT_EQ(year.warrants, 127U);
  EXPECT_EQ(year.arrests_abroad, 144U);
  EXPECT_EQ(year.vehicle_cases, 2'307U);
  EXPECT_EQ(year.vehicles_seized, 395U);
  EXPECT_LE(year.arrests_abroad, year.warrants + year.older_warrants);
  const DemoFigures small(400);
  EXPECT_EQ(small.bulletins, 159U);
  EXPECT_EQ(small.recovered, 2U);
  EXPECT_EQ(DemoFigures(1).rogatory, 1U);
  EXPECT_EQ(DemoFigures(0).All(), 0U);
}

class DemoRegisters : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(demo.filled.ok()) << Why(demo.filled); }

  Demo demo{7};
  const DemoFigures figures{kRequests};
};

TEST_F(DemoRegisters, FillEveryRegisterWithTheFiguresOfTheYear) {
  for (const model::Register& in : demo.bureau.registers->all()) {
    const auto records = demo.Of(in.id);
    EXPECT_FALSE(records.empty()) << in.id;
    for (const store::Record& one : records) EXPECT_NE(in.FindState(one.state), nullptr) << one.number;
  }
  EXPECT_EQ(demo.Of("requests").size(), kRequests);
  EXPECT_EQ(demo.Of("bulletins").size(), figures.bulletins);
  EXPECT_EQ(demo.Of("announcements").size(), figures.announcements);
  EXPECT_EQ(demo.Of("vehicle_cases").size(), figures.vehicle_cases);
  std::map<std::string, std::size_t> ends;
  for (const store::Record& end : demo.Of("ends")) ++ends[DemoValueOf(end, "channel")];
  EXPECT_EQ(ends["\"interpol\""], figures.interpol_ends);
  EXPECT_EQ(ends["\"arab\""], figures.arab_ends);
  EXPECT_EQ(demo.In("ends", {"prepared", "ordered", "refused"}), 0U);
  EXPECT_EQ(demo.In("arrests", {"extradition", "confirmed", "presented"}),
            figures.arrests_abroad + figures.arrests_here);
  EXPECT_EQ(demo.In("extraditions", {"returned"}), figures.recovered);
  EXPECT_EQ(demo.In("extraditions", {"surrendered"}), figures.surrendered);
  const std::set<std::string> before_seizure = {"candidate", "no_match", "match", "confirmation_pending"};
  std::size_t seized = 0;
  for (const store::Record& one : demo.Of("vehicle_cases")) seized += DemoValueOf(one, "seized_on") != "null" ? 1 : 0;
  EXPECT_EQ(seized, figures.vehicles_seized);
  EXPECT_LE(demo.In("vehicle_cases", before_seizure), figures.vehicle_cases - figures.vehicles_seized);
}

TEST_F(DemoRegisters, WhatIsInForceHitsAndWhatEndedDoesNot) {
  std::set<std::string> hit;
  std::size_t in_force = 0, ended = 0;
  for (const store::Record& notice : demo.Of("notices")) {
    const auto rows = base::JsonDocument::Parse(DemoValueOf(notice, "persons"));
    ASSERT_TRUE(rows.ok());
    const std::string paper(rows->root().elements().at(0)["document"].string().value_or(""));
    bool found = false;
    for (const AnsweredHit& answered : demo.bureau.Ask(paper).hits) {
      found = found || RecordOfAlert(answered.hit.dataset, answered.hit.entity_id) == notice.id;
    }
    const bool lives = LifeIn(*demo.bureau.registers->Find("notices"), notice.state) == Life::kInForce;
    EXPECT_EQ(found, lives) << notice.number << " " << notice.state;
    ++(lives ? in_force : ended);
  }
  EXPECT_GT(in_force, 0U);
  EXPECT_GT(ended, 0U);
}

TEST_F(DemoRegisters, ARebuildFindsNoDifference) {
  const auto before = demo.All();
  ASSERT_TRUE(demo.bureau.store->Rebuild().ok());
  EXPECT_EQ(demo.All(), before);
}

TEST_F(DemoRegisters, TheSameSeedGivesTheSameNumbersAndStates) {
  Demo again{7}, other{8};
  ASSERT_TRUE(again.filled.ok()) << Why(again.filled);
  ASSERT_TRUE(other.filled.ok()) << Why(other.filled);
  EXPECT_EQ(again.States(), demo.States());
  EXPECT_NE(other.States(), demo.States());
}

}  // namespace
}  // namespace maktab::desk
