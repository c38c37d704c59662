#include "names/keys.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "names/compare.h"
#include "names/skeleton.h"
#include "names/syllables.h"
#include "names/token_facts.h"
#include "names/words.h"

namespace maktab::names {
namespace {

// Keys that are no skeletons, by what they are of.
enum class Sign : std::uint32_t { kInitial = 1, kGroup = 2, kSyllables = 3, kAllah = 4, kAcronym = 5 };

std::uint32_t SignKey(Sign sign, std::uint32_t value) {
  const auto hash = std::uint32_t(base::MixBits(std::uint64_t(sign) << 32U | value) >> 32U);
  return hash == 0 ? 1 : hash;
}

class Collector {
 public:
  explicit Collector(std::vector<NameKey>& out) : out_(out), first_(out.size()) {}

  void Add(std::uint32_t hash, bool loose, bool sign = false) {
    if (out_.size() - first_ >= kMaxKeys) return;
    for (std::size_t i = first_; i < out_.size(); ++i) {
      if (out_[i].hash != hash) continue;
      out_[i].loose = out_[i].loose && loose;
      return;
    }
    out_.push_back({hash, loose, sign});
  }

  // Every class of the skeleton taken away once.
  void AddDeletions(const Skeleton& skeleton, std::uint8_t compound) {
    if (skeleton.size < 2) return;
    for (std::size_t gone = 0; gone < skeleton.size; ++gone) {
      Skeleton less;
      less.vowel_start = skeleton.vowel_start;
      for (std::size_t i = 0; i < skeleton.size; ++i) {
        if (i != gone) less.classes[less.size++] = skeleton.classes[i];
      }
      Add(SkeletonHash(less, compound), true);
    }
  }

  // Of a long name that was cut: what is left of a machine-readable zone (ICAO Doc 9303-4, names that do not fit).
  void AddBeginnings(const Skeleton& skeleton, std::uint8_t compound) {
    constexpr std::uint8_t kLeast = 5;
    Skeleton begin = skeleton;
    for (std::size_t i = skeleton.size; i-- > kLeast;) {
      begin.classes[i] = '\0';
      begin.size = std::uint8_t(i);
      Add(SkeletonHash(begin, compound), true);
    }
  }

  void AddSounds(const TokenView& token) {
    const std::uint8_t compound = CompoundOf(token.flags);
    const SkeletonSet set = Skeletons(token.letters);
    for (std::size_t i = 0; i < set.count; ++i) Add(SkeletonHash(set.readings[i], compound), false);
    if ((token.flags & kMaybeArticle) != 0) {
      Add(SkeletonHash(Skeletons(WithoutArticle(token.letters)).readings[0], compound), false);
    }
    if (compound != 0) Add(SkeletonHash(set.readings[0], 0), true);
    for (std::size_t i = 0; i < set.count; ++i) AddDeletions(set.readings[i], compound);
    AddBeginnings(set.readings[0], compound);
    // The vowel before may be an article that was not taken for one, or a letter that is not heard.
    for (std::size_t i = 0; i < set.count; ++i) {
      Skeleton other = set.readings[i];
      other.vowel_start = !other.vowel_start;
      if (other.size > 0) Add(SkeletonHash(other, compound), true);
    }
  }

  void WholeFirst() {
    std::stable_sort(out_.begin() + std::ptrdiff_t(first_), out_.end(),
                     [](const NameKey& a, const NameKey& b) { return !a.loose && b.loose; });
  }

