// Learns which groups of letters stand for one another in names, and what the sounds of common names are.
//
//   names_train PAIRS.tsv VARIANTS.tsv OUT_DIR
//
// PAIRS: arabic, latin, sources, count. VARIANTS: arabic, "latin:count latin:count …". Writes sound_model_data.inc and
// sound_weights_data.inc, which hold parameters only, no row of the data. The same input gives the same output. A tenth
// of the Arabic forms is never learned from, in neither table (names/held_out.h): ./dev accuracy measures with them.
//
// The groups are a joint multigram model, by expectation-maximisation over all ways to cut both spellings; the cost of
// a group is the negative logarithm of its probability.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/held_out.h"
#include "names/letters.h"
#include "names/name.h"
#include "names/skeleton.h"

namespace {

using maktab::names::CompoundOf;
using maktab::names::DisplayLetters;
using maktab::names::NameKind;
using maktab::names::PreparedView;
using maktab::names::TokenKind;
using maktab::names::TokenView;

struct Pair {
  std::string left;
  std::string right;
  double weight = 1;
};

struct Limits {
  std::size_t left;
  std::size_t right;
  bool one_to_many;    // one letter on one of the sides, or two on both that begin differently (ch, sh)
  bool across;         // Arabic to the left: only groups that are Plausible
  double least_count;  // groups that are seen less are left out
};

bool IsVowelLetter(char letter) {
  const auto code = static_cast<std::uint8_t>(letter);
  return code == maktab::names::kAlef || code == maktab::names::kWaw || code == maktab::names::kYa ||
         code == maktab::names::kFinalYa || code == maktab::names::kAin || code == maktab::names::kTaMarbuta;
}

// Consonants of a Latin group, doubled ones once, without h.
std::size_t LatinSounds(std::string_view right) {
  const maktab::names::SkeletonSet set = maktab::names::Skeletons(right);
  const std::string_view classes = set.readings[0].view();
  std::size_t sounds = 0;
  char before = '\0';
  for (const char c : classes) {
    sounds += c != 'H' && c != before ? 1U : 0U;
    before = c;
  }
  return sounds;
}

// Whether the Arabic letters leave room for the consonants of the Latin ones. Pairs of two names that only resemble
// each other would teach that a letter brings a foreign consonant with it (h as "ham").
bool Plausible(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return true;
  std::size_t room = 0;
  for (const char letter : left) {
    const auto code = static_cast<std::uint8_t>(letter);
    const bool h = code == maktab::names::kHa || code == maktab::names::kHeh;
    const bool half = code == maktab::names::kWaw || code == maktab::names::kYa || code == maktab::names::kFinalYa;
    if (code == maktab::names::kTaMarbuta) {
      room += right.find('t') != std::string_view::npos ? 1U : 0U;
    } else if (half) {
      room += right.find_first_of("vfjg") != std::string_view::npos || right.find("ll") != std::string_view::npos;
    } else if (!IsVowelLetter(letter)) {
      room += h && right.find('h') != std::string_view::npos ? 0U : 1U;
    }
  }
  if (LatinSounds(right) <= room) return true;
  // French endings that are not heard.
  constexpr std::string_view kSilent = "tsxdrz";
  return IsVowelLetter(left.back()) && right.size() >= 2 && kSilent.find(right.back()) != std::string_view::npos &&
         LatinSounds(right.substr(0, right.size() - 1)) <= room;
}

struct Token {
  std::string letters;
  std::uint32_t key = 0;
  std::uint8_t flags = 0;
};

std::vector<Token> NameTokens(std::string_view text) {
  std::string bytes;
  maktab::names::PrepareName(text, NameKind::kPerson, bytes);
  const PreparedView name(bytes);
  std::vector<Token> tokens;
  TokenView token;
  for (std::size_t at = name.begin(); name.Next(at, token);) {
    if (token.kind == TokenKind::kName) tokens.push_back({std::string(token.letters), token.strong_key, token.flags});
  }
  return tokens;
}

std::vector<std::string> Fields(const std::string& line, char separator) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(separator, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

// Expectation-maximisation over pairs of spellings.
class Trainer {
 public:
  Trainer(std::vector<Pair> pairs, Limits limits) : pairs_(std::move(pairs)), limits_(limits) {}

  // Group (left, right) → expected count.
  const std::map<std::pair<std::string, std::string>, double>& Run(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      next_.clear();
      double likelihood = 0;
      for (const Pair& pair : pairs_) likelihood += Count(pair, round == 0);
      Renew(round + 1 == rounds ? limits_.least_count : 0.3);
      std::fprintf(stderr, "round %d: log-likelihood %.0f, groups %zu\n", round + 1, likelihood, counts_.size());
    }
    return counts_;
  }

 private:
  double Probability(const Pair& pair, std::size_t i, std::size_t n, std::size_t j, std::size_t m, bool first) const {
    if (first) {
      const double size = double(n) + double(m);
      const double odd = n == 0 || m == 0 ? 0.02 : 1.0;
      return std::exp(-2.5 * size) * odd * (n >= 2 ? 0.1 : 1) * (m >= 3 ? 0.2 : 1);
    }
    const auto found = probability_.find(Key(pair.left.substr(i, n), pair.right.substr(j, m)));
    return found == probability_.end() ? 0 : found->second;
  }

  bool IsPlausible(const std::string& left, const std::string& right) const {
    const auto [known, first] = plausible_.try_emplace(Key(left, right), false);
    if (first) known->second = Plausible(left, right);
    return known->second;
  }

  static std::string Key(const std::string& left, const std::string& right) { return left + '|' + right; }

  template <typename Fn>
  void ForEachGroup(const Pair& pair, std::size_t i, std::size_t j, const Fn& fn) const {
    for (std::size_t n = 0; n <= std::min(limits_.left, pair.left.size() - i); ++n) {
      for (std::size_t m = 0; m <= std::min(limits_.right, pair.right.size() - j); ++m) {
        if (n + m == 0 || (n == 0 && m > 1) || (m == 0 && n > 1)) continue;
        if (limits_.one_to_many && n > 1 && m > 1 && !(n == 2 && m == 2 && pair.left[i] != pair.right[j])) continue;
        if (limits_.across && !IsPlausible(pair.left.substr(i, n), pair.right.substr(j, m))) continue;
        fn(n, m);
      }
    }
  }

  double Count(const Pair& pair, bool first) {
    const std::size_t rows = pair.left.size() + 1;
    const std::size_t columns = pair.right.size() + 1;
    std::vector<double> forward(rows * columns, 0);
    std::vector<double> backward(rows * columns, 0);
    struct Arc {
      std::size_t from, to, i, n, j, m;
      double p;
    };
    std::vector<Arc> arcs;
    forward[0] = 1;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        const std::size_t from = i * columns + j;
        if (forward[from] == 0) continue;
        ForEachGroup(pair, i, j, [&](std::size_t n, std::size_t m) {
          const double p = Probability(pair, i, n, j, m, first);
          if (p <= 0) return;
          const std::size_t to = (i + n) * columns + j + m;
          forward[to] += forward[from] * p;
          arcs.push_back({from, to, i, n, j, m, p});
        });
      }
    }
    const double total = forward.back();
    if (total <= 0) return 0;
    backward.back() = 1;
    for (auto arc = arcs.rbegin(); arc != arcs.rend(); ++arc) {
      backward[arc->from] += arc->p * backward[arc->to];
      const double share = forward[arc->from] * arc->p * backward[arc->to] / total;
      if (share > 1e-4)
        next_[Key(pair.left.substr(arc->i, arc->n), pair.right.substr(arc->j, arc->m))] += share * pair.weight;
    }
    return std::log(total) * pair.weight;
  }

  void Renew(double least) {
    counts_.clear();
    probability_.clear();
    double sum = 0;
    for (const auto& [key, count] : next_) sum += count;
    for (const auto& [key, count] : next_) {
      const std::size_t bar = key.find('|');
      const bool single = bar <= 1 && key.size() - bar <= 2;
      if (count < least && !(single && count > least / 3)) continue;
      probability_[key] = count / sum;
      counts_[{key.substr(0, bar), key.substr(bar + 1)}] = count;
    }
  }

  std::vector<Pair> pairs_;
  Limits limits_;
  mutable std::unordered_map<std::string, bool> plausible_;
  std::unordered_map<std::string, double> next_;
  std::unordered_map<std::string, double> probability_;
  std::map<std::pair<std::string, std::string>, double> counts_;
};

