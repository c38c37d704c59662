#include "calendar/alarm.h"

#include <algorithm>

namespace maktab::calendar {

double ShareUsed(const ClockFace& clock) {
  if (clock.due <= clock.from) return clock.at >= clock.due ? 1 : 0;
  return std::max(0.0, double(clock.at - clock.from) / double(clock.due - clock.from));
}

int AlarmReached(const ClockFace& clock, const std::vector<int>& alarms) {
  int reached = 0;
  for (const int percent : alarms) {
    if (clock.at >= AlarmAt(clock.from, clock.due, percent)) reached = percent;
  }
  return reached;
}

std::int64_t AlarmAt(std::int64_t from, std::int64_t due, int percent) {
  const std::int64_t length = std::max<std::int64_t>(due - from, 0);
  // In two parts: hundredfold, a span of a few thousand years would not fit.
  return from + length / 100 * percent + (length % 100 * percent + 99) / 100;
}

}  // namespace maktab::calendar
