#include "calendar/partial_date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace maktab::calendar {
namespace {

TEST(PartialDate, ReadsWhatListsWrite) {
  EXPECT_EQ(ParsePartialDate("1975"), (PartialDate{1975, 0, 0}));
  EXPECT_EQ(ParsePartialDate("1985-03"), (PartialDate{1985, 3, 0}));
  EXPECT_EQ(ParsePartialDate("1985/03/00"), (PartialDate{1985, 3, 0}));
  EXPECT_EQ(ParsePartialDate("1975/00/00"), (PartialDate{1975, 0, 0}));
  EXPECT_EQ(ParsePartialDate(" 1985-3-7 "), (PartialDate{1985, 3, 7}));
}

TEST(PartialDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", "0000/00/00", "1985-13", "1985-02-30", "2023-02-29", "85-01-01", "1985-00-07",
                           "1985-1-1-1", "19x5", "-985"}) {
    EXPECT_FALSE(ParsePartialDate(text).has_value()) << text;
  }
  EXPECT_TRUE(ParsePartialDate("2024-02-29").has_value());
}

TEST(DateSpan, ReadsSpansAndSingleDates) {
  EXPECT_EQ(ParseDateSpan("1964/1967")->ToString(), "1964/1967");
  EXPECT_EQ(ParseDateSpan("1964..1967")->ToString(), "1964/1967");
  EXPECT_EQ(ParseDateSpan("1985/03")->ToString(), "1985-03");
  EXPECT_EQ(ParseDateSpan("1964-01-01/1967-12-31")->ToString(), "1964-01-01/1967-12-31");
  EXPECT_FALSE(ParseDateSpan("1967/1964").has_value());
}

TEST(PartialDate, DaysCoverWhatIsUnknown) {
  EXPECT_EQ(FirstDay({1970, 0, 0}), 0);
  EXPECT_EQ(LastDay({1970, 0, 0}), 364);
  EXPECT_EQ(LastDay({2024, 2, 0}) - FirstDay({2024, 2, 0}), 28);
}

TEST(PartialDate, TextRoundTrips) {
  EXPECT_TRUE(rc::check("parse(text) == date", [] {
    const auto date = MakeDate(*rc::gen::inRange(1, 10000), *rc::gen::inRange(0, 13), *rc::gen::inRange(0, 32));
    if (!date) return;
    RC_ASSERT(ParsePartialDate(date->ToString()) == date);
    RC_ASSERT(FirstDay(*date) <= LastDay(*date));
  }));
}

}  // namespace
}  // namespace maktab::calendar
