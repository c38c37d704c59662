// From an action to the entry that it leaves: everything that follows from it is in the entry's body, so that the
// replay of the ledger needs no definition (P2).
#pragma once

#include <optional>
#include <string>

#include "desk/access.h"
#include "desk/record_subjects.h"
#include "desk/records.h"

namespace maktab::desk {

// Where a record comes from that is taken over from an older system.
struct Arrival {
  std::string file;
  std::uint64_t line = 0;
  std::string digest;  // of what the line says
  std::optional<base::Instant> closed_at;
  std::vector<std::string> facts;  // counted when it was closed
};

// One action on its way.
struct Step {
  Step(const model::Register& of, const model::Action& done) : in(of), action(done) {}

  const model::Register& in;
  const model::Action& action;
  std::string id;                          // of the record
  std::int64_t version = 0;                // before it; 0 for a new record
  std::string state;                       // before it
  std::string number;                      // of a record that is there already
  Values before;                           // all values
  Values changes;                          // "null" takes a value away
  std::vector<store::Deadline> deadlines;  // those of the record
  std::string reason;
  base::Instant happened_at{};
  std::vector<store::RecordFile> files;  // that it brings
  SubjectChanges subjects;
  std::string apart_from;                 // why it is not the same as records that it looked like; JSON object or empty
  std::optional<store::Seat> instead_of;  // the one as whose deputy it is done
  std::vector<std::string> receipts;      // whose clocks it meets, where the action names holders
  std::string because;                    // of what is done by effect: the record because of which it is
  const Arrival* arrival = nullptr;       // then it is new, and has its number already
  std::string doer;                       // id of who does it
  std::string doers;                      // JSON object: action → id of who did it last, before it
  std::string once;                       // what tells that it is the same if it is asked for again; may be empty
};

// Whether it is meant for records like this one: in this state, and with these values (`when`).
bool Fits(const model::Action& action, const store::Record& record);
// Whether the reader may do it to a record, and as whose deputy: himself (nullopt) where he may and the record is not
// another's. Four eyes: neither he nor the one whose deputy he is may have done the step before (P6). Errors:
// access.denied, action.not_now, action.not_for_this, action.four_eyes.
base::Result<std::optional<store::Seat>> MayDo(const model::Action& action, const Reader& reader,
                                               const store::Record& record);
// All values once it is done.
Values After(const Step& step);
// An error about a field of a register: people read the name of the field, which is the register's.
base::Error In(const model::Register& in, base::Error error);
// Errors: record.required (field), record.incomplete, record.reason_missing, record.nothing_owed (holder: who says that
// he received it had not been asked to).
base::Status Complete(const Step& step);
// A record that the reader sees has the same value; the store looks again, in the transaction, at those that are kept
// from nobody. Error: store.record_doubled.
base::Status CheckUnique(const Step& step, const Reader& reader, const Parts& parts);
// The body of its entry. `series` and `serial` are of a new record.
std::string StepBody(const Step& step, const Parts& parts, const Clocks& clocks, const std::string& series,
                     std::int64_t serial);
// The series that a new record's number is taken from: "MA/2026/REQ-interpol".
std::string SeriesOf(const model::Register& in, const Values& values, const Parts& parts, base::Instant at);

struct Place {
  std::string series;
  std::int64_t serial = 0;
};
// Where a number that was given elsewhere stands: in a series of the register if it is written as one of its numbers,
// so that later ones go on behind it, else in a series of its own.
Place PlaceOf(const model::Register& in, const std::string& number, const Parts& parts);

}  // namespace maktab::desk
