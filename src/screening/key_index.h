// From a hash to the numbers that have it: one flat inverted index of a segment. Immutable; any thread may read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "screening/flat_array.h"

namespace maktab::screening {

// Three arrays as they stand in memory and in snapshot files.
struct KeyIndexParts {
  FlatArray<std::uint32_t> keys;    // ascending
  FlatArray<std::uint32_t> starts;  // where the values of each key begin; one more at the end
  FlatArray<std::uint32_t> values;  // ascending for each key
};

class KeyIndex {
 public:
  KeyIndex() : KeyIndex(KeyIndexParts()) {}
  // REQUIRES: Valid(parts).
  explicit KeyIndex(KeyIndexParts parts);
  // `pairs` are key << 32 | value, in any order; doubled ones count once. REQUIRES: fewer than 2^32.
  static KeyIndex Build(std::vector<std::uint64_t> pairs);
  // Whether parts that come from a file hang together and all values are below `end`.
  static bool Valid(const KeyIndexParts& parts, std::uint32_t end);

  std::span<const std::uint32_t> Find(std::uint32_t key) const;
  const KeyIndexParts& parts() const { return parts_; }
  std::size_t bytes() const;

 private:
  KeyIndexParts parts_;
  // Where the keys with given top bits begin, so that a look-up reads few of them.
  FlatArray<std::uint32_t> slots_;
  unsigned shift_ = 31;
};

}  // namespace maktab::screening
