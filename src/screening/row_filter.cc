#include "screening/row_filter.h"

#include <algorithm>
#include <array>

namespace maktab::screening {

namespace {

// For each schema that may be asked, a bit for each that may be meant.
std::array<std::uint32_t, model::kSchemaCount> MeantSchemata() {
  std::array<std::uint32_t, model::kSchemaCount> out{};
  for (std::size_t asked = 0; asked < model::kSchemaCount; ++asked) {
    for (std::size_t i = 0; i < model::kSchemaCount; ++i) {
      if (model::MayMatch(model::Schema(asked), model::Schema(i))) out[asked] |= 1U << i;
    }
  }
  return out;
}

}  // namespace

void RowFilter::Set(const Snapshot& snapshot, model::Schema asked, std::span<const std::string> datasets) {
  snapshot_ = &snapshot;
  static const auto meant = MeantSchemata();
  schemata_ = meant[std::size_t(asked)];
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
