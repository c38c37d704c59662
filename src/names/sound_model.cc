#include "names/sound_model.h"

#include <algorithm>
#include <cmath>

#include "names/letters.h"

namespace maktab::names {
namespace {

constexpr std::uint8_t kNoGroup = 255;
constexpr std::size_t kSymbols = kArabicLetterCount + 1;  // of one alphabet; digits have no groups
constexpr unsigned kFar = 0x3FFF;
constexpr unsigned kOften = 80;  // in units: one in 150 of what is usual
constexpr std::size_t kRing = SoundModel::kMaxGroup + 1;

// From 1 on within its alphabet; 0 for what has no groups. Both sides of a model are written in one alphabet each.
std::size_t SymbolOf(char letter) {
  const auto code = static_cast<std::uint8_t>(letter);
  if (code >= kArabicFirst) return code - std::size_t{kArabicFirst} + 1;
  return code >= 'a' && code <= 'z' ? code - std::size_t{'a'} + 1 : 0;
}

std::uint16_t Units(float cost) {
  return static_cast<std::uint16_t>(std::lround(std::clamp(cost, 0.0F, 800.0F) / SoundModel::kUnit));
}

bool IsVowelLetter(std::uint8_t code) {
  return code == 'a' || code == 'e' || code == 'i' || code == 'o' || code == 'u' || code == 'y' || code == 'h' ||
         code == kAlef || code == kWaw || code == kYa || code == kAin || code == kTaMarbuta || code == kFinalYa;
}

std::size_t IndexOf(std::string_view letters) {
  std::size_t index = 0;
  for (const char letter : letters) {
    const std::size_t symbol = SymbolOf(letter);
    if (symbol == 0) return 0;
    index = index * kSymbols + symbol;
  }
  return index;
}

}  // namespace

std::uint16_t SoundModel::Side::Add(std::string_view letters) {
  std::uint16_t& id = ids[IndexOf(letters)];
  if (id == 0) id = count++;
  return id;
}

SoundModel::SoundModel(const std::vector<Group>& groups, const Prices& prices)
    : same_(Units(prices.same)), substitute_(Units(prices.substitute)), swap_(Units(prices.swap)) {
  // Number 0 means no group and 1 the empty one.
  for (Side* side : {&left_, &right_}) {
    side->ids.assign(kSymbols * kSymbols * kSymbols, 0);
    side->count = 2;
  }
  const auto number = [](Side& side, std::string_view letters) {
    return letters.empty() ? std::uint16_t{1} : side.Add(letters);
  };
  for (const Group& group : groups) number(left_, group.left), number(right_, group.right);
  costs_.assign(std::size_t{left_.count} * right_.count, kNoGroup);
  left_.least.assign(left_.count, kNoGroup);
  right_.least.assign(right_.count, kNoGroup);
  for (const Group& group : groups) {
    const std::uint16_t left = number(left_, group.left);
    const std::uint16_t right = number(right_, group.right);
    const auto cost = static_cast<std::uint8_t>(std::min<int>(Units(group.cost), kNoGroup - 1));
    std::uint8_t& known = costs_[std::size_t{left} * right_.count + right];
    known = std::min(known, cost);
    std::uint8_t& biggest = biggest_right_[group.left.size()];
    biggest = std::max(biggest, static_cast<std::uint8_t>(group.right.size()));
    left_.least[left] = std::min(left_.least[left], cost);
    right_.least[right] = std::min(right_.least[right], cost);
  }
  for (const Group& group : groups) {
    if (group.left.size() != 1 || group.right.empty()) continue;
    const unsigned usual = std::max(left_.least[number(left_, group.left)], right_.least[number(right_, group.right)]);
    if (Units(group.cost) > usual + kOften) continue;
    for (const char right : group.right) {
      often_meet_[static_cast<std::uint8_t>(group.left[0])].set(static_cast<std::uint8_t>(right));
    }
  }
  for (std::size_t code = 0; code < drop_.size(); ++code) {
    drop_[code] = Units(IsVowelLetter(static_cast<std::uint8_t>(code)) ? prices.drop_vowel : prices.drop);
  }
}

SoundModel::Spelling SoundModel::Spell(const Side& side, std::string_view letters) const {
  Spelling out;
  letters = letters.substr(0, kMaxTokenLetters);
  out.letters_ = letters;
  out.ids_[0] = {1, 0, 0, 0};
  out.best_[0] = 0;
  for (std::size_t i = 1; i <= letters.size(); ++i) {
    auto& ids = out.ids_[i];
    ids[0] = 1;
    for (std::size_t n = 1; n <= kMaxGroup; ++n) ids[n] = n <= i ? side.ids[IndexOf(letters.substr(i - n, n))] : 0;
    unsigned least = out.best_[i - 1] + (ids[1] != 0 ? side.least[ids[1]] : same_);
    for (std::size_t n = 2; n <= std::min(i, kMaxGroup); ++n) {
      if (ids[n] != 0) least = std::min(least, unsigned{out.best_[i - n]} + side.least[ids[n]]);
    }
    out.best_[i] = static_cast<std::uint16_t>(least);
  }
  return out;
}

unsigned SoundModel::FallBack(std::string_view left, std::string_view right, std::size_t i, std::size_t j) const {
  return left[i - 1] == right[j - 1] ? same_ : substitute_;
}

// Stops where no way to the end can stay within `most`: what is left of either side costs at least its best spelling.
unsigned SoundModel::Cost(const Spelling& left_side, const Spelling& right_side, unsigned most) const {
  const std::string_view left = left_side.letters_;
  const std::string_view right = right_side.letters_;
  std::array<std::array<std::uint16_t, kMaxTokenLetters + 1>, kRing> ring;
  // The columns of each row from which the end may be reached within `most`.
  struct Reach {
    std::size_t first = kMaxTokenLetters + 1;
    std::size_t last = 0;
  };
  std::array<Reach, kRing> reaches;
  struct LeftGroup {
    const std::uint8_t* costs;
    const std::uint16_t* before;  // the row that it follows
    std::size_t least_right;
    std::size_t most_right;
  };
  for (std::size_t i = 0; i <= left.size(); ++i) {
    auto& row = ring[i % kRing];
    std::array<LeftGroup, kMaxGroup + 1> groups;
    std::size_t group_count = 0;
    for (std::size_t n = 0; n <= std::min(i, kMaxGroup); ++n) {
      const std::uint16_t id = left_side.ids_[i][n];
      if (id == 0 || biggest_right_[n] < (n == 0 ? 1 : 0)) continue;
      groups[group_count++] = {costs_.data() + std::size_t{id} * right_.count, ring[(i - n) % kRing].data(),
                               n == 0 ? std::size_t{1} : 0, biggest_right_[n]};
    }
    const unsigned left_rest = left_side.Rest(i);
    row.fill(kFar);
    // What leads into this row begins in the rows before, no further to the left than they reach.
    std::size_t first = i == 0 ? 0 : right.size() + 1;
    for (const Reach& reach : reaches) first = std::min(first, reach.first);
    Reach& here = reaches[i % kRing];
    here = Reach();
    std::size_t last = 0;
    for (const Reach& reach : reaches) last = std::max(last, reach.last);
    for (std::size_t j = first; j <= right.size() && (j <= last + kMaxGroup || i == 0); ++j) {
      unsigned best = i + j == 0 ? 0 : kFar;
      const auto& ids = right_side.ids_[j];
      for (std::size_t g = 0; g < group_count; ++g) {
        const LeftGroup& group = groups[g];
        for (std::size_t m = group.least_right; m <= std::min(j, group.most_right); ++m) {
          if (ids[m] == 0) continue;
          const std::uint8_t cost = group.costs[ids[m]];
          if (cost != kNoGroup) best = std::min(best, unsigned{group.before[j - m]} + cost);
        }
      }
      if (i > 0) {
        const auto& up = ring[(i - 1) % kRing];
        best = std::min(best, unsigned{up[j]} + drop_[static_cast<std::uint8_t>(left[i - 1])]);
        if (j > 0) best = std::min(best, unsigned{up[j - 1]} + FallBack(left, right, i, j));
        if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
          best = std::min(best, unsigned{ring[(i - 2) % kRing][j - 2]} + swap_);
        }
      }
      if (j > 0) best = std::min(best, unsigned{row[j - 1]} + drop_[static_cast<std::uint8_t>(right[j - 1])]);
      row[j] = static_cast<std::uint16_t>(std::min(best, kFar));
      if (best + std::max(left_rest, right_side.Rest(j)) > most) continue;
      here.first = std::min(here.first, j);
      here.last = j;
      last = std::max(last, j);
    }
    const auto ends = [](const Reach& reach) { return reach.first > kMaxTokenLetters; };
    if (std::all_of(reaches.begin(), reaches.end(), ends)) return kFar;
  }
  return ring[left.size() % kRing][right.size()];
}

bool SoundModel::Compare(const Spelling& left, const Spelling& right, const Limit& limit, Measure& out) const {
  out.best_left = static_cast<float>(left.Rest(0)) * kUnit;
  out.best_right = static_cast<float>(right.Rest(0)) * kUnit;
  const float highest = limit.fixed + limit.left * out.best_left + limit.right * out.best_right;
  if (highest < 0) return false;
  const unsigned most = Units(highest);
  const unsigned cost = Cost(left, right, most);
  out.cost = static_cast<float>(cost) * kUnit;
  return cost <= most;
}

}  // namespace maktab::names
