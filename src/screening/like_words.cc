#include "screening/like_words.h"

namespace maktab::screening {

LikeWords::LikeWords(std::uint32_t word_count, std::size_t most_bytes)
    : word_count_(word_count),
      most_bytes_(most_bytes),
      lists_(std::make_unique<std::atomic<const std::vector<SimilarWord>*>[]>(word_count)),
      bytes_(word_count * sizeof(void*)) {}

LikeWords::~LikeWords() {
  for (std::uint32_t i = 0; i < word_count_; ++i) delete lists_[i].load(std::memory_order_relaxed);
}

const std::vector<SimilarWord>* LikeWords::Keep(std::uint32_t word, const std::vector<SimilarWord>& like) {
  if (full()) return Find(word);
  auto list = std::make_unique<const std::vector<SimilarWord>>(like);  // no larger than needed
  const std::vector<SimilarWord>* known = nullptr;
  if (!lists_[word].compare_exchange_strong(known, list.get(), std::memory_order_acq_rel)) return known;
  bytes_.fetch_add(sizeof(std::vector<SimilarWord>) + like.size() * sizeof(SimilarWord), std::memory_order_relaxed);
  return list.release();
}

}  // namespace maktab::screening
