// Which rows of a snapshot may answer a question: those that live, of a schema that may be meant, of the lists asked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/schema.h"
#include "screening/snapshot.h"

namespace maktab::screening {

// Holds scratch memory; refers to the snapshot it was set with.
class RowFilter {
 public:
  void Set(const Snapshot& snapshot, model::Schema asked, std::span<const std::string> datasets);

  bool TakesName(std::uint32_t segment, std::uint32_t row) const {
    return Takes(segment, row) && (schemata_ >> std::size_t(Schema(segment, row)) & 1U) != 0;
  }
  // A paper's number leads to the paper and to the person who holds it, whichever of the two is asked about.
  bool TakesNumber(std::uint32_t segment, std::uint32_t row, bool paper) const {
    return Takes(segment, row) && (paper || (schemata_ >> std::size_t(Schema(segment, row)) & 1U) != 0);
  }

 private:
  model::Schema Schema(std::uint32_t segment, std::uint32_t row) const {
    return snapshot_->segments()[segment].segment->row(row).schema;
  }
  bool Takes(std::uint32_t segment, std::uint32_t row) const {
    const SegmentInForce& in_force = snapshot_->segments()[segment];
    if (!in_force.Lives(row)) return false;
    return all_ || wanted_[first_dataset_[segment] + in_force.segment->row(row).dataset] != 0;
  }

  const Snapshot* snapshot_ = nullptr;
  std::uint32_t schemata_ = 0;  // a bit for each that may be meant
  bool all_ = true;
  std::vector<std::uint8_t> wanted_;        // by dataset number, segment after segment
  std::vector<std::size_t> first_dataset_;  // of each segment in wanted_
};

}  // namespace maktab::screening
