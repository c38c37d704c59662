// Dates as lists write them, to what the model holds: ISO 8601, partial or a span (domain.md R-16). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maktab::lists {

struct ListDate {
  std::string iso;           // "1965", "1965-03", "1965-03-12", "1965/1967"; empty if the text is no date
  bool approximate = false;  // "circa 1965"
};

// With the month as an English word: "12 Mar 1965", "March 1965", "1965", "circa 1965", "1965 to 1967",
// "circa 1951-1953", "01 Jan 1960 to 31 Dec 1962". A full stop at the end is passed over.
ListDate ReadWordDate(std::string_view text);

enum class DateOrder { kYearFirst, kDayFirst, kMonthFirst };

// In figures, with - / or . between, a time of day after it passed over, else as ReadWordDate. A year of two digits is
// read only with `century_from`, the first year of the hundred that it may mean (1950: "49" is 2049, "50" is 1950).
ListDate ReadDate(std::string_view text, DateOrder order, std::optional<int> century_from = std::nullopt);

}  // namespace maktab::lists
