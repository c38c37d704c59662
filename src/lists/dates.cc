#include "lists/dates.h"

#include <array>
#include <charconv>
#include <vector>

#include "calendar/partial_date.h"

namespace maktab::lists {
namespace {

using calendar::DateSpan;
using calendar::MakeDate;
using calendar::PartialDate;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> kLongMonths = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};

std::vector<std::string> LowerWords(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == ',' || c == '.') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back().push_back(c >= 'A' && c <= 'Z' ? char(c + 32) : c);
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<int> Figures(std::string_view text, std::size_t max_size) {
  int value = 0;
  if (text.empty() || text.size() > max_size || text[0] < '0' || text[0] > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> Month(std::string_view word) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word == kMonths[i] || word == kLongMonths[i] || (i == 8 && word == "sept")) return int(i) + 1;
  }
  return std::nullopt;
}

// "12 mar 1965", "mar 1965", "1965"; the year is the last word and has four digits.
std::optional<PartialDate> OneDate(const std::string* words, std::size_t count) {
  if (count < 1 || count > 3 || words[count - 1].size() != 4) return std::nullopt;
  const auto year = Figures(words[count - 1], 4);
  const auto month = count > 1 ? Month(words[count - 2]) : 0;
  const auto day = count > 2 ? Figures(words[0], 2) : 0;
  if (!year || !month || !day) return std::nullopt;
  return MakeDate(*year, *month, *day);
}

std::string IsoSpan(const std::optional<PartialDate>& from, const std::optional<PartialDate>& to) {
  if (!from || !to || calendar::FirstDay(*from) > calendar::LastDay(*to)) return {};
  return DateSpan{*from, *to}.ToString();
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "1965-03-12T00:00:00", "12/03/1965 00:00": the part before the time of day.
std::string_view WithoutTime(std::string_view text) {
  const std::size_t at = text.find_first_of(" T");
  if (at == std::string_view::npos || text.find(':', at) == std::string_view::npos) return text;
  return text.substr(0, at);
}

std::vector<std::string_view> SplitFigures(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find_first_of("-/.");
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos || parts.size() > 3) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<int> Year(std::string_view text, std::optional<int> century_from) {
  const auto year = Figures(text, 4);
  if (!year || text.size() == 4) return year;
  if (text.size() != 2 || !century_from) return std::nullopt;
  const int first = *century_from;
  const int candidate = first - first % 100 + *year;
  return candidate < first ? candidate + 100 : candidate;
}

std::string FiguresToIso(std::string_view text, DateOrder order, std::optional<int> century_from) {
  const auto parts = SplitFigures(text);
  const bool year_first = order == DateOrder::kYearFirst;
  if (parts.empty() || parts.size() > 3) return {};
  const auto year = Year(year_first ? parts.front() : parts.back(), century_from);
  std::optional<int> month = 0;
  std::optional<int> day = 0;
  if (parts.size() == 2) month = Figures(year_first ? parts[1] : parts[0], 2);
  if (parts.size() == 3) {
    month = Figures(order == DateOrder::kMonthFirst ? parts[0] : parts[1], 2);
    day = Figures(year_first ? parts[2] : (order == DateOrder::kDayFirst ? parts[0] : parts[1]), 2);
  }
  if (!year || !month || !day) return {};
  const auto date = MakeDate(*year, *month, *day);
  return date ? date->ToString() : std::string();
}

}  // namespace

ListDate ReadWordDate(std::string_view text) {
  ListDate out;
  std::vector<std::string> words = LowerWords(text);
  if (!words.empty() && (words[0] == "circa" || words[0] == "approximately")) {
    out.approximate = true;
    words.erase(words.begin());
  }
  if (words.size() == 1 && words[0].size() == 9 && words[0][4] == '-') {
    words = {words[0].substr(0, 4), "to", words[0].substr(5)};
  }
  if (words.empty() || words.size() > 7) return out;
  std::size_t to = 0;
  while (to < words.size() && words[to] != "to") ++to;
  const auto first = OneDate(words.data(), to);
  if (to == words.size()) {
    out.iso = first ? first->ToString() : std::string();
  } else {
    out.iso = IsoSpan(first, OneDate(words.data() + to + 1, words.size() - to - 1));
  }
  return out;
}

ListDate ReadDate(std::string_view text, DateOrder order, std::optional<int> century_from) {
  text = Trim(text);
  const std::string_view date = WithoutTime(text);
  ListDate out;
  out.iso = FiguresToIso(date, order, century_from);
  if (out.iso.empty() && order == DateOrder::kYearFirst) {
    if (const auto span = calendar::ParseDateSpan(date)) out.iso = span->ToString();
  }
  if (out.iso.empty()) out = ReadWordDate(text);
  return out;
}

}  // namespace maktab::lists
