// Which names of the index are worth comparing with a name that is asked about.
//
// Each word of the asked name is met by the words of the index that are like it (similar_words.h). From which words of
// a name meet, how alike they are, and what is left over on both sides, the score of the pair is estimated with the
// formula of the comparison itself (names/name_score.h). Left-over words of both sides are at first taken to resemble
// each other a little (kUnseen), because words can be alike that share no key; where that is enough, they are compared.
// A name whose estimate does not reach what is needed is no candidate.
//
// Names are looked for by the rarest words. The long lists of the commonest are passed over where their words alone
// could not make a candidate; what they share is seen when a name comes up by another word. Lists say of each name what
// its other words are, so that what it can be worth at most is known before it is looked at. Estimates do not depend on
// what is loaded, so neither do the candidates: the same names are found however the lists came in (P8).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "names/keys.h"
#include "names/name.h"
#include "names/name_score.h"
#include "names/token_facts.h"
#include "screening/row_filter.h"
#include "screening/similar_words.h"
#include "screening/snapshot.h"

namespace maktab::screening {

constexpr float kUnseen = 0.40F;
constexpr std::size_t kMaxQueryWords = 10;  // the heaviest of them; more do not tell more

struct Candidate {
  std::uint32_t segment = 0;
  std::uint32_t name = 0;
  float estimate = 0;  // of names::Comparer::Score
};

// What the estimate of a name must reach.
struct Needs {
  float least = 0;          // of any name
  float without_birth = 0;  // of a row whose dates of birth lie outside these years
  BirthYears years;
  float Of(BirthYears row) const { return row.Meets(years) ? least : without_birth; }
};

// Holds scratch memory; one per thread.
class CandidateFinder {
 public:
  // Whether a name is looked at only if it may be enough. Both find the same candidates.
  enum class Way { kBounded, kEach };
  explicit CandidateFinder(Way way = Way::kBounded) : way_(way) {}

  // The candidates of all segments whose estimate reaches what is needed, at most `limit`: those with the best
  // estimate; of equal ones those with fewer words, then by entity hash. In no order. A name may come twice. `out` is
  // emptied first.
  void Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter, const Needs& needs,
            std::size_t limit, std::vector<Candidate>& out);

 private:
  // How the query is read.
  enum class Reading {
    kAsWritten,
    kOtherwise,  // letters without a vowel stand for a word each (JC), particles for the name they may be short for
                 // (Ben)
  };
  // A word of the query, two or three neighbours as one, what neighbours begin with, or what all its words begin with.
  struct Unit {
    std::uint16_t words = 0;  // a bit for each word of the query that it covers
    bool joined = false;
    std::size_t first = 0;  // token
    std::size_t count = 1;  // 0: the acronym
    bool first_letters = false;
  };
  struct Word {
    std::size_t token = 0;
    float weight = 0;
  };
  // A word of the segment that is like words of the query.
  struct Meeting {
    std::uint8_t unit = 0;
    float similarity = 0;
  };
  static constexpr std::size_t kMaxUnits = 6 * kMaxQueryWords;
  static constexpr std::size_t kMostMeetings = 4;  // of one word of the segment: the best
  struct Met {
    std::uint32_t word = 0;
    std::uint32_t levels = 0;  // how alike it is to words of the query
    float weight = 0;
    std::uint8_t count = 0;
    std::array<Meeting, kMostMeetings> meetings;
  };

