// What a list of records is narrowed to, as requests say it.
#pragma once

#include "http/context.h"
#include "http/message.h"
#include "store/records.h"

namespace maktab::http {

// filter=field:value, as often as it is said. Error: http.bad_parameter.
base::Result<std::vector<store::RecordFilter::Value>> ReadValueFilters(const Request& request);
// register, state, kind, officer, unit, filter=field:value, late, used, order, offset, limit. Error:
// http.bad_parameter.
base::Result<store::RecordFilter> ReadRecordFilter(const Context& context, const Request& request);

}  // namespace maktab::http
