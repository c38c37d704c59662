#include "screening/flat_array.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace maktab::screening {
namespace {

constexpr std::size_t kHugePage = 2U << 20U;
constexpr std::size_t kLarge = 4 * kHugePage;
constexpr std::size_t kCacheLine = 64;

std::size_t RoundUp(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

// Maps one huge page more than asked and gives back what lies before and behind the aligned part.
void* MapAligned(std::size_t bytes) {
  const std::size_t mapped = bytes + kHugePage;
  void* memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto* begin = static_cast<char*>(memory);
  const std::size_t skip =
      RoundUp(reinterpret_cast<std::uintptr_t>(begin), kHugePage) - reinterpret_cast<std::uintptr_t>(begin);
  if (skip > 0) munmap(begin, skip);
  if (skip < kHugePage) munmap(begin + skip + bytes, kHugePage - skip);
  // Advice only: without huge pages everything works, more slowly.
  madvise(begin + skip, bytes, MADV_HUGEPAGE);
  return begin + skip;
}

}  // namespace

void* AllocateFlat(std::size_t bytes) {
  if (bytes == 0) return nullptr;
  if (bytes >= kLarge) return MapAligned(RoundUp(bytes, 4096));
  const std::size_t rounded = RoundUp(bytes, kCacheLine);
  void* memory = std::aligned_alloc(kCacheLine, rounded);
  if (memory != nullptr) std::memset(memory, 0, rounded);
  return memory;
}

void FreeFlat(void* memory, std::size_t bytes) {
  if (memory == nullptr) return;
  if (bytes >= kLarge) {
    munmap(memory, RoundUp(bytes, 4096));
  } else {
    std::free(memory);
  }
}

void OutOfMemory() {
  throw std::bad_alloc();
}

}  // namespace maktab::screening
