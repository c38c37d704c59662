#include "screening/similar_words.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "names/skeleton.h"
#include "names/sound_model.h"
#include "names/syllables.h"
#include "names/token_facts.h"

namespace maktab::screening {
namespace {

constexpr float kNear = 0.5F;
constexpr std::size_t kLongJoined = 5;    // classes of sounds of two words as one
constexpr std::uint8_t kShort = 2;        // classes of sounds
constexpr std::size_t kLettersASlip = 3;  // of short words
constexpr std::size_t kLettersAHundred = 100;
constexpr std::size_t kMostChanged = 65;         // of a hundred letters
constexpr std::size_t kMostChangedOfOther = 45;  // where a class of sounds is another
constexpr std::size_t kLeastOfSlip = 5;          // letters
constexpr std::size_t kFirst = 8;                // letters of a long word: another may have no more
constexpr std::size_t kCostOfAnEntry = 16;       // in words, so that empty answers are counted too

void AppendNumber(std::string& text, std::uint64_t number) {
  text.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::vector<SimilarWord>& SimilarWords::Remembered(const Segment& segment, bool& is_new) {
  AppendNumber(question_, segment.number());
  auto known = remembered_.find(question_);
  is_new = known == remembered_.end();
  if (!is_new) return known->second;
  if (remembered_words_ > kMostRemembered) {
    remembered_.clear();
    remembered_words_ = 0;
  }
  return remembered_[question_];
}

// Words that have the key and have not come up before. What tells them apart is on its way.
void SimilarWords::AddWithKey(const WordIndex& words, std::uint32_t key) {
  for (const std::uint32_t word : words.by_sound().Find(key)) {
    std::uint64_t& seen = seen_[word / 64];
    const std::uint64_t bit = 1ULL << (word % 64);
    if ((seen & bit) != 0) continue;
    seen |= bit;
    words.PrefetchSounds(word);
    seen_words_.push_back(word);
  }
}

// The keys of the index by which to look, of which many are not there: whole ones first. Loose ones of a word are asked
// only where it has so many classes of sounds.
void SimilarWords::SetKeys(const KeyIndex& index, const names::TokenView& token, names::NameKind kind,
                           std::size_t least_classes) {
  keys_.clear();
  asked_.clear();
  names::AppendWordKeys(token, kind, keys_);
  for (const names::NameKey& key : keys_) {
    if (!key.loose) asked_.push_back({IndexKey(key.hash, false), true});
  }
  if (token.kind == names::TokenKind::kName) asked_.push_back({names::InitialKey(token), true});
  slips_.clear();
  if (least_classes == 0) names::AppendKeysOfSlips(token, slips_);
  for (const names::NameKey& key : slips_) asked_.push_back({IndexKey(key.hash, false), false});
  for (const names::NameKey& key : keys_) {
    if (key.loose && readings_.readings[0].size < least_classes) continue;
    if (key.loose) asked_.push_back({IndexKey(key.hash, false), false});
    if (!key.sign) asked_.push_back({IndexKey(key.hash, true), false});
  }
  for (const AskedKey& key : asked_) index.PrefetchMark(key.hash);
  std::erase_if(asked_, [&](const AskedKey& key) { return !index.MayHave(key.hash); });
  for (const AskedKey& key : asked_) index.PrefetchKeys(key.hash);
}

// What shares a whole key is compared; what shares only another one must be near enough.
void SimilarWords::FindWords(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                             std::size_t least_classes) {
  const WordIndex& words = segment.words();
  found_.clear();
  seen_words_.clear();
  seen_.resize(std::max<std::size_t>(seen_.size(), words.word_count() / 64 + 1));
  SetQuery(token);
  SetKeys(words.by_sound(), token, kind, least_classes);
  std::size_t whole = 0;
  for (const AskedKey& key : asked_) {
    AddWithKey(words, key.hash);
    if (key.whole) whole = seen_words_.size();
  }
  for (std::size_t i = 0; i < seen_words_.size(); ++i) {
    const std::uint32_t word = seen_words_[i];
    seen_[word / 64] = 0;
    if (words.sounds(word).kind != kind) continue;
    if (i < whole || MayResemble(words, word)) found_.push_back(word);
  }
  std::sort(found_.begin(), found_.end());
}

void SimilarWords::SetQuery(const names::TokenView& token) {
  token_ = token;
  readings_ = names::Skeletons(token.letters);
  for (std::size_t i = 0; i < readings_.count; ++i) classes_[i] = Classes(readings_.readings[i]);
  places_.fill(0);
  const names::SoundModel& model = names::ArabicLatinModel();
  const bool arabic = token.script == names::Script::kArabic;
  for (std::size_t i = 0; i < token.letters.size(); ++i) {
    const char letter = token.letters[i];
    places_[static_cast<std::uint8_t>(letter)] |= 1U << i;
    for (const char other : arabic ? model.OftenMeetLeft(letter) : model.OftenMeetRight(letter)) {
      places_[static_cast<std::uint8_t>(other)] |= 1U << i;
    }
  }
}

SimilarWords::Classes::Classes(const names::Skeleton& skeleton) : size(skeleton.size) {
  static_assert(sizeof bytes >= sizeof skeleton.classes);
  std::memcpy(&bytes, skeleton.classes.data(), sizeof skeleton.classes);
}

// Asked for each word that shares a key: no loop.
SimilarWords::Sounds SimilarWords::Classes::To(const Classes& other) const {
  const unsigned longer = std::max(size, other.size), shorter = std::min(size, other.size);
  if (longer > shorter + 1) return Sounds::kFar;
  if (bytes == other.bytes) return Sounds::kSame;
  const auto at_end = [](const Classes& classes) { return classes.bytes << (kBits - kBitsAClass * classes.size); };
  const Bytes from_begin = bytes ^ other.bytes;
  const Bytes from_end = shorter == 0 ? ~Bytes{0} : at_end(*this) ^ at_end(other);
  const auto low = std::uint64_t(from_begin), high = std::uint64_t(from_end >> kHalf);
  const unsigned begin = low != 0 ? unsigned(std::countr_zero(low))
                                  : kHalf + unsigned(std::countr_zero(std::uint64_t(from_begin >> kHalf)));
  const unsigned end =
      high != 0 ? unsigned(std::countl_zero(high)) : kHalf + unsigned(std::countl_zero(std::uint64_t(from_end)));
  const unsigned same_at_begin = begin / kBitsAClass;
  const unsigned differ = longer - std::min(shorter, same_at_begin + end / kBitsAClass);
  if (differ <= 1) return Sounds::kNear;
  if (differ != 2 || size != other.size) return Sounds::kFar;
  const auto two = [&](const Classes& classes) { return std::uint16_t(classes.bytes >> same_at_begin * kBitsAClass); };
  const std::uint16_t mine = two(*this), theirs = two(other);
  return std::uint16_t(mine << kBitsAClass | mine >> kBitsAClass) == theirs ? Sounds::kNear : Sounds::kFar;
}

// The best that any reading of the asked word gives.
SimilarWords::Sounds SimilarWords::SoundsOf(const names::Skeleton& other) const {
  const Classes theirs(other);
  Sounds best = Sounds::kFar;
  for (std::size_t i = 0; i < readings_.count; ++i) best = std::max(best, classes_[i].To(theirs));
  return best;
}

// Letters to change, drop, add or exchange with the next where letters that scripts often write for one another are the
// same, a column of the table in the bits of a word (Myers 1999, Hyyrö 2003).
std::size_t SimilarWords::LetterChanges(std::string_view other) const {
  const std::uint32_t last = 1U << (token_.letters.size() - 1);
  std::uint32_t up = ~0U, down = 0, same_before = 0, diagonal = 0;
  std::size_t changes = token_.letters.size();
  for (const char letter : other) {
    const std::uint32_t same = places_[static_cast<std::uint8_t>(letter)];
    const std::uint32_t exchanged = (~diagonal & same) << 1U & same_before;
    diagonal = (((same & up) + up) ^ up) | same | down | exchanged;
    same_before = same;
    const std::uint32_t more = down | ~(diagonal | up);
    const std::uint32_t fewer = up & diagonal;
    changes += (more & last) != 0 ? 1 : 0;
    changes -= (fewer & last) != 0 ? 1 : 0;
    const std::uint32_t shifted = more << 1U | 1U;
    up = fewer << 1U | ~(diagonal | shifted);
    down = shifted & diagonal;
  }
  return changes;
}

// One letter changed, dropped or added, or two exchanged: the first two letters or the last two are the same.
bool SimilarWords::IsASlip(std::string_view other) const {
  const std::string_view mine = token_.letters;
  if (std::min(mine.size(), other.size()) < kLeastOfSlip) return false;
  if (mine.size() > other.size() + 1 || other.size() > mine.size() + 1) return false;
  const bool may_be = (mine[0] == other[0] && mine[1] == other[1]) ||
                      (mine.back() == other.back() && mine[mine.size() - 2] == other[other.size() - 2]);
  return may_be && LetterChanges(other) <= 1;
}

// Of names that had no room the last letters may be missing.
bool SimilarWords::OneBeginsTheOther(const WordIndex& words, std::uint32_t word) const {
  const WordIndex::Sounds& known = words.sounds(word);
  if (std::min<std::size_t>(known.letter_count, token_.letters.size()) < kFirst) return false;
  if (std::memcmp(known.first_letters.data(), token_.letters.data(), kFirst) != 0) return false;
  const std::string_view other = words.Letters(word);
  return other.starts_with(token_.letters) || token_.letters.starts_with(other);
}

// Spares dear comparisons that would find little.
bool SimilarWords::MayResemble(const WordIndex& words, std::uint32_t word) const {
  const WordIndex::Sounds& known = words.sounds(word);
  const Sounds sounds = SoundsOf(known.skeleton);
  // Letters that are one sound together may be two without a third.
  if (sounds == Sounds::kFar) return IsASlip(words.Letters(word)) || OneBeginsTheOther(words, word);
  const bool one_script = (known.script == names::Script::kArabic) == (token_.script == names::Script::kArabic);
  const std::string_view other = words.Letters(word);
  const std::size_t longer = std::max(other.size(), token_.letters.size());
  const std::size_t changes = LetterChanges(other);
  if (sounds == Sounds::kSame) {
    return changes * kLettersAHundred <= std::max(2 * kLettersAHundred, kMostChanged * longer);
  }
  // One class of sounds is too little in common, unless it is a slip of the pen.
  if (std::max(known.skeleton.size, readings_.readings[0].size) <= kShort) {
    return one_script && changes <= std::max(std::size_t{1}, longer / kLettersASlip);
  }
  return changes * kLettersAHundred < kMostChangedOfOther * longer;
}

// Null where the word is none of the segment, or no room is left.
const std::vector<SimilarWord>* SimilarWords::OfOwn(const Segment& segment, const names::TokenView& token,
                                                    names::NameKind kind) {
  const std::uint32_t word = segment.words().Find(token, kind);
  if (word == WordIndex::kNone) return nullptr;
  LikeWords& like_words = segment.like_words();
  const auto* known = like_words.Find(word);
  if (known != nullptr || like_words.full()) return known;
  own_.clear();
  FindSimilar(segment, token, kind, false, kLeastAlike, own_);
  return like_words.Keep(word, own_);
}

void SimilarWords::GetToKnow(const Segment& segment, std::uint32_t word) {
  OfOwn(segment, segment.words().token(word), segment.words().sounds(word).kind);
}

const std::vector<SimilarWord>& SimilarWords::Of(const Segment& segment, const names::TokenView& token,
                                                 names::NameKind kind, bool syllables, float least) {
  if (!syllables) {
    const auto* own = OfOwn(segment, token, kind);
    if (own != nullptr) return *own;
  }
  // Two lists of each word are remembered: the near ones cost less.
  least = least >= kNear ? kNear : kLeastAlike;
  question_.assign({char(kind), char(token.kind), char(token.script), char(token.flags), char(token.word_class),
                    char(syllables ? 1 : 0), char(least >= kNear ? 1 : 0)});
  question_ += token.letters;
  bool is_new = false;
  std::vector<SimilarWord>& out = Remembered(segment, is_new);
  if (!is_new) return out;
  FindSimilar(segment, token, kind, syllables, least, out);
  remembered_words_ += out.size() + kCostOfAnEntry;
  return out;
}

void SimilarWords::FindSimilar(const Segment& segment, const names::TokenView& token, names::NameKind kind,
                               bool syllables, float least, std::vector<SimilarWord>& out) {
  FindWords(segment, token, kind, 0);
  const WordIndex& words = segment.words();
  const names::TokenFacts facts = names::FactsOf(token, kind, names::BuiltInWeights());
  names::TokenComparer comparer(token, facts);
  for (const std::uint32_t word : found_) {
    const names::TokenFacts& others = words.facts(word);
    const names::TokenView other = words.token(word);
    float similarity = comparer.With(other, others, least);
    if (syllables && facts.syllables != 0 && facts.syllables == others.syllables) {
      similarity = std::max(similarity, names::kSameSyllables);
    }
    // A particle that is also the short form of a given name.
    const bool short_form = other.kind == names::TokenKind::kParticle || token.kind == names::TokenKind::kParticle;
    if (short_form && other.kind != token.kind && names::SameGroup(facts.groups, others.groups)) {
      similarity = names::kSameGivenName;
    }
    if (similarity >= least) out.push_back({word, similarity});
  }
}

const std::vector<SimilarWord>& SimilarWords::OfAcronym(const Segment& segment, std::string_view letters,
                                                        names::NameKind kind) {
  const WordIndex& words = segment.words();
  acronyms_.clear();
  for (const std::uint32_t word : words.by_sound().Find(IndexKey(names::AcronymKey(letters), false))) {
    if (words.sounds(word).kind == kind && words.Letters(word) == letters) {
      acronyms_.push_back({word, names::kAcronymSimilarity});
    }
  }
  return acronyms_;
}

// Not remembered: the same neighbours hardly come again.
const std::vector<SimilarWord>& SimilarWords::OfJoined(const Segment& segment,
                                                       std::span<const names::TokenView> neighbours,
                                                       const JoinedAs& as) {
  joined_words_.clear();
  const float least = std::max(as.least, kLeastJoined);
  if (least > names::kJoinedWords || !names::JoinTokens(neighbours, joined_)) return joined_words_;
  const WordIndex& words = segment.words();
  names::TokenView one;
  one.script = neighbours[0].script;
  one.letters = joined_;
  FindWords(segment, one, as.kind, kLongJoined);
  if (found_.empty()) return joined_words_;
  names::LetterComparer comparer(joined_);
  const names::SoundCounts sounds = names::CountSounds(joined_);
  const std::uint32_t syllables = as.syllables ? names::SyllableHash(joined_) : 0;
  for (const std::uint32_t word : found_) {
    const names::TokenFacts& others = words.facts(word);
    const bool same_syllables = syllables != 0 && syllables == others.syllables;
    if (!same_syllables && names::LeastChanges(sounds, others.sounds) > 1) continue;  // as names are compared
    float similarity = names::kJoinedWords * comparer.With(words.Letters(word), least / names::kJoinedWords);
    if (same_syllables) similarity = std::max(similarity, names::kSameSyllables);
    if (similarity >= least) joined_words_.push_back({word, similarity});
  }
  return joined_words_;
}

}  // namespace maktab::screening
