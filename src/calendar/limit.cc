#include "calendar/limit.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace maktab::calendar {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kDay = 24 * 60 * kMinute;

std::int32_t DayOf(std::int64_t micros) {
  return std::int32_t(micros >= 0 ? micros / kDay : -((-micros + kDay - 1) / kDay));
}

std::int32_t AddMonths(std::int32_t day, std::int64_t months) {
  using std::chrono::year_month_day;
  const year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  const auto month = std::chrono::year_month{date.year(), date.month()} + std::chrono::months{months};
  const auto last = std::chrono::year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}};
  const auto on = std::min(date.day(), last.day());
  return std::int32_t(std::chrono::sys_days{month.year() / month.month() / on}.time_since_epoch().count());
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
  return !weekend.contains(Weekday(day)) && !holidays.contains(day);
}

std::int64_t LimitEnd(std::int64_t from, LimitUnit unit, std::int64_t amount, const WorkCalendar& place, bool roll) {
  if (unit == LimitUnit::kMinutes) return from + amount * kMinute;
  if (unit == LimitUnit::kHours) return from + amount * 60 * kMinute;
  const std::int64_t offset = place.utc_offset_minutes * kMinute;
  std::int32_t day = DayOf(from + offset);
  if (unit == LimitUnit::kWorkingDays) {
    // A calendar without working days would never end.
    const bool never = place.weekend.size() >= 7;
    for (std::int64_t left = amount; left > 0;) {
      ++day;
      if (never || place.Works(day)) --left;
    }
  } else {
    day = unit == LimitUnit::kMonths ? AddMonths(day, amount) : day + std::int32_t(amount);
    while (roll && place.weekend.size() < 7 && !place.Works(day)) ++day;
  }
  return (std::int64_t(day) + 1) * kDay - offset;
}

}  // namespace maktab::calendar
