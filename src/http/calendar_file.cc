#include "http/calendar_file.h"

namespace maktab::http {
namespace {

constexpr std::size_t kMostBytes = 75;  // of a line, RFC 5545 section 3.1

bool ContinuesLetter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// A line that goes on begins with a space, which counts.
void AddLine(std::string& out, std::string_view line) {
  std::size_t most = kMostBytes;
  while (line.size() > most) {
    std::size_t end = most;
    while (end > 1 && ContinuesLetter(line[end])) --end;
    out.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    most = kMostBytes - 1;
  }
  out.append(line).append("\r\n");
}

// RFC 5545 section 3.3.11. Controls have no place in a text.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      out.append(1, '\\').append(1, c);
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    }
  }
  return out;
}

// 20261122T093000Z, the second that the instant is in.
std::string Stamp(base::Instant instant) {
  const std::string text = base::FormatInstant(instant);  // 2026-11-22T09:30:00.000000Z
  std::string out;
  for (const char c : text.substr(0, 19)) {
    if (c != '-' && c != ':') out += c;
  }
  return out + "Z";
}

void AddAlarm(std::string& out, base::Instant at, const std::string& summary) {
  AddLine(out, "BEGIN:VALARM");
  AddLine(out, "ACTION:DISPLAY");
  AddLine(out, "DESCRIPTION:" + summary);
  AddLine(out, "TRIGGER;VALUE=DATE-TIME:" + Stamp(at));
  AddLine(out, "END:VALARM");
}

void AddEvent(std::string& out, const CalendarEvent& event) {
  const std::string summary = Escaped(event.summary);
  AddLine(out, "BEGIN:VEVENT");
  AddLine(out, "UID:" + Escaped(event.uid));
  AddLine(out, "DTSTAMP:" + Stamp(event.changed_at));
  AddLine(out, "LAST-MODIFIED:" + Stamp(event.changed_at));
  AddLine(out, "DTSTART:" + Stamp(event.at));
  AddLine(out, "SUMMARY:" + summary);
  if (!event.description.empty()) AddLine(out, "DESCRIPTION:" + Escaped(event.description));
  if (!event.url.empty()) AddLine(out, "URL:" + event.url);
  AddLine(out, "TRANSP:TRANSPARENT");
  for (const base::Instant at : event.alarms) AddAlarm(out, at, summary);
  AddLine(out, "END:VEVENT");
}

}  // namespace

std::string WriteCalendarFile(std::string_view name, const std::vector<CalendarEvent>& events) {
  std::string out;
  AddLine(out, "BEGIN:VCALENDAR");
  AddLine(out, "VERSION:2.0");
  AddLine(out, "PRODID:-//Maktab//Deadlines//EN");
  AddLine(out, "CALSCALE:GREGORIAN");
  AddLine(out, "X-WR-CALNAME:" + Escaped(name));
  for (const CalendarEvent& event : events) AddEvent(out, event);
  AddLine(out, "END:VCALENDAR");
  return out;
}

}  // namespace maktab::http
