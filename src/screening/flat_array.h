// One block of memory for a large array of plain values: owned, zeroed, never grown. Large blocks ask for huge pages,
// because checks read them at random and would otherwise wait for the page tables.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace maktab::screening {

// Zeroed memory of at least `bytes`, aligned to a cache line. nullptr if there is none, or for 0 bytes.
void* AllocateFlat(std::size_t bytes);
void FreeFlat(void* memory, std::size_t bytes);

template <typename T>
class FlatArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  FlatArray() = default;
  // Memory that cannot be had ends the program, as with any container.
  explicit FlatArray(std::size_t size);
  ~FlatArray() { FreeFlat(data_, size_ * sizeof(T)); }
  FlatArray(FlatArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  FlatArray& operator=(FlatArray&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  FlatArray(const FlatArray&) = delete;
  FlatArray& operator=(const FlatArray&) = delete;

  static FlatArray Copy(std::span<const T> values) {
    FlatArray copy(values.size());
    if (!values.empty()) std::memcpy(copy.data(), values.data(), values.size_bytes());
    return copy;
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t bytes() const { return size_ * sizeof(T); }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::span<T> span() { return {data_, size_}; }
  std::span<const T> span() const { return {data_, size_}; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

[[noreturn]] void OutOfMemory();

template <typename T>
FlatArray<T>::FlatArray(std::size_t size) : data_(static_cast<T*>(AllocateFlat(size * sizeof(T)))), size_(size) {
  if (size > 0 && data_ == nullptr) OutOfMemory();
}

inline std::string_view Text(const FlatArray<char>& array) {
  return {array.data(), array.size()};
}

}  // namespace maktab::screening
