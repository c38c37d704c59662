// Words that were cut or put together, letters that stand for words, and syllables: where tokens do not meet one to
// one.
#include <algorithm>
#include <array>

#include "names/alignment.h"
#include "names/skeleton.h"
#include "names/syllables.h"
#include "names/token_similarity.h"

namespace maktab::names {
namespace {

constexpr float kJoinSimilarity = 0.6F;
constexpr std::size_t kLeastJoined = 4;  // letters of the word that several may make

// Whether what is joined, read as usual, is one of the word's readings. By this an index finds it.
bool SoundsLike(std::string_view joined, std::string_view word) {
  const Skeleton usual = Skeletons(joined).readings[0];
  const SkeletonSet readings = Skeletons(word);
  return std::any_of(readings.readings.begin(), readings.readings.begin() + std::ptrdiff_t(readings.count),
                     [&](const Skeleton& reading) { return reading.view() == usual.view(); });
}

}  // namespace

void Matcher::Join(bool query_side, Run run, std::size_t other, const MatchPart& worth) {
  Tokens& sides = query_side ? query_ : candidate_;
  for (std::size_t i = 0; i < run.count; ++i) sides[run.first + i].used = true;
  (query_side ? candidate_ : query_)[other].used = true;
  MatchPart part = worth;
  part.query = static_cast<std::uint8_t>(query_side ? run.first : other);
  part.candidate = static_cast<std::uint8_t>(query_side ? other : run.first);
  part.query_count = static_cast<std::uint8_t>(query_side ? run.count : 1);
  part.candidate_count = static_cast<std::uint8_t>(query_side ? 1 : run.count);
  AddPart(part);
}

// Ben Ali and Benali, Van der Bilt and Vanderbilt: neighbours on one side against a word on the other.
void Matcher::JoinNeighbours(bool query_side) {
  const std::size_t count = query_side ? query_count_ : candidate_count_;
  const Tokens& others = query_side ? candidate_ : query_;
  const std::size_t other_count = query_side ? candidate_count_ : query_count_;
  const bool any =
      std::any_of(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(other_count),
                  [](const Token& token) { return !token.used && token.view.letters.size() >= kLeastJoined; });
  if (!any) return;
  for (std::size_t length = 2; length <= kMostJoined; ++length) {
    for (std::size_t i = 0; i + length <= count; ++i) JoinRun(query_side, {i, length});
  }
}

// What the words of a run are together; false if they cannot be one word.
bool Matcher::AddUp(const Tokens& side, Run run, Sum& sum) {
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    const Token& token = side[i];
    sum.letters += token.view.letters.size();
    if (sum.letters > kMaxTokenLetters || token.view.kind == TokenKind::kNumber) return false;
    if ((token.view.script == Script::kArabic) != (side[run.first].view.script == Script::kArabic)) return false;
    for (std::size_t k = 0; k < sum.sounds.size(); ++k) sum.sounds[k] += token.facts.sounds[k];
  }
  return side[run.first + run.count - 1].view.kind == TokenKind::kName;
}

bool Matcher::MayJoin(const Sum& sum, const Token& other) const {
  const std::size_t size = other.view.letters.size();
  if (other.view.kind != TokenKind::kName || size < kLeastJoined) return false;
  if (2 * sum.letters < size || sum.letters > 2 * size + 2) return false;
  // Where words meet a doubled sound may be lost, so that one more may be missing than where words are whole.
  return both_of_syllables_ || LeastChanges(sum.sounds, other.facts.sounds) <= 2;
}

// A run that no rule of sounds or lengths spares is written together and compared.
bool Matcher::JoinRun(bool query_side, Run run) {
  const Tokens& side = query_side ? query_ : candidate_;
  const Tokens& others = query_side ? candidate_ : query_;
  const std::size_t other_count = query_side ? candidate_count_ : query_count_;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    if (side[i].used) return false;
  }
  Sum sum;
  if (!AddUp(side, run, sum)) return false;
  for (std::size_t j = 0; j < other_count; ++j) {
    if (!others[j].used && MayJoin(sum, others[j]) && JoinWith(query_side, run, j)) return true;
  }
  return false;
}

