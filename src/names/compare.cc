#include "names/compare.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/assert.h"
#include "base/hash.h"
#include "names/alignment.h"
#include "names/token_similarity.h"

namespace maktab::names {

std::string_view RelationCode(Relation relation) {
  static constexpr std::array<std::string_view, 13> kCodes = {
      "same",    "same_sound", "other_script", "spelling",   "hardly_alike",    "compound",           "joined",
      "initial", "initials",   "equivalent",   "minor_word", "left_over_query", "left_over_candidate"};
  return kCodes[static_cast<std::size_t>(relation)];
}

struct Comparer::Impl {
  explicit Impl(const TokenWeights& token_weights) : matcher(token_weights) {}

  std::string query;
  std::string scratch;
  Matcher matcher;
};

Comparer::Comparer(const TokenWeights& weights) : impl_(std::make_unique<Impl>(weights)) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;
Comparer& Comparer::operator=(Comparer&&) noexcept = default;

void Comparer::SetQuery(std::string_view text, NameKind kind) {
  impl_->scratch.clear();
  PrepareName(text, kind, impl_->scratch);
  SetQuery(PreparedView(impl_->scratch));
}

void Comparer::SetQuery(PreparedView query) {
  impl_->query.assign(query.bytes());
  impl_->matcher.SetQuery(PreparedView(impl_->query));
}

PreparedView Comparer::query() const {
  return PreparedView(impl_->query);
}

float Comparer::Score(PreparedView candidate, float least) {
  return impl_->matcher.Match(candidate, least).score;
}

Explanation Comparer::Explain(PreparedView candidate) {
  const MatchResult& match = impl_->matcher.Match(candidate);
  Explanation explanation;
  explanation.score = match.score;
  explanation.only_initials = match.only_initials;
  explanation.forefathers_swapped = match.forefathers_swapped;
  for (std::size_t i = 0; i < match.part_count; ++i) {
    const MatchPart& part = match.parts[i];
    ExplainedPart& out = explanation.parts.emplace_back();
    out.relation = part.relation;
    for (std::size_t k = 0; k < part.query_count; ++k) {
      if (k > 0) out.query_text.push_back(' ');
      out.query_text += impl_->matcher.query_token(part.query + k).Text();
    }
    for (std::size_t k = 0; k < part.candidate_count; ++k) {
      if (k > 0) out.candidate_text.push_back(' ');
      out.candidate_text += impl_->matcher.candidate_token(part.candidate + k).Text();
    }
    out.similarity = part.similarity;
    out.weight = part.weight;
    out.common = part.weight < kCommonWeight;
  }
  return explanation;
}

float CompareNames(std::string_view a, std::string_view b, NameKind kind) {
  return ExplainNames(a, b, kind).score;
}

Explanation ExplainNames(std::string_view a, std::string_view b, NameKind kind) {
  thread_local Comparer comparer;
  thread_local std::string candidate;
  candidate.clear();
  PrepareName(b, kind, candidate);
  comparer.SetQuery(a, kind);
  return comparer.Explain(PreparedView(candidate));
}

}  // namespace maktab::names
