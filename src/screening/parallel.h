// Work on a range by a few threads of its own that end with the call.
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace maktab::screening {

constexpr std::size_t kRangeWorthAThread = 5000;
constexpr std::size_t kMaxBuildThreads = 4;

inline std::size_t ThreadsFor(std::size_t items) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(items / kRangeWorthAThread, 1, std::min(cores, kMaxBuildThreads));
}

// work(thread, begin, end) for `threads` parts of [0, items), of which the calling thread takes the first.
template <typename Work>
void InParallel(std::size_t items, std::size_t threads, const Work& work) {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) {
    others.emplace_back([&work, i, items, threads] { work(i, items * i / threads, items * (i + 1) / threads); });
  }
  work(0, 0, items / threads);
  for (std::thread& thread : others) thread.join();
}

}  // namespace maktab::screening
