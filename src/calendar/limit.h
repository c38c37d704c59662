// When a time limit ends: hours, calendar days, working days, months (domain.md section 13). Values, pure.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace maktab::calendar {

enum class LimitUnit : std::uint8_t { kMinutes, kHours, kCalendarDays, kWorkingDays, kMonths };
// "minutes", "hours", "calendar_days", "working_days", "months".
std::optional<LimitUnit> ParseLimitUnit(std::string_view name);

// The calendar of one country: which days are worked. Days are counted from 1970-01-01 (a Thursday).
struct WorkCalendar {
  std::set<int> weekend = {6, 0};       // 0 Sunday … 6 Saturday
  std::set<std::int32_t> holidays;      // days
  std::int32_t utc_offset_minutes = 0;  // of the place; where it has summer time, of the day that matters
  bool Works(std::int32_t day) const;
};

// 0 Sunday … 6 Saturday.
int Weekday(std::int32_t day);

// The instant (microseconds since 1970, UTC) at which a limit that began at `from` is over. Hours and minutes run
// through; days end at the end of the last day at the place, the day of the beginning not counted; a limit of calendar
// days or months that ends on a day off ends with the next working day if `roll` is set. Months: the same day of the
// month, or its last.
std::int64_t LimitEnd(std::int64_t from, LimitUnit unit, std::int64_t amount, const WorkCalendar& place,
                      bool roll = false);

}  // namespace maktab::calendar
