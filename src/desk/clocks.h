// The clocks of records: when one is due by the calendars of today, and how a running one stands.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "calendar/alarm.h"
#include "calendar/limit.h"
#include "calendar/zone.h"
#include "desk/parts.h"
#include "desk/record_values.h"
#include "model/register.h"

namespace maktab::desk {

// Whether it names a time zone of the IANA database: "Africa/Casablanca".
bool IsZone(const std::string& zone);

// Made once from the definitions and the settings, both of which must outlive it. Any thread may use it.
class Clocks {
 public:
  Clocks(const model::Registers& registers, const Settings& settings);

  struct Due {
    base::Instant at;
    std::string calendar;  // the one that says which days are worked; empty if that is not asked
  };
  // Whether a clock starts at all: one whose amount the record says does not while it does not say it, or does not say
  // what it counts from.
  bool Starts(const model::DeadlineRule& rule, const Values& values) const;
  // Where a clock that starts now counts from: the value of the rule's field, else when it happened. A date counts from
  // its first midnight in the zone of the clock.
  base::Instant StartOf(const model::DeadlineRule& rule, const Values& values, base::Instant happened_at) const;
  // By the calendars of today. Days end by the clock of the zone that the record says, else of the bureau.
  Due DueOf(const model::DeadlineRule& rule, const Values& values, base::Instant from) const;

  // When one that ends with a date of the record does: with the last day that it may be. nullopt if it says none.
  std::optional<base::Instant> UntilOf(const model::DeadlineRule& rule, const Values& values) const;

  const calendar::Zone& zone() const { return zone_; }

 private:
  std::string CalendarOf(const model::DeadlineRule& rule, const Values& values) const;
  calendar::Zone ZoneOf(const model::DeadlineRule& rule, const Values& values) const;

  const model::Registers& registers_;
  const calendar::Zone zone_;
  const calendar::WorkCalendar bureau_;
};

// When a clock of a record would be due if it were counted again by the definitions and calendars of today, the time
// that it stood still included; nullopt if its rule is gone, or what it took its amount or end from.
std::optional<base::Instant> RecountedDue(const store::Deadline& deadline, const Values& values,
                                          const model::Registers& registers, const Clocks& clocks);
// The clock as of `now`; one that stands still as of when it was stopped.
calendar::ClockFace FaceOf(const store::Deadline& deadline, base::Instant now);

}  // namespace maktab::desk
