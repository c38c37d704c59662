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
  FlatArray<std::uint32_t> values;  // ascending for each key; the same may come again
};

class KeyIndex {
 public:
  KeyIndex() : KeyIndex(KeyIndexParts()) {}
  // REQUIRES: Valid(parts).
  explicit KeyIndex(KeyIndexParts parts);
  // `pairs` are key << 32 | value, ascending. REQUIRES: fewer than 2^32.
  static KeyIndex Build(std::span<const std::uint64_t> pairs);
  // Whether parts that come from a file hang together and all values are below `end`.
  static bool Valid(const KeyIndexParts& parts, std::uint32_t end);

  std::span<const std::uint32_t> Find(std::uint32_t key) const;
  // Of many keys that are looked for few may be there: this says which, and brings their memory on its way.
  bool MayHave(std::uint32_t key) const {
    const std::uint32_t place = key >> mark_shift_;
    if ((marks_[place / 64] >> (place % 64) & 1U) == 0) return false;
    __builtin_prefetch(&slots_[key >> shift_]);
    return true;
  }
  // Where it may have the key.
  void PrefetchKeys(std::uint32_t key) const {
    const std::uint32_t at = slots_[key >> shift_];
    __builtin_prefetch(parts_.keys.data() + at);
    __builtin_prefetch(parts_.starts.data() + at);
  }
  void PrefetchMark(std::uint32_t key) const { __builtin_prefetch(&marks_[(key >> mark_shift_) / 64]); }
  const KeyIndexParts& parts() const { return parts_; }
  std::size_t bytes() const;

 private:
  KeyIndexParts parts_;
  // Where the keys with given top bits begin, so that a look-up reads few of them.
  FlatArray<std::uint32_t> slots_;
  unsigned shift_ = 31;
  // A bit for what the top bits of any key are, about eight a key; they are fewer bytes than the slots.
  FlatArray<std::uint64_t> marks_;
  unsigned mark_shift_ = 31;
};

}  // namespace maktab::screening
