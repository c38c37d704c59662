#include "calendar/limit.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace maktab::calendar {
namespace {

constexpr std::int64_t kMinute = 60'000'000;
// No calendar has so many days off in a row, unless nobody works at all.
constexpr int kMostDaysOff = 366;

std::int32_t AddMonths(std::int32_t day, std::int64_t months) {
  using std::chrono::year_month_day;
  const year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto month = std::chrono::year_month{date.year(), date.month()} + std::chrono::months{months};
  const auto last = std::chrono::year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}};
  const auto on = std::min(date.day(), last.day());
  return std::int32_t(std::chrono::sys_days{month.year() / month.month() / on}.time_since_epoch().count());
}

// The first working day from this one on.
std::int32_t NextWorked(std::int32_t day, const WorkCalendar& calendar) {
  for (std::int32_t next = day; next < day + kMostDaysOff; ++next) {
    if (calendar.Works(next)) return next;
  }
  return day;
}

std::int32_t LastDay(std::int32_t first, const Limit& limit, const WorkCalendar& calendar) {
  std::int32_t day = first;
  if (limit.unit == LimitUnit::kWorkingDays) {
    for (std::int64_t left = limit.amount; left > 0; --left) day = NextWorked(day + 1, calendar);
    return day;
  }
  day = limit.unit == LimitUnit::kMonths ? AddMonths(first, limit.amount) : first + std::int32_t(limit.amount);
  return limit.rolls ? NextWorked(day, calendar) : day;
}

}  // namespace

std::optional<LimitUnit> ParseLimitUnit(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"minutes", "hours", "calendar_days", "working_days", "months"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return LimitUnit(found - kNames.begin());
}

int Weekday(std::int32_t day) {
  return int(((day + 4) % 7 + 7) % 7);
}

bool WorkCalendar::Works(std::int32_t day) const {
  const auto later = weekend_since.upper_bound(day);
  const Weekdays& off = later == weekend_since.begin() ? weekend : std::prev(later)->second;
  return !off.contains(Weekday(day)) && !holidays.contains(day);
}

std::int64_t LimitEnd(std::int64_t from, const Limit& limit, const Zone& zone, const WorkCalendar& calendar) {
  if (limit.unit == LimitUnit::kMinutes) return from + limit.amount * kMinute;
  if (limit.unit == LimitUnit::kHours) return from + limit.amount * 60 * kMinute;
  return zone.StartOf(LastDay(zone.DayAt(from), limit, calendar) + 1);
}

}  // namespace maktab::calendar
