#include "names/token_facts.h"

#include <algorithm>

#include "names/syllables.h"

namespace maktab::names {
namespace {

constexpr float kNumberWeight = 0.35F;
constexpr float kGenericWeight = 0.4F;
constexpr float kKunyaWeight = 0.8F;
constexpr float kOtherConsonant = 0.80F;  // a slip of the pen and no habit: two of them are not nearly the same
constexpr float kKeepOrder = 0.2F;        // of what lies above, so that the likelier stays first
constexpr float kOtherGivenName = 0.3F;   // Hassan and Hussein sound alike and are two names
constexpr float kOtherSyllable = 0.75F;
constexpr float kOtherCompound = 0.6F;  // Rahman and Abd al-Rahman, Nasr and Nasrallah

float WeightOf(const TokenWeights& weights, const TokenView& token, NameKind kind) {
  switch (token.kind) {
    case TokenKind::kName: {
      if (token.word_class == kGeneric || token.word_class == kPlace) return kGenericWeight;
      if (kind != NameKind::kPerson) return 1;
      return weights.Weight(token.strong_key) * ((token.flags & kKunya) != 0 ? kKunyaWeight : 1.0F);
    }
    case TokenKind::kNumber:
      return kNumberWeight;
    case TokenKind::kInitial:
      return kInitialWeight;
    default:
      return kMinorWeight;
  }
}

// So far apart in consonants that the comparison of sounds would find nothing.
bool TooFarApart(const SoundCounts& a, const SoundCounts& b, std::size_t letters) {
  return LeastChanges(a, b) >= (letters >= 16 ? 3 : 2);
}

// One in Latin letters that may begin with an article, and one from which an article was taken away.
bool MayLackArticle(const TokenView& from, const TokenView& other) {
  return (from.flags & kMaybeArticle) != 0 && (other.flags & kHasArticle) != 0;
}

// Han, Hangul and other scripts come as syllables, of which there are few: most others are near.
bool IsShortSyllable(const TokenView& a, const TokenView& b) {
  constexpr std::size_t kShort = 5;
  return (a.script == Script::kOther || b.script == Script::kOther) &&
         std::min(a.letters.size(), b.letters.size()) <= kShort;
}

float InitialSimilarity(const TokenView& a, const TokenView& b) {
  const bool same_script = (a.script == Script::kArabic) == (b.script == Script::kArabic);
  if (!same_script || a.letters[0] != b.letters[0]) return 0;
  return a.kind == b.kind ? 1.0F : 0.8F;
}

}  // namespace

bool IsWord(TokenKind kind) {
  return kind == TokenKind::kName || kind == TokenKind::kInitial || kind == TokenKind::kNumber;
}

bool MayBeInitials(const TokenView& token, NameKind kind) {
  constexpr std::size_t kLeastOfPerson = 2;
  const std::size_t least = kind == NameKind::kPerson ? kLeastOfPerson : kLeastAcronym;
  if (token.kind != TokenKind::kName || token.script == Script::kArabic) return false;
  if (token.letters.size() < least || token.letters.size() > kMostAcronym) return false;
  return kind != NameKind::kPerson || token.letters.find_first_of("aeiouy") == std::string_view::npos;
}

bool SameGroup(const GivenNameGroups& a, const GivenNameGroups& b) {
  const auto in_b = [&](std::uint16_t group) { return group != 0 && (group == b[0] || group == b[1]); };
  return in_b(a[0]) || in_b(a[1]);
}

TokenFacts FactsOf(const TokenView& token, NameKind kind, const TokenWeights& weights) {
  TokenFacts facts;
  facts.weight = WeightOf(weights, token, kind);
  // "Ben" is a particle here and Benjamin there.
  if (token.kind == TokenKind::kParticle && kind == NameKind::kPerson) facts.groups = GivenNameGroupsOf(token.letters);
  facts.sounds = CountSounds(token.letters);
  if (token.kind != TokenKind::kName) return facts;
  if (kind == NameKind::kPerson && token.script == Script::kLatin) facts.syllables = SyllableHash(token.letters);
  if (kind == NameKind::kPerson && CompoundOf(token.flags) == 0) facts.groups = GivenNameGroupsOf(token.letters);
  if (kind == NameKind::kOrganisation) facts.groups = BodyWordGroupsOf(token.letters);
  return facts;
}

float TokenComparer::With(const TokenView& token, const TokenFacts& facts, float least) {
  const TokenView& mine = token_;
  const TokenFacts& mine_facts = facts_;
  if (!IsWord(mine.kind) || !IsWord(token.kind)) return 0;
  if (mine.kind == TokenKind::kNumber || token.kind == TokenKind::kNumber) return mine.letters == token.letters ? 1 : 0;
  if (mine.kind == TokenKind::kInitial || token.kind == TokenKind::kInitial) return InitialSimilarity(mine, token);
  float value = 0;
  if (!TooFarApart(mine_facts.sounds, facts.sounds, mine.letters.size() + token.letters.size())) {
    value = letters_.With(token.letters, least);
    if (value < 1 && IsShortSyllable(mine, token)) value *= kOtherSyllable;
    if (LeastChanges(mine_facts.sounds, facts.sounds) > 0 && value > kOtherConsonant) {
      value = kOtherConsonant + (value - kOtherConsonant) * kKeepOrder;
    }
  }
  if (MayLackArticle(mine, token)) {
    value = std::max(value, LetterSimilarity(WithoutArticle(mine.letters), token.letters));
  }
  if (MayLackArticle(token, mine)) {
    value = std::max(value, LetterSimilarity(mine.letters, WithoutArticle(token.letters)));
  }
  return AsNames(value, token, facts);
}

float TokenComparer::AtMost(const TokenView& token, const TokenFacts& facts) const {
  const auto letter_by_letter = [](TokenKind kind) { return kind == TokenKind::kName; };
  if (!IsWord(token_.kind) || !IsWord(token.kind)) return 0;
  if (!letter_by_letter(token_.kind) || !letter_by_letter(token.kind)) return 1;
  float value = 1;
  if (MayLackArticle(token_, token) || MayLackArticle(token, token_)) return value;
  const int changes = LeastChanges(facts_.sounds, facts.sounds);
  if (changes > 0) value = kOtherConsonant + (1 - kOtherConsonant) * kKeepOrder;
  if (TooFarApart(facts_.sounds, facts.sounds, token_.letters.size() + token.letters.size())) value = 0;
  return AsNames(value, token, facts);
}

// What the letters say, seen by what is known of names.
float TokenComparer::AsNames(float value, const TokenView& token, const TokenFacts& facts) const {
  const TokenView& mine = token_;
  const TokenFacts& mine_facts = facts_;
  if (mine_facts.groups[0] != 0 && facts.groups[0] != 0) {
    const bool same = SameGroup(mine_facts.groups, facts.groups);
    value = same ? std::max(value, kSameGivenName) : std::min(value, kOtherGivenName);
  }
  // A name of nothing but particles or titles.
  if (mine.word_class >= kFirstFreeClass && mine.word_class == token.word_class)
    value = std::max(value, kSameGivenName);
  if (CompoundOf(mine.flags) != CompoundOf(token.flags)) value *= kOtherCompound;
  return value;
}

}  // namespace maktab::names
