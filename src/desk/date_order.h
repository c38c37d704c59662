// Which of two dates or instants of a record comes first, where a date may be known in part. Values, pure.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "calendar/zone.h"

namespace maktab::desk {

// The first and the last instant that it may be.
struct TimeSpan {
  base::Instant first, last;
};

// Of an instant itself; of a date its days by the clock of the zone. nullopt if it is neither.
std::optional<TimeSpan> SpanOf(std::string_view text, const calendar::Zone& zone);
// The one is not surely after the other.
bool MayBeInOrder(const TimeSpan& earlier, const TimeSpan& later);

}  // namespace maktab::desk
