#include "names/keys.h"

#include <algorithm>
#include <array>

#include "names/skeleton.h"
#include "names/words.h"

namespace maktab::names {
namespace {

class Collector {
 public:
  explicit Collector(std::vector<NameKey>& out) : out_(out), first_(out.size()) {}

  void Add(std::uint32_t hash, std::size_t token, bool loose) {
    if (out_.size() - first_ >= kMaxKeys) return;
    for (std::size_t i = first_; i < out_.size(); ++i) {
      if (out_[i].hash != hash || out_[i].token != token) continue;
      out_[i].loose = out_[i].loose && loose;
      return;
    }
    out_.push_back({hash, static_cast<std::uint8_t>(token), loose});
  }

  // Every class of the skeleton taken away once. Two classes left are too few to find anybody by.
  void AddDeletions(const Skeleton& skeleton, std::size_t token, std::uint8_t compound) {
    if (skeleton.size < 3) return;
    for (std::size_t gone = 0; gone < skeleton.size; ++gone) {
      Skeleton less;
      less.vowel_start = skeleton.vowel_start;
      for (std::size_t i = 0; i < skeleton.size; ++i) {
        if (i != gone) less.classes[less.size++] = skeleton.classes[i];
      }
      Add(SkeletonHash(less, compound), token, true);
    }
  }

 private:
  std::vector<NameKey>& out_;
  std::size_t first_;
};

void AddToken(Collector& keys, const TokenView& token, std::size_t position) {
  const std::uint8_t compound = CompoundOf(token.flags);
  const SkeletonSet set = Skeletons(token.letters);
  for (std::size_t i = 0; i < set.count; ++i) keys.Add(SkeletonHash(set.readings[i], compound), position, false);
  if ((token.flags & kMaybeArticle) != 0) {
    keys.Add(SkeletonHash(Skeletons(WithoutArticle(token.letters)).readings[0], compound), position, false);
  }
  if (compound != 0) keys.Add(SkeletonHash(set.readings[0], 0), position, true);
  keys.AddDeletions(set.readings[0], position, compound);
}

// "Ben Ali" must find "Benali", "Nasr Allah" must find "Nasrallah".
void AddJoined(Collector& keys, const TokenView& left, const TokenView& right, std::size_t position) {
  if ((left.script == Script::kArabic) != (right.script == Script::kArabic)) return;
  if (left.letters.size() + right.letters.size() > kMaxTokenLetters) return;
  std::array<char, kMaxTokenLetters> letters{};
  const auto middle = std::copy(left.letters.begin(), left.letters.end(), letters.begin());
  std::copy(right.letters.begin(), right.letters.end(), middle);
  const std::string_view joined(letters.data(), left.letters.size() + right.letters.size());
  keys.Add(SkeletonHash(Skeletons(joined).readings[0], 0), position, true);
}

bool HasKeys(const TokenView& token) {
  return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
}

}  // namespace

void AppendIndexKeys(PreparedView name, std::vector<NameKey>& out) {
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  Collector keys(out);
  TokenView token;
  TokenView before;
  std::size_t position = 0;
  for (std::size_t at = name.begin(); name.Next(at, token); ++position) {
    if (HasKeys(token)) {
      AddToken(keys, token, position);
      const bool joins = position > 0 && (HasKeys(before) || before.kind == TokenKind::kParticle);
      if (joins) AddJoined(keys, before, token, position - 1);
    }
    before = token;
  }
  std::stable_sort(out.begin() + first, out.end(),
                   [](const NameKey& a, const NameKey& b) { return !a.loose && b.loose; });
}

void AppendQueryKeys(PreparedView name, std::vector<NameKey>& out) {
  AppendIndexKeys(name, out);
}

}  // namespace maktab::names
