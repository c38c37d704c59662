#include "calendar/alarm.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace maktab::calendar {
namespace {

const std::vector<int> kAlarms = {50, 75, 90};

TEST(Alarm, GoesOffAtItsShare) {
  EXPECT_EQ(AlarmReached({0, 1000, 499}, kAlarms), 0);
  EXPECT_EQ(AlarmReached({0, 1000, 500}, kAlarms), 50);
  EXPECT_EQ(AlarmReached({0, 1000, 749}, kAlarms), 50);
  EXPECT_EQ(AlarmReached({0, 1000, 750}, kAlarms), 75);
  EXPECT_EQ(AlarmReached({0, 1000, 900}, kAlarms), 90);
  EXPECT_EQ(AlarmReached({0, 1000, 5000}, kAlarms), 90);
  EXPECT_EQ(AlarmReached({0, 1000, -5}, kAlarms), 0);
  EXPECT_EQ(AlarmReached({0, 1000, 900}, {}), 0);
}

TEST(Alarm, TheShareIsOfTheClock) {
  EXPECT_DOUBLE_EQ(ShareUsed({1000, 2000, 1250}), 0.25);
  EXPECT_DOUBLE_EQ(ShareUsed({1000, 2000, 3000}), 2.0);
  EXPECT_DOUBLE_EQ(ShareUsed({1000, 2000, 0}), 0.0) << "it has not begun";
  EXPECT_DOUBLE_EQ(ShareUsed({1000, 1000, 999}), 0.0);
  EXPECT_DOUBLE_EQ(ShareUsed({1000, 1000, 1000}), 1.0);
}

// domain.md section 16.5: 30 days without the file: alarms on day 15, 23 (22.5) and 27.
TEST(Alarm, ThirtyDays) {
  constexpr std::int64_t kDay = 86'400'000'000;
  EXPECT_EQ(AlarmAt(0, 30 * kDay, 50), 15 * kDay);
  EXPECT_EQ(AlarmAt(0, 30 * kDay, 75), 45 * kDay / 2);
  EXPECT_EQ(AlarmAt(0, 30 * kDay, 90), 27 * kDay);
}

TEST(Alarm, TheFirstInstantAtWhichTheShareIsReached) {
  EXPECT_TRUE(rc::check([] {
    const std::int64_t from = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
    const std::int64_t length = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
    const int percent = *rc::gen::inRange(1, 100);
    const std::int64_t at = AlarmAt(from, from + length, percent);
    RC_ASSERT((at - from) * 100 >= percent * length);
    RC_ASSERT((at - 1 - from) * 100 < percent * length);
    RC_ASSERT(AlarmReached({from, from + length, at}, {percent}) == percent);
  }));
}

}  // namespace
}  // namespace maktab::calendar
