// Whether names of persons can be as alike as is asked for, told from less than a comparison looks at.
//
// A score is at least so much where what all pairs of words bring, less the price of what is left over, is not below
// nought (PersonGain). What each word can bring with its best partner bounds that sum, as if partners could be shared.
// At first no letters are compared; then those of the query's words, the heaviest first, until the sum is below nought.
#include <algorithm>
#include <array>
#include <span>

#include "names/alignment.h"
#include "names/name_score.h"

namespace maktab::names {
namespace {

constexpr float kRounding = 1e-4F;
constexpr float kNeverMeets = -1000;
constexpr std::size_t kMostOptions = 96;  // of names of more words nothing is told

}  // namespace

struct Matcher::Bound {
  // A way in which words may meet. Several that are one word stand in the place of their last.
  struct Option {
    std::uint8_t query = 0;
    std::uint8_t candidate = 0;
    std::uint8_t query_count = 1;
    std::uint8_t candidate_count = 1;
    float weight = 0;
    float query_weight = 0;  // no longer left over
    float candidate_weight = 0;
    float gain = 0;

    bool joined() const { return query_count + candidate_count > 2; }
  };

  Bound(float least, float most_found) : gain(least, most_found) {}

  // False where there is no room.
  bool Add(Option option, float similarity) {
    if (count == options.size()) return false;
    Take(option, similarity);
    options[count++] = option;
    return true;
  }
  void Take(Option& option, float similarity) const {
    option.gain = similarity < kLeastSimilarity ? kNeverMeets : gain.Pair(option.weight, similarity);
  }
  // What is left over costs most where it is less than on the other side: either may be.
  bool Reaches() const {
    const float most = std::max(MostWith(gain.price_of_more(), gain.price_of_less()),
                                MostWith(gain.price_of_less(), gain.price_of_more()));
    return most >= -kRounding;
  }
  float MostWith(float query_price, float candidate_price) const {
    std::array<float, kMaxTokens> of_query{}, of_candidate{};
    for (const Option& option : std::span(options).first(count)) {
      const float value = option.gain + query_price * option.query_weight + candidate_price * option.candidate_weight;
      of_query[option.query] = std::max(of_query[option.query], value);
      of_candidate[option.candidate] = std::max(of_candidate[option.candidate], value);
    }
    float by_query = 0, by_candidate = 0;
    for (const float value : of_query) by_query += value;
    for (const float value : of_candidate) by_candidate += value;
    return minor - query_price * query_weight - candidate_price * candidate_weight + std::min(by_query, by_candidate);
  }

  PersonGain gain;
  float query_weight = 0;  // of words
  float candidate_weight = 0;
  float minor = 0;  // what particles and titles bring if each meets its like
  std::array<Option, kMostOptions> options;
  std::size_t count = 0;
};

// Letters that stand for words, and particles that are short forms of names, are left to the comparison.
bool Matcher::MeetsOtherwise() const {
  const auto otherwise = [this](const Token& token) {
    return MayBeInitials(token.view, kind_) || (token.view.kind == TokenKind::kParticle && token.facts.groups[0] != 0);
  };
  const auto any = [&](const Tokens& tokens, std::size_t count) {
    return std::any_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(count), otherwise);
  };
  return any(query_, query_count_) || any(candidate_, candidate_count_);
}

bool Matcher::AddPairs(Bound& bound) const {
  for (std::uint8_t q = 0; q < query_count_; ++q) {
    for (std::uint8_t c = 0; c < candidate_count_; ++c) {
      const Token &mine = query_[q], &other = candidate_[c];
      const bool known = (known_[c] >> q & 1U) != 0;
      const float most = known ? similarity_[c][q] : comparers_[q].AtMost(other.view, other.facts);
      if (most < kLeastSimilarity) continue;
      const Bound::Option option = {q, c, 1, 1, PairWeight(mine, other), mine.facts.weight, other.facts.weight, 0};
      if (!bound.Add(option, most)) return false;
    }
  }
  return true;
}

