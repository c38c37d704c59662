// How two dates of birth meet, of which either may be known only to the month, the year or a span (domain.md R-16).
#pragma once

#include <cstdint>

#include "calendar/partial_date.h"

namespace maktab::screening {

// The best first.
enum class BirthMeeting : std::uint8_t {
  kSame,       // the same day
  kSwapped,    // day and month changed places
  kSameMonth,  // one of them knows no day
  kOffByOne,   // one day, month or year more or less, the rest the same
  kSameYear,   // one of them knows no month
  kInSpan,     // a span that holds or overlaps the other
  kNear,       // not the same, but not more than two years apart
  kDiffers,
  kFarApart  // by more than ten years
};

BirthMeeting MeetBirths(const calendar::DateSpan& a, const calendar::DateSpan& b);

}  // namespace maktab::screening
