#include "screening/word_index.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "names/keys.h"
#include "screening/parallel.h"
#include "screening/segment.h"

namespace maktab::screening {
namespace {

constexpr std::uint32_t kNoWord = 0xffffffffU;

struct HashText {
  std::size_t operator()(std::string_view text) const { return base::HashBytes(text); }
};

// The words of names of one kind, by their bytes within the prepared names.
using WordNumbers = std::unordered_map<std::string_view, std::uint32_t, HashText>;

bool HasKeys(const names::TokenView& token, names::NameKind kind, std::vector<names::NameKey>& keys) {
  keys.clear();
  names::AppendWordKeys(token, kind, keys);
  return !keys.empty();
}

// Neighbours that may be one word.
struct JoinedEntry {
  std::uint64_t pair = 0;  // key << 32 | name
  JoinedRun run;

  bool operator<(const JoinedEntry& other) const { return pair < other.pair; }
};

// What one thread finds in a range of names.
struct WordChunk {
  struct Word {
    names::NameKind kind;
    std::string_view bytes;
  };
  std::array<WordNumbers, 3> numbers;  // by kind of name; kNoWord for what is no word of the index
  std::vector<Word> words;
  std::vector<std::uint32_t> counts;  // words a name
  std::vector<std::uint32_t> name_words;
  std::vector<JoinedEntry> joined;
};

class WordCollector {
 public:
  WordCollector(std::span<const NameRow> names, std::string_view text, WordChunk& chunk)
      : names_(names), text_(text), chunk_(chunk) {}

  void Collect(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view bytes = text_.substr(names_[i].text, names_[i + 1].text - names_[i].text);
      const std::size_t before = chunk_.name_words.size();
      CollectWords(names::PreparedView(bytes));
      chunk_.counts.push_back(std::uint32_t(chunk_.name_words.size() - before));
      joined_.clear();
      names::AppendJoinedKeys(names::PreparedView(bytes), joined_);
      for (const names::JoinedKey& key : joined_)
        chunk_.joined.push_back({std::uint64_t(key.hash) << 32U | i, RunOf(key)});
    }
  }

 private:
  JoinedRun RunOf(const names::JoinedKey& key) const {
    const std::size_t end = key.first + key.count;
    return {key.first, key.count, words_before_[key.first], words_before_[end] - words_before_[key.first]};
  }

  void CollectWords(names::PreparedView name) {
    WordNumbers& numbers = chunk_.numbers[std::size_t(name.kind())];
    const std::size_t before = chunk_.name_words.size();
    words_before_.assign(1, 0);
    names::TokenView token;
    for (std::size_t at = name.begin(), from = at; name.Next(at, token); from = at) {
      const std::string_view bytes = name.bytes().substr(from, at - from);
      const auto [known, is_new] = numbers.try_emplace(bytes, kNoWord);
      if (is_new && HasKeys(token, name.kind(), keys_)) {
        known->second = std::uint32_t(chunk_.words.size());
        chunk_.words.push_back({name.kind(), bytes});
      }
      if (known->second != kNoWord) chunk_.name_words.push_back(known->second);
      words_before_.push_back(chunk_.name_words.size() - before);
    }
  }

  std::span<const NameRow> names_;
  std::string_view text_;
  WordChunk& chunk_;
  std::vector<names::NameKey> keys_;
  std::vector<names::JoinedKey> joined_;
  std::vector<std::size_t> words_before_;  // of the name in work, by token and one more
};

// The words of all chunks, each once; what each chunk calls them becomes what all call them.
std::vector<WordChunk::Word> UniteWords(std::vector<WordChunk>& chunks) {
  std::vector<WordChunk::Word> words;
  std::array<WordNumbers, 3> numbers;
  for (WordChunk& chunk : chunks) {
    std::vector<std::uint32_t> known_as;
    for (const WordChunk::Word& word : chunk.words) {
      const auto [known, is_new] = numbers[std::size_t(word.kind)].try_emplace(word.bytes, std::uint32_t(words.size()));
      if (is_new) words.push_back(word);
      known_as.push_back(known->second);
    }
    for (std::uint32_t& word : chunk.name_words) word = known_as[word];
    chunk.numbers = {};
  }
  return words;
}

void WriteWords(const std::vector<WordChunk::Word>& words, WordIndexParts& parts) {
  std::size_t bytes = 0;
  for (const WordChunk::Word& word : words) bytes += 1 + word.bytes.size();
  parts.words = FlatArray<WordRow>(words.size() + 1);
  parts.word_text = FlatArray<char>(bytes);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    parts.words[i].text = at;
    parts.word_text[at++] = char(words[i].kind);
    std::copy(words[i].bytes.begin(), words[i].bytes.end(), parts.word_text.data() + at);
    at += std::uint32_t(words[i].bytes.size());
  }
  parts.words[words.size()].text = at;
}

