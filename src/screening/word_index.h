// The words of a segment's names: each distinct word once, which names hold it, which words a name is made of, and by
// which sound keys a word is found. Immutable; any thread may read.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "names/name.h"
#include "names/token_facts.h"
#include "screening/birth.h"
#include "screening/flat_array.h"
#include "screening/key_index.h"

namespace maktab::screening {

// Whole and loose keys are two spaces of the index, so that the lists of whole keys stay short.
constexpr std::uint32_t IndexKey(std::uint32_t hash, bool loose) {
  return loose ? hash ^ 0x5bd1e995U : hash;
}

struct WordRow {
  std::uint32_t text = 0;           // where its kind of name (one byte) and its token (names::PreparedView) begin
  std::uint32_t first_holding = 0;  // its names are up to that of the next word
};

struct NameRow;

// A name that holds a word, with what tells, without a look elsewhere, what it can be worth.
struct Posting {
  std::uint32_t name = 0;
  std::array<std::uint16_t, 4> others{};  // codes of its other words; 0: none
  std::uint16_t weight = 0;               // of all its words, in WordIndex::kWeightUnits
  BirthYears years;                       // of its row
};
static_assert(sizeof(Posting) == 16);

// Which neighbours of a name may be one word: its tokens, and its words in the index among them.
class JoinedRun {
 public:
  JoinedRun() = default;
  // `tokens` 0: what all words of a body begin with. REQUIRES: tokens <= kMostJoined, words <= tokens.
  JoinedRun(std::size_t first_token, std::size_t tokens, std::size_t first_word, std::size_t words)
      : bits_(std::uint16_t(first_token << 9U | first_word << 4U | tokens << 2U | words)) {}

  std::size_t first_token() const { return bits_ >> 9U; }
  std::size_t tokens() const { return bits_ >> 2U & 3U; }
  std::size_t first_word() const { return bits_ >> 4U & 31U; }
  std::size_t words() const { return bits_ & 3U; }
  bool all() const { return tokens() == 0; }
  // A bit for each of the name's words that it covers.
  std::uint32_t positions() const { return all() ? ~0U : ((1U << words()) - 1) << first_word(); }

 private:
  std::uint16_t bits_ = 0;
};

// A name that writes apart what may be one word, with what its other words are.
struct JoinedPosting {
  std::uint32_t name = 0;
  std::array<std::uint16_t, 3> others{};  // codes of words that the run does not cover; 0: none
  std::uint16_t weight = 0;               // of those words, in WordIndex::kWeightUnits
  BirthYears years;                       // of its row
  JoinedRun run;
};
static_assert(sizeof(JoinedPosting) == 16);

// Only words by which names are found: with keys of their own (names/keys.h). `words` and `first_words` end with one
// more entry that says where the last one ends.
struct WordIndexParts {
  FlatArray<WordRow> words;
  FlatArray<char> word_text;
  FlatArray<std::uint32_t> holding;      // positions of names, ascending for each word
  FlatArray<std::uint32_t> first_words;  // of each name in name_words
  FlatArray<std::uint32_t> name_words;   // in the order of the name
  KeyIndexParts sounds;                  // from keys of words to words
  KeyIndexParts joined;                  // from keys of neighbours that may be one word to names
  FlatArray<JoinedRun> runs;             // beside the values of joined: those neighbours
};

class WordIndex {
 public:
  WordIndex() : WordIndex(WordIndexParts()) {}
  // REQUIRES: Valid(parts, names) or parts made by Build.
  explicit WordIndex(WordIndexParts parts);
  // Error: screening.too_large (2^32 bytes of words or places).
  static base::Result<WordIndex> Build(std::span<const NameRow> names, std::string_view name_text);
  static bool Valid(const WordIndexParts& parts, std::uint32_t name_count);

