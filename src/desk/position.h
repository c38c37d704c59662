// The legal position of a person on one page: what is in force, what runs, what may lawfully be done now and what may
// not, each with the records that it comes from. Computed from definitions ([position] of registers, docs/adr/0018)
// whenever it is asked for; kept nowhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/access.h"
#include "desk/parts.h"
#include "desk/subject_search.h"

namespace maktab::desk {

// A record that stands in a section; `record` is its place in Position::records, here and below.
struct PositionEntry {
  const model::PositionSection* section = nullptr;
  std::size_t record = 0;
};

struct PositionClock {
  std::size_t record = 0;
  store::Deadline deadline;  // running or paused
  bool late = false;
  // Whole days by the clock of the bureau until the last one on which it may be met: 0 is today, less than 0 is past.
  std::int64_t days_left = 0;
};

// A line of what may or may not be done, with all records that say it.
struct PositionSaid {
  const model::PositionLine* line = nullptr;
  std::vector<std::size_t> records;
  bool held_back = false;  // it may be done, were it not for a line that bars it
};

struct Position {
  SubjectFile file;  // of one that is masked nothing is said
  base::Instant at;
  std::vector<store::Record> records;  // what came last first; contents are what the reader is shown
  std::vector<PositionEntry> entries;  // by section, in the order of the definition
  std::vector<PositionClock> clocks;   // what is due first comes first
  // What may not be done and bars others, what else may not, what may, and what may but is held back.
  std::vector<PositionSaid> lines;
};

// Of all records of the file that the person may see, and those that name one of these through a link; a hidden one
// says nothing (P7). Looking is an entry (P10). Definitions must outlive the answer. Errors: access.denied,
// store.subject_unknown, position.no_person (a vehicle or document has none), purpose.unknown.
base::Result<Position> OpenPosition(const Parts& parts, const model::Principal& who, const std::string& subject,
                                    const std::string& purpose);

}  // namespace maktab::desk
