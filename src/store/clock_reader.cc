#include "store/clock_reader.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "store/record_query.h"
#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

// As calendar::AlarmAt; a clock that is due before it counts has none left before it is due, by both.
void AddAlarm(Conditions& all, Int now, int percent, bool reached) {
  const Text length = "(d.due_at - d.counted_from)", part = std::to_string(percent);
  all.Append(Text(reached ? " and ? >= " : " and ? < ") + "d.counted_from + " + length + " / 100 * " + part + " + (" +
                 length + " % 100 * " + part + " + 99) / 100",
             now);
}

void AddDaily(Conditions& all, const ClockFigures& figures, bool daily) {
  if (!figures.daily.empty()) {
    all.sql += daily ? " and d.rule" : " and d.rule not";
    all.sql += In(figures.daily, all.values);
  } else if (daily) {
    all.sql += " and 1 = 0";
  }
}

// What makes a clock one of this figure.
void AddFigure(Conditions& all, const ClockFigures& figures, const Text& figure) {
  if (figure == "paused") {
    all.sql += "d.state = 'paused'";
    return;
  }
  all.sql += "d.state = 'running'";
  const Int now = figures.now.micros;
  if (figure == "silent" || figure == "late") {
    all.Append(" and d.due_at < ?", now);
    return AddDaily(all, figures, figure == "silent");
  }
  if (figure == "today") {
    all.Append(" and d.due_at >= ?", now);
    return all.Append(" and d.due_at <= ?", Int(figures.end_of_today.micros));
  }
  all.Append(" and d.due_at >= ?", now);
  all.Append(" and d.due_at > ?", Int(figures.end_of_today.micros));
  const auto alarm = std::find_if(figures.alarms.begin(), figures.alarms.end(),
                                  [&](int percent) { return std::to_string(percent) == figure; });
  const auto next = alarm == figures.alarms.end() ? figures.alarms.begin() : alarm + 1;
  if (alarm != figures.alarms.end()) AddAlarm(all, now, *alarm, true);
  if (next != figures.alarms.end()) AddAlarm(all, now, *next, false);
}

void AddFilter(Conditions& all, const ClockFilter& filter, const Viewer& viewer) {
  all.sql += " from deadline d where d.must = 1 and d.state in ('running', 'paused')";
  if (!filter.register_id.empty()) all.Add("d.register = ?", filter.register_id);
  if (filter.officer) all.Add("d.officer = ?", *filter.officer);
  if (filter.unit) all.Add("d.unit = ?", *filter.unit);
  if (filter.owed) all.sql += " and d.holder <> ''";
  if (!filter.holder.empty()) all.Add("d.holder = ?", filter.holder);
  if (!filter.rule.empty()) all.Add("d.rule = ?", filter.rule);
  for (const RecordFilter::Value& value : filter.values) {
    all.Add("exists (select 1 from record_value x where x.record = d.record and x.field = ?", value.field);
    all.Add("x.value = ?)", value.value);
    for (const Text& in : value.not_of) all.Add("d.register <> ?", in);
  }
  all.sql += AndVisible(viewer, "d.record", "record", all.values);
}

std::vector<RecordClock> ReadClocks(Connection& connection, const Conditions& all) {
  std::vector<RecordClock> clocks;
  connection.EachWith<Text, Text, Int, Int, Int, Int, Text, Int, Text, Text, Text, Text>(
      all.sql,
      [&](Text& record, Text& rule, Int seq, Int started, Int due, Int from, Text& stands, Int stopped, Text& holder,
          Text& register_id, Text& unit, Text& officer) {
        RecordClock clock;
        clock.deadline = {record,
                          rule,
                          seq,
                          base::Instant{started},
                          base::Instant{due},
                          base::Instant{from},
                          true,
                          stands,
                          base::Instant{stopped},
                          holder};
        clock.register_id = register_id;
        clock.unit = unit;
        clock.officer = officer;
        clocks.push_back(std::move(clock));
      },
      all.values);
  return clocks;
}

// Fills in what their records say, and takes out those whose records are hidden.
void NameClocks(Connection& connection, std::vector<RecordClock>& clocks, const Viewer& viewer) {
  constexpr std::size_t kAtOnce = 200;
  std::unordered_map<Text, std::vector<RecordClock*>> of;
  for (RecordClock& clock : clocks) of[clock.deadline.record].push_back(&clock);
  auto next = of.begin();
  while (next != of.end()) {
    Conditions all{"where r.id in (", {}};
    for (std::size_t i = 0; i < kAtOnce && next != of.end(); ++i, ++next) all.Append(i == 0 ? "?" : ", ?", next->first);
    all.sql += ")" + AndVisible(viewer, "r.changed_seq", "changed_seq", all.values);
    connection.EachWith<Text, Text, Text, Text, Text, Int>(
        "select r.id, r.number, r.state, r.caption, r.partner, r.changed_at from record r " + all.sql,
        [&](Text& id, Text& number, Text& state, Text& caption, Text& partner, Int changed) {
          for (RecordClock* clock : of.at(id)) {
            std::tie(clock->number, clock->state, clock->caption, clock->partner) =
                std::tie(number, state, caption, partner);
            clock->changed_at = base::Instant{changed};
          }
        },
        all.values);
  }
  std::erase_if(clocks, [](const RecordClock& clock) { return clock.number.empty(); });
}

