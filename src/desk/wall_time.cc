#include "desk/wall_time.h"

#include <chrono>

namespace maktab::desk {
namespace {

constexpr std::int64_t kMinute = 60 * base::kMicrosPerSecond;

}  // namespace

papers::SheetTime DayOf(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())), false, 0, 0};
}

papers::SheetTime WallTime(const calendar::Zone& zone, base::Instant instant) {
  const std::int32_t day = zone.DayAt(instant.micros);
  std::int64_t after = instant.micros - zone.StartOf(day);
  for (const std::int64_t jump : {0, 60, -60, 30, -30, 120, -120}) {
    if (zone.At(day, after + jump * kMinute) != instant.micros) continue;
    after += jump * kMinute;
    break;
  }
  papers::SheetTime time = DayOf(day);
  time.has_minute = true;
  time.hour = int(after / (60 * kMinute));
  time.minute = int(after / kMinute % 60);
  return time;
}

}  // namespace maktab::desk
