// What the made-up demonstration draws from: the same for the same seed, on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace maktab::desk {

struct Share {
  std::string_view id;
  std::size_t weight;
};

// std::mt19937_64 is the same everywhere; the distributions of the library are not, so the draw is our own.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  std::size_t Below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool OneIn(std::size_t count) { return Below(count) == 0; }
  template <typename T>
  const T& Of(const std::vector<T>& values) {
    return values[Below(values.size())];
  }
  template <std::size_t N>
  std::string Of(const std::array<Share, N>& shares) {
    std::size_t sum = 0;
    for (const Share& share : shares) sum += share.weight;
    std::size_t at = Below(sum);
    for (const Share& share : shares) {
      if (at < share.weight) return std::string(share.id);
      at -= share.weight;
    }
    return std::string(shares.front().id);
  }
  std::string Letters(std::string_view alphabet, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(alphabet[Below(alphabet.size())]);
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace maktab::desk
