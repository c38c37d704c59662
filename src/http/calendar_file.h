// Writes calendars that others' programs read (RFC 5545): what is due, as events of an instant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace maktab::http {

struct CalendarEvent {
  std::string uid;  // the same for the same event, for ever
  base::Instant changed_at;
  base::Instant at;
  std::string summary, description, url;
  std::vector<base::Instant> alarms;  // when the reader is reminded
};

// The whole file: lines end with CR LF and are folded at 75 bytes between letters, texts are escaped, instants are UTC.
std::string WriteCalendarFile(std::string_view name, const std::vector<CalendarEvent>& events);

}  // namespace maktab::http