  std::uint32_t word_count() const { return std::uint32_t(facts_.size()); }
  names::TokenView token(std::uint32_t word) const {
    names::TokenView token;
    std::size_t at = parts_.words[word].text + 1;
    names::PreparedView(Text(parts_.word_text)).Next(at, token);
    return token;
  }
  static constexpr std::uint32_t kNone = 0xffffffffU;
  static constexpr float kWeightUnits = 1024;  // that make a weight of 1
  // The word that is this token in names of this kind, or kNone.
  std::uint32_t Find(const names::TokenView& token, names::NameKind kind) const;
  const names::TokenFacts& facts(std::uint32_t word) const { return facts_[word]; }
  float weight(std::uint32_t word) const { return facts_[word].weight; }
  // What most words that share a key are told apart by, without a look at their letters.
  struct Sounds {
    names::Skeleton skeleton;  // the usual reading
    names::NameKind kind = names::NameKind::kPerson;
    names::Script script = names::Script::kLatin;
    std::uint8_t letter_count = 0;
    std::array<char, 15> first_letters{};  // those of most words, beside the rest
  };
  static_assert(sizeof(Sounds) == 32);
  std::string_view Letters(std::uint32_t word) const {
    const Sounds& known = sounds_of_words_[word];
    return known.letter_count <= known.first_letters.size()
               ? std::string_view(known.first_letters.data(), known.letter_count)
               : token(word).letters;
  }
  const Sounds& sounds(std::uint32_t word) const { return sounds_of_words_[word]; }
  // What is asked of a word that is like one of the query: its weight and how many names hold it.
  void PrefetchWord(std::uint32_t word) const {
    __builtin_prefetch(&facts_[word]);
    __builtin_prefetch(&parts_.words[word]);
  }
  void PrefetchSounds(std::uint32_t word) const { __builtin_prefetch(&sounds_of_words_[word]); }
  std::span<const std::uint32_t> Holding(std::uint32_t word) const {
    const std::uint32_t begin = parts_.words[word].first_holding;
    return parts_.holding.span().subspan(begin, parts_.words[word + 1].first_holding - begin);
  }
  // The same names. Once MakePostings was called.
  std::span<const Posting> Postings(std::uint32_t word) const {
    const std::uint32_t begin = parts_.words[word].first_holding;
    return postings_.span().subspan(begin, parts_.words[word + 1].first_holding - begin);
  }
  // Names that write apart what has this key as one word. Once MakePostings was called.
  std::span<const JoinedPosting> JoinedPostings(std::uint32_t key) const {
    const auto names = joined_.Find(key);
    if (names.empty()) return {};
    return joined_postings_.span().subspan(std::size_t(names.data() - joined_.parts().values.data()), names.size());
  }
  // The first of them.
  void PrefetchPostings(std::uint32_t word) const {
    constexpr std::size_t kMost = 64, kALine = 4;
    const auto postings = Postings(word);
    for (std::size_t i = 0; i < std::min(postings.size(), kMost); i += kALine) __builtin_prefetch(&postings[i]);
  }
  // Several words may have one code, none has 0.
  static constexpr std::size_t kCodes = 1U << 16U;
  static constexpr std::uint16_t kManyWords = 0xffff;  // that of a name with more other words than a posting tells
  static std::uint16_t CodeOf(std::uint32_t word) { return std::uint16_t(1 + word % (kCodes - 2)); }
  // `years` by name.
  void MakePostings(std::span<const BirthYears> years);
  std::span<const std::uint32_t> WordsOf(std::uint32_t name) const {
    const Row& row = rows_[name];
    if (row[0] == kMany) return AllWordsOf(name);
    std::size_t count = 0;
    while (count < row.size() && row[count] != kNone) ++count;
    return {row.data(), count};
  }
  void PrefetchWordsOf(std::uint32_t name) const { __builtin_prefetch(&rows_[name]); }
  const KeyIndex& by_sound() const { return by_sound_; }
  const KeyIndex& joined() const { return joined_; }

  // Its `sounds` and `joined` are empty: they are those of by_sound() and joined().
  const WordIndexParts& parts() const { return parts_; }
  std::size_t bytes() const;

 private:
  static void AddOther(std::span<std::uint16_t> others, std::size_t& count, std::uint32_t word);
  Posting PostingOf(std::uint32_t name, std::uint32_t held, BirthYears years) const;
  JoinedPosting JoinedPostingOf(std::uint32_t name, JoinedRun run, BirthYears years) const;
  // The words of a name in one place of memory; of the few names with more, its first says so.
  using Row = std::array<std::uint32_t, 4>;
  static constexpr std::uint32_t kMany = 0xfffffffeU;

  names::NameKind KindOf(std::uint32_t word) const {
    return names::NameKind(static_cast<std::uint8_t>(parts_.word_text[parts_.words[word].text]));
  }
  std::span<const std::uint32_t> AllWordsOf(std::uint32_t name) const {
    return parts_.name_words.span().subspan(parts_.first_words[name],
                                            parts_.first_words[name + 1] - parts_.first_words[name]);
  }

  WordIndexParts parts_;
  KeyIndex by_sound_, joined_;
  FlatArray<names::TokenFacts> facts_;
  FlatArray<Sounds> sounds_of_words_;
  FlatArray<std::uint32_t> by_letters_;  // words, each at the place of its hash or the next free one behind it
  FlatArray<Row> rows_;
  FlatArray<std::uint16_t> name_weights_;     // in units, dense enough to stay in a cache
  FlatArray<Posting> postings_;               // beside parts_.holding
  FlatArray<JoinedPosting> joined_postings_;  // beside the values of joined_
};

}  // namespace maktab::screening
