#include "calendar/zone.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "calendar/partial_date.h"

namespace maktab::calendar {
namespace {

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kDay = 24 * kHour;

std::int32_t Day(int year, int month, int day) {
  return FirstDay(*MakeDate(year, month, day));
}
// Hours of UTC from the midnight that begins the day there to that of the next.
std::int64_t HoursOf(const std::string& zone, std::int32_t day) {
  const Zone place = Zone::Named(zone).value();
  return (place.StartOf(day + 1) - place.StartOf(day)) / kHour;
}

TEST(Zone, IsOneOfTheDatabase) {
  EXPECT_TRUE(Zone::Named("Africa/Casablanca").has_value());
  EXPECT_TRUE(Zone::Named("UTC").has_value());
  EXPECT_FALSE(Zone::Named("Africa/Nowhere").has_value());
  EXPECT_FALSE(Zone::Named("").has_value());
}

TEST(Zone, DaysBeginAtMidnightThere) {
  const Zone utc = Zone::Utc();
  EXPECT_EQ(utc.StartOf(Day(2026, 11, 22)), Day(2026, 11, 22) * kDay);
  EXPECT_EQ(utc.DayAt(-1), -1);
  const Zone rabat = Zone::Named("Africa/Casablanca").value();
  EXPECT_EQ(rabat.StartOf(Day(2026, 11, 22)), Day(2026, 11, 22) * kDay - kHour);
  EXPECT_EQ(rabat.DayAt(Day(2026, 11, 22) * kDay - kHour), Day(2026, 11, 22));
  EXPECT_EQ(rabat.DayAt(Day(2026, 11, 22) * kDay - kHour - 1), Day(2026, 11, 21));
}

TEST(Zone, DaysOnWhichTheClockIsChangedAreShorterOrLonger) {
  EXPECT_EQ(HoursOf("Europe/Madrid", Day(2026, 3, 29)), 23);
  EXPECT_EQ(HoursOf("Europe/Madrid", Day(2026, 10, 25)), 25);
  EXPECT_EQ(HoursOf("Europe/Madrid", Day(2026, 10, 26)), 24);
  // Morocco leaves its summer time for Ramadan, by a table of dates.
  EXPECT_EQ(HoursOf("Africa/Casablanca", Day(2025, 2, 23)), 25);
  EXPECT_EQ(HoursOf("Africa/Casablanca", Day(2025, 4, 6)), 23);
}

TEST(Zone, TheClockMayChangeAtMidnightItself) {
  // Beirut goes from 00:00 to 01:00: that day begins with the jump. Cairo went back from 24:00 to 23:00: the day is
  // over only the second time.
  EXPECT_EQ(HoursOf("Asia/Beirut", Day(2025, 3, 30)), 23);
  EXPECT_EQ(HoursOf("Africa/Cairo", Day(2014, 9, 25)), 25);
  EXPECT_EQ(HoursOf("America/Havana", Day(2024, 11, 3)), 25) << "back from 01:00: 00:00 comes twice";
  const Zone beirut = Zone::Named("Asia/Beirut").value();
  EXPECT_EQ(beirut.DayAt(beirut.StartOf(Day(2025, 3, 30)) - 1), Day(2025, 3, 29));
}

TEST(Zone, ATimeOfDayIsWhatTheClockThereShows) {
  const Zone madrid = Zone::Named("Europe/Madrid").value();
  const auto hours = [&](std::int32_t day, std::int64_t hour) {
    return (madrid.At(day, hour * kHour) - madrid.StartOf(day)) / kHour;
  };
  EXPECT_EQ(hours(Day(2026, 11, 22), 14), 14);
  EXPECT_EQ(hours(Day(2026, 3, 29), 14), 13) << "from 02:00 to 03:00";
  EXPECT_EQ(hours(Day(2026, 3, 29), 1), 1);
  EXPECT_EQ(hours(Day(2026, 10, 25), 14), 15) << "from 03:00 back to 02:00";
  EXPECT_EQ(hours(Day(2026, 10, 25), 2), 2) << "the first of the two";
  EXPECT_EQ(madrid.At(Day(2026, 11, 22), 0), madrid.StartOf(Day(2026, 11, 22)));
}

TEST(Zone, ADayBeginsWhereTheOneBeforeEnds) {
  EXPECT_TRUE(rc::check([] {
    const auto name = *rc::gen::elementOf(
        std::vector<std::string>{"UTC", "Africa/Casablanca", "Europe/Madrid", "Asia/Beirut", "Africa/Cairo",
                                 "America/Havana", "Asia/Kathmandu", "Pacific/Auckland", "Australia/Lord_Howe"});
    static std::map<std::string, Zone> zones;
    const Zone& zone = zones.try_emplace(name, Zone::Named(name).value()).first->second;
    const std::int32_t day = *rc::gen::inRange(Day(1990, 1, 1), Day(2037, 1, 1));
    RC_ASSERT(zone.DayAt(zone.StartOf(day)) == day);
    RC_ASSERT(zone.DayAt(zone.StartOf(day) - 1) == day - 1);
    RC_ASSERT(zone.StartOf(day) < zone.StartOf(day + 1));
  }));
}

}  // namespace
}  // namespace maktab::calendar
