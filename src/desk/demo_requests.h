// A made-up year of requests, through the same actions as people use, with the splits of a bureau's published year. All
// persons in them are made up.
#pragma once

#include <cstdint>
#include <functional>

#include "desk/demo.h"
#include "desk/records.h"

namespace maktab::desk {

struct DemoYear {
  std::uint64_t seed = 1;
  std::size_t requests = 400;
};

// Registers the requests in their order, then moves each along as far as its age suggests, several at once. The same
// seed gives the same requests. `tell` is called with how many are done, one thread at a time. Errors: those of
// RecordDesk; what was done before stays.
base::Status FillRequests(const RecordDesk& desk, const DemoLists& names, base::Instant now, const DemoYear& year,
                          const std::function<void(std::size_t done)>& tell);

}  // namespace maktab::desk
