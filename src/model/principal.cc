#include "model/principal.h"

#include <array>

namespace maktab::model {
namespace {

constexpr std::array<std::string_view, kRoleCount> kRoleNames = {"checker", "officer", "supervisor", "auditor",
                                                                 "administrator"};

constexpr unsigned Bit(Right right) {
  return 1U << unsigned(right);
}

constexpr unsigned kCheckerRights = Bit(Right::kCheck) | Bit(Right::kSeeOwnHistory);
constexpr unsigned kOfficerRights = kCheckerRights | Bit(Right::kSeeLists) | Bit(Right::kJudgeHits) |
                                    Bit(Right::kSeeRecords) | Bit(Right::kActOnRecords);
constexpr unsigned kSupervisorRights = kOfficerRights | Bit(Right::kSeeAllHistory) | Bit(Right::kImportLists) |
                                       Bit(Right::kBreakGlass) | Bit(Right::kReviewGlass);
constexpr unsigned kAuditorRights = Bit(Right::kSeeOwnHistory) | Bit(Right::kSeeAllHistory) | Bit(Right::kSeeLists) |
                                    Bit(Right::kVerifyLedger) | Bit(Right::kSeeRecords) | Bit(Right::kReviewGlass);
constexpr unsigned kAdministratorRights =
    kSupervisorRights | Bit(Right::kManageUsers) | Bit(Right::kVerifyLedger) | Bit(Right::kOperate);

constexpr std::array<unsigned, kRoleCount> kRights = {kCheckerRights, kOfficerRights, kSupervisorRights, kAuditorRights,
                                                      kAdministratorRights};

}  // namespace

std::string_view RoleName(Role role) {
  return kRoleNames[std::size_t(role)];
}

std::optional<Role> ParseRole(std::string_view name) {
  for (std::size_t i = 0; i < kRoleCount; ++i) {
    if (kRoleNames[i] == name) return Role(i);
  }
  return std::nullopt;
}

bool MayDo(Role role, Right right) {
  return (kRights[std::size_t(role)] & Bit(right)) != 0;
}

}  // namespace maktab::model
