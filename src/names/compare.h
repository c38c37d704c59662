// How alike two names are, from 0 (nothing speaks for one name) to 1 (the same name), and why. 0.70 is meant as the
// threshold of "worth a look" in every script and kind. The score is a pure function of the two names and the weights:
// the index, a bulk check and `maktab compare` print the same one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace maktab::names {

// How much a token tells persons apart, from 0.2 (everybody is called so) to 1 (rare), by its strong key. Must be
// thread-safe and must not change while a Comparer uses it.
class TokenWeights {
 public:
  virtual ~TokenWeights() = default;
  virtual float Weight(std::uint32_t strong_key) const = 0;
};

// From how common sounds are among names of the world (learned; see sound_weights_data.inc).
const TokenWeights& BuiltInWeights();

enum class Relation : std::uint8_t {
  kSame,              // the same letters
  kSameSound,         // same script, other spelling of the same sound
  kOtherScript,       // the same name written in two scripts
  kSpelling,          // near, with differences that sound or typing explain only partly
  kHardlyAlike,       // so far apart that they are rather two names, with no other word to meet
  kCompound,          // one is the other with "servant of", "of God" or "of the faith" (Nasr, Nasrallah)
  kJoined,            // one word here, two words there
  kInitial,           // an initial and a name that begins with it
  kInitials,          // a word of the first letters of several (PLA)
  kEquivalent,        // another form of the same given name (Bill, William)
  kMinorWord,         // particles, titles, legal forms that agree
  kLeftOverQuery,     // only in the query
  kLeftOverCandidate  // only in the candidate
};
// A stable code for JSON and for the key of the sentence: "same", "same_sound", "other_script", "spelling",
// "hardly_alike", "compound", "joined", "initial", "initials", "equivalent", "minor_word", "left_over_query",
// "left_over_candidate".
std::string_view RelationCode(Relation relation);

struct ExplainedPart {
  Relation relation = Relation::kSame;
  std::string query_text;      // normal form; empty for kLeftOverCandidate
  std::string candidate_text;  // normal form; empty for kLeftOverQuery
  float similarity = 0;        // 0–1; 0 for what is left over
  float weight = 0;            // share in the comparison; common names weigh less
  bool common = false;         // so common that it tells little
};

struct Explanation {
  float score = 0;
  std::vector<ExplainedPart> parts;  // matched parts in the order of the query, then what is left over
  bool only_initials = false;        // no whole word met, which bounds the score
  bool forefathers_swapped = false;  // "A bin B" and "B bin A", which lowers it
};

// Compares one query with many candidates. Holds scratch memory and remembers what it found about tokens, so that one
// thread uses one Comparer for many queries. Not thread-safe.
class Comparer {
 public:
  explicit Comparer(const TokenWeights& weights = BuiltInWeights());
  ~Comparer();
  Comparer(Comparer&&) noexcept;
  Comparer& operator=(Comparer&&) noexcept;
  Comparer(const Comparer&) = delete;
  Comparer& operator=(const Comparer&) = delete;

  void SetQuery(std::string_view text, NameKind kind);
  // `query` must be valid(); its bytes are copied.
  void SetQuery(PreparedView query);
  PreparedView query() const;

  // 0–1. Allocates nothing. `candidate` must be valid(). 0 if either name is empty. What is below `least` may be given
  // as 0, which costs less.
  float Score(PreparedView candidate, float least = 0);
  // The same computation with its parts.
  Explanation Explain(PreparedView candidate);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The score of two texts with the built-in weights.
float CompareNames(std::string_view a, std::string_view b, NameKind kind);
Explanation ExplainNames(std::string_view a, std::string_view b, NameKind kind);

}  // namespace maktab::names
