// Which words of a segment are like a word that is asked about. Words are few beside the names that they make up, so
// each is compared with the asked one once, and what was found is remembered for the next questions: with the segment
// where the word is one of its own (like_words.h), otherwise by the thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "names/keys.h"
#include "names/name.h"
#include "names/skeleton.h"
#include "screening/like_words.h"
#include "screening/segment.h"

namespace maktab::screening {

// Words that are less alike are taken for words that do not meet (candidates.h).
constexpr float kLeastAlike = 0.30F;
// The same of neighbours and a word that may be them as one.
constexpr float kLeastJoined = 0.6F;

// Holds what it remembers; one per thread. Bounded memory (kMostRemembered words).
class SimilarWords {
 public:
  static constexpr std::size_t kMostRemembered = 1U << 20U;

  // Words that may stand for this word of the query, at least those that are at least `least` alike (as
  // names::TokenComparer has it; less than kLeastAlike is not looked for). Valid until the next call. With `syllables`
  // also rows of the same Chinese or Korean syllables.
  const std::vector<SimilarWord>& Of(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                                     bool syllables, float least);
  // Finds out what is like a word of the segment, for the questions to come.
  void GetToKnow(const Segment& segment, std::uint32_t word);
  struct JoinedAs {
    names::NameKind kind = names::NameKind::kPerson;
    bool syllables = false;  // also the same Chinese or Korean ones by another rule of writing
    float least = 0;
  };
  // Words that are written together what these neighbours are apart, at least so alike. Valid until the next call.
  const std::vector<SimilarWord>& OfJoined(const Segment& segment, std::span<const names::TokenView> neighbours,
                                           const JoinedAs& as);
  // Words that are these first letters of the query's words. Valid until the next call.
  const std::vector<SimilarWord>& OfAcronym(const Segment& segment, std::string_view letters, names::NameKind kind);

 private:
  const std::vector<SimilarWord>* OfOwn(const Segment& segment, const names::TokenView& token, names::NameKind kind);
  void FindSimilar(const Segment& segment, const names::TokenView& token, names::NameKind kind, bool syllables,
                   float least, std::vector<SimilarWord>& out);
  std::vector<SimilarWord>& Remembered(const Segment& segment, bool& is_new);
  void AddWithKey(const WordIndex& words, std::uint32_t key);
  void SetKeys(const KeyIndex& index, const names::TokenView& token, names::NameKind kind, std::size_t least_classes);
  void FindWords(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                 std::size_t least_classes);
  void SetQuery(const names::TokenView& token);
  bool MayResemble(const WordIndex& words, std::uint32_t word) const;
  bool IsASlip(std::string_view other) const;
  bool OneBeginsTheOther(const WordIndex& words, std::uint32_t word) const;
  // What lies between two words' classes of sounds: more than one, one or two exchanged, nothing.
  enum class Sounds { kFar, kNear, kSame };
  // The classes of a skeleton as the bytes of a number, the first lowest.
  struct Classes {
    __extension__ using Bytes = unsigned __int128;
    static constexpr unsigned kBits = 128, kHalf = 64, kBitsAClass = 8;

    Classes() = default;
    explicit Classes(const names::Skeleton& skeleton);
    Sounds To(const Classes& other) const;

    Bytes bytes = 0;
    unsigned size = 0;
  };
  Sounds SoundsOf(const names::Skeleton& other) const;
  std::size_t LetterChanges(std::string_view other) const;

  std::unordered_map<std::string, std::vector<SimilarWord>> remembered_;
  std::size_t remembered_words_ = 0;
  std::string question_;  // what is asked about, as `remembered_` knows it
  std::vector<names::NameKey> keys_, slips_;
  struct AskedKey {
    std::uint32_t hash = 0;
    bool whole = false;
  };
  std::vector<AskedKey> asked_;
  std::vector<std::uint32_t> found_;
  std::vector<SimilarWord> own_;
  std::vector<std::uint64_t> seen_;        // a bit a word
  std::vector<std::uint32_t> seen_words_;  // whose bits are set
  std::string joined_;
  std::vector<SimilarWord> joined_words_;
  std::vector<SimilarWord> acronyms_;
  // Of the word that is asked about: its readings, and by letter a bit for each place where it stands
  // or a letter of another script that is often written for it.
  names::TokenView token_;
  names::SkeletonSet readings_;
  std::array<Classes, names::kMaxSkeletons> classes_;  // of readings_
  std::array<std::uint32_t, 256> places_{};
};

}  // namespace maktab::screening
