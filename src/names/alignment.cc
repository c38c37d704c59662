#include "names/alignment.h"

#include <algorithm>

#include "base/hash.h"
#include "names/name_score.h"
#include "names/syllables.h"
#include "names/words.h"

namespace maktab::names {
namespace {

constexpr float kSpellingSimilarity = 0.8F;  // less alike: more than the sound explains
constexpr float kHardlySimilar = 0.5F;
constexpr float kSureSimilarity = 0.6F;
constexpr float kOtherGeneric = 0.6F;   // where both names have words left
constexpr float kOtherPlace = 1.0F;     // a bank of one country is not that of another
constexpr float kNumberMissing = 1.3F;  // the second fund of a house is not the house
constexpr float kOnlyInitials = 0.5F;
constexpr float kSwappedForefathers = 0.6F;

// Of all that facts and similarity depend on.
std::uint64_t HashToken(const TokenView& token, NameKind kind) {
  const std::uint64_t seed = static_cast<std::uint64_t>(token.kind) | (static_cast<std::uint64_t>(token.flags) << 8U) |
                             (static_cast<std::uint64_t>(token.word_class) << 16U) |
                             (static_cast<std::uint64_t>(token.script) << 24U) |
                             (static_cast<std::uint64_t>(kind) << 32U);
  return base::HashBytes(token.letters, seed);
}

}  // namespace

Matcher::Matcher(const TokenWeights& weights)
    : weights_(weights), remembered_(kRemembered), facts_(kKnownFacts), pairs_(kKnownPairs) {}

void Matcher::SetQuery(PreparedView query) {
  ++generation_;
  kind_ = query.kind();
  query_count_ = 0;
  TokenView token;
  for (std::size_t at = query.begin(); query_count_ < kMaxTokens && query.Next(at, token);) {
    query_[query_count_] = {token, FactsOf(token, kind_, weights_), false};
    comparers_[query_count_] = TokenComparer(token, query_[query_count_].facts);
    hashes_[query_count_] = HashToken(token, kind_);
    by_weight_[query_count_] = static_cast<std::uint8_t>(query_count_);
    ++query_count_;
  }
  std::stable_sort(by_weight_.begin(), by_weight_.begin() + static_cast<std::ptrdiff_t>(query_count_),
                   [this](std::uint8_t a, std::uint8_t b) { return query_[a].facts.weight > query_[b].facts.weight; });
  query_of_syllables_ = OfSyllables(query_, query_count_);
}

const TokenFacts& Matcher::FactsOfCandidate(const TokenView& token, std::uint64_t hash) {
  KnownFacts& slot = facts_[hash % kKnownFacts];
  if (slot.hash != hash) slot = {hash, FactsOf(token, kind_, weights_)};
  return slot.facts;
}

float Matcher::SimilarityOf(std::size_t query, const TokenView& token, const TokenFacts& facts, std::uint64_t hash) {
  const std::uint64_t pair = base::MixBits(hashes_[query] + base::MixBits(hash));
  KnownPair& slot = pairs_[pair % kKnownPairs];
  if (slot.hash != pair) slot = {pair, comparers_[query].With(token, facts, kLeastSimilarity)};
  return slot.similarity;
}

Matcher::Remembered& Matcher::Recall(const TokenView& token, std::uint64_t hash) {
  Remembered& slot = remembered_[hash % kRemembered];
  if (slot.generation == generation_ && slot.hash == hash) return slot;
  slot.hash = hash;
  slot.generation = generation_;
  slot.known = 0;
  slot.facts = FactsOfCandidate(token, hash);
  return slot;
}

void Matcher::Load(PreparedView candidate) {
  candidate_count_ = 0;
  TokenView token;
  for (std::size_t at = candidate.begin(); candidate_count_ < kMaxTokens && candidate.Next(at, token);) {
    const std::uint64_t hash = HashToken(token, kind_);
    const Remembered& known = Recall(token, hash);
    candidate_[candidate_count_] = {token, known.facts, false};
    candidate_hashes_[candidate_count_] = hash;
    known_[candidate_count_] = known.known;
    std::copy_n(known.similarity.begin(), query_count_, similarity_[candidate_count_].begin());
    ++candidate_count_;
  }
  both_of_syllables_ = query_of_syllables_ && OfSyllables(candidate_, candidate_count_);
  for (std::size_t q = 0; q < query_count_; ++q) query_[q].used = false;
  match_.part_count = 0;
  match_.score = 0;
}

float Matcher::Similarity(std::size_t candidate, std::size_t query) {
  float& similarity = similarity_[candidate][query];
  const std::uint32_t bit = 1U << query;
  if ((known_[candidate] & bit) != 0) return similarity;
  const std::uint64_t hash = candidate_hashes_[candidate];
  similarity = SimilarityOf(query, candidate_[candidate].view, candidate_[candidate].facts, hash);
  known_[candidate] |= bit;
  // Another word of this name may have taken its place.
  Remembered& slot = remembered_[hash % kRemembered];
  if (slot.hash == hash) slot.known |= bit, slot.similarity[query] = similarity;
  return similarity;
}

void Matcher::CompareWords() {
  for (std::size_t c = 0; c < candidate_count_; ++c) {
    for (std::size_t q = 0; q < query_count_; ++q) Similarity(c, q);
  }
  if (both_of_syllables_) MeetSyllables();
}

void Matcher::AddPart(const MatchPart& part) {
  if (match_.part_count < match_.parts.size()) match_.parts[match_.part_count++] = part;
}

Relation Matcher::RelationOf(const Token& mine, const Token& other, float similarity) const {
  const bool compound = CompoundOf(mine.view.flags) != CompoundOf(other.view.flags);
  if (mine.view.letters == other.view.letters && !compound) return Relation::kSame;
  if (mine.view.kind == TokenKind::kInitial || other.view.kind == TokenKind::kInitial) return Relation::kInitial;
  if (similarity == kSameGivenName && SameGroup(mine.facts.groups, other.facts.groups)) {
    return Relation::kEquivalent;
  }
  if (similarity < kHardlySimilar) return Relation::kHardlyAlike;
  if (compound) return Relation::kCompound;
  if (similarity < kSpellingSimilarity) return Relation::kSpelling;
  return mine.view.script != other.view.script ? Relation::kOtherScript : Relation::kSameSound;
}

float Matcher::PairWeight(const Token& mine, const Token& other) {
  const bool initial = mine.view.kind == TokenKind::kInitial || other.view.kind == TokenKind::kInitial;
  if (initial && mine.view.letters != other.view.letters) return kInitialWeight;
  return (mine.facts.weight + other.facts.weight) / 2;
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
  part.weight = PairWeight(mine, other);
  AddPart(part);
}

// The most alike first. Equally alike ones meet in the order that is the same from both sides.
void Matcher::AlignWords(float least) {
  for (;;) {
    float best = least;
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

// A particle that is also the short form of a given name.
void Matcher::AlignShortForms() {
  for (std::size_t q = 0; q < query_count_; ++q) {
    for (std::size_t c = 0; c < candidate_count_; ++c) {
      const Token& mine = query_[q];
      const Token& other = candidate_[c];
      const bool one_particle = mine.view.kind == TokenKind::kParticle
                                    ? other.view.kind == TokenKind::kName
                                    : mine.view.kind == TokenKind::kName && other.view.kind == TokenKind::kParticle;
      if (mine.used || other.used || !one_particle || !SameGroup(mine.facts.groups, other.facts.groups)) continue;
      similarity_[c][q] = kSameGivenName;
      Meet(q, c);
      match_.parts[match_.part_count - 1].weight = std::max(mine.facts.weight, other.facts.weight);
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
  const auto has_child = [](const Tokens& tokens, std::size_t count) {
    return std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(count),
                       [](const Token& token) { return (token.view.flags & kAfterChild) != 0; });
  };
  if (!has_child(query_, query_count_) || !has_child(candidate_, candidate_count_)) return false;
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

// What stands alone on each side. Words that say little where the other name lacks them say more where it has another
// one in their place.
Matcher::LeftOver Matcher::WeighLeftOver() const {
  LeftOver left;
  bool sides[2] = {false, false};
  for (std::size_t i = 0; i < match_.part_count; ++i) {
    const MatchPart& part = match_.parts[i];
    const bool alone = part.query_count == 0 || part.candidate_count == 0;
    if (alone && part.weight > kMinorWeight) sides[part.query_count == 0 ? 0 : 1] = true;
  }
  const bool conflict = sides[0] && sides[1];
  for (std::size_t i = 0; i < match_.part_count; ++i) {
    const MatchPart& part = match_.parts[i];
    if (part.query_count != 0 && part.candidate_count != 0) continue;
    const TokenView& view = part.query_count == 0 ? candidate_[part.candidate].view : query_[part.query].view;
    float weight = part.weight;
    if (conflict && view.word_class == kGeneric) weight = kOtherGeneric;
    if (conflict && view.word_class == kPlace) weight = kOtherPlace;
    if (!conflict && view.kind == TokenKind::kNumber && kind_ == NameKind::kOrganisation) weight = kNumberMissing;
    (part.query_count == 0 ? left.candidate : left.query) += weight;
  }
  return left;
}

void Matcher::Finish() {
  NameSum sum;
  bool name_met = false;
  const LeftOver left = WeighLeftOver();
  sum.left_query = left.query;
  sum.left_candidate = left.candidate;
  for (std::size_t i = 0; i < match_.part_count; ++i) {
    const MatchPart& part = match_.parts[i];
    if (part.query_count == 0 || part.candidate_count == 0) continue;
    sum.Meet(part.weight, part.similarity);
    const TokenKind kind = query_[part.query].view.kind;
    name_met =
        name_met || part.relation == Relation::kSame || part.relation == Relation::kJoined ||
        (kind == TokenKind::kName && part.relation != Relation::kInitial && part.relation != Relation::kInitials) ||
        (kind_ != NameKind::kPerson && part.query_count + part.candidate_count > 2);
  }
  float score = NameScore(kind_, sum);
  match_.only_initials = !name_met && score > kOnlyInitials;
  if (match_.only_initials) score = kOnlyInitials;
  match_.forefathers_swapped = kind_ == NameKind::kPerson && ForefathersSwapped();
  if (match_.forefathers_swapped) score *= kSwappedForefathers;
  match_.score = std::clamp(score, 0.0F, 1.0F);
}

const MatchResult& Matcher::Match(PreparedView candidate, float least) {
  Load(candidate);
  if (least > 0 && !MayReach(least)) return match_;
  CompareWords();
  AlignWords(kSureSimilarity);
  // What joins well comes before what resembles badly.
  for (const bool query_side : {true, false}) {
    JoinNeighbours(query_side);
    JoinInitials(query_side);
  }
  AlignWords(kLeastSimilarity);
  AlignShortForms();
  AlignMinorWords();
  CollectLeftOver();
  Finish();
  return match_;
}

}  // namespace maktab::names
