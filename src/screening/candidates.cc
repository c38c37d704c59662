#include "screening/candidates.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace maktab::screening {
namespace {

constexpr float kRounding = 1e-4F;  // sums of weights in another order may differ by this much

bool TellsApart(const names::TokenView& token) {
  return token.kind == names::TokenKind::kName || token.kind == names::TokenKind::kNumber;
}

// Better candidates first. The order does not depend on where a name stands in the snapshot.
class BetterCandidate {
 public:
  explicit BetterCandidate(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  bool operator()(const Candidate& a, const Candidate& b) const {
    if (a.bound != b.bound) return a.bound > b.bound;
    const Segment& segment_a = *snapshot_->segments()[a.segment].segment;
    const Segment& segment_b = *snapshot_->segments()[b.segment].segment;
    const std::size_t words_a = segment_a.prepared(a.name).token_count();
    const std::size_t words_b = segment_b.prepared(b.name).token_count();
    if (words_a != words_b) return words_a < words_b;
    const NameRow& name_a = segment_a.name(a.name);
    const NameRow& name_b = segment_b.name(b.name);
    const std::uint64_t hash_a = segment_a.row(name_a.row).entity_hash;
    const std::uint64_t hash_b = segment_b.row(name_b.row).entity_hash;
    return hash_a != hash_b ? hash_a < hash_b : name_a.position < name_b.position;
  }

 private:
  const Snapshot* snapshot_;
};

}  // namespace

std::uint8_t NameWeight(names::PreparedView name) {
  const names::TokenWeights& weights = names::BuiltInWeights();
  float sum = 0;
  names::TokenView token;
  for (std::size_t at = name.begin(); name.Next(at, token);) {
    if (TellsApart(token)) sum += weights.Weight(token.strong_key);
  }
  return std::uint8_t(std::min(255.0F, std::round(sum * 16)));
}

void CandidateFinder::SetQuery(names::PreparedView query) {
  keys_.clear();
  names::AppendQueryKeys(query, keys_);
  if (words_.empty()) words_.resize(names::kMaxTokens);
  word_count_ = 0;
  names::TokenView token;
  std::size_t position = 0;
  for (std::size_t at = query.begin(); query.Next(at, token); ++position) {
    if (!TellsApart(token) || word_count_ == words_.size()) continue;
    Word& word = words_[word_count_++];
    word.token = position;
    word.weight = names::BuiltInWeights().Weight(token.strong_key);
    word.keys[0].clear();
    word.keys[1].clear();
  }
  AddKeys();
  std::stable_sort(words_.begin(), words_.begin() + std::ptrdiff_t(word_count_),
                   [](const Word& a, const Word& b) { return a.weight > b.weight; });
  word_count_ = std::min(word_count_, kMaxQueryWords);
  query_weight_ = 0;
  for (std::size_t i = 0; i < word_count_; ++i) query_weight_ += words_[i].weight;
  for (std::size_t set = 0; set < (std::size_t(1) << word_count_); ++set) {
    const std::size_t lowest = set & (~set + 1);
    share_of_set_[set] = set == 0 ? 0 : share_of_set_[set ^ lowest] + words_[std::size_t(std::countr_zero(set))].weight;
  }
  OrderFeatures();
}

// A key of a particle joined with the word behind it belongs to that word.
void CandidateFinder::AddKeys() {
  for (const names::NameKey& key : keys_) {
    for (std::size_t i = 0; i < word_count_; ++i) {
      if (words_[i].token < key.token) continue;
      if (!key.loose) words_[i].keys[0].push_back(IndexKey(key.hash, false));
      if (names::BuiltInWeights().Weight(key.hash) < kMinLooseWeight) break;
      if (key.loose) words_[i].keys[1].push_back(IndexKey(key.hash, false));
      words_[i].keys[1].push_back(IndexKey(key.hash, true));
      break;
    }
  }
}

void CandidateFinder::OrderFeatures() {
  features_.clear();
  for (std::size_t i = 0; i < word_count_; ++i) {
    const auto word = std::uint8_t(i);
    if (!words_[i].keys[0].empty()) features_.push_back({word, false, words_[i].weight, 0});
    if (!words_[i].keys[1].empty()) features_.push_back({word, true, words_[i].weight * kLooseShare, 0});
  }
  std::stable_sort(features_.begin(), features_.end(),
                   [](const Feature& a, const Feature& b) { return a.value > b.value; });
  std::array<float, kMaxQueryWords> most{};
  for (std::size_t i = features_.size(); i-- > 0;) {
    Feature& feature = features_[i];
    most[feature.word] = std::max(most[feature.word], feature.value);
    for (const float value : most) feature.most_left += value;
  }
}

float CandidateFinder::Shared(std::uint16_t mask) const {
  const unsigned whole = mask & 0xffU;
  const unsigned loose = unsigned(mask >> kMaxQueryWords) & ~whole;
  return share_of_set_[whole] + kLooseShare * share_of_set_[loose];
}

void CandidateFinder::MarkAll(std::span<const std::uint32_t> postings, std::uint16_t bit) {
  // Without a branch: every name is written, and counts if it was not known.
  if (touched_.size() < touched_count_ + postings.size()) touched_.resize(2 * (touched_count_ + postings.size()));
  for (const std::uint32_t name : postings) {
    std::uint16_t& mask = masks_[name];
    touched_[touched_count_] = name;
    touched_count_ += mask == 0 ? 1 : 0;
    mask |= bit;
  }
}

void CandidateFinder::MarkTouched(std::span<const std::uint32_t> postings, std::uint16_t bit) {
  const auto touched = std::span(touched_).first(touched_count_);
  if (touched.empty() || postings.empty()) return;
  const std::size_t strides = touched.size() * std::size_t(std::bit_width(postings.size() / touched.size()) + 2);
  const std::size_t sorting = sorted_ ? 0 : touched.size() * std::size_t(std::bit_width(touched.size()));
  if (strides + sorting >= postings.size()) {
    for (const std::uint32_t name : postings) masks_[name] |= masks_[name] != 0 ? bit : std::uint16_t(0);
    return;
  }
  if (!sorted_) std::sort(touched.begin(), touched.end());
  sorted_ = true;
  // Strides that double from where the last name was found.
  std::size_t from = 0;
  for (const std::uint32_t name : touched) {
    std::size_t stride = 1;
    while (from + stride < postings.size() && postings[from + stride] < name) stride *= 2;
    const auto begin = postings.begin() + std::ptrdiff_t(from + stride / 2);
    const auto end = postings.begin() + std::ptrdiff_t(std::min(from + stride + 1, postings.size()));
    const auto found = std::lower_bound(begin, end, name);
    from = std::size_t(found - postings.begin());
    if (from == postings.size()) return;
    if (*found == name) masks_[name] |= bit;
  }
}

void CandidateFinder::Collect(const Segment& segment) {
  if (masks_.size() < segment.name_count()) masks_.resize(segment.name_count());
  touched_count_ = 0;
  const float needed = kMinShare * query_weight_ - kRounding;
  sorted_ = false;
  for (const Feature& feature : features_) {
    const auto bit = std::uint16_t(1U << (feature.word + (feature.loose ? kMaxQueryWords : 0)));
    const bool brings = feature.most_left >= needed;
    for (const std::uint32_t key : words_[feature.word].keys[feature.loose ? 1 : 0]) {
      const auto postings = segment.Postings(key);
      if (brings) {
        MarkAll(postings, bit);
      } else {
        MarkTouched(postings, bit);
      }
    }
  }
}

// Appends the touched names that share enough and forgets what they share.
void CandidateFinder::TakeBest(std::uint32_t segment_number, const Segment& segment, std::vector<Candidate>& out) {
  const float needed = kMinShare * query_weight_ - kRounding;
  const auto weights = segment.name_weights();
  for (const std::uint32_t name : std::span(touched_).first(touched_count_)) {
    const float shared = Shared(std::exchange(masks_[name], std::uint16_t(0)));
    if (shared < needed) continue;
    const float bound = 2 * shared / (query_weight_ + float(weights[name]) / 16);
    if (bound >= kMinBound) out.push_back({segment_number, name, bound});
  }
}

// Drops what the filter does not take, from `first` on; the memory of the next rows is on its way meanwhile.
void CandidateFinder::KeepTaken(const Segment& segment, const RowFilter& filter, std::size_t first,
                                std::vector<Candidate>& out) {
  constexpr std::size_t kAhead = 12;
  std::size_t kept = first;
  for (std::size_t i = first; i < out.size(); ++i) {
    if (i + 2 * kAhead < out.size()) segment.PrefetchName(out[i + 2 * kAhead].name);
    if (i + kAhead < out.size()) segment.PrefetchRow(segment.name(out[i + kAhead].name).row);
    if (filter.TakesName(out[i].segment, segment.name(out[i].name).row)) out[kept++] = out[i];
  }
  out.resize(kept);
}

void CandidateFinder::Find(const Snapshot& snapshot, names::PreparedView query, const RowFilter& filter,
                           std::size_t limit, std::vector<Candidate>& out) {
  out.clear();
  SetQuery(query);
  if (features_.empty()) return;
  for (std::uint32_t i = 0; i < snapshot.segments().size(); ++i) {
    const Segment& segment = *snapshot.segments()[i].segment;
    Collect(segment);
    const std::size_t before = out.size();
    TakeBest(i, segment, out);
    KeepTaken(segment, filter, before, out);
  }
  if (out.size() <= limit) return;
  std::nth_element(out.begin(), out.begin() + std::ptrdiff_t(limit), out.end(), BetterCandidate(snapshot));
  out.resize(limit);
}

}  // namespace maktab::screening
