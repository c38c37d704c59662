// Which names of the index are worth comparing with a name that is asked about.
//
// Each word of the asked name is met by the words of the index that are like it (similar_words.h). From which words of
// a name meet, how alike they are, and what is left over on both sides, the score of the pair is estimated with the
// formula of the comparison itself (names/name_score.h). Left-over words of both sides are at first taken to resemble
// each other a little (kUnseen), because words can be alike that share no key; where that is enough, they are compared.
// A name whose estimate does not reach what is needed is no candidate.
//
// Names are looked for by the rarest words. The long lists of the commonest are passed over where their words alone
// could not make a candidate; what they share is seen when a name comes up by another word. Estimates do not depend on
// what is loaded, so neither do the candidates: the same names are found however the lists came in (P8).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

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
};

// Holds scratch memory; one per thread.
class CandidateFinder {
 public:
  // How names that hold words are found: one list after the other, or all lists as bits. Both find the same candidates.
  enum class Way { kQuicker, kLists, kBits };
  explicit CandidateFinder(Way way = Way::kQuicker) : way_(way) {}

  // The candidates of all segments whose estimate reaches what is needed, at most `limit`: those with the best
  // estimate; of equal ones those with fewer words, then by entity hash. In no order. A name may come twice. `out` is
  // emptied first.
  void Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter, const Needs& needs,
            std::size_t limit, std::vector<Candidate>& out);

 private:
  // A word of the query, two or three neighbours as one, or what all its words begin with.
  struct Unit {
    std::uint16_t words = 0;  // a bit for each word of the query that it covers
    bool joined = false;
    std::size_t first = 0;  // token
    std::size_t count = 1;  // 0: the acronym
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
  static constexpr std::size_t kMaxUnits = 3 * kMaxQueryWords;
  static_assert(kMaxUnits <= 32);
  static std::uint16_t WordsIn(std::uint32_t met) { return met & ((1U << kMaxQueryWords) - 1); }
  static constexpr std::size_t kMostMeetings = 4;  // of one word of the segment: the best
  struct Met {
    std::uint32_t word = 0;
    std::uint16_t words = 0;  // of the query
    std::uint32_t units = 0;  // a bit each, also of those that are not among the best
    std::uint8_t count = 0;
    std::array<Meeting, kMostMeetings> meetings;
  };

  void SetQuery(names::PreparedView query);
  void MakeUnits();
  void MeetWords(const Segment& segment, float needed);
  void Add(const Segment& segment, std::uint8_t unit, const std::vector<SimilarWord>& similar, float least);
  void ChooseUnits(float needed);
  float WeightOf(unsigned words) const;
  float MostOf(std::uint16_t words) const;
  float LeastAlike(const Unit& unit, float needed) const;
  void Collect(const Segment& segment, float needed);
  void FindLeastSets(float needed);
  void CollectFromLists(const Segment& segment);
  void CollectByBits(const Segment& segment, std::size_t blocks, float needed);
  void MarkNames(const Segment& segment, std::size_t blocks);
  void TouchNames(const Segment& segment, std::size_t block, std::uint64_t names, float needed);
  void NoteWeight(const Unit& unit, float theirs);
  bool MayReach(std::uint16_t met, float name_weight, float needed);
  float MostOfName(std::uint16_t met, float least_weight, float most_weight) const;
  void CollectJoined(const Segment& segment);
  // Words of one name that may meet, each with the place where it stands there.
  struct Pair {
    float similarity;
    std::uint8_t unit;
    std::uint8_t position;
  };
  static constexpr std::size_t kMostPairs = 48;  // more do not tell more
  using Pairs = std::array<Pair, kMostPairs>;
  std::size_t FindPairs(std::span<const std::uint32_t> words, Pairs& pairs) const;
  void MeetPair(const WordIndex& words, const Pair& pair, std::uint32_t word, names::NameSum& sum) const;
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
  };
  Alignment Align(const WordIndex& words, std::uint32_t name, Joined joined) const;
  float JoinedSimilarity(names::PreparedView name, const Unit& unit);
  void MeetInitials(names::NameSum& sum) const;
  float WithUnseen(names::NameSum sum) const;
  float WithLeftOver(const WordIndex& words, std::uint32_t name, Alignment aligned);
  float SimilarityOf(const WordIndex& words, std::size_t query_word, std::uint32_t word);
  std::uint16_t WordsMet(std::span<const std::uint32_t> words) const;
  void TakeBest(std::uint32_t segment_number, const Segment& segment, const RowFilter& filter, const Needs& needs);
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
  std::vector<Word> words_;
  std::array<names::TokenComparer, kMaxQueryWords> comparers_;  // of words_
  float query_weight_ = 0;                                      // without initials
  float initials_ = 0;  // of the query: so many words of the other side may be what they stand for
  std::vector<Unit> units_;
  std::vector<Met> met_;
  // By word of the segment: its place in met_ from 1 on and a bit for each word of the query that it meets, or 0.
  std::vector<std::uint32_t> met_of_word_;
  std::uint32_t asked_by_ = 0;  // units whose lists bring names, a bit each
  std::array<std::size_t, kMaxUnits> list_length_{};
  std::array<float, 1U << kMaxQueryWords> most_{};  // by set of words; negative: not reckoned yet
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint64_t> seen_;  // a bit a name
  std::vector<std::uint16_t> least_sets_;
  std::array<std::vector<std::uint64_t>, kMaxQueryWords> names_with_;  // by word of the query: a bit a name
  std::array<float, kMaxQueryWords> lightest_met_{}, heaviest_met_{};  // of the words that each word of the query meets
  std::vector<std::uint8_t> may_reach_;                                // by set of words and step of weight
  struct JoinedName {
    std::uint32_t name;
    std::uint8_t unit;
  };
  std::vector<JoinedName> joined_names_;
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
  std::vector<Compared> compared_ = std::vector<Compared>(kCompared);
  std::uint32_t generation_ = 0;  // of query and segment
};

}  // namespace maktab::screening
