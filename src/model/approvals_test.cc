// P6: a definition can't let anybody change alone what another has approved.
#include "model/approvals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/changed_definitions.h"

namespace maktab::model {
namespace {

class ApprovalsTest : public ChangedDefinitions {
 protected:
  std::string OfRequests(const std::string& from, const std::string& to) {
    return Said("registers/requests.toml", from, to);
  }
};

const std::string kAmend = R"("waiting_national", "waiting_judicial"]
may = ["officer", "supervisor", "administrator"]
fields = ["direction", "channel")";

// Said of the action `amend` of requests: from which states more.
std::string AmendAlsoFrom(const std::string& states) {
  std::string text = kAmend;
  return text.replace(text.find("\"]"), 2, "\", " + states + "]");
}

TEST_F(ApprovalsTest, WhatWasApprovedIsNotChangedBeforeItGoesOut) {
  EXPECT_EQ(OfRequests(kAmend, kAmend), "ok");
  EXPECT_NE(OfRequests(kAmend, AmendAlsoFrom("\"reply_approved\"")).find("after approve approved it"),
            std::string::npos);
}

TEST_F(ApprovalsTest, NobodyApprovesWhatHeChanged) {
  EXPECT_NE(OfRequests(kAmend, AmendAlsoFrom("\"reply_drafted\"")).find("which approve approves"), std::string::npos);
}

TEST_F(ApprovalsTest, ALetterIsSentFromWhereItWasApproved) {
  EXPECT_NE(OfRequests("approved = true\n", "").find("write approved = true"), std::string::npos);
  EXPECT_NE(OfRequests("from = [\"in_progress\"]\nto = \"reply_drafted\"",
                       "from = [\"in_progress\"]\nto = \"reply_approved\"")
                .find("without an approval"),
            std::string::npos);
}

TEST_F(ApprovalsTest, AnApprovedStateHasAnApproval) {
  EXPECT_NE(Said("registers/hits.toml", "id = \"same\"\nkind = \"open\"\n",
                 "id = \"same\"\nkind = \"open\"\napproved = true\n")
                .find("no action with four_eyes leads to it"),
            std::string::npos);
}

// What is approved long before it has its effect: a new register or action that opens such a gap is looked at here.
TEST_F(ApprovalsTest, EveryRegisterHoldsWhatWasDrafted) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok());
  // Registers in which the action with four eyes has its effect at once, and what it may say afterwards is new.
  // Corrections later are of what the bureau knows of a paper that others made; nothing of it goes out again.
  const std::set<std::string> looked_at = {
      "extraditions.choose_instrument", "extraditions.extension_granted",
      "extraditions.grant_speciality",  "extraditions.refuse",
      "extraditions.release",           "extraditions.renew",
      "extraditions.surrender",         "rogatory.admit",
      "rogatory.choose_instrument",     "vehicle_cases.dispose",
      "warrants.change_limitation",
  };
  std::set<std::string> found;
  for (const Register& in : registers->all()) {
    for (const Action& approval : in.actions) {
      if (approval.four_eyes.empty()) continue;
      std::set<std::string> drafted;
      for (const std::string& id : approval.four_eyes) {
        const std::vector<std::string>& fields = in.FindAction(id)->fields;
        drafted.insert(fields.begin(), fields.end());
      }
      for (const std::string* id : {&in.restriction.units, &in.restriction.users, &in.restriction.countries}) {
        drafted.erase(*id);
      }
      drafted.erase("unit");
      drafted.erase("officer");
      const std::vector<std::string> then = approval.to.empty() ? approval.from : std::vector<std::string>{approval.to};
      for (const Action& action : in.actions) {
        const auto is_from = [&](const std::string& state) {
          return std::find(action.from.begin(), action.from.end(), state) != action.from.end();
        };
        const bool alone = !action.by_effect && action.four_eyes.empty();
        const bool changes = std::any_of(action.fields.begin(), action.fields.end(),
                                         [&](const std::string& field) { return drafted.contains(field); });
        if (alone && changes && std::any_of(then.begin(), then.end(), is_from)) found.insert(in.id + "." + approval.id);
      }
    }
  }
  EXPECT_EQ(found, looked_at);
}

}  // namespace
}  // namespace maktab::model
