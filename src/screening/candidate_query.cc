// What a question is taken apart into: its words, and what of them may be one word elsewhere.
#include <algorithm>

#include "names/token_facts.h"
#include "screening/candidates.h"

namespace maktab::screening {
namespace {

bool TellsApart(const names::TokenView& token) {
  return token.kind == names::TokenKind::kName || token.kind == names::TokenKind::kNumber;
}

}  // namespace

void CandidateFinder::SetQuery(names::PreparedView query, Reading reading) {
  kind_ = query.kind();
  token_count_ = 0;
  words_.clear();
  first_letters_.clear();
  query_weight_ = initials_ = 0;
  syllables_ = true;
  has_other_reading_ = false;
  std::array<names::TokenFacts, names::kMaxTokens> facts_of;
  names::TokenView token;
  for (std::size_t at = query.begin(); token_count_ < tokens_.size() && query.Next(at, token); ++token_count_) {
    names::TokenFacts facts = names::FactsOf(token, kind_, names::BuiltInWeights());
    const bool first_letters = kind_ == names::NameKind::kPerson && names::MayBeInitials(token, kind_);
    const bool short_form = token.kind == names::TokenKind::kParticle && facts.groups[0] != 0;
    has_other_reading_ = has_other_reading_ || first_letters || short_form;
    if (short_form && reading == Reading::kOtherwise) {
      token.kind = names::TokenKind::kName;
      token.strong_key = names::StrongKey(token);
      facts = names::FactsOf(token, kind_, names::BuiltInWeights());
    }
    tokens_[token_count_] = token;
    facts_of[token_count_] = facts;
    syllables_ = syllables_ && facts.syllables != 0;
    if (token.kind == names::TokenKind::kInitial) ++initials_;
    if (first_letters && reading == Reading::kOtherwise) {
      initials_ += float(token.letters.size());
      first_letters_.push_back(token.letters);
    } else if (TellsApart(token)) {
      words_.push_back({token_count_, facts.weight});
      query_weight_ += facts.weight;
    }
  }
  syllables_ = syllables_ && token_count_ >= 2;
  SetWords(facts_of);
  acronym_ = names::AcronymOf(query);
  MakeUnits();
}

// The heaviest words of the query. `facts` by token.
void CandidateFinder::SetWords(std::span<const names::TokenFacts> facts) {
  std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
  all_words_ = words_.size() <= kMaxQueryWords;
  if (words_.size() > kMaxQueryWords) words_.resize(kMaxQueryWords);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const names::TokenView& word = tokens_[words_[i].token];
    comparers_[i] = names::TokenComparer(word, facts[words_[i].token]);
    letters_[i] = names::LetterComparer(word.letters);
    sounds_[i] = facts[words_[i].token].sounds;
    syllables_of_[i] = facts[words_[i].token].syllables;
  }
  if (!words_.empty()) SetLevels();
}

std::uint16_t CandidateFinder::BitOf(std::size_t token) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (words_[i].token == token) return std::uint16_t(1U << i);
  }
  return 0;
}

void CandidateFinder::MakeUnits() {
  units_.clear();
  for (std::size_t i = 0; i < words_.size(); ++i) units_.push_back({std::uint16_t(1U << i), false, words_[i].token, 1});
  // A particle that is joined with the word behind it covers nothing of its own.
  for (std::size_t count = 2; count <= names::kMostJoined; ++count) {
    for (std::size_t i = 0; i + count <= token_count_ && units_.size() + 1 < kMaxUnits; ++i) {
      std::uint16_t covers = 0;
      for (std::size_t k = i; k < i + count; ++k) covers |= BitOf(k);
      if (BitOf(i + count - 1) != 0) units_.push_back({covers, true, i, count});
    }
  }
  if (kind_ == names::NameKind::kPerson) MakeUnitsOfFirstLetters();
  if (!acronym_.empty()) units_.push_back({std::uint16_t((1U << words_.size()) - 1), true, 0, 0});
  for (std::size_t i = 0; i < units_.size(); ++i) unit_weights_[i] = WeightOf(units_[i].words);
}

// Neighbours of which the index may know the first letters alone.
void CandidateFinder::MakeUnitsOfFirstLetters() {
  const auto may_be_told_so = [this](const names::TokenView& token) {
    return token.kind == names::TokenKind::kName && token.script != names::Script::kArabic && token.letters.size() > 1;
  };
  for (std::size_t first = 0; first < token_count_; ++first) {
    std::uint16_t covers = 0;
    for (std::size_t count = 1; count <= names::kMostAcronym && first + count <= token_count_; ++count) {
      if (!may_be_told_so(tokens_[first + count - 1])) break;
      covers |= BitOf(first + count - 1);
      if (count > 1 && units_.size() + 1 < kMaxUnits) units_.push_back({covers, true, first, count, true});
    }
  }
}

float CandidateFinder::WeightOf(unsigned words) const {
  float weight = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) weight += (words >> i & 1U) != 0 ? words_[i].weight : 0;
  return weight;
}

}  // namespace maktab::screening
