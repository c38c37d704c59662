#include "model/calendars.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "calendar/partial_date.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

// "2026-03-20".
std::optional<calendar::PartialDate> ReadDate(const std::string& text) {
  const auto date = calendar::ParsePartialDate(text);
  const bool whole = date && date->has_day() && date->ToString() == text;
  return whole && date->year >= Calendars::kFirstYear && date->year <= Calendars::kLastYear ? date : std::nullopt;
}

// Reads one file of calendars/.
class CalendarReader {
 public:
  explicit CalendarReader(const std::string& file) : file_(file), reader_(file) {}

  base::Result<CountryCalendar> Read(std::string_view text) {
    MAKTAB_ASSIGN(const toml::table table, reader_.Parse(text));
    CountryCalendar out;
    out.id = reader_.Text(table, "id");
    if (file_ != "calendars/" + out.id + ".toml") reader_.Note(table, "id: write the name of the file without .toml");
    out.name = reader_.Words(table, "name");
    out.source = reader_.Text(table, "source");
    if (out.source.empty()) reader_.Note(table, "source: name the law or the announcement");
    out.like = reader_.Text(table, "like", false);
    const bool own = out.id == kBureauCalendar;
    if (!own && !out.like.empty()) reader_.Note(table, "like: only calendars/bureau.toml is like another");
    out.has_weekend = table.contains("weekend");
    if (out.has_weekend) out.days.weekend = Weekend(table, "weekend");
    if (!out.has_weekend && !own) reader_.Note(table, "weekend: name the days off, [\"saturday\", \"sunday\"]");
    reader_.Rows(table, "weekend_since", [&](const toml::table& row) { WeekendSince(row, out); });
    reader_.Rows(table, "holiday", [&](const toml::table& row) { AddHoliday(row, out); });
    MAKTAB_TRY(reader_.status());
    return out;
  }

 private:
  calendar::Weekdays Weekend(const toml::table& table, std::string_view key) {
    calendar::Weekdays days;
    for (const std::string& name : reader_.Texts(table, key)) {
      const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), name);
      if (found == kWeekdays.end())
        reader_.Note(table, std::string(key) + ": " + name + " is no day; write sunday to saturday");
      days.insert(int(found - kWeekdays.begin()));
    }
    if (days.size() >= kWeekdays.size()) reader_.Note(table, std::string(key) + ": leave a day to work on");
    return days;
  }

  void WeekendSince(const toml::table& row, CountryCalendar& out) {
    const auto date = ReadDate(reader_.Text(row, "date"));
    if (!date) return reader_.Note(row, "weekend_since.date: write YYYY-MM-DD");
    const bool first = out.days.weekend_since.emplace(calendar::FirstDay(*date), Weekend(row, "days")).second;
    if (!first) reader_.Note(row, "weekend_since.date (doubled)");
    out.has_weekend = true;
  }

  void AddHoliday(const toml::table& row, CountryCalendar& out) {
    Holiday holiday;
    holiday.id = reader_.Text(row, "id");
    holiday.name = reader_.Words(row, "name");
    const bool doubled = std::any_of(out.holidays.begin(), out.holidays.end(),
                                     [&](const Holiday& other) { return other.id == holiday.id; });
    if (doubled || holiday.id.empty()) reader_.Note(row, "holiday " + holiday.id + " (doubled): give each its own id");
    const bool yearly = row.contains("day");
    if (yearly == row.contains("dates")) {
      reader_.Note(row, "holiday " + holiday.id + ": write either day = \"MM-DD\" or dates = [\"YYYY-MM-DD\"]");
    }
    yearly ? EveryYear(row, holiday) : Listed(row, holiday, out);
    out.days.holidays.insert(holiday.days.begin(), holiday.days.end());
    out.holidays.push_back(std::move(holiday));
  }

  int Year(const toml::table& row, std::string_view key, int otherwise) {
    if (!row.contains(key)) return otherwise;
    const std::int64_t year = row[key].value<std::int64_t>().value_or(0);
    if (year < Calendars::kFirstYear || year > Calendars::kLastYear) {
      reader_.Note(row, std::string(key) + ": write a year from " + std::to_string(Calendars::kFirstYear) + " to " +
                            std::to_string(Calendars::kLastYear));
      return otherwise;
    }
    return int(year);
  }

  void EveryYear(const toml::table& row, Holiday& holiday) {
    const std::string day = reader_.Text(row, "day");
    // A leap year, so that 29 February is a day; it is off in the years that have it.
    const auto sample = ReadDate("2000-" + day);
    if (!sample) return reader_.Note(row, "holiday " + holiday.id + ".day: " + day + " is no day; write MM-DD");
    const int until = Year(row, "until", Calendars::kLastYear);
    for (int year = Year(row, "since", Calendars::kFirstYear); year <= until; ++year) {
      const auto date = calendar::MakeDate(year, sample->month, sample->day);
      if (date) holiday.days.push_back(calendar::FirstDay(*date));
    }
  }

  void Listed(const toml::table& row, Holiday& holiday, CountryCalendar& out) {
    std::set<std::int32_t> days;
    for (const std::string& text : reader_.Texts(row, "dates")) {
      const auto date = ReadDate(text);
      if (!date) {
        reader_.Note(row, "holiday " + holiday.id + ".dates: " + text + " is no date; write YYYY-MM-DD");
        continue;
      }
      if (!days.insert(calendar::FirstDay(*date)).second) {
        reader_.Note(row, "holiday " + holiday.id + ".dates: " + text + " (doubled)");
      }
      out.announced_until = std::max<int>(out.announced_until, date->year);
    }
    holiday.days.assign(days.begin(), days.end());
  }

  const std::string file_;
  TomlReader reader_;
};

}  // namespace

base::Result<Calendars> Calendars::Load(const Definitions& definitions) {
  Calendars calendars;
  for (const std::string& name : definitions.Names("calendars")) {
    MAKTAB_ASSIGN(CountryCalendar one, CalendarReader(name).Read(definitions.Text(name)));
    calendars.calendars_.push_back(std::move(one));
  }
  const CountryCalendar* own = calendars.Find(kBureauCalendar);
  if (own != nullptr && !own->like.empty() && calendars.Find(own->like) == nullptr) {
    return base::Err("definitions.wrong")
        .With("file", "calendars/bureau.toml")
        .With("line", "1")
        .With("what", "like: there is no calendars/" + own->like + ".toml; add it or name another");
  }
  return calendars;
}

const CountryCalendar* Calendars::Find(std::string_view id) const {
  const auto found = std::find_if(calendars_.begin(), calendars_.end(), [&](const auto& one) { return one.id == id; });
  return found == calendars_.end() ? nullptr : &*found;
}

calendar::WorkCalendar Calendars::OfBureau(std::string_view country) const {
  const CountryCalendar* own = Find(kBureauCalendar);
  const CountryCalendar* base = Find(own != nullptr && !own->like.empty() ? std::string_view(own->like) : country);
  calendar::WorkCalendar out;
  if (base != nullptr) out = base->days;
  if (own == nullptr || own == base) return out;
  if (own->has_weekend) {
    out.weekend = own->days.weekend;
    out.weekend_since = own->days.weekend_since;
  }
  out.holidays.insert(own->days.holidays.begin(), own->days.holidays.end());
  return out;
}

}  // namespace maktab::model