void WriteNameWords(const std::vector<WordChunk>& chunks, std::size_t name_count, WordIndexParts& parts) {
  std::size_t count = 0;
  for (const WordChunk& chunk : chunks) count += chunk.name_words.size();
  parts.first_words = FlatArray<std::uint32_t>(name_count + 1);
  parts.name_words = FlatArray<std::uint32_t>(count);
  std::uint32_t at = 0;
  std::size_t name = 0;
  for (const WordChunk& chunk : chunks) {
    std::copy(chunk.name_words.begin(), chunk.name_words.end(), parts.name_words.data() + at);
    for (const std::uint32_t words : chunk.counts) {
      parts.first_words[name++] = at;
      at += words;
    }
  }
  parts.first_words[name_count] = at;
}

// A name that holds a word twice is held once.
void WriteHolding(WordIndexParts& parts) {
  const std::size_t name_count = parts.first_words.size() - 1;
  const auto each = [&](const auto& take) {
    for (std::uint32_t name = 0; name < name_count; ++name) {
      const std::uint32_t begin = parts.first_words[name];
      for (std::uint32_t at = begin; at < parts.first_words[name + 1]; ++at) {
        const std::uint32_t* words = parts.name_words.data();
        if (std::find(words + begin, words + at, words[at]) == words + at) take(name, words[at]);
      }
    }
  };
  each([&](std::uint32_t, std::uint32_t word) { ++parts.words[word + 1].first_holding; });
  for (std::size_t i = 1; i < parts.words.size(); ++i) parts.words[i].first_holding += parts.words[i - 1].first_holding;
  parts.holding = FlatArray<std::uint32_t>(parts.words[parts.words.size() - 1].first_holding);
  std::vector<std::uint32_t> next(parts.words.size());
  for (std::size_t i = 0; i < next.size(); ++i) next[i] = parts.words[i].first_holding;
  each([&](std::uint32_t name, std::uint32_t word) { parts.holding[next[word]++] = name; });
}

