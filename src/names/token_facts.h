// What a token is apart from its neighbours, and how alike two tokens are. Pure; any thread.
#pragma once

#include <cstdint>

#include "names/compare.h"
#include "names/name.h"
#include "names/skeleton.h"
#include "names/words.h"

namespace maktab::names {

constexpr float kLeastSimilarity = 0.10F;  // less alike: two names, not two spellings
constexpr float kSameGivenName = 0.9F;     // another form of it (Bill, William)
constexpr float kMinorWeight = 0.05F;      // particles, titles, legal forms
constexpr float kInitialWeight = 0.2F;
constexpr float kJoinedWords = 0.97F;  // what it costs that a word was cut or two were joined

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

// 0–1; symmetric. The facts are those of the tokens, under one kind of name.
float TokensAlike(const TokenView& a, const TokenFacts& facts_a, const TokenView& b, const TokenFacts& facts_b);

}  // namespace maktab::names
