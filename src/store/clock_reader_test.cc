#include "store/clock_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>

#include "calendar/alarm.h"
#include "store/store_fixture.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kNow = 1'000'000, kEndOfToday = 1'000'300;

struct Row {
  std::string record, rule, holder, state, unit, officer;
  std::int64_t seq = 0, started = 0, from = 0, due = 0;
  bool must = true;

  auto Order() const { return std::tie(due, record, rule, holder, seq); }
};

// What the header says, one clock after the other.
std::string FigureOf(const Row& row, const ClockFigures& figures) {
  if (row.state == "paused") return "paused";
  if (row.due < kNow) return figures.daily.contains(row.rule) ? "silent" : "late";
  if (row.due <= kEndOfToday) return "today";
  const int alarm = calendar::AlarmReached({row.from, row.due, kNow}, figures.alarms);
  return alarm == 0 ? "later" : std::to_string(alarm);
}

class Board : public OnEachBackend {
 protected:
  void SetUp() override { store_ = Open(); }

  static Row Any(int number) {
    Row row;
    row.record = "r" + std::to_string(*rc::gen::inRange(0, 5));
    row.rule = *rc::gen::element<std::string>("daily", "other", "third");
    row.holder = *rc::gen::element<std::string>("", "", "unit_a", "ES");
    row.state = *rc::gen::element<std::string>("running", "running", "running", "paused", "met", "dropped");
    row.unit = *rc::gen::element<std::string>("", "a", "b");
    row.officer = *rc::gen::element<std::string>("", "u1", "u2");
    row.seq = number;
    row.started = *rc::gen::inRange<std::int64_t>(kNow - 2'000, kNow + 10);
    row.from = row.started + *rc::gen::inRange<std::int64_t>(0, 100);
    row.due = *rc::gen::weightedOneOf<std::int64_t>(
        {{4, rc::gen::inRange<std::int64_t>(kNow - 2'000, kNow + 4'000)},
         {1, rc::gen::element<std::int64_t>(kNow - 1, kNow, kNow + 1, kEndOfToday, kEndOfToday + 1)}});
    row.must = *rc::gen::inRange(0, 5) != 0;
    return row;
  }

  void Put(const std::vector<Row>& rows) {
    const auto connection = ground_.Connect();
    connection->Begin();
    connection->Run("delete from deadline");
    connection->Run("delete from record");
    for (int i = 0; i < 5; ++i) {
      connection->Run(
          "insert into record (id, register, number, series, serial, state, kind, version, caption, partner, unit, "
          "officer, priority, content, doers, created_seq, changed_seq, opened_at, changed_at, due_at) values (:id, "
          "'requests', :number, 'S', :serial, 'new', 'open', 1, 'c', '', '', '', '', '{}', '{}', :created, :changed, "
          "0, 0, 0)",
          "r" + std::to_string(i), "N/" + std::to_string(i), (long long)(i), (long long)(i), (long long)(i));
    }
    for (const Row& row : rows) {
      connection->Run(
          "insert into deadline (record, rule, holder, started_seq, started_at, counted_from, due_at, must, state, "
          "stopped_at, register, unit, officer) values (:record, :rule, :holder, :seq, :started, :counted, :due, "
          ":must, "
          ":state, 0, 'requests', :unit, :officer)",
          row.record, row.rule, row.holder, (long long)(row.seq), (long long)(row.started), (long long)(row.from),
          (long long)(row.due), (long long)(row.must), row.state, row.unit, row.officer);
    }
    connection->Commit();
  }

  std::unique_ptr<Store> store_;
};

MAKTAB_ON_ALL_BACKENDS(Board);

// P9: what a figure counts is what stands behind it, and both are what a person would count.
TEST_P(Board, CountsWhatAPersonWouldCount) {
  EXPECT_TRUE(rc::check([this] {
    std::vector<Row> rows;
    const int count = *rc::gen::inRange(0, 60);
    for (int i = 0; i < count; ++i) rows.push_back(Any(i));
    Put(rows);
    ClockFigures figures{base::Instant{kNow}, base::Instant{kEndOfToday}, {50, 75, 90}, {}};
    if (*rc::gen::arbitrary<bool>()) figures.daily = {"daily", "third"};
    ClockFilter filter;
    filter.owed = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) filter.unit = "a";

    std::erase_if(rows, [&](const Row& row) {
      return !row.must || row.state == "met" || row.state == "dropped" || (filter.owed && row.holder.empty()) ||
             (filter.unit && row.unit != "a");
    });
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.Order() < b.Order(); });
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    std::map<Key, std::int64_t> expected, counted;
    std::map<Key, std::pair<std::int64_t, std::int64_t>> debts, found_debts;
    for (const Row& row : rows) {
      ++expected[{row.officer, row.unit, row.holder, FigureOf(row, figures)}];
      auto& [since, due] = debts[{row.officer, row.unit, row.holder, ""}];
      if (since == 0 || row.started < since) since = row.started;
      if (row.state == "running" && (due == 0 || row.due < due)) due = row.due;
    }
    const auto counts = store_->CountClocks(filter, figures, Viewer::Program());
    RC_ASSERT(counts.ok());
    for (const ClockCount& one : *counts) {
      for (const auto& [figure, many] : one.of_figure) counted[{one.officer, one.unit, one.holder, figure}] += many;
      found_debts[{one.officer, one.unit, one.holder, ""}] = {one.since.micros, one.due_at.micros};
    }
    RC_ASSERT(counted == expected);
    RC_ASSERT(found_debts == debts);

    ClockPage page;
    page.figure = *rc::gen::element<std::string>("", "silent", "late", "today", "90", "75", "50", "later", "paused");
    page.offset = *rc::gen::inRange(0, 4);
    page.limit = *rc::gen::inRange(1, 10);
    std::erase_if(rows, [&](const Row& row) { return !page.figure.empty() && FigureOf(row, figures) != page.figure; });
    rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(page.offset, std::ssize(rows)));
    rows.resize(std::min<std::size_t>(rows.size(), std::size_t(page.limit)));
    const auto shown = store_->OpenClocks(filter, figures, page, Viewer::Program());
    RC_ASSERT(shown.ok());
    std::vector<std::int64_t> ids, expected_ids;
    for (const RecordClock& clock : *shown) ids.push_back(clock.deadline.started_seq);
    for (const Row& row : rows) expected_ids.push_back(row.seq);
    RC_ASSERT(ids == expected_ids);
  }));
}

}  // namespace
}  // namespace maktab::store
