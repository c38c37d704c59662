// When a time limit ends: hours, calendar days, working days, months (domain.md section 13). Values, pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "calendar/zone.h"

namespace maktab::calendar {

enum class LimitUnit : std::uint8_t { kMinutes, kHours, kCalendarDays, kWorkingDays, kMonths };
// "minutes", "hours", "calendar_days", "working_days", "months".
std::optional<LimitUnit> ParseLimitUnit(std::string_view name);

struct Limit {
  LimitUnit unit = LimitUnit::kHours;
  std::int64_t amount = 0;  // from 1
  bool rolls = false;       // calendar days and months that end on a day off end with the next working day
};

using Weekdays = std::set<int>;  // 0 Sunday … 6 Saturday
// Of a day counted from 1970-01-01, which was a Thursday.
int Weekday(std::int32_t day);

// Which days are worked at a place. Days are counted from 1970-01-01.
struct WorkCalendar {
  Weekdays weekend = {6, 0};
  std::map<std::int32_t, Weekdays> weekend_since;  // from that day on it is another one
  std::set<std::int32_t> holidays;
  bool Works(std::int32_t day) const;
};

// The instant (microseconds since 1970, UTC) at which a limit that began at `from` is over. Minutes and hours run
// through. Days end with the last day by the clock of the zone, the day of the beginning not counted; months on the
// same day of the month, or on its last. A calendar in which nobody ever works counts every day.
std::int64_t LimitEnd(std::int64_t from, const Limit& limit, const Zone& zone, const WorkCalendar& calendar);

}  // namespace maktab::calendar
