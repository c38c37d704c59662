#include "desk/date_order.h"

#include "calendar/partial_date.h"

namespace maktab::desk {

std::optional<TimeSpan> SpanOf(std::string_view text, const calendar::Zone& zone) {
  if (const auto instant = base::ParseInstant(text)) return TimeSpan{*instant, *instant};
  const auto date = calendar::ParsePartialDate(text);
  if (!date) return std::nullopt;
  return TimeSpan{{zone.StartOf(calendar::FirstDay(*date))}, {zone.StartOf(calendar::LastDay(*date) + 1) - 1}};
}

bool MayBeInOrder(const TimeSpan& earlier, const TimeSpan& later) {
  return earlier.first <= later.last;
}

}  // namespace maktab::desk
