// Dates that may be known only to the year or the month, and spans between two of them (domain.md R-16). Values, pure.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maktab::calendar {

// Year 1–9999; month 0 means unknown, and then day is 0 too; day 0 means unknown.
struct PartialDate {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  auto operator<=>(const PartialDate&) const = default;
  bool has_month() const { return month != 0; }
  bool has_day() const { return day != 0; }
  // "1975", "1985-03", "1985-03-07".
  std::string ToString() const;
};

// A span, both ends included: [1964, 1967] as lists write "between".
struct DateSpan {
  PartialDate from;
  PartialDate to;
  auto operator<=>(const DateSpan&) const = default;
  // "1975" if both ends are equal, else "1964/1967" (ISO 8601 interval).
  std::string ToString() const;
};

// The date if year, month and day make one (29 February only in leap years); month or day 0 = unknown.
std::optional<PartialDate> MakeDate(int year, int month, int day);

// Reads "1975", "1975-03", "1975-03-07", with - / or . between, and the unknown parts as public lists write them:
// "1975/00/00", "1985/03/00" (domain.md 4.4). "0000/00/00", empty and anything else: nullopt. Year comes first.
std::optional<PartialDate> ParsePartialDate(std::string_view text);

// A partial date, or two of them with '/' as ISO 8601 ("1964/1967", "1964-01-01/1967-12-31") or ".." between.
std::optional<DateSpan> ParseDateSpan(std::string_view text);

// First and last day that the date may be, as days since 1970-01-01.
std::int32_t FirstDay(const PartialDate& date);
std::int32_t LastDay(const PartialDate& date);

}  // namespace maktab::calendar
