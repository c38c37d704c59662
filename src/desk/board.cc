#include "desk/board.h"

#include <tuple>

#include "desk/access.h"
#include "desk/clocks.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

std::string FigureOf(const store::Deadline& deadline, const model::Registers& registers, int alarm, base::Instant now,
                     std::int64_t end_of_today) {
  if (deadline.state != "running") return "paused";
  if (deadline.due_at < now) {
    const model::DeadlineRule* rule = registers.FindRule(deadline.rule);
    return rule != nullptr && !rule->daily.empty() ? "silent" : "late";
  }
  if (deadline.due_at.micros <= end_of_today) return "today";
  return alarm == 0 ? "later" : std::to_string(alarm);
}

// Of one that stands still it is not known when it will be due, but since when it is owed.
void AddDebt(BoardDebt& debt, const store::Deadline& deadline) {
  const auto take = [](base::Instant& least, base::Instant one) {
    if (least.micros == 0 || one < least) least = one;
  };
  take(debt.since, deadline.started_at);
  if (deadline.state == "running") take(debt.due_at, deadline.due_at);
}

using ClockKey = std::tuple<std::string, std::string, std::string, std::int64_t>;
ClockKey KeyOf(const store::RecordClock& clock) {
  return {clock.deadline.record, clock.deadline.rule, clock.deadline.holder, clock.deadline.started_seq};
}

}  // namespace

std::vector<std::string> BoardFigures(const model::Registers& registers) {
  std::vector<std::string> figures = {"silent", "late", "today"};
  for (auto alarm = registers.alarms().rbegin(); alarm != registers.alarms().rend(); ++alarm) {
    figures.push_back(std::to_string(*alarm));
  }
  figures.insert(figures.end(), {"later", "paused"});
  return figures;
}

base::Result<Board> ReadBoard(const Parts& parts, const model::Principal& who, const BoardFilter& filter,
                              const BoardPage& page) {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  if (!filter.register_id.empty() && parts.registers.Find(filter.register_id) == nullptr) {
    return base::Err("register.unknown").With("register", filter.register_id);
  }
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  store::ClockFilter wanted{filter.register_id, filter.officer, filter.unit, filter.owed, filter.holder, filter.values};
  MAKTAB_TRY(NarrowValues(parts, reader, wanted.values));
  MAKTAB_ASSIGN(auto clocks, parts.store.CountedClocks(wanted, reader.viewer));
  const Clocks calendars(parts.registers, parts.settings);
  Board board;
  board.at = parts.clock.Now();
  // A day ends with the instant that begins the next, as limits in days do.
  const std::int64_t end_of_today = calendars.zone().StartOf(calendars.zone().DayAt(board.at.micros) + 1);
  std::vector<store::RecordClock> shown;
  std::map<ClockKey, BoardClock> lines;  // of `shown`
  for (store::RecordClock& clock : clocks) {
    const calendar::ClockFace face = FaceOf(clock.deadline, board.at);
    BoardClock line;
    line.share = calendar::ShareUsed(face);
    line.alarm = calendar::AlarmReached(face, parts.registers.alarms());
    line.figure = FigureOf(clock.deadline, parts.registers, line.alarm, board.at, end_of_today);
    ++board.total[line.figure];
    ++board.people[clock.officer][line.figure];
    ++board.units[clock.unit][line.figure];
    if (!clock.deadline.holder.empty()) {
      ++board.holders[clock.deadline.holder][line.figure];
      AddDebt(board.debts[clock.deadline.holder], clock.deadline);
    }
    if (!page.figure.empty() && line.figure != page.figure) continue;
    const std::int64_t place = board.of_figure++;
    if (place < page.offset || place - page.offset >= page.limit) continue;
    lines.emplace(KeyOf(clock), line);
    shown.push_back(std::move(clock));
  }
  MAKTAB_TRY(parts.store.NameClocks(shown, reader.viewer));
  for (store::RecordClock& clock : shown) {
    BoardClock line = lines.at(KeyOf(clock));
    line.clock = std::move(clock);
    board.clocks.push_back(std::move(line));
  }
  MAKTAB_ASSIGN(const auto users, parts.store.Users());
  for (const store::User& user : users) {
    if (board.people.contains(user.id)) board.names.emplace(user.id, user.name);
  }
  return board;
}

}  // namespace maktab::desk