using Counts = std::map<std::pair<std::string, std::string>, double>;
struct Costed {
  std::string left;
  std::string right;
  double cost;
};

std::vector<Costed> Costs(const Counts& counts) {
  double sum = 0;
  for (const auto& [group, count] : counts) sum += count;
  std::vector<Costed> costed;
  for (const auto& [group, count] : counts) costed.push_back({group.first, group.second, -std::log(count / sum)});
  return costed;
}

void WriteModel(std::FILE* file, const char* name, const std::vector<Costed>& groups) {
  std::map<std::string, std::string> lines;
  for (const Costed& group : groups) {
    std::string& line = lines[group.left];
    char cost[16];
    std::snprintf(cost, sizeof cost, ":%.2f ", group.cost);
    line += DisplayLetters(group.right) + cost;
  }
  std::fprintf(file, "constexpr GroupRow %s[] = {\n", name);
  for (const auto& [left, line] : lines) {
    std::fprintf(file, "    {\"%s\",", DisplayLetters(left).c_str());
    // Literals of one line each; the compiler joins them.
    std::size_t at = 0;
    while (at < line.size()) {
      std::size_t end = line.size();
      if (end - at > 96) end = line.rfind(' ', at + 96) + 1;
      std::fprintf(file, "\n     \"%s\"", line.substr(at, end - at).c_str());
      at = end;
    }
    std::fprintf(file, "},\n");
  }
  std::fprintf(file, "};\n");
}

