#include "desk/board.h"

#include <utility>

#include "desk/access.h"
#include "desk/clocks.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

std::string FigureOf(const store::Deadline& deadline, const store::ClockFigures& figures, int alarm) {
  if (deadline.state != "running") return "paused";
  if (deadline.due_at < figures.now) return figures.daily.contains(deadline.rule) ? "silent" : "late";
  if (deadline.due_at <= figures.end_of_today) return "today";
  return alarm == 0 ? "later" : std::to_string(alarm);
}

store::ClockFigures FiguresAt(const Parts& parts, base::Instant now) {
  const Clocks clocks(parts.registers, parts.settings);
  const calendar::Zone& zone = clocks.zone();
  // A day ends with the instant that begins the next, as limits in days do.
  store::ClockFigures figures{
      now, base::Instant{zone.StartOf(zone.DayAt(now.micros) + 1)}, parts.registers.alarms(), {}};
  for (const model::DeadlineRule& rule : parts.registers.rules()) {
    if (!rule.daily.empty()) figures.daily.insert(rule.id);
  }
  return figures;
}

BoardClock LineOf(store::RecordClock clock, const store::ClockFigures& figures) {
  const calendar::ClockFace face = FaceOf(clock.deadline, figures.now);
  BoardClock line;
  line.share = calendar::ShareUsed(face);
  line.alarm = calendar::AlarmReached(face, figures.alarms);
  line.figure = FigureOf(clock.deadline, figures, line.alarm);
  line.clock = std::move(clock);
  return line;
}

void Add(BoardCounts& to, const BoardCounts& more) {
  for (const auto& [figure, count] : more) to[figure] += count;
}

// Of one that stands still it is not known when it will be due, but since when it is owed.
void AddDebt(BoardDebt& debt, const store::ClockCount& count) {
  const auto take = [](base::Instant& least, base::Instant one) {
    if (least.micros == 0 || one < least) least = one;
  };
  take(debt.since, count.since);
  if (count.due_at.micros != 0) take(debt.due_at, count.due_at);
}

}  // namespace

std::vector<std::string> BoardFigures(const model::Registers& registers) {
  return store::ClockFigures{{}, {}, registers.alarms(), {}}.Names();
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
  Board board;
  board.at = parts.clock.Now();
  const store::ClockFigures figures = FiguresAt(parts, board.at);
  MAKTAB_ASSIGN(const auto counts, parts.store.CountClocks(wanted, figures, reader.viewer));
  for (const store::ClockCount& count : counts) {
    Add(board.total, count.of_figure);
    Add(board.people[count.officer], count.of_figure);
    Add(board.units[count.unit], count.of_figure);
    if (count.holder.empty()) continue;
    Add(board.holders[count.holder], count.of_figure);
    AddDebt(board.debts[count.holder], count);
  }
  for (const auto& [figure, count] : board.total) {
    if (page.figure.empty() || figure == page.figure) board.of_figure += count;
  }
  MAKTAB_ASSIGN(auto clocks, parts.store.OpenClocks(wanted, figures, page, reader.viewer));
  for (store::RecordClock& clock : clocks) board.clocks.push_back(LineOf(std::move(clock), figures));
  MAKTAB_ASSIGN(const auto users, parts.store.Users());
  for (const store::User& user : users) {
    if (board.people.contains(user.id)) board.names.emplace(user.id, user.name);
  }
  return board;
}

}  // namespace maktab::desk
