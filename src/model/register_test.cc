#include "model/register.h"

#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"

namespace maktab::model {
namespace {

// The definitions with another requests.toml.
class RegisterTest : public ChangedDefinitions {
 protected:
  // When it is replaced in the first register.
  std::string Said(const std::string& from, const std::string& to) {
    return ChangedDefinitions::Said("registers/requests.toml", from, to);
  }
};

TEST_F(RegisterTest, TheBuiltInOnesAreWhole) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  const Register* requests = registers->Find("requests");
  ASSERT_NE(requests, nullptr);
  EXPECT_EQ(requests->Creation().id, "register");
  EXPECT_EQ(requests->FindState("answered")->kind, StateKind::kClosed);
  EXPECT_EQ(requests->FindAction("approve")->four_eyes, std::vector<std::string>{"draft_reply"});
  EXPECT_EQ(requests->FindField("partner")->type, FieldType::kPartner);
  EXPECT_EQ(registers->FindRule("D01")->limit.amount, 8);
  EXPECT_EQ(registers->Find("none"), nullptr);
}

// domain.md section 12.1: every state can be reached, and every state that is not closed can be left.
TEST_F(RegisterTest, NoStateIsADeadEnd) {
  const auto registers = Registers::Load(Definitions());
  for (const Register& one : registers->all()) {
    for (const State& state : one.states) {
      bool reached = false, left = state.kind == StateKind::kClosed;
      for (const Action& action : one.actions) {
        reached |= action.to == state.id;
        for (const std::string& from : action.from) left |= from == state.id && !action.to.empty();
      }
      EXPECT_TRUE(reached) << one.id << " " << state.id;
      EXPECT_TRUE(left) << one.id << " " << state.id;
    }
  }
}

TEST_F(RegisterTest, SaysWhereAWrongDefinitionIsWrong) {
  EXPECT_EQ(Said("code = \"REQ\"", "code = \"REQ\""), "ok");
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"to = \"registered\"", "to = \"nowhere\""},
           {"type = \"partner\"", "type = \"partners\""},
           {"four_eyes = \"draft_reply\"", "four_eyes = \"nobody\""},
           {"required = [\"intake\"]", "required = [\"unit\"]"},
           {"complete = [\"intake\"]", "complete = [\"summary\"]"},
           {"may = [\"officer\", ", "may = [\"sheriff\", "},
           {"kind = \"open\"", "kind = \"ajar\""},
           {"{serial}", "{number}"},
           {"starts = [\"D01\"", "starts = [\"D99\""},
           {"title = { ar = \"الطلبات\", ", "title = { "},
           {"id = \"channel\"", "id = \"direction\""},
           {"from = [\"accepted\"", "when = {field = \"nothing\", is = [\"a\"]}\nfrom = [\"accepted\""},
           {"to = \"registered\"", "when = {field = \"direction\", is = [\"a\"]}\nto = \"registered\""},
           {"code = \"REQ\"", "code = "}}) {
    const std::string said = Said(from, to);
    EXPECT_NE(said, "ok") << from;
    EXPECT_NE(said.find("registers/requests.toml"), std::string::npos) << from << ": " << said;
  }
}

TEST_F(RegisterTest, GroupsSayHowRegistersStandTogether) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_FALSE(registers->groups().empty());
  EXPECT_EQ(registers->groups()[0].registers, (std::vector<std::string>{"requests", "data_requests"}));
  for (const auto& [from, to, what] :
       std::vector<std::array<std::string, 3>>{{"\"data_requests\"", "\"letters\"", "letters is no register"},
                                               {"\"data_requests\"", "\"hits\"", "hits stands in two groups"},
                                               {"id = \"searches\"", "id = \"requests\"", "requests (doubled)"},
                                               {"label = {", "name = {", "label"}}) {
    const std::string said = ChangedDefinitions::Said("groups.toml", from, to);
    EXPECT_NE(said.find("groups.toml"), std::string::npos) << said;
    EXPECT_NE(said.find(what), std::string::npos) << said;
  }
}

// The article of a treaty is one text; what is said in words is said in all languages.
TEST_F(RegisterTest, ASourceIsOneTextOrWords) {
  const auto registers = Registers::Load(Definitions());
  const Label& article = registers->FindRule("D01")->source;
  EXPECT_EQ(article[std::size_t(Language::kArabic)], article[std::size_t(Language::kEnglish)]);
  const std::string said = ChangedDefinitions::Said("deadlines.toml", "source = { ar = ", "source = { de = ");
  EXPECT_NE(said.find("deadlines.toml"), std::string::npos) << said;
  EXPECT_NE(said.find(": ar."), std::string::npos) << said;
}

}  // namespace
}  // namespace maktab::model
