#include "calendar/partial_date.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <vector>

namespace maktab::calendar {
namespace {

std::optional<int> Number(std::string_view digits, std::size_t min_size, std::size_t max_size) {
  if (digits.size() < min_size || digits.size() > max_size) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-') return std::nullopt;
  return value;
}

std::vector<std::string_view> Split(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find_first_of(marks);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::int32_t DaysOf(std::chrono::year_month_day date) {
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

}  // namespace

std::string PartialDate::ToString() const {
  char buffer[40];
  if (!has_month()) {
    std::snprintf(buffer, sizeof buffer, "%04d", year);
  } else if (!has_day()) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", year, month);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  }
  return buffer;
}

std::string DateSpan::ToString() const {
  return from == to ? from.ToString() : from.ToString() + "/" + to.ToString();
}

std::optional<PartialDate> MakeDate(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31) return std::nullopt;
  if (month == 0 && day != 0) return std::nullopt;
  if (day != 0) {
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{unsigned(month)},
                                           std::chrono::day{unsigned(day)}};
    if (!date.ok()) return std::nullopt;
  }
  return PartialDate{std::int16_t(year), std::uint8_t(month), std::uint8_t(day)};
}

std::optional<PartialDate> ParsePartialDate(std::string_view text) {
  const auto parts = Split(Trim(text), "-/.");
  if (parts.size() > 3) return std::nullopt;
  const auto year = Number(parts[0], 4, 4);
  const auto month = parts.size() > 1 ? Number(parts[1], 1, 2) : 0;
  const auto day = parts.size() > 2 ? Number(parts[2], 1, 2) : 0;
  if (!year || !month || !day) return std::nullopt;
  return MakeDate(*year, *month, *day);
}

std::optional<DateSpan> ParseDateSpan(std::string_view text) {
  text = Trim(text);
  if (const auto single = ParsePartialDate(text)) {
    // "1964/1967" is a span, but "1985/03" is a month: a second part of four digits is a year.
    return DateSpan{*single, *single};
  }
  std::size_t at = text.find("..");
  std::size_t skip = 2;
  if (at == std::string_view::npos) at = text.find('/'), skip = 1;
  if (at == std::string_view::npos) return std::nullopt;
  const auto from = ParsePartialDate(text.substr(0, at));
  const auto to = ParsePartialDate(text.substr(at + skip));
  if (!from || !to || FirstDay(*from) > LastDay(*to)) return std::nullopt;
  return DateSpan{*from, *to};
}

std::int32_t FirstDay(const PartialDate& date) {
  using namespace std::chrono;
  return DaysOf(year{date.year} / month{date.has_month() ? date.month : 1U} / day{date.has_day() ? date.day : 1U});
}

std::int32_t LastDay(const PartialDate& date) {
  using namespace std::chrono;
  if (date.has_day()) return FirstDay(date);
  return DaysOf(year{date.year} / month{date.has_month() ? date.month : 12U} / last);
}

}  // namespace maktab::calendar
