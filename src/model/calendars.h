// Which days are worked, by country and by the bureau itself: definitions/calendars/*.toml. Values, checked when
// loaded.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/limit.h"
#include "model/definitions.h"
#include "model/label.h"

namespace maktab::model {

// In a deadline rule: the bureau's own calendar, and that of the country that the record's partner is.
constexpr std::string_view kBureauCalendar = "bureau";
constexpr std::string_view kPartnerCalendar = "partner";

struct Holiday {
  std::string id;
  Label name;
  std::vector<std::int32_t> days;  // since 1970-01-01, ascending
};

struct CountryCalendar {
  std::string id;  // "MA", or kBureauCalendar
  Label name;
  std::string source;  // the law or the announcements that say so
  std::string like;    // of the bureau's own: the calendar that it adds to; empty: that of the bureau's country
  bool has_weekend = false;
  std::vector<Holiday> holidays;
  calendar::WorkCalendar days;
  int announced_until = 0;  // the last year for which days that move are listed; 0 if none move
};

// Immutable after Load; any thread may read.
class Calendars {
 public:
  // Holidays that come every year are known from kFirstYear to kLastYear.
  static constexpr int kFirstYear = 1970, kLastYear = 2150;

  // Errors: definitions.wrong (file, line, what).
  static base::Result<Calendars> Load(const Definitions& definitions);

  const std::vector<CountryCalendar>& all() const { return calendars_; }
  const CountryCalendar* Find(std::string_view id) const;
  // What is worked in a bureau of this country: that calendar and the bureau's own days. Without a calendar of the
  // country, Saturday and Sunday are off.
  calendar::WorkCalendar OfBureau(std::string_view country) const;

 private:
  std::vector<CountryCalendar> calendars_;
};

}  // namespace maktab::model
