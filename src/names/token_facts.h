// What a token is apart from its neighbours, and how alike two tokens are. Pure; any thread.
#pragma once

#include <cstdint>

#include "names/compare.h"
#include "names/name.h"
#include "names/skeleton.h"
#include "names/token_similarity.h"
#include "names/words.h"

namespace maktab::names {

constexpr float kLeastSimilarity = 0.10F;  // less alike: two names, not two spellings
constexpr float kSameGivenName = 0.9F;     // another form of it (Bill, William)
constexpr float kMinorWeight = 0.05F;      // particles, titles, legal forms
constexpr float kInitialWeight = 0.2F;
constexpr std::size_t kLeastAcronym = 3;  // letters
constexpr std::size_t kMostAcronym = 6;
constexpr float kAcronymSimilarity = 0.85F;
constexpr float kSameSyllables = 0.85F;     // by another rule of writing
constexpr std::size_t kMostJoined = 3;      // words that may be one
constexpr float kJoinedWords = 0.97F;       // what it costs that a word was cut or two were joined
constexpr float kJoinedOtherSound = 0.85F;  // joined and another sound are two doubts

// Whether letters of it may stand for words, one each, in names of this kind (JC, PLA).
bool MayBeInitials(const TokenView& token, NameKind kind);

// Reckoned once a token and kept.
struct TokenFacts {
  float weight = 0;
  GivenNameGroups groups{};
  std::uint32_t syllables = 0;  // SyllableHash
  SoundCounts sounds{};
};
TokenFacts FactsOf(const TokenView& token, NameKind kind, const TokenWeights& weights);

// A word, initial or number: what may meet another. Minor words meet only their like.
bool IsWord(TokenKind kind);
bool SameGroup(const GivenNameGroups& a, const GivenNameGroups& b);

// One token against many; the token's letters must outlive it.
class TokenComparer {
 public:
  TokenComparer() = default;
  TokenComparer(const TokenView& token, const TokenFacts& facts)
      : token_(token), facts_(facts), letters_(token.letters) {}

  // 0–1; symmetric. The facts are those of the tokens, under one kind of name. What is below `least` may be given as 0.
  float With(const TokenView& other, const TokenFacts& others, float least = 0);
  // What With() can give at most, told from the facts without a look at the letters.
  float AtMost(const TokenView& other, const TokenFacts& others) const;

 private:
  float AsNames(float value, const TokenView& other, const TokenFacts& others) const;

  TokenView token_;
  TokenFacts facts_;
  LetterComparer letters_;
};

}  // namespace maktab::names
