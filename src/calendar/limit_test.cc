#include "calendar/limit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <vector>

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

std::int64_t End(std::int64_t from, const Limit& limit) {
  return LimitEnd(from, limit, Zone::Utc(), {});
}

TEST(Limit, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(Weekday(0), 4);  // a Thursday
  EXPECT_EQ(Weekday(Day(2026, 11, 22)), 0);
  EXPECT_EQ(Weekday(Day(1969, 12, 31)), 3);
}

TEST(Limit, HoursRunThrough) {
  EXPECT_EQ(End(At(2026, 12, 31, 20), {LimitUnit::kHours, 8}), At(2027, 1, 1, 4));
  EXPECT_EQ(End(At(2026, 12, 31, 20), {LimitUnit::kMinutes, 10}), At(2026, 12, 31, 20) + kHour / 6);
  const Zone madrid = Zone::Named("Europe/Madrid").value();
  EXPECT_EQ(LimitEnd(At(2026, 3, 28, 23), {LimitUnit::kHours, 8}, madrid, {}), At(2026, 3, 29, 7))
      << "also through the night in which the clock is changed";
}

TEST(Limit, DaysEndAtTheEndOfTheLastDayAtThePlace) {
  EXPECT_EQ(End(At(2026, 11, 20, 9), {LimitUnit::kCalendarDays, 3}), EndOf(2026, 11, 23));
  const Zone riyadh = Zone::Named("Asia/Riyadh").value();
  // 22:00 UTC is the next day there, and its end is three hours before ours.
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 22), {LimitUnit::kCalendarDays, 3}, riyadh, {}), EndOf(2026, 11, 24) - 3 * kHour);
}

TEST(Limit, TheClockIsChangedAtNight) {
  const Zone madrid = Zone::Named("Europe/Madrid").value();
  // Begun in winter time, ends in summer time, and the other way round: midnight there is what counts.
  EXPECT_EQ(LimitEnd(At(2026, 3, 27, 9), {LimitUnit::kCalendarDays, 3}, madrid, {}), EndOf(2026, 3, 30) - 2 * kHour);
  EXPECT_EQ(LimitEnd(At(2026, 3, 27, 9), {LimitUnit::kCalendarDays, 1}, madrid, {}), EndOf(2026, 3, 28) - kHour);
  EXPECT_EQ(LimitEnd(At(2026, 10, 23, 9), {LimitUnit::kCalendarDays, 2}, madrid, {}), EndOf(2026, 10, 25) - kHour);
  EXPECT_EQ(LimitEnd(At(2026, 10, 23, 9), {LimitUnit::kWorkingDays, 1}, madrid, {}), EndOf(2026, 10, 26) - kHour);
  // Morocco leaves summer time for Ramadan.
  const Zone rabat = Zone::Named("Africa/Casablanca").value();
  EXPECT_EQ(LimitEnd(At(2025, 2, 20, 9), {LimitUnit::kCalendarDays, 3}, rabat, {}), EndOf(2025, 2, 23));
  EXPECT_EQ(LimitEnd(At(2025, 2, 20, 9), {LimitUnit::kCalendarDays, 1}, rabat, {}), EndOf(2025, 2, 21) - kHour);
  // Beirut's clock jumps at midnight itself: the day before ends with the jump.
  const Zone beirut = Zone::Named("Asia/Beirut").value();
  EXPECT_EQ(LimitEnd(At(2025, 3, 27, 9), {LimitUnit::kCalendarDays, 2}, beirut, {}), EndOf(2025, 3, 29) - 2 * kHour);
}

TEST(Limit, WorkingDaysPassOverWeekendsAndHolidays) {
  EXPECT_EQ(End(At(2026, 11, 20, 9), {LimitUnit::kWorkingDays, 1}), EndOf(2026, 11, 23));  // Friday → Monday
  WorkCalendar gulf;
  gulf.weekend = {5, 6};
  gulf.holidays = {Day(2026, 11, 22)};
  EXPECT_EQ(LimitEnd(At(2026, 11, 19, 9), {LimitUnit::kWorkingDays, 1}, Zone::Utc(), gulf), EndOf(2026, 11, 23));
}

TEST(Limit, AWeekendMayBecomeAnother) {
  WorkCalendar emirates;
  emirates.weekend = {5, 6};
  emirates.weekend_since[Day(2022, 1, 1)] = {6, 0};
  EXPECT_FALSE(emirates.Works(Day(2021, 12, 31)));  // a Friday
  EXPECT_TRUE(emirates.Works(Day(2022, 1, 7)));
  EXPECT_TRUE(emirates.Works(Day(2021, 12, 26)));  // a Sunday
  EXPECT_FALSE(emirates.Works(Day(2022, 1, 2)));
  EXPECT_EQ(LimitEnd(At(2021, 12, 29, 9), {LimitUnit::kWorkingDays, 2}, Zone::Utc(), emirates), EndOf(2022, 1, 3));
}

