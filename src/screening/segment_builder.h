// Makes segments: from entities that arrive one by one, and from rows of older segments that still live.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/entity.h"
#include "screening/segment.h"

namespace maktab::screening {

// Entities as rows, in the order in which they came; the entities themselves are not kept.
class Staging {
 public:
  void Add(const std::string& dataset, const model::Entity& entity);
  std::size_t size() const { return rows_.size(); }

 private:
  friend class RowMerger;
  std::unordered_map<std::string, std::uint16_t> dataset_numbers_;
  std::vector<std::string> datasets_;
  std::vector<Row> rows_;
  std::string text_;
};

// Puts rows of several sources into the order of dataset and id and makes one segment of them. Sources must live until
// Build. Uses two threads for large segments.
class RowMerger {
 public:
  // All of the staging; of two rows of one entity the later one. The staging is emptied by Build.
  void Take(Staging& staging);
  // One row, whose dataset and id no other row has. Rows of one segment in their order.
  void Take(const Segment& segment, std::uint32_t row);

  std::size_t size() const { return picks_.size(); }
  // Error: screening.too_large (more than Segment::kMaxRows rows, 65,535 datasets or 2^32 places of the index).
  base::Result<std::shared_ptr<const Segment>> Build();

 private:
  struct Source {
    const Segment* segment = nullptr;
    Staging* staging = nullptr;
    std::vector<std::uint16_t> dataset_numbers;  // in the new segment, by the number in the source
  };
  struct Pick {
    std::uint32_t source;
    std::uint32_t row;
  };

  const Row& RowOf(const Pick& pick) const;
  std::string_view TextOf(const Pick& pick) const;
  bool Before(const Pick& a, const Pick& b) const;
  base::Status NumberDatasets(SegmentParts& parts);
  void CopyRows(SegmentParts& parts) const;
  void MakeNames(SegmentParts& parts);

  std::vector<Source> sources_;
  std::vector<Pick> picks_;
  std::vector<std::size_t> runs_;  // where in picks_ each source begins
};

}  // namespace maktab::screening
