#include "model/alert_rules.h"

#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"
#include "model/register.h"

namespace maktab::model {
namespace {

TEST(Term, SaysWhatIsAsked) {
  EXPECT_EQ(ParseTerm("warrant_reference").field, "warrant_reference");
  const Term least = ParseTerm("penalty_months>=24");
  EXPECT_EQ(least.field, "penalty_months");
  EXPECT_EQ(least.least, 24);
  const Term day = ParseTerm("persons.birth_date:day");
  EXPECT_EQ(day.field, "persons");
  EXPECT_EQ(day.member, "birth_date");
  EXPECT_TRUE(day.whole_day);
  EXPECT_TRUE(ParseTerm("persons.birth_date:adult").adult);
  EXPECT_EQ(ParseTerm("public=no").is, "no");
  const Term order = ParseTerm("issued_on<=limitation_on");
  EXPECT_EQ(order.field, "issued_on");
  EXPECT_EQ(order.not_after, "limitation_on");
  EXPECT_EQ(ParseTerm("arrested_at<=now").not_after, kNow);
  const Term arabic = ParseTerm("persons.name:arabic");
  EXPECT_TRUE(arabic.arabic);
  EXPECT_EQ(arabic.field, "persons");
  EXPECT_EQ(arabic.member, "name");
  EXPECT_EQ(ParseTerm("summary:arabic").member, "");
}

class AlertRules : public ChangedDefinitions {
 protected:
  std::string Said(const std::string& file, const std::string& from, const std::string& to) {
    return ChangedDefinitions::Said("registers/" + file, from, to);
  }
};

TEST_F(AlertRules, AreReadWhole) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  const Register* bulletins = registers->Find("bulletins");
  ASSERT_NE(bulletins, nullptr);
  EXPECT_EQ(bulletins->alert->searched.size(), 3U);
  EXPECT_EQ(bulletins->lives_by->field, "sources");
  EXPECT_EQ(bulletins->FindField("sources")->link_registers,
            (std::vector<std::string>{"notices", "requests", "announcements", "warrants"}));
  EXPECT_TRUE(bulletins->FindAction("cease")->by_effect);
  EXPECT_EQ(bulletins->FindAction("cease")->opens->register_id, "ends");
  EXPECT_EQ(registers->Find("ends")->FindAction("order")->moves.size(), 5U);
  EXPECT_EQ(registers->FindRule("D23")->each, "units");
  const Register* notices = registers->Find("notices");
  ASSERT_EQ(notices->when_due.size(), 2U);
  EXPECT_EQ(notices->when_due[0].rule, "D15");
  EXPECT_EQ(notices->when_due[0].action, "expire");
  EXPECT_EQ(notices->when_due[0].filling, (Filling{{"cause", "=expiry"}}));
  EXPECT_TRUE(notices->lives_by->if_named);
  EXPECT_FALSE(bulletins->lives_by->if_named);
  EXPECT_TRUE(notices->FindAction("publish")->moves[0].if_named);
  EXPECT_TRUE(notices->FindAction("publish")->moves[0].if_possible);
  EXPECT_EQ(registers->Find("arrests")->FindAction("register")->guards.size(), 1U);
  EXPECT_EQ(registers->FindRule("limitation")->until, "limitation_on");
}

TEST_F(AlertRules, SayWhereTheyAreWrong) {
  EXPECT_EQ(Said("bulletins.toml", "code = \"BUL\"", "code = \"BUL\""), "ok");
  const std::vector<std::array<std::string, 3>> wrong = {
      {"bulletins.toml", "in_force = [\"broadcast\"", "in_force = [\"broadcasted\""},
      {"bulletins.toml", "asleep = [\"suspended\"]", "asleep = [\"broadcast\"]"},
      {"bulletins.toml", "searched = [\"persons\"", "searched = [\"summary\""},
      {"bulletins.toml", "excluded = \"exclusions\"", "excluded = \"nobody\""},
      {"bulletins.toml", "field = \"sources\"", "field = \"partner\""},
      {"bulletins.toml", "none = [\"cease\"", "none = [\"approve\""},
      {"bulletins.toml", "wakes = \"override_reason\"", "wakes = \"nothing\""},
      {"bulletins.toml", "registers = [\"notices\", ", "registers = [\"nowhere\", "},
      {"bulletins.toml", "receipts = \"receipts_from\"", "receipts = \"persons\""},
      {"bulletins.toml", "then = \"circulate\"", "then = \"dance\""},
      {"bulletins.toml", "link = \"alert\"", "link = \"summary\""},
      {"bulletins.toml", "follows = \"follows\"", "follows = \"alert\""},
      {"ends.toml", "action = \"withdraw\"", "action = \"vanish\""},
      {"ends.toml", "rules = [\"D23_arrest\"", "rules = [\"D99\""},
      {"notices.toml", "\"penalty_months>=24\"", "\"years>=2\""},
      {"notices.toml", "since = \"2025-01-10\"", "since = \"soon\""},
      {"notices.toml", "rule = \"D15\"", "rule = \"D99\""},
      {"notices.toml", "states = [\"pending\"", "states = [\"nowhere\""},
      {"bulletins.toml", "actions = [\"approve\"]", "actions = [\"import\"]"},
      {"notices.toml", "[[when_due]]\nrule = \"D15\"", "[[when_due]]\nrule = \"D05\""},
      {"notices.toml", "action = \"expire\"", "action = \"suspend\""},
      {"notices.toml", "filling = { cause = \"=expiry\" }", "filling = { summary = \"=expiry\" }"},
      {"notices.toml", "\"source.cause\"", "\"source.nothing\""},
      {"bulletins.toml", "starts = [\"D05\"]", "starts = [\"limitation\"]"},
      {"announcements.toml", "[[duplicate]]",
       "[[when_due]]\nrule = \"announcement_receipt\"\naction = \"expire\"\n\n[[duplicate]]"},
      {"warrants.toml", "\"issued_on<=now\"", "\"summary<=now\""},
      {"warrants.toml", "\"issued_on<=limitation_on\"", "\"issued_on<=reference\""},
      {"warrants.toml", "warrant_{direction}", "warrant_{nothing}"},
      {"warrants.toml", "warrant_{direction}", "warrant_{summary"},
      {"arrests.toml", "\"arrest_after_issue\"", "\"arrest_after_lunch\""},
      {"arrests.toml", "action = \"arrest\"", "action = \"vanish\""}};
  for (const auto& [file, from, to] : wrong) {
    const std::string said = Said(file, from, to);
    EXPECT_NE(said, "ok") << from;
    EXPECT_NE(said.find("registers/" + file), std::string::npos) << from << ": " << said;
  }
}

}  // namespace
}  // namespace maktab::model
