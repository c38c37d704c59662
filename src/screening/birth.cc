#include "screening/birth.h"

#include <algorithm>
#include <cstdlib>

namespace maktab::screening {
namespace {

using calendar::DateSpan;
using calendar::PartialDate;

constexpr int kNearYears = 2;
constexpr int kFarYears = 10;

BirthMeeting Apart(int years) {
  if (years <= kNearYears) return BirthMeeting::kNear;
  return years <= kFarYears ? BirthMeeting::kDiffers : BirthMeeting::kFarApart;
}

BirthMeeting MeetSpans(const DateSpan& a, const DateSpan& b) {
  const bool overlap =
      calendar::FirstDay(a.from) <= calendar::LastDay(b.to) && calendar::FirstDay(b.from) <= calendar::LastDay(a.to);
  if (overlap) return BirthMeeting::kInSpan;
  return Apart(a.from.year > b.to.year ? a.from.year - b.to.year : b.from.year - a.to.year);
}

BirthMeeting MeetDays(const PartialDate& a, const PartialDate& b) {
  if (a == b) return BirthMeeting::kSame;
  if (a.year == b.year && a.month == b.day && a.day == b.month) return BirthMeeting::kSwapped;
  const int years = std::abs(a.year - b.year);
  const int months = std::abs(a.month - b.month);
  const bool one_unit = (years == 1 && months == 0 && a.day == b.day) || (years == 0 && months == 1 && a.day == b.day);
  if (one_unit || std::abs(calendar::FirstDay(a) - calendar::FirstDay(b)) == 1) return BirthMeeting::kOffByOne;
  return Apart(years);
}

}  // namespace

BirthYears::BirthYears(std::span<const DateSpan> births, int more) {
  constexpr int kYearBefore = 1850;
  const auto place = [](int year) { return std::uint8_t(std::clamp(year - kYearBefore, 1, 0xfe)); };
  for (const DateSpan& birth : births) {
    first_ = std::min(first_, place(birth.from.year - more));
    last_ = std::max(last_, place(birth.to.year + more));
  }
}

BirthMeeting MeetBirths(const DateSpan& a, const DateSpan& b) {
  if (a.from != a.to || b.from != b.to) return MeetSpans(a, b);
  if (a.from.has_day() && b.from.has_day()) return MeetDays(a.from, b.from);
  if (a.from.year != b.from.year) return Apart(std::abs(a.from.year - b.from.year));
  if (!a.from.has_month() || !b.from.has_month()) return BirthMeeting::kSameYear;
  return a.from.month == b.from.month ? BirthMeeting::kSameMonth : BirthMeeting::kNear;
}

}  // namespace maktab::screening
