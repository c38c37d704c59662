// What [hits] and front_line.toml may say.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "model/changed_definitions.h"
#include "model/hit_rules.h"
#include "model/purpose.h"
#include "model/register.h"

namespace maktab::model {
namespace {

class HitReader : public ChangedDefinitions {};

TEST_F(HitReader, ReadsWhichHitsAreKept) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  const Register* in = registers->hits();
  ASSERT_NE(in, nullptr);
  EXPECT_EQ(in->id, "hits");
  EXPECT_TRUE(in->hits->Keeps("records.bulletins"));
  EXPECT_FALSE(in->hits->Keeps("un")) << "public lists are for screening";
  EXPECT_TRUE(in->Creation().may.empty()) << "nobody makes a hit by hand";
  EXPECT_EQ(registers->Find("bulletins")->hits, std::nullopt);
}

TEST_F(HitReader, EachPurposeIsAChoice) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok());
  const auto purposes = Purposes::Load(Definitions());
  ASSERT_TRUE(purposes.ok());
  for (const Purpose& purpose : purposes->all()) {
    const auto& choices = registers->hits()->FindField("purpose")->choices;
    const bool there =
        std::any_of(choices.begin(), choices.end(), [&](const Choice& c) { return c.id == purpose.code; });
    EXPECT_TRUE(there) << purpose.code;
  }
}

TEST_F(HitReader, SaysWhatIsWrong) {
  EXPECT_EQ(Said("registers/hits.toml", "code = \"HIT\"", "code = \"HIT\""), "ok");
  const std::vector<std::array<std::string, 3>> wrong = {
      {"score = 70", "score = 0", "hits.score"},
      {"score = 70", "score = 101", "hits.score"},
      {"window_minutes = 720", "window_minutes = 0", "hits.window_minutes"},
      {"most = 1000", "most = 0", "hits.most"},
      {"unit = \"central_bureau\"", "unit = \"nowhere\"", "hits.unit: nowhere"},
      {"hide = \"hide\"", "hide = \"act\"", "hits.hide"},
      {"language = \"en\"", "language = \"de\"", "hits.language"},
      {"cross_checks = [\"requests\"]", "cross_checks = [\"ends\"]", "hits.cross_checks: ends"},
      {"urgent = [\"border_check\"", "urgent = [\"curiosity\"", "purpose curiosity"},
      {"purposes = [\"border_check\"", "purposes = [\"curiosity\"", "purpose curiosity"},
      {"\"bulletins\", \"announcements\", ", "\"bulletins\", ", "announcements searches too"},
      {"units = \"restricted_units\"\n", "", "restriction"},
      {"id = \"retro\"", "id = \"late\"", "choice retro"},
      {"id = \"urgent\"", "id = \"hurried\"", "priority: urgent"},
      {"id = \"mark\"\nmachine = true\ntype = \"text\"", "id = \"mark\"\ntype = \"count\"",
       "mark must be a field of type text"},
      {"to = \"open\"\nby_effect = true", "to = \"open\"\nmay = [\"officer\"]", "by_effect"},
      {"\"unit\", \"mark\", \"withheld_from\"", "\"unit\", \"withheld_from\"", "mark"},
  };
  for (const auto& [from, to, what] : wrong) {
    const std::string said = Said("registers/hits.toml", from, to);
    EXPECT_NE(said.find(what), std::string::npos) << from << " → " << to << ": " << said;
    EXPECT_NE(said.find("hits.toml"), std::string::npos) << said;
  }
}

TEST_F(HitReader, TheFrontLineIsToldSomethingInEachCase) {
  const auto front_line = FrontLine::Load(Definitions());
  ASSERT_TRUE(front_line.ok());
  for (const Language language : kLanguages) {
    EXPECT_FALSE(front_line->Say(FrontLine::Answer::kWait, language).empty());
  }
  EXPECT_EQ(Said("front_line.toml", "[say]", "[say]"), "ok");
  EXPECT_NE(Said("front_line.toml", "answer = \"nothing\"", "answer = \"perhaps\"").find("do.answer"),
            std::string::npos);
  EXPECT_NE(Said("front_line.toml", "answer = \"nothing\"", "answer = \"hit\"").find("nothing needs one without when"),
            std::string::npos);
  EXPECT_NE(Said("front_line.toml", "[say]", "[said]").find("say"), std::string::npos);
}

}  // namespace
}  // namespace maktab::model
