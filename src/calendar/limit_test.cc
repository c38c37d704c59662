#include "calendar/limit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "calendar/partial_date.h"

namespace maktab::calendar {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = 24 * kHour;

std::int32_t Day(int year, int month, int day) {
  return FirstDay(*MakeDate(year, month, day));
}
std::int64_t At(int year, int month, int day, int hour) {
  return Day(year, month, day) * kDay + hour * kHour;
}
std::int64_t EndOf(int year, int month, int day) {
  return At(year, month, day, 24);
}

TEST(Limit, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(Weekday(0), 4);  // a Thursday
  EXPECT_EQ(Weekday(Day(2026, 11, 22)), 0);
  EXPECT_EQ(Weekday(Day(1969, 12, 31)), 3);
}

TEST(Limit, HoursRunThrough) {
  EXPECT_EQ(LimitEnd(At(2026, 12, 31, 20), LimitUnit::kHours, 8, {}), At(2027, 1, 1, 4));
  EXPECT_EQ(LimitEnd(At(2026, 12, 31, 20), LimitUnit::kMinutes, 10, {}), At(2026, 12, 31, 20) + kHour / 6);
}

TEST(Limit, DaysEndAtTheEndOfTheLastDayAtThePlace) {
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 9), LimitUnit::kCalendarDays, 3, {}), EndOf(2026, 11, 23));
  WorkCalendar east;
  east.utc_offset_minutes = 180;
  // 22:00 UTC is the next day there, and its end is three hours before ours.
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 22), LimitUnit::kCalendarDays, 3, east), EndOf(2026, 11, 24) - 3 * kHour);
}

TEST(Limit, WorkingDaysPassOverWeekendsAndHolidays) {
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 9), LimitUnit::kWorkingDays, 1, {}), EndOf(2026, 11, 23));  // Friday → Monday
  WorkCalendar gulf;
  gulf.weekend = {5, 6};
  gulf.holidays = {Day(2026, 11, 22)};
  EXPECT_EQ(LimitEnd(At(2026, 11, 19, 9), LimitUnit::kWorkingDays, 1, gulf), EndOf(2026, 11, 23));
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 9), LimitUnit::kCalendarDays, 1, {}, true), EndOf(2026, 11, 23));
}

TEST(Limit, MonthsEndOnTheSameDayOrTheLast) {
  EXPECT_EQ(LimitEnd(At(2026, 1, 31, 9), LimitUnit::kMonths, 1, {}), EndOf(2026, 2, 28));
  EXPECT_EQ(LimitEnd(At(2028, 1, 31, 9), LimitUnit::kMonths, 1, {}), EndOf(2028, 2, 29));
  EXPECT_EQ(LimitEnd(At(2024, 2, 29, 9), LimitUnit::kMonths, 12, {}), EndOf(2025, 2, 28));
  EXPECT_EQ(LimitEnd(At(2026, 11, 15, 9), LimitUnit::kMonths, 4, {}), EndOf(2027, 3, 15));
}

// The slow and obvious way: a day at a time.
TEST(Limit, WorkingDaysAreThoseThatAreWorked) {
  EXPECT_TRUE(rc::check([] {
    WorkCalendar place;
    place.weekend = *rc::gen::elementOf(std::vector<std::set<int>>{{6, 0}, {5, 6}, {5}, {}});
    const std::int32_t start = *rc::gen::inRange(-1000, 40000);
    for (int i = 0; i < 6; ++i) place.holidays.insert(start + *rc::gen::inRange(0, 20));
    const int amount = *rc::gen::inRange(1, 40);
    const std::int64_t end = LimitEnd(start * kDay + kHour, LimitUnit::kWorkingDays, amount, place);
    const auto last = std::int32_t(end / kDay - 1);
    int worked = 0;
    for (std::int32_t day = start + 1; day <= last; ++day) worked += place.Works(day) ? 1 : 0;
    RC_ASSERT(worked == amount);
    RC_ASSERT(place.Works(last));
  }));
}

TEST(Limit, AWeekWithoutWorkStillEnds) {
  WorkCalendar never;
  never.weekend = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 9), LimitUnit::kWorkingDays, 3, never), EndOf(2026, 11, 23));
}

}  // namespace
}  // namespace maktab::calendar
