// How much of a clock is used, and which of its alarms have gone off. Pure: all follows from where it counts from, when
// it is due and the instant that is looked at. Instants are microseconds since 1970, UTC.
//
// A clock that stood still counts from a later instant: from = start + the time it stood, and is due as much later. One
// that stands still now is looked at as of the instant at which it was stopped.
#pragma once

#include <cstdint>
#include <vector>

namespace maktab::calendar {

struct ClockFace {
  std::int64_t from = 0;
  std::int64_t due = 0;
  std::int64_t at = 0;  // now, or when it was stopped
};

// 0 at the beginning, 1 when it is due, more when it is late. A clock without length is used up when it is due.
double ShareUsed(const ClockFace& clock);
// The largest of the alarms (per cent of the clock, ascending) that has gone off; 0 if none has. Exact: an alarm of 50
// % goes off at the first microsecond at which half is used.
int AlarmReached(const ClockFace& clock, const std::vector<int>& alarms);
// When that alarm goes off.
std::int64_t AlarmAt(std::int64_t from, std::int64_t due, int percent);

}  // namespace maktab::calendar
