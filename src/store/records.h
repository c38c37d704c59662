// Records of registers as they are now, their deadlines and the facts that they caused (design.md section 2).
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace maktab::store {

struct Record {
  std::string id;
  std::string register_id;  // empty where one is told of a record that one does not see any more
  std::string number;       // MA/2026/REQ-interpol/000123
  std::string state;
  std::string kind;          // of the state: "open", "waiting", "closed"
  std::int64_t version = 0;  // 1 when created; each action adds one
  std::string caption;
  std::string partner, unit, officer, priority;
  std::string content;  // JSON object of all values by field
  std::string doers;    // JSON object: action → id of who did it last
  std::int64_t created_seq = 0, changed_seq = 0;
  base::Instant opened_at, changed_at;
  base::Instant closed_at;  // 0: it is not, or it is not known when
  // The running clock that must be met next: when it is due, where it counts from (its start and the time it stood) and
  // its rule; 0 and empty if none runs.
  base::Instant due_at, due_from;
  std::string due_rule;
  bool guarded = false;  // kept from somebody
};

struct Deadline {
  std::string record;
  std::string rule;
  std::int64_t started_seq = 0;
  base::Instant started_at, due_at;
  base::Instant counted_from;  // started_at and the time it stood still
  bool must = true;
  std::string state;         // "running", "paused", "met", "dropped" (nobody owes any more what it asked for)
  base::Instant stopped_at;  // when it was paused, met or dropped; 0 while it runs
  std::string holder;        // whose clock it is: a unit, country or user that owes something; empty: the record's own
  bool open() const { return state == "running" || state == "paused"; }
};

// All conditions that are set must hold.
struct RecordFilter {
  std::string register_id;
  std::string state, kind;
  std::vector<std::string> officers;  // assigned to one of them; empty: to anybody or nobody
  std::string unit;
  // Of choices, partners, units, users. Records of registers in `not_of` don't count: there the field is not for all.
  struct Value {
    std::string field, value;
    std::vector<std::string> not_of;
  };
  std::vector<Value> values;
  std::string words;    // as SearchWords makes them; all must occur, the last may be begun
  std::string or_word;  // found besides what `words` find; only together with them
  std::string number;   // the record of this number is found besides; only together with `words`
  std::optional<base::Instant> due_before;
  // The next clock has used so many per cent of its time at that instant.
  struct Used {
    int percent = 0;  // 1–99
    base::Instant at;
  };
  std::optional<Used> used;
  enum class Order : std::uint8_t {
    kChanged,     // what changed last
    kRegistered,  // what was registered last
    kDue,         // what is due first; only what has a clock
  };
  Order order = Order::kChanged;
  std::int64_t offset = 0;
  int limit = 50;  // 1–1,000
};

// A clock that must be met and is not, with what a board says of its record.
struct RecordClock {
  Deadline deadline;  // running or paused
  std::string register_id, number, state, caption, partner, unit, officer;
  base::Instant changed_at;
};

struct ClockFilter {
  std::string register_id;                       // empty: all
  std::optional<std::string> officer, unit;      // "": nobody's, of none
  bool owed = false;                             // only clocks that have a holder
  std::string holder = {};                       // of this one; empty: any
  std::vector<RecordFilter::Value> values = {};  // of the record
  std::string rule = {};                         // by this one; empty: any
};

// How open clocks are told apart at an instant: each is in exactly one figure.
struct ClockFigures {
  base::Instant now;
  base::Instant end_of_today;   // not before `now`
  std::vector<int> alarms;      // per cent of the clock, ascending
  std::set<std::string> daily;  // rules whose late clocks are told every day

  // "silent" (late by one of `daily`), "late", "today", the alarms that have gone off (the last first: "90"), "later"
  // and "paused" (stands still).
  std::vector<std::string> Names() const;
};

struct ClockPage {
  std::string figure = {};  // of ClockFigures::Names; empty: any
  std::int64_t offset = 0;
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
};

// The open clocks of one officer, unit and holder.
struct ClockCount {
  std::string officer, unit, holder;
  base::Instant since;                            // the first began
  base::Instant due_at;                           // the first that runs is due; 0: none runs
  std::map<std::string, std::int64_t> of_figure;  // what is not there is 0
};

// Clocks of this rule of records of a register that are in one of these states.
struct DueRule {
  std::string register_id, rule;
  std::vector<std::string> states;
};

// A file that a record speaks of; its bytes are in the FileShelf.
struct RecordFile {
  std::string record;
  std::string field;
  std::string sha256;  // lower-case hex
  std::string name;    // as it was called when it came
  std::string type;    // media type
  std::int64_t bytes = 0;
  std::int64_t seq = 0;  // of the entry that brought it
};

// Which of its records a definition must know.
struct RecordUse {
  std::string register_id;
  std::string state, field;  // one of the two
};

// Who broke the glass over a record, and who has looked at that.
struct BrokenGlass {
  std::int64_t seq = 0;
  std::string record, number;  // empty where the reader does not see the record
  std::string user_id, user_name, purpose, reason;
  base::Instant at, until;
  base::Instant ack_at;  // 0: nobody yet
  std::string ack_name, ack_note;
};

struct RecordPage {
  std::vector<Record> records;
  std::int64_t total = 0;
};

// A number to be given within the transaction that writes the entry, so that a series has no gaps and no doubles.
struct Numbering {
  std::string series;
  // The body of the entry with this serial number in it.
  std::function<std::string(std::int64_t serial)> body;
};

}  // namespace maktab::store