std::vector<Pair> ReadPairs(const std::string& path, std::map<std::uint32_t, double>& common) {
  std::vector<Pair> pairs;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = Fields(line, '\t');
    if (fields.size() < 4) continue;
    if (maktab::names::IsHeldOut(fields[0])) continue;
    const std::vector<Token> left = NameTokens(fields[0]);
    const std::vector<Token> right = NameTokens(fields[1]);
    const double count = std::atof(fields[3].c_str());
    for (const Token& token : left) common[token.key] += count;
    if (left.size() != 1 || right.size() != 1) continue;
    if (CompoundOf(left[0].flags) != CompoundOf(right[0].flags)) continue;
    pairs.push_back({left[0].letters, right[0].letters, 1 + std::log(1 + count)});
  }
  return pairs;
}

std::vector<Pair> ReadVariants(const std::string& path, std::map<std::uint32_t, double>& common) {
  std::vector<Pair> pairs;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = Fields(line, '\t');
    if (fields.size() < 2 || maktab::names::IsHeldOut(fields[0])) continue;
    std::vector<std::pair<Token, double>> spellings;
    for (const std::string& part : Fields(fields[1], ' ')) {
      const std::size_t colon = part.rfind(':');
      if (colon == std::string::npos) continue;
      const std::vector<Token> tokens = NameTokens(part.substr(0, colon));
      if (tokens.size() != 1) continue;
      spellings.emplace_back(tokens[0], std::atof(part.c_str() + colon + 1));
    }
    for (const auto& [token, count] : spellings) common[token.key] += count / 2;
    for (std::size_t i = 0; i < spellings.size(); ++i) {
      // Most often a name is written as it was before.
      const std::string& letters = spellings[i].first.letters;
      pairs.push_back({letters, letters, 2 * (1 + std::log(1 + spellings[i].second))});
      for (std::size_t j = 0; j < i; ++j) {
        // Spellings of quite other sounds in one row are errors of the data, unless both are frequent.
        if (CompoundOf(spellings[i].first.flags) != CompoundOf(spellings[j].first.flags)) continue;
        const bool near = spellings[i].first.key == spellings[j].first.key;
        const double rarer = std::min(spellings[i].second, spellings[j].second);
        if (!near && rarer < 2) continue;
        const double weight = (near ? 1.0 : 0.3) * (1 + std::log(1 + rarer));
        pairs.push_back({spellings[i].first.letters, spellings[j].first.letters, weight});
        pairs.push_back({spellings[j].first.letters, spellings[i].first.letters, weight});
      }
    }
  }
  return pairs;
}

void WriteWeights(const std::string& path, const std::map<std::uint32_t, double>& common) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) std::exit(1);
  std::fprintf(file,
               "// Made by tools/names_train.cc: sounds of common names, as {key of the skeleton, how common}: 10 x "
               "the natural\n"
               "// log of their count among names of the world. Sorted by key.\n");
  std::fprintf(file, "constexpr CommonSound kCommonSounds[] = {\n");
  int column = 0;
  for (const auto& [key, count] : common) {
    if (key == 0 || count < 12) continue;
    std::fprintf(file, "%s{0x%08x, %d},", column == 0 ? "    " : " ", key, int(std::lround(10 * std::log(count))));
    column = (column + 1) % 6;
    if (column == 0) std::fprintf(file, "\n");
  }
  std::fprintf(file, "%s};\n", column == 0 ? "" : "\n");
  std::fclose(file);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "names_train PAIRS.tsv VARIANTS.tsv OUT_DIR\n");
    return 2;
  }
  std::map<std::uint32_t, double> common;
  std::vector<Pair> pairs = ReadPairs(argv[1], common);
  std::vector<Pair> variants = ReadVariants(argv[2], common);
  std::fprintf(stderr, "%zu pairs, %zu variants\n", pairs.size(), variants.size());
  const std::string directory = argv[3];
  std::FILE* file = std::fopen((directory + "/sound_model_data.inc").c_str(), "w");
  if (file == nullptr) return 1;
  std::fprintf(file,
               "// Made by tools/names_train.cc from %zu Arabic-Latin pairs and %zu pairs of Latin spellings; "
               "parameters only.\n",
               pairs.size(), variants.size() / 2);
  WriteModel(file, "kArabicLatin", Costs(Trainer(std::move(pairs), {2, 3, false, true, 3.0}).Run(8)));
  WriteModel(file, "kLatin", Costs(Trainer(std::move(variants), {3, 3, true, false, 5.0}).Run(6)));
  std::fclose(file);
  WriteWeights(directory + "/sound_weights_data.inc", common);
  return 0;
}