KeyIndex IndexSounds(const std::vector<WordChunk::Word>& words) {
  std::vector<std::uint64_t> pairs;
  std::vector<names::NameKey> keys;
  names::TokenView token;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t at = 0;
    names::PreparedView(words[i].bytes).Next(at, token);
    HasKeys(token, words[i].kind, keys);
    for (const names::NameKey& key : keys) {
      pairs.push_back(std::uint64_t(IndexKey(key.hash, key.loose)) << 32U | i);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return KeyIndex::Build(pairs);
}

// With the runs beside its values. Takes the chunks.
KeyIndex IndexJoined(std::vector<WordChunk> chunks, std::size_t count, FlatArray<JoinedRun>& runs) {
  std::vector<JoinedEntry> all;
  all.reserve(count);
  for (WordChunk& chunk : chunks) {
    all.insert(all.end(), chunk.joined.begin(), chunk.joined.end());
    chunk = WordChunk();
  }
  std::stable_sort(all.begin(), all.end());
  std::vector<std::uint64_t> pairs(count);
  runs = FlatArray<JoinedRun>(count);
  for (std::size_t i = 0; i < count; ++i) pairs[i] = all[i].pair, runs[i] = all[i].run;
  return KeyIndex::Build(pairs);
}

std::uint16_t InUnits(float weight) {
  return std::uint16_t(std::min(65'535.0F, weight * WordIndex::kWeightUnits + 0.5F));
}

std::size_t PlaceOf(const names::TokenView& token, names::NameKind kind, std::size_t places) {
  return base::HashBytes(token.letters, std::uint64_t(kind)) % places;
}

}  // namespace

WordIndex::WordIndex(WordIndexParts parts)
    : parts_(std::move(parts)), by_sound_(std::move(parts_.sounds)), joined_(std::move(parts_.joined)) {
  facts_ = FlatArray<names::TokenFacts>(parts_.words.size() == 0 ? 0 : parts_.words.size() - 1);
  sounds_of_words_ = FlatArray<Sounds>(facts_.size());
  for (std::uint32_t i = 0; i < facts_.size(); ++i) {
    const names::TokenView word = token(i);
    facts_[i] = names::FactsOf(word, KindOf(i), names::BuiltInWeights());
    Sounds& sounds = sounds_of_words_[i];
    sounds.skeleton = names::Skeletons(word.letters).readings[0];
    sounds.kind = KindOf(i);
    sounds.script = word.script;
    sounds.letter_count = std::uint8_t(word.letters.size());
    std::copy_n(word.letters.data(), std::min(word.letters.size(), sounds.first_letters.size()),
                sounds.first_letters.data());
  }
  by_letters_ = FlatArray<std::uint32_t>(std::bit_ceil(2 * facts_.size() + 1));
  std::fill_n(by_letters_.data(), by_letters_.size(), kNone);
  for (std::uint32_t i = 0; i < facts_.size(); ++i) {
    std::size_t place = PlaceOf(token(i), KindOf(i), by_letters_.size());
    while (by_letters_[place] != kNone) place = (place + 1) % by_letters_.size();
    by_letters_[place] = i;
  }
  name_weights_ = FlatArray<std::uint16_t>(parts_.first_words.size() == 0 ? 0 : parts_.first_words.size() - 1);
  rows_ = FlatArray<Row>(name_weights_.size());
  for (std::uint32_t i = 0; i < name_weights_.size(); ++i) {
    const auto words = AllWordsOf(i);
    Row& row = rows_[i];
    row.fill(kNone);
    if (words.size() > row.size()) {
      row[0] = kMany;
    } else {
      std::copy(words.begin(), words.end(), row.begin());
    }
    float sum = 0;
    for (const std::uint32_t word : words) sum += weight(word);
    name_weights_[i] = InUnits(sum);
  }
}

void WordIndex::AddOther(std::span<std::uint16_t> others, std::size_t& count, std::uint32_t word) {
  if (count < others.size()) {
    others[count++] = CodeOf(word);
  } else {
    others[0] = kManyWords;
  }
}

// `held` is not told among its words.
Posting WordIndex::PostingOf(std::uint32_t name, std::uint32_t held, BirthYears years) const {
  Posting posting = {name, {}, name_weights_[name], years};
  std::size_t count = 0;
  for (const std::uint32_t word : AllWordsOf(name)) {
    if (word == held) {
      held = kNone;  // a name may hold it twice
    } else {
      AddOther(posting.others, count, word);
    }
  }
  return posting;
}

void WordIndex::MakePostings(std::span<const BirthYears> years) {
  postings_ = FlatArray<Posting>(parts_.holding.size());
  InParallel(word_count(), ThreadsFor(word_count()), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto word = std::uint32_t(begin); word < end; ++word) {
      for (std::uint32_t at = parts_.words[word].first_holding; at < parts_.words[word + 1].first_holding; ++at) {
        postings_[at] = PostingOf(parts_.holding[at], word, years[parts_.holding[at]]);
      }
    }
  });
  const auto& joined = joined_.parts().values;
  joined_postings_ = FlatArray<JoinedPosting>(joined.size());
  InParallel(joined.size(), ThreadsFor(joined.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      joined_postings_[i] = JoinedPostingOf(joined[i], parts_.runs[i], years[joined[i]]);
    }
  });
}

JoinedPosting WordIndex::JoinedPostingOf(std::uint32_t name, JoinedRun run, BirthYears years) const {
  JoinedPosting posting = {name, {}, 0, years, run};
  const auto words = AllWordsOf(name);
  std::size_t count = 0;
  float sum = 0;
  for (std::size_t position = 0; position < words.size(); ++position) {
    if ((run.positions() >> position & 1U) != 0) continue;
    sum += weight(words[position]);
    AddOther(posting.others, count, words[position]);
  }
  posting.weight = InUnits(sum);
  return posting;
}

