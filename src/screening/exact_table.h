// Finds rows by a 64-bit hash of a number: the table behind checks of papers, vehicles and vessels.
//
// Buckets of one cache line hold five hashes and five row references, so that a look-up reads one line, seldom two. A
// bucket that is full spills into the ones behind it and says so. Keys stand in the order of their hashes, because the
// bucket of a key is chosen by the top bits of its hash: the table is filled in one pass over sorted entries. A key
// with several rows takes one slot; its rows stand together in `groups`. About 15.6 bytes a key.
//
// Two numbers of one hash cannot be told apart here: the caller confirms each row against the number it stores.
// Immutable once built; any thread may read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/flat_array.h"

namespace maktab::screening {

struct ExactEntry {
  std::uint64_t hash = 0;
  std::uint32_t row = 0;  // below ExactTable::kGroup
};

struct alignas(64) ExactBucket {
  static constexpr std::size_t kSlots = 5;
  std::uint64_t hash[kSlots];
  std::uint32_t reference[kSlots];
  std::uint16_t used;
  std::uint16_t spilled;  // 1: a key that belongs here or before stands further behind
};
static_assert(sizeof(ExactBucket) == 64);

class ExactTable {
 public:
  static constexpr std::uint32_t kGroup = 0x80000000U;
  static constexpr std::uint32_t kNone = 0xffffffffU;

  ExactTable() = default;
  // Sorts `entries`; doubled entries count once.
  static ExactTable Build(std::vector<ExactEntry>& entries);
  // Takes over arrays that were read from a file. Whether rows exist is not asked: see Valid.
  ExactTable(FlatArray<ExactBucket> buckets, FlatArray<std::uint32_t> groups, std::uint64_t homes);

  // Whether every reference names a row below `row_count` or a group inside the array, so that Rows never reads
  // outside.
  bool Valid(std::uint32_t row_count) const;

  // The rows of a key, ascending; empty if there are none. `single` is where a single row is put.
  std::span<const std::uint32_t> Rows(std::uint64_t hash, std::uint32_t& single) const {
    single = Reference(hash);
    if (single == kNone) return {};
    if ((single & kGroup) == 0) return {&single, 1};
    const std::uint32_t* group = groups_.data() + (single & ~kGroup);
    return {group + 1, *group};
  }
  void Prefetch(std::uint64_t hash) const {
    if (buckets_.size() > 0) __builtin_prefetch(&buckets_[Home(hash)]);
  }
  // References of many keys (row, kGroup | position, or kNone) with the memory of the next ones on its way meanwhile.
  // REQUIRES: out.size() == hashes.size()
  void References(std::span<const std::uint64_t> hashes, std::span<std::uint32_t> out) const;

  const FlatArray<ExactBucket>& buckets() const { return buckets_; }
  const FlatArray<std::uint32_t>& groups() const { return groups_; }
  std::uint64_t homes() const { return homes_; }
  std::size_t bytes() const { return buckets_.bytes() + groups_.bytes(); }

 private:
  std::size_t Home(std::uint64_t hash) const { return std::size_t(((hash >> 32U) * homes_) >> 32U); }
  std::uint32_t Reference(std::uint64_t hash) const;

  FlatArray<ExactBucket> buckets_;
  FlatArray<std::uint32_t> groups_;
  // Buckets that keys are sent to, below 2^32; a few more may follow for what spills at the end.
  std::uint64_t homes_ = 0;
};

}  // namespace maktab::screening
