// What is said to have happened can't lie ahead.
#pragma once

#include "base/clock.h"
#include "calendar/partial_date.h"

namespace maktab::desk {

// Later than `now` by more than ten minutes: clocks of two machines differ a little.
bool LiesAhead(base::Instant at, base::Instant now);
// Its first day has not begun anywhere yet: a day begins fourteen hours before it does in London.
bool LiesAhead(const calendar::PartialDate& date, base::Instant now);

}  // namespace maktab::desk
