#include "screening/similar_words.h"

#include <algorithm>

#include "names/skeleton.h"
#include "names/token_facts.h"

namespace maktab::screening {
namespace {

constexpr float kNear = 0.5F;
constexpr float kSameSyllables = 0.85F;  // as names compares them
constexpr float kLeastJoined = 0.6F;     // less alike: not one word
constexpr std::uint8_t kShort = 2;       // classes of sounds
constexpr std::size_t kLettersAHundred = 100;
constexpr std::size_t kMostChanged = 65;    // of a hundred letters
constexpr std::size_t kCostOfAnEntry = 16;  // in words, so that empty answers are counted too

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

void SimilarWords::AddWithKey(const Segment& segment, std::uint32_t key, names::NameKind kind) {
  const WordIndex& words = segment.words();
  for (const std::uint32_t word : words.sounds().Find(key)) {
    if (words.kind(word) == kind) found_.push_back(word);
  }
}

// What shares a whole key is compared; what shares only a loose one must be near enough.
void SimilarWords::FindWords(const Segment& segment, const names::TokenView& token, names::NameKind kind) {
  keys_.clear();
  found_.clear();
  names::AppendWordKeys(token, kind, keys_);
  for (const names::NameKey& key : keys_) {
    if (key.loose) AddWithKey(segment, IndexKey(key.hash, false), kind);
    if (!key.sign) AddWithKey(segment, IndexKey(key.hash, true), kind);
  }
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
  SetQuery(token);
  std::erase_if(found_, [&](std::uint32_t word) { return !MayResemble(segment, word); });
  for (const names::NameKey& key : keys_) {
    if (!key.loose) AddWithKey(segment, IndexKey(key.hash, false), kind);
  }
  if (token.kind == names::TokenKind::kName) AddWithKey(segment, names::InitialKey(token), kind);
  std::sort(found_.begin(), found_.end());
  found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
}

void SimilarWords::SetQuery(const names::TokenView& token) {
  token_ = token;
  readings_ = names::Skeletons(token.letters);
  places_.fill(0);
  for (std::size_t i = 0; i < token.letters.size(); ++i) {
    places_[static_cast<std::uint8_t>(token.letters[i])] |= 1U << i;
  }
}

// At most one class of sounds dropped, added or another.
bool SimilarWords::NearInSound(const names::Skeleton& other) const {
  const std::string_view theirs = other.view();
  const auto near = [&](const names::Skeleton& reading) {
    std::string_view mine = reading.view(), rest = theirs;
    if (mine.size() > rest.size() + 1 || rest.size() > mine.size() + 1) return false;
    while (!mine.empty() && !rest.empty() && mine.front() == rest.front()) mine.remove_prefix(1), rest.remove_prefix(1);
    while (!mine.empty() && !rest.empty() && mine.back() == rest.back()) mine.remove_suffix(1), rest.remove_suffix(1);
    return mine.size() <= 1 && rest.size() <= 1;
  };
  return std::any_of(readings_.readings.begin(), readings_.readings.begin() + std::ptrdiff_t(readings_.count), near);
}

// Letters to change, drop or add (Levenshtein), a column of the table in the bits of a word (Myers 1999, Hyyrö 2003).
std::size_t SimilarWords::LetterChanges(std::string_view other) const {
  const std::uint32_t last = 1U << (token_.letters.size() - 1);
  std::uint32_t up = ~0U, down = 0;
  std::size_t changes = token_.letters.size();
  for (const char letter : other) {
    const std::uint32_t same = places_[static_cast<std::uint8_t>(letter)];
    const std::uint32_t diagonal = (((same & up) + up) ^ up) | same | down;
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

// Spares dear comparisons that would find little.
bool SimilarWords::MayResemble(const Segment& segment, std::uint32_t word) const {
  if (!NearInSound(segment.words().skeleton(word))) return false;
  const names::TokenView other = segment.words().token(word);
  const bool one_script = (other.script == names::Script::kArabic) == (token_.script == names::Script::kArabic);
  // One class of sounds is too little in common, unless it is a slip of the pen.
  const names::Skeleton& sounds = segment.words().skeleton(word);
  if (sounds.size <= kShort && readings_.readings[0].size <= kShort && sounds.view() != readings_.readings[0].view()) {
    return one_script && LetterChanges(other.letters) <= 1;
  }
  if (!one_script) return true;
  const std::size_t longer = std::max(other.letters.size(), token_.letters.size());
  return LetterChanges(other.letters) * kLettersAHundred <= std::max(2 * kLettersAHundred, kMostChanged * longer);
}

const std::vector<SimilarWord>& SimilarWords::Of(const Segment& segment, const names::TokenView& token,
                                                 names::NameKind kind, bool syllables, float least) {
  // Two lists of each word are remembered: the near ones cost less.
  least = least >= kNear ? kNear : kLeastAlike;
  question_.assign({char(kind), char(token.kind), char(token.script), char(token.flags), char(token.word_class),
                    char(syllables ? 1 : 0), char(least >= kNear ? 1 : 0)});
  question_ += token.letters;
  bool is_new = false;
  std::vector<SimilarWord>& out = Remembered(segment, is_new);
  if (!is_new) return out;
  FindWords(segment, token, kind);
  const WordIndex& words = segment.words();
  const names::TokenFacts facts = names::FactsOf(token, kind, names::BuiltInWeights());
  names::TokenComparer comparer(token, facts);
  for (const std::uint32_t word : found_) {
    const names::TokenFacts& others = words.facts(word);
    const names::TokenView other = words.token(word);
    float similarity = comparer.With(other, others, least);
    if (syllables && facts.syllables != 0 && facts.syllables == others.syllables) {
      similarity = std::max(similarity, kSameSyllables);
    }
    // A particle that is also the short form of a given name.
    const bool short_form = other.kind == names::TokenKind::kParticle || token.kind == names::TokenKind::kParticle;
    if (short_form && other.kind != token.kind && names::SameGroup(facts.groups, others.groups)) {
      similarity = names::kSameGivenName;
    }
    if (similarity >= least) out.push_back({word, similarity});
  }
  remembered_words_ += out.size() + kCostOfAnEntry;
  return out;
}

const std::vector<SimilarWord>& SimilarWords::OfJoined(const Segment& segment, const names::TokenView& left,
                                                       const names::TokenView& right, names::NameKind kind) {
  static const std::vector<SimilarWord> none;
  if (!names::JoinTokens(left, right, joined_)) return none;
  question_.assign({char(kind), 'j'});
  question_ += joined_;
  bool is_new = false;
  std::vector<SimilarWord>& out = Remembered(segment, is_new);
  if (!is_new) return out;
  const WordIndex& words = segment.words();
  const std::uint32_t key = names::SkeletonHash(names::Skeletons(joined_).readings[0], 0);
  found_.clear();
  AddWithKey(segment, IndexKey(key, false), kind);
  AddWithKey(segment, IndexKey(key, true), kind);
  for (const std::uint32_t word : found_) {
    const float similarity = names::kJoinedWords * names::LetterSimilarity(joined_, words.token(word).letters);
    if (similarity >= kLeastJoined) out.push_back({word, similarity});
  }
  remembered_words_ += out.size() + kCostOfAnEntry;
  return out;
}

}  // namespace maktab::screening
