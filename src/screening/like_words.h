// Which words of a segment are like each of its own words, as far as that was found out. Most questions are made of
// words that the lists hold too, so what one question found out serves the next ones of all threads. What is there
// never changes and does not depend on who found it out, so no answer depends on what was asked before it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace maktab::screening {

struct SimilarWord {
  std::uint32_t word = 0;
  float similarity = 0;
};

// Any thread; no locks.
class LikeWords {
 public:
  static constexpr std::size_t kMostBytes = std::size_t(192) << 20U;

  // Where more than so many bytes are used, nothing more is kept.
  explicit LikeWords(std::uint32_t word_count, std::size_t most_bytes = kMostBytes);
  ~LikeWords();
  LikeWords(const LikeWords&) = delete;
  LikeWords& operator=(const LikeWords&) = delete;

  // Null if it was not found out. Valid as long as this object.
  const std::vector<SimilarWord>* Find(std::uint32_t word) const {
    return lists_[word].load(std::memory_order_acquire);
  }
  // The list that is kept: this one, or that of a thread that was quicker. Null if no room is left.
  const std::vector<SimilarWord>* Keep(std::uint32_t word, const std::vector<SimilarWord>& like);
  bool full() const { return bytes() >= most_bytes_; }
  std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  std::uint32_t word_count_;
  std::size_t most_bytes_;
  std::unique_ptr<std::atomic<const std::vector<SimilarWord>*>[]> lists_;  // by word
  std::atomic<std::size_t> bytes_;
};

}  // namespace maktab::screening
