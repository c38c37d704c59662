#include "screening/row_filter.h"

#include <algorithm>

namespace maktab::screening {

void RowFilter::Set(const Snapshot& snapshot, model::Schema asked, std::span<const std::string> datasets) {
  snapshot_ = &snapshot;
  schemata_ = 0;
  for (std::size_t i = 0; i < model::kSchemaCount; ++i) {
    if (model::MayMatch(asked, model::Schema(i))) schemata_ |= 1U << i;
  }
  all_ = datasets.empty();
  if (all_) return;
  wanted_.clear();
  first_dataset_.clear();
  for (const SegmentInForce& in_force : snapshot.segments()) {
    first_dataset_.push_back(wanted_.size());
    for (const std::string& name : in_force.segment->parts().datasets) {
      wanted_.push_back(std::find(datasets.begin(), datasets.end(), name) != datasets.end() ? 1 : 0);
    }
  }
}

}  // namespace maktab::screening
