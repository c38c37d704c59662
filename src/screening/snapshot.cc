#include "screening/snapshot.h"

#include <bit>

namespace maktab::screening {

std::uint32_t EndedRows::Count() const {
  std::uint32_t count = 0;
  for (const std::uint64_t word : words_) count += std::uint32_t(std::popcount(word));
  return count;
}

std::uint64_t Snapshot::entity_count() const {
  std::uint64_t count = 0;
  for (const SegmentInForce& in_force : segments_) count += in_force.live;
  return count;
}

std::size_t Snapshot::bytes() const {
  std::size_t bytes = 0;
  for (const SegmentInForce& in_force : segments_) {
    bytes += in_force.segment->bytes();
    if (in_force.ended != nullptr) bytes += in_force.ended->words().size() * sizeof(std::uint64_t);
  }
  return bytes;
}

}  // namespace maktab::screening
