#include "model/calendars.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "calendar/partial_date.h"
#include "model/register.h"
#include "model/words.h"

namespace maktab::model {
namespace {

std::int32_t Day(int year, int month, int day) {
  return calendar::FirstDay(*calendar::MakeDate(year, month, day));
}

// The definitions with files of a bureau's own.
class CalendarsTest : public ::testing::Test {
 protected:
  CalendarsTest() {
    char name[] = "/tmp/maktab-calendars-XXXXXX";
    folder_ = mkdtemp(name);
  }
  ~CalendarsTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  base::Result<Registers> Load() const { return Registers::Load(*Definitions::WithOverrides(folder_)); }
  std::string Said() const {
    const auto loaded = Load();
    if (loaded.ok()) return "ok";
    return Words::Load(Definitions())->Say(Language::kEnglish, loaded.error());
  }

  std::filesystem::path folder_;
  const std::string kHead = R"(id = "XY"
name = { ar = "بلد", en = "Country", fr = "Pays", es = "País" }
source = "Its law"
)";
  const std::string kWeekend = "weekend = [\"friday\", \"saturday\"]\n";
  const std::string kName = R"(name = { ar = "يوم", en = "Day", fr = "Jour", es = "Día" }
)";
};

TEST_F(CalendarsTest, TheBuiltInOnesAreWhole) {
  const auto registers = Load();
  ASSERT_TRUE(registers.ok()) << Said();
  const CountryCalendar* morocco = registers->calendars().Find("MA");
  ASSERT_NE(morocco, nullptr);
  EXPECT_FALSE(morocco->days.Works(Day(2026, 11, 6)));  // the Green March, a Friday
  EXPECT_FALSE(morocco->days.Works(Day(2025, 3, 31)));  // Eid al-Fitr, a Monday
  EXPECT_TRUE(morocco->days.Works(Day(2025, 10, 31)));  // Unity Day came later
  EXPECT_TRUE(morocco->days.Works(Day(2019, 1, 14)));   // and so did the Amazigh New Year
  EXPECT_EQ(morocco->announced_until, 2025);
  const CountryCalendar* emirates = registers->calendars().Find("AE");
  EXPECT_FALSE(emirates->days.Works(Day(2021, 12, 31)));
  EXPECT_TRUE(emirates->days.Works(Day(2022, 1, 7)));
  EXPECT_EQ(registers->alarms(), (std::vector<int>{50, 75, 90}));
}

TEST_F(CalendarsTest, ABureauHasACountryOfItsOwnAndDaysOfItsOwn) {
  EXPECT_FALSE(Load()->calendars().OfBureau("MA").Works(Day(2026, 11, 18)));
  EXPECT_TRUE(Load()->calendars().OfBureau("ES").Works(Day(2026, 11, 18)));
  EXPECT_TRUE(Load()->calendars().OfBureau("XX").Works(Day(2026, 12, 25))) << "nobody knows its holidays";
  EXPECT_FALSE(Load()->calendars().OfBureau("XX").Works(Day(2026, 12, 26)));
  Write("calendars/XY.toml", kHead + kWeekend);
  Write("calendars/bureau.toml", "id = \"bureau\"\nlike = \"XY\"\n" + kName +
                                     "source = \"Order of the head\"\n[[holiday]]\nid = \"removal\"\n" + kName +
                                     "dates = [\"2026-11-24\"]\n");
  const auto registers = Load();
  ASSERT_TRUE(registers.ok()) << Said();
  const calendar::WorkCalendar own = registers->calendars().OfBureau("MA");
  EXPECT_FALSE(own.Works(Day(2026, 11, 24)));
  EXPECT_FALSE(own.Works(Day(2026, 11, 27))) << "a Friday";
  EXPECT_TRUE(own.Works(Day(2026, 11, 22))) << "a Sunday";
}

TEST_F(CalendarsTest, TheLeapDayIsOffWhereThereIsOne) {
  Write("calendars/XY.toml", kHead + kWeekend + "[[holiday]]\nid = \"leap\"\n" + kName + "day = \"02-29\"\n");
  const auto registers = Load();
  ASSERT_TRUE(registers.ok()) << Said();
  const calendar::WorkCalendar& days = registers->calendars().Find("XY")->days;
  EXPECT_FALSE(days.Works(Day(2028, 2, 29)));  // a Tuesday
  EXPECT_TRUE(days.Works(Day(2027, 3, 1)));
  EXPECT_TRUE(days.Works(Day(2027, 2, 28)));
}

TEST_F(CalendarsTest, SaysWhereAWrongOneIsWrongAndWhatToDo) {
  const std::string holiday = "[[holiday]]\nid = \"a\"\n" + kName;
  for (const auto& [text, line, what] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {kHead, "line 1", "weekend"},
           {kHead + "weekend = [\"samedi\"]\n", "line 1", "sunday to saturday"},
           {kHead + kWeekend + holiday + "day = \"02-30\"\n", "line 5", "write MM-DD"},
           {kHead + kWeekend + holiday + "dates = [\"2026-3-20\"]\n", "line 5", "write YYYY-MM-DD"},
           {kHead + kWeekend + holiday + "dates = [\"2026-03-20\", \"2026-03-20\"]\n", "line 5", "doubled"},
           {kHead + kWeekend + holiday, "line 5", "either day"},
           {kHead + kWeekend + holiday + "day = \"01-01\"\nsince = 26\n", "line 5", "write a year"},
           {kHead + kWeekend + holiday + "day = \"01-01\"\n" + holiday + "day = \"01-02\"\n", "line 9", "doubled"},
           {kHead + kWeekend + "[[holiday]]\nid = \"a\"\nname = { ar = \"يوم\", en = \"Day\" }\nday = \"01-01\"\n",
            "line 7", "fr"},
           {kHead + kWeekend + "like = \"MA\"\n", "line 1", "like"},
           {"id = \"ZZ\"\n", "line 1", "name of the file"}}) {
    Write("calendars/XY.toml", text);
    const std::string said = Said();
    EXPECT_NE(said.find("calendars/XY.toml"), std::string::npos) << said;
    EXPECT_NE(said.find(line), std::string::npos) << said << " (" << line << ", " << what << ")";
    EXPECT_NE(said.find(what), std::string::npos) << said;
  }
}

TEST_F(CalendarsTest, RulesNameCalendarsThatAreThere) {
  std::string rules(Definitions().Text("deadlines.toml"));
  Write("deadlines.toml", rules + "calendar = \"partner\"\n");
  EXPECT_EQ(Said(), "ok");
  Write("deadlines.toml", rules + "calendar = \"ES\"\nrolls = true\n");
  EXPECT_EQ(Said(), "ok");
  Write("deadlines.toml", rules + "calendar = \"ZZ\"\n");
  EXPECT_NE(Said().find(".calendar: write"), std::string::npos) << Said();
  for (const std::string wrong : {"[50, 50]", "[0]", "[100]", "[\"half\"]"}) {
    std::string text = rules;
    Write("deadlines.toml", text.replace(text.find("[50, 75, 90]"), 12, wrong));
    EXPECT_NE(Said().find("alarms"), std::string::npos) << wrong << ": " << Said();
  }
}

TEST_F(CalendarsTest, UnitsAreNotDoubled) {
  const std::string units(Definitions().Text("units.toml"));
  Write("units.toml",
        units + "\n[[unit]]\nid = \"vehicles\"\nlabel = { ar = \"أ\", en = \"a\", fr = \"a\", es = \"a\" }\n");
  EXPECT_NE(Said().find("vehicles (doubled)"), std::string::npos) << Said();
}

}  // namespace
}  // namespace maktab::model
