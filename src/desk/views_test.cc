#include "desk/views.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SavedViews : public ::testing::Test {
 protected:
  // A user of a unit.
  model::Principal Of(const std::string& name, Role role, const std::string& unit) {
    const std::string id = "id-" + name;
    std::string body;
    base::JsonWriter(body)
        .BeginObject()
        .Field("id", id)
        .Field("name", name)
        .Field("role", model::RoleName(role))
        .Field("unit", unit)
        .EndObject();
    EXPECT_TRUE(
        bureau.store->AppendAndWait({"user.created", TestBureau::Who(Role::kAdministrator), {}, id, body}).ok());
    return {id, name, role, model::Principal::Kind::kPerson};
  }
  base::Result<View> Save(const model::Principal& who, const std::string& name, bool for_unit = false,
                          const std::string& filter = R"({"state":"accepted","fields":{"partner":"ES"}})",
                          const std::string& id = {}) {
    const auto document = base::JsonDocument::Parse(filter);
    const ViewRequest request{name, for_unit, document->root(), {"summary"}};
    return id.empty() ? desk.Save(who, "requests", request) : desk.Change(who, id, request);
  }
  std::vector<std::string> Names(const model::Principal& who) {
    std::vector<std::string> names;
    const auto views = desk.List(who, "requests");
    for (const View& view : *views) names.push_back(view.saved.name + (view.may_change ? "" : " (to use)"));
    return names;
  }
  template <typename R>
  static std::string CodeOf(const R& result) {
    return result.ok() ? "ok" : result.error().code;
  }

  TestBureau bureau;
  const Views desk{*bureau.parts};
  const model::Principal amal = Of("amal", Role::kOfficer, "pursuits");
  const model::Principal brahim = Of("brahim", Role::kOfficer, "pursuits");
  const model::Principal head = Of("head", Role::kSupervisor, "pursuits");
  const model::Principal other = Of("other", Role::kSupervisor, "vehicles");
};

TEST_F(SavedViews, AreForOneselfOrForTheUnit) {
  const auto own = Save(amal, "Spain");
  ASSERT_EQ(CodeOf(own), "ok");
  EXPECT_EQ(own->saved.filter, R"({"state":"accepted","fields":{"partner":"ES"}})");
  const auto shared = Save(amal, "Of the unit", true);
  ASSERT_EQ(CodeOf(shared), "ok");
  EXPECT_THAT(Names(amal), ElementsAre("Of the unit", "Spain"));
  EXPECT_THAT(Names(brahim), ElementsAre("Of the unit (to use)"));
  EXPECT_THAT(Names(head), ElementsAre("Of the unit"));
  EXPECT_THAT(Names(other), IsEmpty());
  EXPECT_EQ(CodeOf(Save(brahim, "Mine now", true, "{}", shared->saved.id)), "view.not_yours");
  EXPECT_EQ(CodeOf(Save(other, "Mine now", true, "{}", shared->saved.id)), "view.unknown");
  EXPECT_EQ(CodeOf(Save(head, "Renamed", true, "{}", shared->saved.id)), "ok");
  EXPECT_THAT(Names(brahim), ElementsAre("Renamed (to use)"));
  EXPECT_EQ(CodeOf(desk.Remove(brahim, shared->saved.id)), "view.not_yours");
  EXPECT_EQ(CodeOf(desk.Remove(amal, shared->saved.id)), "ok");
  EXPECT_EQ(CodeOf(desk.Remove(amal, shared->saved.id)), "view.unknown");
  ASSERT_TRUE(bureau.store->Rebuild().ok());
  EXPECT_THAT(Names(amal), ElementsAre("Spain")) << "P2";
}

TEST_F(SavedViews, AWrongOneIsRefused) {
  ASSERT_EQ(CodeOf(Save(amal, "Spain")), "ok");
  EXPECT_EQ(CodeOf(Save(amal, " Spain ")), "store.view_doubled");
  EXPECT_EQ(CodeOf(Save(brahim, "Spain")), "ok") << "each has his own";
  EXPECT_EQ(CodeOf(Save(amal, "")), "view.bad_name");
  EXPECT_EQ(CodeOf(Save(amal, std::string(200, 'x'))), "view.bad_name");
  EXPECT_EQ(CodeOf(Save(amal, "a", false, R"({"nothing":"x"})")), "view.bad_filter");
  EXPECT_EQ(CodeOf(Save(amal, "a", false, R"({"fields":{"nothing":"x"}})")), "view.bad_filter");
  EXPECT_EQ(CodeOf(Save(amal, "a", false, R"({"state":"nothing"})")), "view.bad_filter");
  EXPECT_EQ(CodeOf(Save(Of("alone", Role::kOfficer, ""), "a", true)), "view.no_unit");
  EXPECT_EQ(CodeOf(Save(Of("checker", Role::kChecker, ""), "a")), "access.denied");
}

}  // namespace
}  // namespace maktab::desk