 private:
  std::vector<NameKey>& out_;
  std::size_t first_;
};

bool HasSounds(const TokenView& token) {
  return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
}

// Whether the whole name may be Chinese or Korean.
bool IsOfSyllables(PreparedView name) {
  TokenView token;
  if (name.kind() != NameKind::kPerson || name.token_count() < 2) return false;
  for (std::size_t at = name.begin(); name.Next(at, token);) {
    if (token.kind != TokenKind::kName || token.script != Script::kLatin || SyllableHash(token.letters) == 0) {
      return false;
    }
  }
  return true;
}

// Three words that are written as one are short ones (Chong Chon Gang) or begin with a particle (Van der Bilt).
bool MayBeThree(std::span<const TokenView> neighbours) {
  constexpr std::size_t kShortWord = 5;
  const auto is_short = [](const TokenView& token) { return token.letters.size() <= kShortWord; };
  return neighbours[0].kind == TokenKind::kParticle || std::all_of(neighbours.begin(), neighbours.end(), is_short);
}

}  // namespace

std::uint32_t InitialKey(const TokenView& token) {
  const bool arabic = token.script == Script::kArabic;
  return SignKey(Sign::kInitial, std::uint32_t(static_cast<std::uint8_t>(token.letters[0])) << 1U | (arabic ? 1 : 0));
}

std::uint32_t AcronymKey(std::string_view letters) {
  return SignKey(Sign::kAcronym, std::uint32_t(base::HashBytes(letters)));
}

void AppendWordKeys(const TokenView& token, NameKind kind, std::vector<NameKey>& out) {
  Collector keys(out);
  if (token.kind == TokenKind::kInitial) return keys.Add(InitialKey(token), false, true);
  if (HasSounds(token)) keys.AddSounds(token);
  const TokenFacts facts = FactsOf(token, kind, BuiltInWeights());
  for (const std::uint16_t group : facts.groups) {
    if (group != 0) keys.Add(SignKey(Sign::kGroup, std::uint32_t(kind) << 16U | group), false, true);
  }
  if (IsAllah(token.letters) || token.letters == "allah") {
    keys.Add(SignKey(Sign::kAllah, CompoundOf(token.flags)), false, true);
  }
  if (kind != NameKind::kObject && MayBeInitials(token, kind)) keys.Add(AcronymKey(token.letters), false, true);
  if (facts.syllables != 0) keys.Add(SignKey(Sign::kSyllables, facts.syllables), false, true);
  keys.WholeFirst();
}

void AppendKeysOfSlips(const TokenView& token, std::vector<NameKey>& out) {
  constexpr std::size_t kLeastLetters = 5;
  const std::size_t count = token.letters.size();
  if (token.kind != TokenKind::kName || token.script == Script::kArabic || count < kLeastLetters) return;
  Collector keys(out);
  const std::uint8_t compound = CompoundOf(token.flags);
  const Skeleton own = Skeletons(token.letters).readings[0];
  const auto add = [&](std::string_view letters) {
    const Skeleton other = Skeletons(letters).readings[0];
    if (other.view() != own.view()) keys.Add(SkeletonHash(other, compound), false);
  };
  std::string letters(token.letters);
  for (std::size_t i = 0; i + 1 < count; ++i) {
    std::swap(letters[i], letters[i + 1]);
    add(letters);
    std::swap(letters[i], letters[i + 1]);
  }
  letters.pop_back();
  for (std::size_t i = count; i-- > 0;) {
    add(letters);
    if (i > 0) letters[i - 1] = token.letters[i];
  }
}

// As names are compared: what ends the run is a name.
bool JoinTokens(std::span<const TokenView> neighbours, std::string& letters) {
  letters.clear();
  if (neighbours.back().kind != TokenKind::kName) return false;
  for (const TokenView& token : neighbours) {
    const bool one_script = (token.script == Script::kArabic) == (neighbours[0].script == Script::kArabic);
    if (!one_script || token.kind == TokenKind::kNumber) return false;
    letters += token.letters;
  }
  return letters.size() <= kMaxTokenLetters;
}

std::string AcronymOf(PreparedView name) {
  std::string letters;
  TokenView token;
  if (name.kind() != NameKind::kOrganisation) return letters;
  for (std::size_t at = name.begin(); name.Next(at, token);) {
    if (token.kind != TokenKind::kName) continue;
    if (token.script == Script::kArabic || token.letters.size() < 2) return {};
    letters += token.letters[0];
  }
  return letters.size() >= kLeastAcronym && letters.size() <= kMostAcronym ? letters : std::string();
}

void AppendJoinedKeys(PreparedView name, std::vector<JoinedKey>& out) {
  const bool of_syllables = IsOfSyllables(name);
  std::array<TokenView, kMostJoined> last;  // the newest at the end
  std::string joined;
  std::size_t position = 0;
  for (std::size_t at = name.begin(); name.Next(at, last.back()); ++position) {
    for (std::size_t count = 2; count <= std::min(last.size(), position + 1); ++count) {
      const auto neighbours = std::span(last).last(count);
      if (count > 2 && !MayBeThree(neighbours)) continue;
      if (!JoinTokens(neighbours, joined)) continue;
      const auto first = std::uint8_t(position + 1 - count);
      out.push_back({SkeletonHash(Skeletons(joined).readings[0], 0), first, std::uint8_t(count)});
      const std::uint32_t syllables = of_syllables ? SyllableHash(joined) : 0;
      if (syllables != 0) out.push_back({SignKey(Sign::kSyllables, syllables), first, std::uint8_t(count)});
    }
    std::copy(last.begin() + 1, last.end(), last.begin());
  }
  const std::string acronym = AcronymOf(name);
  if (!acronym.empty()) out.push_back({AcronymKey(acronym), 0, 0});
}

}  // namespace maktab::names
