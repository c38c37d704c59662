// Rows of a snapshot that were dealt with: asked and added in one step, and forgotten in as many steps as were added.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "screening/snapshot.h"

namespace maktab::screening {

class RowSet {
 public:
  // Empties it and makes room for the rows of this snapshot.
  void Reset(const Snapshot& snapshot) {
    for (const auto& [segment, row] : rows_) bits_[segment][row / 64] = 0;
    rows_.clear();
    if (bits_.size() < snapshot.segments().size()) bits_.resize(snapshot.segments().size());
    for (std::size_t i = 0; i < snapshot.segments().size(); ++i) {
      const std::size_t words = snapshot.segments()[i].segment->row_count() / 64 + 1;
      if (bits_[i].size() < words) bits_[i].resize(words);
    }
  }
  bool Has(std::uint32_t segment, std::uint32_t row) const { return (bits_[segment][row / 64] >> row % 64 & 1U) != 0; }
  // False if it was there.
  bool Add(std::uint32_t segment, std::uint32_t row) {
    if (Has(segment, row)) return false;
    bits_[segment][row / 64] |= 1ULL << row % 64;
    rows_.emplace_back(segment, row);
    return true;
  }

 private:
  std::vector<std::vector<std::uint64_t>> bits_;  // by segment, a bit a row
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows_;
};

}  // namespace maktab::screening
