// A fast 64-bit hash for tables in memory and on disk (stable across runs and machines of one byte order). Not for
// anything that must withstand an adversary: that is crypto's.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace maktab::base {

inline std::uint64_t MixBits(std::uint64_t x) {
  x ^= x >> 32U;
  x *= 0xd6e8feb86659fd93ULL;
  x ^= x >> 32U;
  x *= 0xd6e8feb86659fd93ULL;
  x ^= x >> 32U;
  return x;
}

inline std::uint64_t HashBytes(std::string_view bytes, std::uint64_t seed = 0) {
  std::uint64_t hash = seed ^ (bytes.size() * 0x9e3779b97f4a7c15ULL);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    hash = (hash ^ MixBits(word)) * 0x9fb21c651e98df25ULL;
  }
  std::uint64_t tail = 0;
  if (at < bytes.size()) std::memcpy(&tail, bytes.data() + at, bytes.size() - at);
  return MixBits((hash ^ MixBits(tail)) * 0x9fb21c651e98df25ULL);
}

}  // namespace maktab::base
