// Reading the clocks of many records. Internal to the store; throws what the database throws.
#pragma once

#include <vector>

#include "store/records.h"
#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// Those that must be met and are not, by due_at. Nobody is told of a clock of a record that is hidden from him.
std::vector<RecordClock> ReadOpenClocks(Connection& connection, const ClockFilter& filter, const Viewer& viewer);
std::vector<RecordClock> ReadClockPage(Connection& connection, const ClockFilter& filter, const ClockFigures& figures,
                                       const ClockPage& page, const Viewer& viewer);
// The same, counted, in no order.
std::vector<ClockCount> ReadClockCounts(Connection& connection, const ClockFilter& filter, const ClockFigures& figures,
                                        const Viewer& viewer);
// Those that run, of all records, whoever may see them, by due_at; of each rule the first so many.
std::vector<Deadline> ReadDueClocks(Connection& connection, const std::vector<DueRule>& rules, int limit);

}  // namespace maktab::store