TEST(Limit, DaysOffAreRolledOverWhereTheRuleSaysSo) {
  EXPECT_EQ(End(At(2026, 11, 20, 9), {LimitUnit::kCalendarDays, 1}), EndOf(2026, 11, 21));
  EXPECT_EQ(End(At(2026, 11, 20, 9), {LimitUnit::kCalendarDays, 1, true}), EndOf(2026, 11, 23));
  EXPECT_EQ(End(At(2026, 10, 22, 9), {LimitUnit::kMonths, 1, true}), EndOf(2026, 11, 23));
}

TEST(Limit, MonthsEndOnTheSameDayOrTheLast) {
  EXPECT_EQ(End(At(2026, 1, 31, 9), {LimitUnit::kMonths, 1}), EndOf(2026, 2, 28));
  EXPECT_EQ(End(At(2028, 1, 31, 9), {LimitUnit::kMonths, 1}), EndOf(2028, 2, 29));
  EXPECT_EQ(End(At(2024, 2, 29, 9), {LimitUnit::kMonths, 12}), EndOf(2025, 2, 28));
  EXPECT_EQ(End(At(2024, 2, 29, 9), {LimitUnit::kMonths, 48}), EndOf(2028, 2, 29));
  EXPECT_EQ(End(At(2028, 2, 28, 9), {LimitUnit::kCalendarDays, 1}), EndOf(2028, 2, 29));
  EXPECT_EQ(End(At(2026, 11, 15, 9), {LimitUnit::kMonths, 4}), EndOf(2027, 3, 15));
}

// domain.md section 16.5: the day of the arrest is day 0.
TEST(Limit, ProvisionalArrest) {
  const Zone rabat = Zone::Named("Africa/Casablanca").value();
  const std::int64_t arrest = At(2026, 2, 10, 13);
  const auto last = [&](int days) {
    return rabat.DayAt(LimitEnd(arrest, {LimitUnit::kCalendarDays, days}, rabat, {}) - 1);
  };
  EXPECT_EQ(last(18), Day(2026, 2, 28));
  EXPECT_EQ(last(40), Day(2026, 3, 22));
  EXPECT_EQ(last(30), Day(2026, 3, 12));
  EXPECT_EQ(last(60), Day(2026, 4, 11));
}

WorkCalendar AnyCalendar(std::int32_t start) {
  WorkCalendar place;
  const std::vector<Weekdays> weekends = {{6, 0}, {5, 6}, {5}, {}};
  place.weekend = *rc::gen::elementOf(weekends);
  place.weekend_since[start + *rc::gen::inRange(-10, 60)] = *rc::gen::elementOf(weekends);
  for (int i = 0; i < 6; ++i) place.holidays.insert(start + *rc::gen::inRange(0, 30));
  return place;
}

// The slow and obvious way: lay the days out one by one, strike out those that are off, count.
std::int32_t SlowLastDay(std::int32_t start, int amount, const WorkCalendar& place) {
  std::vector<std::int32_t> worked;
  for (std::int32_t day = start + 1; day < start + 200; ++day) {
    const std::chrono::weekday on{std::chrono::sys_days{std::chrono::days{day}}};
    Weekdays off = place.weekend;
    for (const auto& [since, days] : place.weekend_since) {
      if (day >= since) off = days;
    }
    bool struck = std::count(place.holidays.begin(), place.holidays.end(), day) > 0;
    for (const int each : off) struck |= std::chrono::weekday{unsigned(each)} == on;
    if (!struck) worked.push_back(day);
  }
  return worked.at(std::size_t(amount - 1));
}

TEST(Limit, WorkingDaysAreThoseThatAreWorked) {
  EXPECT_TRUE(rc::check([] {
    const std::int32_t start = *rc::gen::inRange(-1000, 40000);
    const WorkCalendar place = AnyCalendar(start);
    const int amount = *rc::gen::inRange(1, 60);
    const std::int64_t end = LimitEnd(start * kDay + kHour, {LimitUnit::kWorkingDays, amount}, Zone::Utc(), place);
    RC_ASSERT(std::int32_t(end / kDay - 1) == SlowLastDay(start, amount, place));
  }));
}

TEST(Limit, OneMoreDayOffNeverEndsALimitEarlier) {
  EXPECT_TRUE(rc::check([] {
    const std::int32_t start = *rc::gen::inRange(0, 40000);
    WorkCalendar place = AnyCalendar(start);
    const Limit limit{*rc::gen::element(LimitUnit::kWorkingDays, LimitUnit::kCalendarDays, LimitUnit::kMonths),
                      *rc::gen::inRange(1, 12), true};
    const std::int64_t before = LimitEnd(start * kDay, limit, Zone::Utc(), place);
    place.holidays.insert(start + *rc::gen::inRange(0, 40));
    RC_ASSERT(LimitEnd(start * kDay, limit, Zone::Utc(), place) >= before);
  }));
}

TEST(Limit, AWeekWithoutWorkStillEnds) {
  WorkCalendar never;
  never.weekend = {0, 1, 2, 3, 4, 5, 6};
  EXPECT_EQ(LimitEnd(At(2026, 11, 20, 9), {LimitUnit::kWorkingDays, 3}, Zone::Utc(), never), EndOf(2026, 11, 23));
}

}  // namespace
}  // namespace maktab::calendar
