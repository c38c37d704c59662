// Who acts: a person who signed in, a system with an API key, or the administrator at the shell; and what each role
// may.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maktab::model {

enum class Role : std::uint8_t { kChecker, kOfficer, kSupervisor, kAuditor, kAdministrator };
constexpr std::size_t kRoleCount = 5;

std::string_view RoleName(Role role);  // "checker"…
std::optional<Role> ParseRole(std::string_view name);

// What can be done; desk/ asks for one of these at the head of each action.
enum class Right : std::uint8_t {
  kCheck,          // ask
  kSeeOwnHistory,  // what I asked
  kSeeAllHistory,  // what anyone asked
  kSeeLists,       // which lists, their dates and counts, and an entry in full
  kImportLists,    // import, end a list
  kJudgeHits,      // "not the same"
  kManageUsers,    // users, roles, API keys
  kVerifyLedger,   // verify, entries
  kOperate,        // back up, settings
  kSeeRecords,     // open and list records of registers
  kActOnRecords,   // create records, do actions (which of them, the register says)
  kBreakGlass,     // open a record that is restricted from one, with a reason that others read
  kReviewGlass,    // read those reasons, and say that one has
};

// Least right by default: what is not in the table is refused.
bool MayDo(Role role, Right right);

struct Principal {
  enum class Kind : std::uint8_t { kPerson, kSystem, kShell };

  std::string id;    // user id, key id or "shell:<system user>"
  std::string name;  // to show
  Role role = Role::kChecker;
  Kind kind = Kind::kPerson;
};

}  // namespace maktab::model
