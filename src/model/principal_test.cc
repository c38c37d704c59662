#include "model/principal.h"

#include <gtest/gtest.h>

namespace maktab::model {
namespace {

TEST(Role, NamesRoundTrip) {
  for (std::size_t i = 0; i < kRoleCount; ++i) EXPECT_EQ(ParseRole(RoleName(Role(i))), Role(i));
  EXPECT_FALSE(ParseRole("root").has_value());
}

TEST(Role, HasLeastRightByDefault) {
  EXPECT_TRUE(MayDo(Role::kChecker, Right::kCheck));
  EXPECT_FALSE(MayDo(Role::kChecker, Right::kSeeAllHistory));
  EXPECT_FALSE(MayDo(Role::kOfficer, Right::kImportLists));
  EXPECT_FALSE(MayDo(Role::kAuditor, Right::kCheck));
  EXPECT_FALSE(MayDo(Role::kSupervisor, Right::kManageUsers));
  EXPECT_TRUE(MayDo(Role::kAdministrator, Right::kManageUsers));
}

}  // namespace
}  // namespace maktab::model
