// Instants as a clock on the wall of the bureau shows them, for cells of spreadsheets.
#pragma once

#include <cstdint>

#include "base/clock.h"
#include "calendar/zone.h"
#include "papers/sheet.h"

namespace maktab::desk {

// Days are counted from 1970-01-01.
papers::SheetTime DayOf(std::int32_t day);
papers::SheetTime WallTime(const calendar::Zone& zone, base::Instant instant);

}  // namespace maktab::desk