  void FindAs(Reading reading, const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter,
              std::vector<Candidate>& out);
  void SetQuery(names::PreparedView query, Reading reading);
  void SetWords(std::span<const names::TokenFacts> facts);
  std::uint16_t BitOf(std::size_t token) const;
  void MakeUnits();
  void MakeUnitsOfFirstLetters();
  const std::vector<SimilarWord>& WordsLike(const Segment& segment, const Unit& unit, float least);
  void MeetWords(const Segment& segment);
  void Add(const Segment& segment, std::uint8_t unit, const std::vector<SimilarWord>& similar, float least);
  float WeightOf(unsigned words) const;
  void SetLevels();
  std::uint32_t LevelsOf(const Unit& unit, float similarity) const;
  float MostAlike(std::uint32_t levels, std::size_t word) const;
  float MostOf(std::uint32_t levels);
  float& Bound(std::uint32_t levels, unsigned positions, std::uint64_t step);
  float LeastAlike(const Unit& unit, float needed) const;
  void ChooseLists(const Segment& segment);
  void Collect(const Segment& segment);
  void CollectFromList(const Segment& segment, const Met& met);
  // Whether any of these words of the name may meet one of the query.
  bool AnyMeets(std::span<const std::uint16_t> codes) const {
    std::uint8_t meets = 0;
    for (const std::uint16_t code : codes) meets |= code_meets_[code];
    return meets != 0;
  }
  void NoteCode(std::uint16_t code, std::uint32_t levels);
  bool MayBeEnough(const Posting& posting, const Met& met);
  void Touch(const WordIndex& words, const Posting& posting);
  void NoteWeight(const Unit& unit, float theirs);
  // By how many words of a name, each of which meets one of the query's, or which word of the query is what neighbours
  // of the name are together.
  struct MetBy {
    unsigned positions = 0;
    int joined = -1;
  };
  float MostOfName(std::uint32_t levels, MetBy by, std::uint16_t weight);
  float MostOfStep(std::uint32_t levels, MetBy by, std::uint64_t step) const;
  float MostOfMet(std::uint32_t levels, std::uint32_t met, int joined, std::pair<float, float> weights) const;
  void ChooseJoinedLists(const WordIndex& words);
  void CollectJoined(const Segment& segment);
  // Words of one name that may meet, each with the place where it stands there.
  struct Pair {
    float similarity;
    float weight;  // of the name's word
    std::uint8_t unit;
    std::uint8_t position;
  };
  static constexpr std::size_t kMostPairs = 48;  // more do not tell more
  struct Pairs {
    std::array<Pair, kMostPairs> all;
    std::size_t count = 0;
    std::uint32_t levels = 0;  // of all words
  };
  // Of the words of a name but those at these positions.
  Pairs FindPairs(std::span<const std::uint32_t> words, std::uint32_t without = 0) const;
  void PrefetchMet(std::span<const std::uint32_t> words) const;
  void MeetPair(const Pair& pair, names::NameSum& sum) const;
  // What of a name met words of the query.
  struct Alignment {
    names::NameSum sum;
    unsigned used_words = 0;      // of the query, a bit each
    unsigned used_positions = 0;  // of the name, a bit each
  };
  // What the query writes as one word, and how alike neighbours of a name are to it when they are written together.
  struct Joined {
    int unit = -1;  // none
    float similarity = names::kJoinedWords;
    std::uint32_t positions = 0;  // of those neighbours
  };
  // A name that is looked at, with what its posting says.
  struct Touched {
    std::uint32_t name = 0;
    std::uint16_t weight = 0;  // in WordIndex::kWeightUnits, without neighbours that are joined
    BirthYears years;
  };
  Alignment Align(const Pairs& pairs, const Touched& name, Joined joined) const;
  struct JoinedName {
    Touched touched;
    std::uint8_t unit = 0;
    JoinedRun run;
  };
  bool EnoughIfJoined(const Pairs& pairs, const JoinedName& name, float similarity) const;
  float SimilarityOfJoined(std::size_t unit);
  bool JoinLetters(names::PreparedView name, JoinedRun run);
  float JoinedSimilarity(const Segment& segment, const JoinedName& name, const Pairs& pairs);
  bool HasFirstLetters(const WordIndex& words, std::uint32_t name) const;
  void Take(std::uint32_t segment_number, const Segment& segment, const Touched& name);
  void TakeBestJoined(std::uint32_t segment_number, const Segment& segment);
  void TakeJoined(std::uint32_t segment_number, const Segment& segment, const JoinedName& name);
  void MeetInitials(names::NameSum& sum) const;
  float WithUnseen(names::NameSum sum) const;
  float WithLeftOver(const WordIndex& words, std::uint32_t name, Alignment aligned);
  float SimilarityOf(const WordIndex& words, std::size_t query_word, std::uint32_t word);
  void TakeBest(std::uint32_t segment_number, const Segment& segment, const RowFilter& filter);
  void CompareLeftOver(const Snapshot& snapshot, std::vector<Candidate>& out);
  void ForgetCompared();
  void Forget();

