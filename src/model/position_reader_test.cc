#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"
#include "model/register.h"

namespace maktab::model {
namespace {

class PositionRules : public ChangedDefinitions {
 protected:
  // When it is replaced in the [position] of a register, or in a file of its own.
  std::string Said(const std::string& file, const std::string& from, const std::string& to) {
    return ChangedDefinitions::Said(file, from, to, file.starts_with("registers/") ? "[position]" : "");
  }
};

TEST_F(PositionRules, AreReadWhole) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  const auto& notices = registers->Find("notices")->position;
  ASSERT_TRUE(notices.has_value());
  EXPECT_EQ(notices->about, std::vector<std::string>{"persons"});
  EXPECT_EQ(notices->lines.front().when.conditions.size(), 2U) << "several that must all hold";
  EXPECT_EQ(notices->lines.front().when.about, std::vector<std::string>{"persons"}) << "if it says nothing else";
  const auto& bulletins = registers->Find("bulletins")->position;
  EXPECT_EQ(bulletins->sections.front().by, "channel");
  EXPECT_EQ(bulletins->lines.front().when.about, std::vector<std::string>{"exclusions"});
  EXPECT_EQ(registers->Find("ends")->position->through, "alert");
  EXPECT_EQ(registers->position_words().sections.front().id, "alerts");
}

// Each line says where it is written; whoever reads it can see what nobody has held against its source yet.
TEST_F(PositionRules, EveryLineHasItsSource) {
  const auto registers = Registers::Load(Definitions());
  for (const Register& in : registers->all()) {
    if (!in.position) continue;
    for (const PositionLine& line : in.position->lines) {
      EXPECT_FALSE(line.source.empty()) << in.id << ": " << line.say[0];
      for (const Language language : kLanguages) EXPECT_FALSE(line.say[std::size_t(language)].empty()) << in.id;
    }
  }
}

TEST_F(PositionRules, SayWhereTheyAreWrong) {
  EXPECT_EQ(Said("registers/bulletins.toml", "by = \"channel\"", "by = \"channel\""), "ok");
  const std::string bulletins = "registers/bulletins.toml", requests = "registers/requests.toml",
                    ends = "registers/ends.toml", words = "position.toml", extraditions = "registers/extraditions.toml";
  const std::vector<std::array<std::string, 3>> wrong = {
      {bulletins, "about = [\"persons\"]", ""},
      {bulletins, "about = [\"persons\"]", "about = [\"vehicles\"]"},
      {bulletins, "about = [\"exclusions\"]", "about = [\"summary\"]"},
      {bulletins, "section = \"alerts\"", "section = \"alarms\""},
      {bulletins, "states = [\"broadcast\"", "states = [\"broadcasted\""},
      {bulletins, "states = [\"suspended\"]", "states = []"},
      {bulletins, "by = \"channel\"", "by = \"summary\""},
      {bulletins, "\"hit_unit\"]", "\"hit_place\"]"},
      {bulletins, "rules = [\"D05\"", "rules = [\"D99\""},
      {bulletins, "rules = [\"D05\"", "rules = [\"bulletin_receipt\""},
      {bulletins, "field = \"purpose\"", "field = \"aim\""},
      {bulletins, "is = [\"arrest\"]", "is = [\"dance\"]"},
      {bulletins, "act = \"arrest\"", "act = \"vanish\""},
      {bulletins, "may = false", "may = \"no\""},
      {bulletins, "may = false\n", ""},
      {bulletins, "may = true", "may = true\nbars = true"},
      {bulletins, "source = \"Internal rule R-30 (homonyms)\"", "source = \"\""},
      {bulletins, "source = \"Internal rule R-30 (homonyms)\"", ""},
      {bulletins, "say = { ar = ", "say = { xx = "},
      {requests, "roles = [\"wanted\"", "roles = [\"king\""},
      {requests, "field = \"handling\"", "field = \"persons\""},
      {ends, "through = \"alert\"", "through = \"summary\""},
      {ends, "through = \"alert\"", "through = \"alert\"\nabout = [\"persons\"]"},
      {extraditions, "until = \"speciality_end\"", "until = \"never\""},
      {extraditions, ", said = true }", " }"},
      {extraditions, ", said = true }", ", said = true, is = [\"2026\"] }"},
      {extraditions, "may = true\n", "may = true\nwarns = [\"warrants\"]\n"},
      {extraditions, "warns = [\"warrants\"", "warns = [\"wizards\""},
      {extraditions, "warns = [\"warrants\"", "warns = [\"stolen_vehicles\""},
      {extraditions, "facts = [\"speciality_facts\"]", "facts = [\"persons\"]"},
      {words, "id = \"warrants\"", "id = \"alerts\""}};
  for (const auto& [file, from, to] : wrong) {
    const std::string said = Said(file, from, to);
    EXPECT_NE(said, "ok") << from << " → " << to;
    EXPECT_NE(said.find(file), std::string::npos) << from << ": " << said;
  }
}

}  // namespace
}  // namespace maktab::model
