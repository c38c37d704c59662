// The board of clocks: what is late, due today, near and far, by person and by unit, and the clocks behind each figure.
// Late is what a clock is, never a state of its record.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

// The figures of a board, in its order: "silent" (late, and told to those whom the rule names every day: R-22), "late",
// "today" (due before the day of the bureau ends), the alarms that have gone off ("90", "75", "50"), "later", and
// "paused" (stands still). Each clock is in exactly one.
std::vector<std::string> BoardFigures(const model::Registers& registers);

struct BoardClock {
  store::RecordClock clock;
  double share = 0;    // of the clock that is used
  int alarm = 0;       // per cent; 0: none has gone off
  std::string figure;  // of BoardFigures
};

// Since when somebody has owed the oldest of what he owes, and when the first of it is due.
struct BoardDebt {
  base::Instant since, due_at;
};

using BoardCounts = std::map<std::string, std::int64_t>;  // by figure; what is not there is 0

struct Board {
  base::Instant at;
  BoardCounts total;
  std::map<std::string, BoardCounts> people;   // by officer; "" is nobody yet
  std::map<std::string, BoardCounts> units;    // by unit; "" is none yet
  std::map<std::string, BoardCounts> holders;  // by who owes something
  std::map<std::string, BoardDebt> debts;      // of each of them
  std::map<std::string, std::string> names;    // of the people
  std::vector<BoardClock> clocks;              // of the page, what is due first comes first
  std::int64_t of_figure = 0;                  // clocks that the pages of this figure hold together
};

struct BoardFilter {
  std::string register_id;
  std::optional<std::string> officer, unit;             // "": of nobody, of none
  bool owed = false;                                    // only what units and countries owe
  std::string holder = {};                              // only what this one owes
  std::vector<store::RecordFilter::Value> values = {};  // of the records
};

using BoardPage = store::ClockPage;  // which of the clocks are shown

// Clocks that must be met and are not, of records that the person may see. Errors: access.denied, register.unknown.
base::Result<Board> ReadBoard(const Parts& parts, const model::Principal& who, const BoardFilter& filter,
                              const BoardPage& page = {});

}  // namespace maktab::desk
