// Which data a record lacks for an action ([[need]] of its register: minimum data, domain.md sections 2.2 and 2.3).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "calendar/zone.h"
#include "desk/record_entry.h"

namespace maktab::desk {

// Dates of the record are by the clock of the zone. Error: record.needs (needs: ids of all that is missing, with commas
// between).
base::Status HasAllNeeded(const Step& step, base::Instant now, const calendar::Zone& zone);

}  // namespace maktab::desk
