// Names that write apart what the query writes as one word (Ben Ali, Benali).
#include <algorithm>

#include "base/hash.h"
#include "names/syllables.h"
#include "screening/candidates.h"

namespace maktab::screening {
namespace {

constexpr std::uint64_t kOfJoined = 1ULL << 63U;  // what is remembered of letters; never a pair of words
constexpr float kMinJoinedWeight = 0.60F;  // of the sound of a word that others may write apart: not the commonest

}  // namespace

// Lists of names that may write a word of the query apart, on their way.
void CandidateFinder::ChooseJoinedLists(const WordIndex& words) {
  const KeyIndex& joined = words.joined();
  joined_lists_.clear();
  for (std::uint8_t unit = 0; unit < words_.size(); ++unit) {
    keys_.clear();
    names::AppendWordKeys(tokens_[units_[unit].first], kind_, keys_);
    for (const names::NameKey& key : keys_) {
      if (names::BuiltInWeights().Weight(key.hash) < kMinJoinedWeight) continue;
      joined.PrefetchMark(key.hash);
      joined_lists_.push_back({key.hash, unit, {}});
    }
  }
  std::erase_if(joined_lists_, [&](const JoinedList& list) { return !joined.MayHave(list.key); });
  for (const JoinedList& list : joined_lists_) joined.PrefetchKeys(list.key);
  for (JoinedList& list : joined_lists_) {
    list.names = words.JoinedPostings(list.key);
    __builtin_prefetch(list.names.data());
  }
}

// Names that write apart what the query writes as one word, where they may be enough.
void CandidateFinder::CollectJoined(const Segment& segment) {
  joined_names_.clear();
  ChooseJoinedLists(segment.words());
  for (const JoinedList& list : joined_lists_) {
    const std::uint32_t own = LevelsOf(units_[list.unit], names::kJoinedWords);
    const bool alone = way_ == Way::kEach || MostOf(own) >= needs_.least;
    for (const JoinedPosting& posting : list.names) {
      if (!alone && !AnyMeets(posting.others)) continue;
      std::uint32_t levels = own;
      for (const std::uint16_t code : posting.others) levels |= by_code_[code];
      const bool may_be = MostOfName(levels, {0, list.unit}, posting.weight) >= needs_.Of(posting.years);
      if (!may_be && way_ != Way::kEach) continue;
      segment.words().PrefetchWordsOf(posting.name);
      joined_names_.push_back({{posting.name, posting.weight, posting.years}, list.unit, posting.run});
    }
  }
}

bool CandidateFinder::EnoughIfJoined(const Pairs& pairs, const JoinedName& name, float similarity) const {
  return WithUnseen(Align(pairs, name.touched, {name.unit, similarity, name.run.positions()}).sum) >=
         needs_.Of(name.touched.years);
}

// Of `joined_letters_` and a word of the query. Many names hold the same neighbours.
float CandidateFinder::SimilarityOfJoined(std::size_t unit) {
  const std::uint64_t seed = std::uint64_t(generation_) << kWordBits | unit;
  const std::uint64_t pair = base::HashBytes(joined_letters_, seed) | kOfJoined;
  Compared& slot = compared_[pair % kCompared];
  if (slot.pair != pair) slot = {pair, letters_[unit].With(joined_letters_, kLeastJoined)};
  return names::kJoinedWords * slot.similarity;
}

// What these neighbours are as one word, into `joined_letters_`. False if they cannot be one.
bool CandidateFinder::JoinLetters(names::PreparedView name, JoinedRun run) {
  std::array<names::TokenView, names::kMostJoined> tokens;
  names::TokenView skipped;
  std::size_t at = name.begin();
  for (std::size_t i = 0; i < run.first_token(); ++i) {
    if (!name.Next(at, skipped)) return false;
  }
  for (std::size_t i = 0; i < run.tokens(); ++i) {
    if (!name.Next(at, tokens[i])) return false;
  }
  return names::JoinTokens(std::span(tokens).first(run.tokens()), joined_letters_);
}

// 0 where the neighbours are not enough like it. A key says little of what several short words are together.
float CandidateFinder::JoinedSimilarity(const Segment& segment, const JoinedName& name, const Pairs& pairs) {
  const names::PreparedView prepared = segment.prepared(name.touched.name);
  const std::string_view asked = tokens_[units_[name.unit].first].letters;
  if (name.run.all()) return names::AcronymOf(prepared) == asked ? names::kAcronymSimilarity : 0;
  if (!JoinLetters(prepared, name.run)) return 0;
  const std::size_t letters = joined_letters_.size();
  if (2 * letters < asked.size() || letters > 2 * asked.size() + 2) return 0;
  if (syllables_ && names::SyllableHash(joined_letters_) == syllables_of_[name.unit]) {
    return EnoughIfJoined(pairs, name, names::kJoinedWords) ? names::kJoinedWords : 0;
  }
  const int changes = names::LeastChanges(names::CountSounds(joined_letters_), sounds_[name.unit]);
  if (changes > 1) return 0;
  const float at_most = changes > 0 ? names::kJoinedOtherSound : names::kJoinedWords;
  if (!EnoughIfJoined(pairs, name, at_most)) return 0;
  const float similarity = std::min(at_most, SimilarityOfJoined(name.unit));
  return similarity >= kLeastJoined ? similarity : 0;
}

// Those that may be enough stay in `joined_names_`.
void CandidateFinder::TakeBestJoined(std::uint32_t segment_number, const Segment& segment) {
  constexpr std::size_t kAhead = 8;
  const WordIndex& words = segment.words();
  std::erase_if(joined_names_, [&](const JoinedName& name) {
    const Pairs pairs = FindPairs(words.WordsOf(name.touched.name), name.run.positions());
    const std::uint32_t levels = pairs.levels | LevelsOf(units_[name.unit], 1);
    if (MostOf(levels) < needs_.Of(name.touched.years)) return true;
    if (!EnoughIfJoined(pairs, name, names::kJoinedWords)) return true;
    segment.PrefetchName(name.touched.name);
    return false;
  });
  for (std::size_t i = 0; i < joined_names_.size(); ++i) {
    if (i + kAhead < joined_names_.size()) segment.PrefetchText(joined_names_[i + kAhead].touched.name);
    TakeJoined(segment_number, segment, joined_names_[i]);
  }
}

// The same where neighbours in it are a word of the query.
void CandidateFinder::TakeJoined(std::uint32_t segment_number, const Segment& segment, const JoinedName& name) {
  const float needed = needs_.Of(name.touched.years);
  const Pairs pairs = FindPairs(segment.words().WordsOf(name.touched.name), name.run.positions());
  const float similarity = JoinedSimilarity(segment, name, pairs);
  if (similarity == 0) return;
  const Alignment aligned = Align(pairs, name.touched, {name.unit, similarity, name.run.positions()});
  const float estimate = WithUnseen(aligned.sum);
  if (estimate >= needed) passed_.push_back({{segment_number, name.touched.name, estimate}, needed, aligned});
}

}  // namespace maktab::screening
