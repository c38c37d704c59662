// Which names of the index are worth comparing with a name that is asked about.
//
// Every word of the asked name has a weight (names::TokenWeights: the rarer, the more). A stored name shares a word
// with it if they have a whole sound key in common, and shares it loosely (kLooseShare of its weight) if on one side or
// on both only a key with one sound taken away or of joined words meets. Such a loose key counts only if its sound
// would be rare as a word of its own (kMinLooseWeight), because what is left of a short word stands in very many names.
//
// A stored name is a candidate if what it shares carries at least kMinShare of the weight of the asked name, and twice
// that at least kMinBound of the weight of both names: one word of two that weigh the same is enough, one of three is
// not. Weights do not depend on what is loaded, so neither do the candidates: the same names are found however the
// lists came in (P8).
//
// What no name can reach kMinShare by any more brings no candidates: the long lists of the commonest words are only
// asked about names that are candidates already, unless the name has no other words. Of more than `limit` candidates
// those with the best bound are taken; of equal ones those with fewer words, then by entity hash.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "names/compare.h"
#include "names/keys.h"
#include "screening/row_filter.h"
#include "screening/snapshot.h"

namespace maktab::screening {

constexpr float kMinShare = 0.30F;
constexpr float kMinBound = 0.33F;
constexpr float kLooseShare = 0.70F;
constexpr float kMinLooseWeight = 0.60F;
constexpr std::size_t kMaxQueryWords = 8;  // the heaviest of them; more do not tell more

// Whole and loose keys are two spaces of the index, so that the lists of whole keys stay short.
constexpr std::uint32_t IndexKey(std::uint32_t hash, bool loose) {
  return loose ? hash ^ 0x5bd1e995U : hash;
}

// The weight of all words of a name in sixteenths, 255 at most.
std::uint8_t NameWeight(names::PreparedView name);

struct Candidate {
  std::uint32_t segment = 0;
  std::uint32_t name = 0;
  float bound = 0;  // twice the shared weight by the weight of both names
};

// Holds scratch memory; one per thread.
class CandidateFinder {
 public:
  // The candidates of all segments, at most `limit`, in no order. `out` is emptied first.
  void Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter, std::size_t limit,
            std::vector<Candidate>& out);

 private:
  struct Word {
    std::size_t token = 0;
    float weight = 0;
    std::vector<std::uint32_t> keys[2];  // of the index: where whole sounds meet, and where only loose ones do
  };
  // Meeting one word wholly or loosely. `most_left`: what a name may share at most that meets none before it.
  struct Feature {
    std::uint8_t word = 0;
    bool loose = false;
    float value = 0;
    float most_left = 0;
  };

  void SetQuery(names::PreparedView query);
  void AddKeys();
  void OrderFeatures();
  void Collect(const Segment& segment);
  // Names that have the feature, known or not; and only those that are known already.
  void MarkAll(std::span<const std::uint32_t> postings, std::uint16_t bit);
  void MarkTouched(std::span<const std::uint32_t> postings, std::uint16_t bit);
  void TakeBest(std::uint32_t segment_number, const Segment& segment, std::vector<Candidate>& out);
  static void KeepTaken(const Segment& segment, const RowFilter& filter, std::size_t first,
                        std::vector<Candidate>& out);
  float Shared(std::uint16_t mask) const;

  std::vector<names::NameKey> keys_;
  std::vector<Word> words_;  // memory for kMaxTokens words; the first word_count_ of them count
  std::size_t word_count_ = 0;
  float query_weight_ = 0;
  std::vector<Feature> features_;
  std::array<float, 1U << kMaxQueryWords> share_of_set_{};  // the weight of a set of words
  std::vector<std::uint16_t> masks_;  // by name: bit w if word w is shared, bit 8 + w if loosely; all 0 between queries
  std::vector<std::uint32_t> touched_;  // the names whose mask is not 0 come first
  std::size_t touched_count_ = 0;
  bool sorted_ = false;  // whether these ascend; asked only when no more are to come
};

}  // namespace maktab::screening
