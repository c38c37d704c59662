// Which words of a segment are like a word that is asked about. Words are few beside the names that they make up, so
// each is compared with the asked one once, and what was found is remembered for the next questions.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "names/keys.h"
#include "names/name.h"
#include "names/skeleton.h"
#include "screening/segment.h"

namespace maktab::screening {

// Words that are less alike are taken for words that do not meet (candidates.h).
constexpr float kLeastAlike = 0.30F;

struct SimilarWord {
  std::uint32_t word = 0;
  float similarity = 0;  // names::TokenComparer, at least kLeastAlike
};

// Holds what it remembers; one per thread. Bounded memory (kMostRemembered words).
class SimilarWords {
 public:
  static constexpr std::size_t kMostRemembered = 1U << 20U;

  // Words that may stand for this word of the query, at least those that are at least `least` alike. Valid until the
  // next call. With `syllables` also rows of the same Chinese or Korean syllables.
  const std::vector<SimilarWord>& Of(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                                     bool syllables, float least);
  // Words that are written together what these neighbours are apart. Valid until the next call.
  const std::vector<SimilarWord>& OfJoined(const Segment& segment, const names::TokenView& left,
                                           const names::TokenView& right, names::NameKind kind);

 private:
  std::vector<SimilarWord>& Remembered(const Segment& segment, bool& is_new);
  void AddWithKey(const Segment& segment, std::uint32_t key, names::NameKind kind, bool whole);
  void FindWords(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                 std::size_t least_classes);
  void SetQuery(const names::TokenView& token);
  bool MayResemble(const WordIndex& words, std::uint32_t word) const;
  // What lies between two words' classes of sounds: more than one, one, nothing.
  enum class Sounds { kFar, kNear, kSame };
  Sounds SoundsOf(const names::Skeleton& other) const;
  std::size_t LetterChanges(std::string_view other) const;

  std::unordered_map<std::string, std::vector<SimilarWord>> remembered_;
  std::size_t remembered_words_ = 0;
  std::string question_;  // what is asked about, as `remembered_` knows it
  std::vector<names::NameKey> keys_;
  std::vector<std::uint32_t> found_;
  std::vector<std::uint64_t> seen_;        // a bit a word
  std::vector<std::uint32_t> seen_words_;  // whose bits are set
  std::string joined_;
  // Of the word that is asked about: its readings, and by letter a bit for each place where it stands
  // or a letter of another script that is often written for it.
  names::TokenView token_;
  names::SkeletonSet readings_;
  std::array<std::uint32_t, 256> places_{};
};

}  // namespace maktab::screening
