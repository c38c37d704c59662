// What something has cost until now: computed whenever a record is shown, from what the record says, and kept nowhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/clocks.h"
#include "desk/record_values.h"

namespace maktab::desk {

struct MeterView {
  const model::Meter* meter = nullptr;
  std::int64_t days = 0;  // begun, the first and the last counted, by the bureau's clock
  std::int64_t amount = 0;
  std::string currency;  // as the record says it
  bool runs = false;     // its end is not known yet
};

// Those whose beginning and price `values` say; what the reader may not see is not among them.
std::vector<MeterView> MetersOf(const model::Register& in, const Values& values, const Clocks& clocks,
                                base::Instant now);

}  // namespace maktab::desk