  Way way_;
  SimilarWords similar_;
  names::NameKind kind_ = names::NameKind::kPerson;
  std::array<names::TokenView, names::kMaxTokens> tokens_;
  std::size_t token_count_ = 0;
  std::string acronym_;
  std::string joined_letters_;
  bool syllables_ = false;  // the whole name may be Chinese or Korean
  bool all_words_ = false;  // none was left out
  bool has_other_reading_ = false;
  std::vector<std::string_view> first_letters_;  // of this reading: each stands for so many words
  std::vector<Word> words_;
  std::array<names::TokenComparer, kMaxQueryWords> comparers_;  // of words_
  std::array<names::LetterComparer, kMaxQueryWords> letters_;
  std::array<names::SoundCounts, kMaxQueryWords> sounds_{};
  std::array<std::uint32_t, kMaxQueryWords> syllables_of_{};  // names::SyllableHash
  float query_weight_ = 0;                                    // without initials
  float initials_ = 0;  // of the query: so many words of the other side may be what they stand for
  std::vector<Unit> units_;
  std::array<float, kMaxUnits> unit_weights_{};
  std::vector<Met> met_;
  std::vector<std::uint32_t> met_of_word_;  // by word of the segment: its place in met_ from 1 on, or 0
  std::vector<std::uint64_t> by_length_;    // of lists that bring names: their length << 32 | place in met_
  // By the code of a word: how alike words of this code are to words of the query.
  std::vector<std::uint32_t> by_code_ = std::vector<std::uint32_t>(WordIndex::kCodes);
  // 1 for a code where any is, else 0: fewer bytes to go through while long lists are read.
  std::vector<std::uint8_t> code_meets_ = std::vector<std::uint8_t>(WordIndex::kCodes);
  unsigned level_count_ = 1;  // of a word of the query
  std::uint32_t all_levels_ = 0;
  Needs needs_;
  std::vector<Touched> touched_;
  std::vector<std::uint64_t> seen_;                                    // a bit a name
  std::array<float, kMaxQueryWords> lightest_met_{}, heaviest_met_{};  // of the words that each word of the query meets
  // What a name can be worth at most. A later one takes an older one's place.
  struct KnownBound {
    std::uint64_t question = 0;
    float most = 0;  // negative: not reckoned yet
  };
  static constexpr unsigned kBoundBits = 12;
  static constexpr std::size_t kBounds = 1U << kBoundBits;
  std::vector<KnownBound> bounds_ = std::vector<KnownBound>(kBounds);
  std::uint32_t bound_generation_ = 0;  // of query and segment
  struct JoinedList {
    std::uint32_t key = 0;
    std::uint8_t unit = 0;
    std::span<const JoinedPosting> names;
  };
  std::vector<JoinedList> joined_lists_;
  std::vector<JoinedName> joined_names_;
  std::vector<names::NameKey> keys_;
  // Names that are enough where what is left over is not looked at.
  struct Passed {
    Candidate candidate;
    float needed = 0;
    Alignment aligned;
  };
  std::vector<Passed> passed_;
  // How alike words are that no key brought together. A later pair takes an older one's place.
  struct Compared {
    std::uint64_t pair = 0;  // of this query, segment, word of the query and word; never 0
    float similarity = 0;
  };
  static constexpr std::size_t kCompared = 4096;  // a power of two
  static constexpr unsigned kWordBits = 4;        // of a place among the words of the query
  std::vector<Compared> compared_ = std::vector<Compared>(kCompared);
  std::uint32_t generation_ = 0;  // of query and segment
};

}  // namespace maktab::screening