// The clocks and nothing after them: of the figure, unless it is empty.
Conditions ClocksOf(const ClockFilter& filter, const ClockFigures& figures, const Text& figure, const Viewer& viewer) {
  Conditions all{
      "select d.record, d.rule, d.started_seq, d.started_at, d.due_at, d.counted_from, d.state, d.stopped_at, "
      "d.holder, d.register, d.unit, d.officer",
      {}};
  AddFilter(all, filter, viewer);
  if (figure.empty()) return all;
  all.sql += " and (";
  AddFigure(all, figures, figure);
  all.sql += ")";
  return all;
}

// By bytes on both.
Text InOrder(const Connection& connection) {
  const Text bytes = connection.postgres() ? " collate \"C\"" : "";
  return " order by d.due_at, d.record" + bytes + ", d.rule" + bytes + ", d.holder" + bytes + ", d.started_seq";
}

}  // namespace

std::vector<Text> ClockFigures::Names() const {
  std::vector<Text> names = {"silent", "late", "today"};
  for (auto alarm = alarms.rbegin(); alarm != alarms.rend(); ++alarm) names.push_back(std::to_string(*alarm));
  names.insert(names.end(), {"later", "paused"});
  return names;
}

std::vector<ClockCount> ReadClockCounts(Connection& connection, const ClockFilter& filter, const ClockFigures& figures,
                                        const Viewer& viewer) {
  const std::vector<Text> names = figures.Names();
  std::vector<ClockCount> counts;
  // In the order of an index, so that nothing is sorted; one text of numbers, however many figures there are.
  Conditions all{
      "select d.officer, d.unit, d.holder, min(d.started_at), coalesce(min(d.due_at) filter (where d.state = "
      "'running'), 0), '' ",
      {}};
  for (const Text& name : names) {
    all.sql += "|| ' ' || count(*) filter (where ";
    AddFigure(all, figures, name);
    all.sql += ") ";
  }
  AddFilter(all, filter, viewer);
  all.sql += " group by d.officer, d.unit, d.holder";
  connection.EachWith<Text, Text, Text, Int, Int, Text>(
      all.sql,
      [&](Text& officer, Text& unit, Text& holder, Int since, Int due, Text& numbers) {
        counts.push_back({officer, unit, holder, base::Instant{since}, base::Instant{due}, {}});
        std::istringstream each(numbers);
        std::int64_t count = 0;
        for (const Text& name : names) {
          if (each >> count && count != 0) counts.back().of_figure.emplace(name, count);
        }
      },
      all.values);
  return counts;
}

std::vector<RecordClock> ReadClockPage(Connection& connection, const ClockFilter& filter, const ClockFigures& figures,
                                       const ClockPage& page, const Viewer& viewer) {
  Conditions all = ClocksOf(filter, figures, page.figure, viewer);
  all.sql += InOrder(connection);
  all.Append(" limit ?", Int(page.limit));
  all.Append(" offset ?", Int(page.offset));
  auto clocks = ReadClocks(connection, all);
  NameClocks(connection, clocks, viewer);
  return clocks;
}

std::vector<RecordClock> ReadOpenClocks(Connection& connection, const ClockFilter& filter, const Viewer& viewer) {
  return ReadClockPage(connection, filter, {}, {}, viewer);
}

std::vector<Deadline> ReadDueClocks(Connection& connection, const std::vector<DueRule>& rules, int limit) {
  std::vector<Deadline> clocks;
  // One by one: each walks the index of its rule, and stops.
  for (const DueRule& rule : rules) {
    std::vector<SqlValue> values = {rule.rule, rule.register_id};
    Text sql =
        "select d.record, d.started_seq, d.due_at from deadline d join record r on r.id = d.record where d.rule = "
        ":rule and d.register = :register and d.state in ('running', 'paused') and d.state = 'running' and r.state" +
        In(std::set<Text>(rule.states.begin(), rule.states.end()), values) +
        " order by d.due_at, d.record limit :limit";
    values.emplace_back(Int(limit));
    connection.EachWith<Text, Int, Int>(
        sql,
        [&](Text& record, Int seq, Int due) {
          Deadline& clock = clocks.emplace_back();
          clock.record = std::move(record);
          clock.rule = rule.rule;
          clock.started_seq = seq;
          clock.due_at = base::Instant{due};
          clock.state = "running";
        },
        values);
  }
  std::sort(clocks.begin(), clocks.end(), [](const Deadline& a, const Deadline& b) {
    return std::tie(a.due_at.micros, a.record, a.rule) < std::tie(b.due_at.micros, b.record, b.rule);
  });
  return clocks;
}

}  // namespace maktab::store