std::uint32_t WordIndex::Find(const names::TokenView& asked, names::NameKind kind) const {
  const auto same = [&](const names::TokenView& other) {
    return other.kind == asked.kind && other.script == asked.script && other.flags == asked.flags &&
           other.word_class == asked.word_class && other.letters == asked.letters;
  };
  for (std::size_t place = PlaceOf(asked, kind, by_letters_.size());; place = (place + 1) % by_letters_.size()) {
    const std::uint32_t word = by_letters_[place];
    if (word == kNone || (KindOf(word) == kind && same(token(word)))) return word;
  }
}

base::Result<WordIndex> WordIndex::Build(std::span<const NameRow> names, std::string_view name_text) {
  const std::size_t name_count = names.size() - 1;
  std::vector<WordChunk> chunks(ThreadsFor(name_count));
  InParallel(name_count, chunks.size(), [&](std::size_t thread, std::size_t begin, std::size_t end) {
    WordCollector(names, name_text, chunks[thread]).Collect(begin, end);
  });
  const std::vector<WordChunk::Word> words = UniteWords(chunks);
  std::size_t places = 0, joined = 0;
  for (const WordChunk& chunk : chunks) places += chunk.name_words.size(), joined += chunk.joined.size();
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (places > kMost || joined > kMost || words.size() * (names::kMaxTokenLetters + 16) > kMost) {
    return base::Err("screening.too_large");
  }
  WordIndexParts parts;
  WriteWords(words, parts);
  WriteNameWords(chunks, name_count, parts);
  WriteHolding(parts);
  WordIndex index(std::move(parts));
  index.by_sound_ = IndexSounds(words);
  index.joined_ = IndexJoined(std::move(chunks), joined, index.parts_.runs);
  return index;
}

bool WordIndex::Valid(const WordIndexParts& parts, std::uint32_t name_count) {
  const auto words = parts.words.span();
  const auto first = parts.first_words.span();
  if (words.empty() || first.size() != std::size_t(name_count) + 1) return false;
  if (words.front().text != 0 || words.front().first_holding != 0) return false;
  if (words.back().text != parts.word_text.size() || words.back().first_holding != parts.holding.size()) return false;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].text >= words[i + 1].text || words[i + 1].text > parts.word_text.size()) return false;
    if (words[i].first_holding > words[i + 1].first_holding || words[i + 1].first_holding > parts.holding.size()) {
      return false;
    }
    // As a name of this one word it must be well formed.
    const std::string_view bytes = Text(parts.word_text).substr(words[i].text, words[i + 1].text - words[i].text);
    const std::string name = std::string({bytes[0], 1}) + std::string(bytes.substr(1));
    if (!names::PreparedView(name).valid()) return false;
    for (std::uint32_t at = words[i].first_holding; at < words[i + 1].first_holding; ++at) {
      if (parts.holding[at] >= name_count) return false;
      if (at > words[i].first_holding && parts.holding[at] <= parts.holding[at - 1]) return false;
    }
  }
  if (first.front() != 0 || first.back() != parts.name_words.size()) return false;
  for (std::size_t i = 0; i < name_count; ++i) {
    if (first[i] > first[i + 1] || first[i + 1] - first[i] > names::kMaxTokens) return false;
  }
  for (const std::uint32_t word : parts.name_words.span()) {
    if (word >= words.size() - 1) return false;
  }
  return KeyIndex::Valid(parts.sounds, std::uint32_t(words.size() - 1)) && KeyIndex::Valid(parts.joined, name_count) &&
         parts.runs.size() == parts.joined.values.size();
}

std::size_t WordIndex::bytes() const {
  return parts_.words.bytes() + parts_.word_text.bytes() + parts_.holding.bytes() + parts_.first_words.bytes() +
         parts_.name_words.bytes() + by_sound_.bytes() + joined_.bytes() + facts_.bytes() + sounds_of_words_.bytes() +
         parts_.runs.bytes() + rows_.bytes() + name_weights_.bytes() + by_letters_.bytes() + postings_.bytes() +
         joined_postings_.bytes();
}

}  // namespace maktab::screening
