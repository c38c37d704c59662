#include "http/record_query.h"

#include "http/route_help.h"

namespace maktab::http {

base::Result<std::vector<store::RecordFilter::Value>> ReadValueFilters(const Request& request) {
  std::vector<store::RecordFilter::Value> values;
  for (const std::string_view pair : request.QueryAll("filter")) {
    const std::size_t colon = pair.find(':');
    if (colon == std::string_view::npos) return BadParameter("filter");
    values.push_back({std::string(pair.substr(0, colon)), std::string(pair.substr(colon + 1)), {}});
  }
  return values;
}

base::Result<store::RecordFilter> ReadRecordFilter(const Context& context, const Request& request) {
  store::RecordFilter filter;
  filter.register_id = request.Query("register");
  filter.state = request.Query("state");
  filter.kind = request.Query("kind");
  if (!request.Query("officer").empty()) filter.officers.emplace_back(request.Query("officer"));
  filter.unit = request.Query("unit");
  MAKTAB_ASSIGN(filter.values, ReadValueFilters(request));
  if (request.Query("late") == "1") filter.due_before = context.desks.parts.clock.Now();
  MAKTAB_ASSIGN(const std::int64_t used, NumberParameter(request, "used", 0, 1, 99));
  if (used != 0) filter.used = {int(used), context.desks.parts.clock.Now()};
  using Order = store::RecordFilter::Order;
  const std::string_view order = request.Query("order");
  filter.order = order == "due" ? Order::kDue : order == "registered" ? Order::kRegistered : Order::kChanged;
  MAKTAB_ASSIGN(filter.offset, NumberParameter(request, "offset", 0, 0, 10'000'000));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 50, 1, 1000));
  filter.limit = int(limit);
  return filter;
}

}  // namespace maktab::http
