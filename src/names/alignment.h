// Which token of the query meets which token of the candidate, and what that is worth. The inside of Comparer: it knows
// tokens, not texts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "names/compare.h"
#include "names/name.h"
#include "names/token_facts.h"

namespace maktab::names {

constexpr float kCommonWeight = 0.6F;  // below it a name is called common

// A few neighbours on one side that were put together meet one on the other.
struct MatchPart {
  Relation relation = Relation::kSame;
  std::uint8_t query = 0;
  std::uint8_t query_count = 0;  // 0: nothing on this side; more than 1: neighbours as one word
  std::uint8_t candidate = 0;
  std::uint8_t candidate_count = 0;
  float similarity = 0;
  float weight = 0;
};

struct MatchResult {
  float score = 0;
  bool only_initials = false;
  bool forefathers_swapped = false;
  std::size_t part_count = 0;
  std::array<MatchPart, 2 * kMaxTokens> parts;
};

// Not thread-safe; allocates when it is made and never again.
class Matcher {
 public:
  explicit Matcher(const TokenWeights& weights);

  // `query` must stay alive until the next call.
  void SetQuery(PreparedView query);
  // Valid until the next call. What scores below `least` may be given as a score of 0 without parts.
  const MatchResult& Match(PreparedView candidate, float least = 0);

  const TokenView& query_token(std::size_t i) const { return query_[i].view; }
  const TokenView& candidate_token(std::size_t i) const { return candidate_[i].view; }

 private:
  struct Token {
    TokenView view;
    TokenFacts facts;
    bool used = false;
  };
  using Tokens = std::array<Token, kMaxTokens>;
  using Row = std::array<float, kMaxTokens>;
  // What was found out about a token of candidates against tokens of the query.
  struct Remembered {
    std::uint64_t hash = 0;
    std::uint32_t generation = 0;
    std::uint32_t known = 0;  // a bit for each token of the query
    TokenFacts facts;
    Row similarity{};
  };
  // What does not depend on the rest of the query is kept for the next ones: the same words come up again and again.
  struct KnownFacts {
    std::uint64_t hash = 0;
    TokenFacts facts;
  };
  struct KnownPair {
    std::uint64_t hash = 0;
    float similarity = 0;
  };

  // Powers of two; a later one takes an older one's place.
  static constexpr std::size_t kRemembered = 2048;
  static constexpr std::size_t kKnownFacts = 8192;
  static constexpr std::size_t kKnownPairs = 16'384;

  void Load(PreparedView candidate);
  Remembered& Recall(const TokenView& token, std::uint64_t hash);
  const TokenFacts& FactsOfCandidate(const TokenView& token, std::uint64_t hash);
  float SimilarityOf(std::size_t query, const TokenView& token, const TokenFacts& facts, std::uint64_t hash);
  float Similarity(std::size_t candidate, std::size_t query);
  void CompareWords();
  static bool OfSyllables(const Tokens& tokens, std::size_t count);
  void MeetSyllables();
  void AlignWords(float least);
  void Meet(std::size_t query, std::size_t candidate);
  static float PairWeight(const Token& mine, const Token& other);
  Relation RelationOf(const Token& mine, const Token& other, float similarity) const;
  struct Run {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  // What several words are together.
  struct Sum {
    std::size_t letters = 0;
    SoundCounts sounds{};
  };
  static bool AddUp(const Tokens& side, Run run, Sum& sum);
  bool MayJoin(const Sum& sum, const Token& other) const;
  void JoinNeighbours(bool query_side);
  bool JoinRun(bool query_side, Run run);
  // The letters of neighbours.
  class OneWord {
   public:
    OneWord(const Tokens& side, Run run);
    std::string_view letters() const { return {letters_.data(), size_}; }

   private:
    std::array<char, kMaxTokenLetters> letters_;
    std::size_t size_ = 0;
  };
  float JoinedSimilarity(std::string_view joined, const Token& other) const;
  static float JoinedAtMost(std::string_view joined, const Token& other);
  bool JoinWith(bool query_side, Run run, std::size_t other_at);
  void JoinInitials(bool query_side);
  bool IsInitialsOf(const Token& token, const Tokens& others, std::size_t other_count, Run& run) const;
  void Join(bool query_side, Run run, std::size_t other, const MatchPart& worth);
  void AlignShortForms();
  void AlignMinorWords();
  void CollectLeftOver();
  bool ForefathersSwapped() const;
  struct LeftOver {
    float query = 0;
    float candidate = 0;
  };
  LeftOver WeighLeftOver() const;
  void Finish();
  void AddPart(const MatchPart& part);

  // may_reach.cc
  struct Bound;
  bool MayReach(float least);
  bool MeetsOtherwise() const;
  bool AddPairs(Bound& bound) const;
  bool AddJoined(bool query_side, Bound& bound) const;
  bool AddRun(bool query_side, Run run, Bound& bound) const;
  void CompareLetters(std::size_t query, Bound& bound);
  enum class Look { kSounds, kLetters };
  void LookAtJoined(Look look, Bound& bound) const;
  bool MayBe(Bound& bound);

  const TokenWeights& weights_;
  NameKind kind_ = NameKind::kPerson;
  std::size_t query_count_ = 0;
  std::size_t candidate_count_ = 0;
  bool query_of_syllables_ = false;
  bool both_of_syllables_ = false;
  Tokens query_;
  std::array<TokenComparer, kMaxTokens> comparers_;  // of the query's tokens
  std::array<std::uint64_t, kMaxTokens> hashes_{};
  std::array<std::uint8_t, kMaxTokens> by_weight_{};  // the query's tokens, the heaviest first
  Tokens candidate_;
  std::array<std::uint64_t, kMaxTokens> candidate_hashes_{};
  std::array<std::uint32_t, kMaxTokens> known_{};  // [candidate]: a bit for each token of the query
  std::array<Row, kMaxTokens> similarity_;         // [candidate][query], where known
  std::vector<Remembered> remembered_;
  std::vector<KnownFacts> facts_;
  std::vector<KnownPair> pairs_;
  std::uint32_t generation_ = 0;
  MatchResult match_;
};

}  // namespace maktab::names
