// Which data a record lacks for an action ([[need]] of its register: minimum data, domain.md sections 2.2 and 2.3).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "desk/record_entry.h"

namespace maktab::desk {

// Error: record.needs (needs: ids of all that is missing, with commas between).
base::Status HasAllNeeded(const Step& step, base::Instant now);

}  // namespace maktab::desk