Matcher::OneWord::OneWord(const Tokens& side, Run run) {
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    const std::string_view word = side[i].view.letters;
    std::copy(word.begin(), word.end(), letters_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += word.size();
  }
}

// 0 where they are not one word.
float Matcher::JoinedSimilarity(std::string_view joined, const Token& other) const {
  const bool syllables = both_of_syllables_ && SyllableHash(joined) == other.facts.syllables;
  const int changes = syllables ? 0 : LeastChanges(CountSounds(joined), other.facts.sounds);
  if (changes > 1) return 0;
  float similarity = kJoinedWords * LetterSimilarity(joined, other.view.letters);
  if (similarity > kJoinedOtherSound && !(changes == 0 && SoundsLike(joined, other.view.letters))) {
    similarity = kJoinedOtherSound;
  }
  if (syllables) similarity = std::max(similarity, kSameSyllables);
  return similarity < kJoinSimilarity ? 0 : similarity;
}

// No less than JoinedSimilarity, where no syllables are asked.
float Matcher::JoinedAtMost(std::string_view joined, const Token& other) {
  const int changes = LeastChanges(CountSounds(joined), other.facts.sounds);
  return changes > 1 ? 0 : changes == 1 ? kJoinedOtherSound : kJoinedWords;
}

bool Matcher::JoinWith(bool query_side, Run run, std::size_t other_at) {
  const OneWord joined(query_side ? query_ : candidate_, run);
  const Token& other = (query_side ? candidate_ : query_)[other_at];
  MatchPart part;
  part.relation = Relation::kJoined;
  part.similarity = JoinedSimilarity(joined.letters(), other);
  part.weight = other.facts.weight;
  if (part.similarity == 0) return false;
  Join(query_side, run, other_at, part);
  return true;
}

// Whether the letters of the token begin the free words of the other side, one each and in their order; `run` says
// which.
bool Matcher::IsInitialsOf(const Token& token, const Tokens& others, std::size_t other_count, Run& run) const {
  const std::string_view letters = token.view.letters;
  for (std::size_t first = 0; first < other_count; ++first) {
    std::size_t met = 0;
    std::size_t at = first;
    for (; at < other_count && met < letters.size(); ++at) {
      const TokenView& view = others[at].view;
      if (others[at].used) break;
      if (view.kind == TokenKind::kName && view.letters[0] == letters[met] && view.letters.size() > 1) {
        ++met;
      } else if (view.kind != TokenKind::kStopWord || at == first) {
        break;
      }
    }
    if (met < letters.size()) continue;
    run = {first, at - first};
    return true;
  }
  return false;
}

// PLA and People's Liberation Army, JC and Jean-Claude.
void Matcher::JoinInitials(bool query_side) {
  const Tokens& tokens = query_side ? candidate_ : query_;
  const Tokens& others = query_side ? query_ : candidate_;
  const std::size_t count = query_side ? candidate_count_ : query_count_;
  for (std::size_t i = 0; i < count; ++i) {
    const Token& token = tokens[i];
    if (token.used || !MayBeInitials(token.view, kind_)) continue;
    Run run;
    if (!IsInitialsOf(token, others, query_side ? query_count_ : candidate_count_, run)) continue;
    MatchPart part;
    part.relation = Relation::kInitials;
    part.similarity = kAcronymSimilarity;
    const auto letters = static_cast<float>(token.view.letters.size());
    part.weight = kind_ == NameKind::kPerson ? kInitialWeight * letters : 1;
    Join(query_side, run, i, part);
  }
}

// Whether the whole name may be Chinese or Korean.
bool Matcher::OfSyllables(const Tokens& tokens, std::size_t count) {
  const auto is = [](const Token& token) { return token.facts.syllables != 0; };
  return count >= 2 && std::all_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(count), is);
}

void Matcher::MeetSyllables() {
  for (std::size_t c = 0; c < candidate_count_; ++c) {
    for (std::size_t q = 0; q < query_count_; ++q) {
      float& similarity = similarity_[c][q];
      if (candidate_[c].facts.syllables == query_[q].facts.syllables) similarity = std::max(similarity, kSameSyllables);
    }
  }
}

}  // namespace maktab::names
