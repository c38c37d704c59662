// Rules of registers that need code (design.md section 2): an action names them (`guards`), this table has them, each
// is tested by its name. They are asked in the transaction of the action, so that what they read holds when it is
// written.
#pragma once

#include "base/result.h"
#include "calendar/zone.h"
#include "desk/record_entry.h"
#include "store/transaction.h"

namespace maktab::desk {

struct GuardReading {
  const Step& step;
  const Values& after;              // all values once it is done
  const calendar::Zone& zone;       // where the days of dates begin and end
  store::Transaction& transaction;  // the action's own
};

// All that the action names must hold. Errors:
// - arrest_after_issue: the arrest is not before the issue of the warrant that `warrant` names, by the bureau's clock:
//   record.before_warrant. It names no number: the warrant may be hidden from whoever is told (P7).
base::Status Guard(const GuardReading& reading);

}  // namespace maktab::desk
