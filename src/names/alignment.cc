#include "names/alignment.h"

#include <algorithm>

#include "base/hash.h"
#include "names/token_similarity.h"
#include "names/words.h"

namespace maktab::names {
namespace {

constexpr float kLeastSimilarity = 0.10F;    // less alike: two names, not two spellings
constexpr float kSpellingSimilarity = 0.8F;  // less alike: more than the sound explains
constexpr float kJoinSimilarity = 0.6F;
constexpr float kJoinedWords = 0.97F;  // what it costs that a word was cut or two were joined
constexpr float kDoubt = 0.8F;         // what speaks against, where two words are not quite alike

// What is left over, in weights of words. Words on both sides are a conflict; on one side they may be missing.
struct LeftOverPrices {
  float conflict;
  float missing;
  float thin;  // what is missing counts more where little is found
};
constexpr LeftOverPrices kPersonPrices = {1.2F, 0.28F, 0.80F};
constexpr LeftOverPrices kOtherPrices = {1.0F, 0.48F, 0.45F};

constexpr float kMinorWeight = 0.05F;
constexpr float kInitialWeight = 0.2F;
constexpr float kNumberWeight = 0.35F;
constexpr float kGenericWeight = 0.4F;
constexpr float kKunyaWeight = 0.8F;
constexpr float kOnlyInitials = 0.5F;
constexpr float kSwappedForefathers = 0.6F;
constexpr float kSameGivenName = 0.9F;
constexpr float kOtherGivenName = 0.3F;  // Hassan and Hussein sound alike and are two names
constexpr float kOtherCompound = 0.6F;   // Rahman and Abd al-Rahman, Nasr and Nasrallah

bool IsWord(TokenKind kind) {
  return kind == TokenKind::kName || kind == TokenKind::kInitial || kind == TokenKind::kNumber;
}

std::uint64_t HashToken(const TokenView& token) {
  const std::uint64_t seed = static_cast<std::uint64_t>(token.kind) | (static_cast<std::uint64_t>(token.flags) << 8U) |
                             (static_cast<std::uint64_t>(token.word_class) << 16U);
  return base::HashBytes(token.letters, seed);
}

float WeightOf(const TokenWeights& weights, const TokenView& token, NameKind kind) {
  switch (token.kind) {
    case TokenKind::kName: {
      if (token.word_class == kGeneric) return kGenericWeight;
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

float InitialSimilarity(const TokenView& a, const TokenView& b) {
  const bool same_script = (a.script == Script::kArabic) == (b.script == Script::kArabic);
  if (!same_script || a.letters[0] != b.letters[0]) return 0;
  return a.kind == b.kind ? 1.0F : 0.8F;
}

}  // namespace

Matcher::Matcher(const TokenWeights& weights) : weights_(weights), remembered_(kRemembered) {}

Matcher::Facts Matcher::FactsOf(const TokenView& token) const {
  Facts facts;
  facts.weight = WeightOf(weights_, token, kind_);
  if (token.kind != TokenKind::kName) return facts;
  facts.sounds = CountSounds(token.letters);
  if (kind_ == NameKind::kPerson && CompoundOf(token.flags) == 0) facts.group = GivenNameGroup(token.letters);
  return facts;
}

void Matcher::SetQuery(PreparedView query) {
  ++generation_;
  kind_ = query.kind();
  query_count_ = 0;
  TokenView token;
  for (std::size_t at = query.begin(); query_count_ < kMaxTokens && query.Next(at, token);) {
    query_[query_count_++] = {token, FactsOf(token), false};
  }
}

float Matcher::Similarity(const Token& query, const TokenView& token, const Facts& facts) const {
  const TokenView& mine = query.view;
  if (!IsWord(mine.kind) || !IsWord(token.kind)) return 0;
  if (mine.kind == TokenKind::kNumber || token.kind == TokenKind::kNumber) return mine.letters == token.letters ? 1 : 0;
  if (mine.kind == TokenKind::kInitial || token.kind == TokenKind::kInitial) return InitialSimilarity(mine, token);
  float value = 0;
  if (!TooFarApart(query.facts.sounds, facts.sounds, mine.letters.size() + token.letters.size())) {
    value = LetterSimilarity(mine.letters, token.letters);
  }
  const auto strip = [](const TokenView& from, const TokenView& other) {
    return (from.flags & kMaybeArticle) != 0 && (other.flags & kHasArticle) != 0;
  };
  if (strip(mine, token)) value = std::max(value, LetterSimilarity(WithoutArticle(mine.letters), token.letters));
  if (strip(token, mine)) value = std::max(value, LetterSimilarity(mine.letters, WithoutArticle(token.letters)));
  if (query.facts.group != 0 && facts.group != 0) {
    const bool same = query.facts.group == facts.group;
    value = same ? std::max(value, kSameGivenName) : std::min(value, kOtherGivenName);
  }
  if (CompoundOf(mine.flags) != CompoundOf(token.flags)) value *= kOtherCompound;
  return value;
}

const Matcher::Remembered& Matcher::Recall(const TokenView& token) {
  const std::uint64_t hash = HashToken(token);
  Remembered& slot = remembered_[hash % kRemembered];
  if (slot.generation == generation_ && slot.hash == hash) return slot;
  // Facts do not depend on the query.
  if (slot.hash != hash || slot.kind != kind_) slot.facts = FactsOf(token);
  slot.hash = hash;
  slot.kind = kind_;
  slot.generation = generation_;
  for (std::size_t q = 0; q < query_count_; ++q) slot.similarity[q] = Similarity(query_[q], token, slot.facts);
  return slot;
}

void Matcher::Load(PreparedView candidate) {
  candidate_count_ = 0;
  TokenView token;
  for (std::size_t at = candidate.begin(); candidate_count_ < kMaxTokens && candidate.Next(at, token);) {
    const Remembered& known = Recall(token);
    candidate_[candidate_count_] = {token, known.facts, false};
    std::copy_n(known.similarity.begin(), query_count_, similarity_[candidate_count_].begin());
    ++candidate_count_;
  }
  for (std::size_t q = 0; q < query_count_; ++q) query_[q].used = false;
  match_.part_count = 0;
  match_.score = 0;
}

void Matcher::AddPart(const MatchPart& part) {
  if (match_.part_count < match_.parts.size()) match_.parts[match_.part_count++] = part;
}

Relation Matcher::RelationOf(const Token& mine, const Token& other, float similarity) const {
  if (mine.view.letters == other.view.letters) return Relation::kSame;
  if (mine.view.kind == TokenKind::kInitial || other.view.kind == TokenKind::kInitial) return Relation::kInitial;
  if (mine.facts.group != 0 && mine.facts.group == other.facts.group && similarity == kSameGivenName) {
    return Relation::kEquivalent;
  }
  if (similarity < kSpellingSimilarity) return Relation::kSpelling;
  return mine.view.script != other.view.script ? Relation::kOtherScript : Relation::kSameSound;
}

void Matcher::Meet(std::size_t query, std::size_t candidate) {
  Token& mine = query_[query];
  Token& other = candidate_[candidate];
  mine.used = other.used = true;
  MatchPart part;
  part.query = static_cast<std::uint8_t>(query);
  part.candidate = static_cast<std::uint8_t>(candidate);
  part.query_count = part.candidate_count = 1;
  part.similarity = similarity_[candidate][query];
  part.relation = RelationOf(mine, other, part.similarity);
  const bool initial = part.relation == Relation::kInitial;
  part.weight = initial ? kInitialWeight : (mine.facts.weight + other.facts.weight) / 2;
  AddPart(part);
}

// The most alike first. Equally alike ones meet in the order that is the same from both sides.
void Matcher::AlignWords() {
  for (;;) {
    float best = kLeastSimilarity;
    std::size_t best_query = kMaxTokens;
    std::size_t best_candidate = 0;
    std::size_t best_distance = 2 * kMaxTokens;
    for (std::size_t c = 0; c < candidate_count_; ++c) {
      if (candidate_[c].used) continue;
      for (std::size_t q = 0; q < query_count_; ++q) {
        const float similarity = similarity_[c][q];
        if (similarity < best || query_[q].used) continue;
        const std::size_t distance = c > q ? c - q : q - c;
        if (similarity == best && distance >= best_distance) continue;
        best = similarity;
        best_query = q;
        best_candidate = c;
        best_distance = distance;
      }
    }
    if (best_query == kMaxTokens) return;
    Meet(best_query, best_candidate);
  }
}

void Matcher::Join(bool query_side, std::size_t first, std::size_t other, float similarity) {
  MatchPart part;
  part.relation = Relation::kJoined;
  part.query = static_cast<std::uint8_t>(query_side ? first : other);
  part.candidate = static_cast<std::uint8_t>(query_side ? other : first);
  part.query_count = query_side ? 2 : 1;
  part.candidate_count = query_side ? 1 : 2;
  part.similarity = similarity;
  part.weight = (query_side ? candidate_ : query_)[other].facts.weight;
  AddPart(part);
}

// Ben Ali and Benali: two neighbours on one side against a word on the other.
void Matcher::JoinNeighbours(bool query_side) {
  Tokens& sides = query_side ? query_ : candidate_;
  Tokens& others = query_side ? candidate_ : query_;
  const std::size_t count = query_side ? query_count_ : candidate_count_;
  const std::size_t other_count = query_side ? candidate_count_ : query_count_;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    Token& left = sides[i];
    Token& right = sides[i + 1];
    const std::size_t length = left.view.letters.size() + right.view.letters.size();
    if (left.used || right.used || length > kMaxTokenLetters || right.view.kind != TokenKind::kName) continue;
    if ((left.view.script == Script::kArabic) != (right.view.script == Script::kArabic)) continue;
    std::array<char, kMaxTokenLetters> letters;
    const auto middle = std::copy(left.view.letters.begin(), left.view.letters.end(), letters.begin());
    std::copy(right.view.letters.begin(), right.view.letters.end(), middle);
    const std::string_view joined(letters.data(), length);
    const SoundCounts sounds = CountSounds(joined);
    for (std::size_t j = 0; j < other_count; ++j) {
      Token& other = others[j];
      if (other.used || other.view.kind != TokenKind::kName || other.view.letters.size() < 4) continue;
      if (LeastChanges(sounds, other.facts.sounds) > 1) continue;
      const float similarity = kJoinedWords * LetterSimilarity(joined, other.view.letters);
      if (similarity < kJoinSimilarity) continue;
      left.used = right.used = other.used = true;
      Join(query_side, i, j, similarity);
      break;
    }
  }
}

void Matcher::AlignMinorWords() {
  for (std::size_t q = 0; q < query_count_; ++q) {
    Token& mine = query_[q];
    if (mine.used || IsWord(mine.view.kind)) continue;
    for (std::size_t c = 0; c < candidate_count_; ++c) {
      Token& other = candidate_[c];
      if (other.used || other.view.kind != mine.view.kind || other.view.word_class != mine.view.word_class) continue;
      mine.used = other.used = true;
      MatchPart part;
      part.relation = Relation::kMinorWord;
      part.query = static_cast<std::uint8_t>(q);
      part.candidate = static_cast<std::uint8_t>(c);
      part.query_count = part.candidate_count = 1;
      part.similarity = 1;
      part.weight = kMinorWeight;
      AddPart(part);
      break;
    }
  }
}

void Matcher::CollectLeftOver() {
  const auto collect = [this](const Tokens& tokens, std::size_t count, bool query_side) {
    for (std::size_t i = 0; i < count; ++i) {
      if (tokens[i].used) continue;
      MatchPart part;
      part.relation = query_side ? Relation::kLeftOverQuery : Relation::kLeftOverCandidate;
      (query_side ? part.query : part.candidate) = static_cast<std::uint8_t>(i);
      (query_side ? part.query_count : part.candidate_count) = 1;
      part.weight = tokens[i].facts.weight;
      AddPart(part);
    }
  };
  collect(query_, query_count_, true);
  collect(candidate_, candidate_count_, false);
}

// "Salman bin Muhammad" is not "Muhammad bin Salman": both have forefathers, and two names changed places.
bool Matcher::ForefathersSwapped() const {
  int moved = 0;
  int kept = 0;
  for (std::size_t i = 0; i < match_.part_count; ++i) {
    const MatchPart& part = match_.parts[i];
    if (part.query_count != 1 || part.candidate_count != 1 || query_[part.query].view.kind != TokenKind::kName)
      continue;
    const bool mine = (query_[part.query].view.flags & kAfterChild) != 0;
    const bool other = (candidate_[part.candidate].view.flags & kAfterChild) != 0;
    if (mine != other) ++moved;
    if (mine && other) ++kept;
  }
  return moved >= 2 && kept == 0;
}

void Matcher::Finish() {
  float met = 0;
  float found = 0;
  float doubt = 0;
  float left_query = 0;
  float left_candidate = 0;
  bool name_met = false;
  for (std::size_t i = 0; i < match_.part_count; ++i) {
    const MatchPart& part = match_.parts[i];
    if (part.query_count == 0) {
      left_candidate += part.weight;
    } else if (part.candidate_count == 0) {
      left_query += part.weight;
    } else {
      met += part.weight;
      found += part.weight * part.similarity;
      doubt += part.weight * (1 - part.similarity) * (1 - part.similarity);
      const TokenKind kind = query_[part.query].view.kind;
      name_met = name_met || part.relation == Relation::kSame || part.relation == Relation::kJoined ||
                 (kind == TokenKind::kName && part.relation != Relation::kInitial);
    }
  }
  if (found <= 0) return;
  const LeftOverPrices& prices = kind_ == NameKind::kPerson ? kPersonPrices : kOtherPrices;
  const float both = std::min(left_query, left_candidate);
  const float one = std::max(left_query, left_candidate) - both;
  const float thin = 1 + prices.thin / found;
  const float against = kDoubt * doubt + 2 * prices.conflict * both + prices.missing * thin * one;
  float score = found / (met + against);
  if (!name_met) score = std::min(score, kOnlyInitials);
  if (kind_ == NameKind::kPerson && ForefathersSwapped()) score *= kSwappedForefathers;
  match_.score = std::clamp(score, 0.0F, 1.0F);
}

const MatchResult& Matcher::Match(PreparedView candidate) {
  Load(candidate);
  AlignWords();
  JoinNeighbours(true);
  JoinNeighbours(false);
  AlignMinorWords();
  CollectLeftOver();
  Finish();
  return match_;
}

}  // namespace maktab::names
