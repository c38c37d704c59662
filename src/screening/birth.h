// How two dates of birth meet, of which either may be known only to the month, the year or a span (domain.md R-16).
#pragma once

#include <cstdint>
#include <span>

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

// The years from the first to the last that are said of somebody, in two bytes, for a look before the dates are read.
class BirthYears {
 public:
  BirthYears() = default;  // nothing is said
  // With so many years more on both sides.
  explicit BirthYears(std::span<const calendar::DateSpan> births, int more = 0);
  // Two years that are far before or after all others may be taken for one.
  bool Meets(BirthYears other) const { return first_ <= other.last_ && other.first_ <= last_; }

 private:
  std::uint8_t first_ = 0xff;
  std::uint8_t last_ = 0;
};
constexpr int kOffByOneYears = 1;  // what differs by more speaks for nobody

}  // namespace maktab::screening
