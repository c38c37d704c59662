// What people are told of records, and what each has read of it. Alarms of clocks are not among these: they are
// computed (docs/adr/0007-clocks.md); only that one was read is kept here.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"

namespace maktab::store {

// Of an entry; the record as it is now.
struct Notification {
  std::int64_t seq = 0;
  base::Instant at;
  std::string what;    // "told": somebody acted; "hit": a check found something
  std::string action;  // of "told"
  std::string actor_name;
  std::int64_t check_seq = 0;  // of "hit": the entry of the check
  std::string record, register_id, number, caption, state;
  bool read = false;
};

struct NotificationFilter {
  std::string reader;              // whose read marks count; what he did himself he is not told of
  std::vector<std::string> users;  // told to one of these
  std::string unit;                // or to this one; may be empty
  base::Instant since;
  int limit = 1000;
};

// The mark of a notification of an entry.
std::string MarkOf(std::int64_t seq);

}  // namespace maktab::store
