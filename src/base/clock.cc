#include "base/clock.h"

#include <chrono>
#include <cstdio>

namespace maktab::base {
namespace {

constexpr int kDateTimeLength = 19;  // 2026-11-21T20:19:00

bool ReadNumber(std::string_view text, std::size_t from, std::size_t count, int& out) {
  out = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

// The decimals of a second in microseconds; further digits are cut. False unless `text` is ".digits".
bool ReadFraction(std::string_view text, std::int64_t& micros) {
  if (text.size() < 2 || text[0] != '.') return false;
  std::int64_t unit = kMicrosPerSecond / 10;
  for (char c : text.substr(1)) {
    if (c < '0' || c > '9') return false;
    micros += (c - '0') * unit;
    unit /= 10;
  }
  return true;
}

}  // namespace

std::string FormatInstant(Instant instant) {
  using std::chrono::days;
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds{instant.micros}};
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()), unsigned(date.month()),
                unsigned(date.day()), int(clock.hours().count()), int(clock.minutes().count()),
                int(clock.seconds().count()), int(clock.subseconds().count()));
  return buffer;
}

std::optional<Instant> ParseInstant(std::string_view text) {
  if (text.size() < kDateTimeLength + 1 || text.back() != 'Z') return std::nullopt;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const bool digits = ReadNumber(text, 0, 4, year) && ReadNumber(text, 5, 2, month) && ReadNumber(text, 8, 2, day) &&
                      ReadNumber(text, 11, 2, hour) && ReadNumber(text, 14, 2, minute) &&
                      ReadNumber(text, 17, 2, second);
  const bool marks = text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
  if (!digits || !marks || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{unsigned(month)},
                                         std::chrono::day{unsigned(day)}};
  if (!date.ok()) return std::nullopt;
  std::int64_t micros = 0;
  const std::string_view rest = text.substr(kDateTimeLength, text.size() - kDateTimeLength - 1);
  if (!rest.empty() && !ReadFraction(rest, micros)) return std::nullopt;
  const std::int64_t seconds =
      std::chrono::sys_days{date}.time_since_epoch().count() * 86'400LL + hour * 3600 + minute * 60 + second;
  return Instant{seconds * kMicrosPerSecond + micros};
}

Instant SystemClock::Now() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

}  // namespace maktab::base