// Neighbours that may be one word of the other side.
bool Matcher::AddJoined(bool query_side, Bound& bound) const {
  const std::size_t count = query_side ? query_count_ : candidate_count_;
  for (std::size_t length = 2; length <= kMostJoined; ++length) {
    for (std::size_t i = 0; i + length <= count; ++i) {
      if (!AddRun(query_side, {i, length}, bound)) return false;
    }
  }
  return true;
}

bool Matcher::AddRun(bool query_side, Run run, Bound& bound) const {
  const Tokens& side = query_side ? query_ : candidate_;
  const Tokens& others = query_side ? candidate_ : query_;
  const std::size_t other_count = query_side ? candidate_count_ : query_count_;
  Sum sum;
  if (!AddUp(side, run, sum)) return true;
  float weight = 0;
  for (std::size_t i = run.first; i < run.first + run.count; ++i) {
    if (IsWord(side[i].view.kind)) weight += side[i].facts.weight;
  }
  const auto last = static_cast<std::uint8_t>(run.first + run.count - 1);
  const auto count = static_cast<std::uint8_t>(run.count);
  for (std::uint8_t j = 0; j < other_count; ++j) {
    if (!MayJoin(sum, others[j])) continue;
    const float theirs = others[j].facts.weight;
    const Bound::Option option = query_side ? Bound::Option{last, j, count, 1, theirs, weight, theirs, 0}
                                            : Bound::Option{j, last, 1, count, theirs, theirs, weight, 0};
    if (!bound.Add(option, kJoinedWords)) return false;
  }
  return true;
}

// Of this word and its possible partners.
void Matcher::CompareLetters(std::size_t query, Bound& bound) {
  for (Bound::Option& option : std::span(bound.options).first(bound.count)) {
    if (option.query == query && !option.joined()) bound.Take(option, Similarity(option.candidate, query));
  }
}

void Matcher::LookAtJoined(Look look, Bound& bound) const {
  for (Bound::Option& option : std::span(bound.options).first(bound.count)) {
    if (!option.joined() || option.gain == kNeverMeets) continue;
    const bool query_side = option.query_count > 1;
    const std::size_t count = query_side ? option.query_count : option.candidate_count;
    const std::size_t last = query_side ? option.query : option.candidate;
    const OneWord joined(query_side ? query_ : candidate_, {last + 1 - count, count});
    const Token& other = query_side ? candidate_[option.candidate] : query_[option.query];
    bound.Take(option, look == Look::kSounds ? JoinedAtMost(joined.letters(), other)
                                             : JoinedSimilarity(joined.letters(), other));
  }
}

bool Matcher::MayBe(Bound& bound) {
  if (!AddPairs(bound) || !AddJoined(true, bound) || !AddJoined(false, bound)) return true;
  if (!bound.Reaches()) return false;
  LookAtJoined(Look::kSounds, bound);
  for (const std::uint8_t query : std::span(by_weight_).first(query_count_)) {
    if (!IsWord(query_[query].view.kind)) continue;
    if (!bound.Reaches()) return false;
    CompareLetters(query, bound);
  }
  if (!bound.Reaches()) return false;
  LookAtJoined(Look::kLetters, bound);
  return bound.Reaches();
}

bool Matcher::MayReach(float least) {
  if (kind_ != NameKind::kPerson || both_of_syllables_ || MeetsOtherwise()) return true;
  const auto weigh = [](const Tokens& tokens, std::size_t count, float& words, float& minor) {
    for (const Token& token : std::span(tokens).first(count)) {
      (IsWord(token.view.kind) ? words : minor) += token.facts.weight;
    }
  };
  float mine = 0, minor = 0, others = 0, other_minor = 0;
  weigh(query_, query_count_, mine, minor);
  weigh(candidate_, candidate_count_, others, other_minor);
  // Words that are one weigh as much as what they meet, so that more may be found than either side has.
  Bound bound(least, mine + others + minor);
  bound.query_weight = mine;
  bound.candidate_weight = others;
  bound.minor = (1 - least) * minor;
  return MayBe(bound);
}

}  // namespace maktab::names
