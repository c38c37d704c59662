#include "names/sound_model.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "names/letters.h"

namespace maktab::names {
namespace {

constexpr std::uint8_t kNoGroup = 255;
constexpr std::uint16_t kEmpty = 1;                       // the number of the empty group; 0 means no group
constexpr std::size_t kSymbols = kArabicLetterCount + 1;  // of one alphabet; digits have no groups
static_assert(kSymbols <= 64);                            // a bit each in SoundModel::ends_
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
  if (letters.empty()) return kEmpty;
  std::uint16_t& id = ids[IndexOf(letters)];
  if (id == 0) id = count++;
  if (letters.size() == kMaxGroup) begins_three[IndexOf(letters.substr(0, 2))] = true;
  return id;
}

void SoundModel::Add(const Group& group, std::uint16_t left, std::uint16_t right) {
  const auto cost = static_cast<std::uint8_t>(std::min<int>(Units(group.cost), kNoGroup - 1));
  const auto keep_least = [cost](std::uint8_t& known) { known = std::min(known, cost); };
  keep_least(costs_[std::size_t{left} * right_.count + right]);
  keep_least(left_.least[left]);
  keep_least(right_.least[right]);
  if (group.right.empty()) return keep_least(left_.alone[left]);
  if (group.left.empty()) keep_least(right_.alone[right]);
  ends_[left] |= 1ULL << SymbolOf(group.right.back());
  std::uint8_t& biggest = biggest_right_[group.left.size()];
  biggest = std::max(biggest, static_cast<std::uint8_t>(group.right.size()));
}

SoundModel::SoundModel(const std::vector<Group>& groups, const Prices& prices)
    : same_(Units(prices.same)), substitute_(Units(prices.substitute)), swap_(Units(prices.swap)) {
  for (Side* side : {&left_, &right_}) {
    side->ids.assign(kSymbols * kSymbols * kSymbols, 0);
    side->begins_three.assign(kSymbols * kSymbols, false);
    side->count = kEmpty + 1;
  }
  for (const Group& group : groups) left_.Add(group.left), right_.Add(group.right);
  costs_.assign(std::size_t{left_.count} * right_.count, kNoGroup);
  ends_.assign(left_.count, 0);
  for (Side* side : {&left_, &right_}) {
    side->least.assign(side->count, kNoGroup);
    side->alone.assign(side->count, kNoGroup);
  }
  for (const Group& group : groups) Add(group, left_.Add(group.left), right_.Add(group.right));
  NoteOftenMet(groups);
  for (std::size_t code = 0; code < drop_.size(); ++code) {
    drop_[code] = Units(IsVowelLetter(static_cast<std::uint8_t>(code)) ? prices.drop_vowel : prices.drop);
  }
}

void SoundModel::NoteOftenMet(const std::vector<Group>& groups) {
  const auto note = [](std::string& letters, char letter) {
    if (letters.find(letter) == std::string::npos) letters.push_back(letter);
  };
  for (const Group& group : groups) {
    if (group.left.size() != 1 || group.right.empty()) continue;
    const unsigned usual = std::max(left_.least[left_.Add(group.left)], right_.least[right_.Add(group.right)]);
    if (Units(group.cost) > usual + kOften) continue;
    for (const char right : group.right) {
      note(left_.often[static_cast<std::uint8_t>(group.left[0])], right);
      note(right_.often[static_cast<std::uint8_t>(right)], group.left[0]);
    }
  }
}

SoundModel::Spelling SoundModel::Spell(const Side& side, std::string_view letters) const {
  Spelling out;
  letters = letters.substr(0, kMaxTokenLetters);
  out.letters_ = letters;
  out.ids_[0] = {kEmpty, 0, 0, 0};
  out.best_[0] = out.alone_[0] = 0;
  out.symbols_[0] = 0;
  for (std::size_t i = 1; i <= letters.size(); ++i) {
    auto& ids = out.ids_[i];
    ids = {kEmpty, 0, 0, 0};
    const std::size_t symbol = SymbolOf(letters[i - 1]), before = out.symbols_[i - 1];
    out.symbols_[i] = static_cast<std::uint8_t>(symbol);
    if (symbol != 0) {
      ids[1] = side.ids[symbol];
      if (before != 0) ids[2] = side.ids[before * kSymbols + symbol];
      const std::size_t first = i > 2 ? out.symbols_[i - 2] : 0;
      const std::size_t pair = first * kSymbols + before;
      if (first != 0 && before != 0 && side.begins_three[pair]) ids[3] = side.ids[pair * kSymbols + symbol];
    }
    unsigned least = out.best_[i - 1] + (ids[1] != 0 ? side.least[ids[1]] : same_);
    for (std::size_t n = 2; n <= std::min(i, kMaxGroup); ++n) {
      if (ids[n] != 0) least = std::min(least, unsigned{out.best_[i - n]} + side.least[ids[n]]);
    }
    out.best_[i] = static_cast<std::uint16_t>(least);
    const std::uint8_t alone = ids[1] != 0 ? side.alone[ids[1]] : kNoGroup;
    const std::uint16_t drop = drop_[static_cast<std::uint8_t>(letters[i - 1])];
    out.alone_[i] = alone == kNoGroup ? drop : std::min<std::uint16_t>(drop, alone);
  }
  return out;
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
  // Of those that end here, those that meet something; `alone` of several letters.
  struct LeftGroup {
    const std::uint8_t* costs;
    const std::uint16_t* before;  // the row that it follows
    std::uint64_t ends;
    std::size_t most_right;
    std::uint8_t alone;
  };
  for (std::size_t i = 0; i <= left.size(); ++i) {
    auto& row = ring[i % kRing];
    std::array<LeftGroup, kMaxGroup + 1> groups;
    std::size_t group_count = 0;
    // One letter by nothing, on either side, is reckoned by itself.
    for (std::size_t n = biggest_right_[0] > 1 ? 0 : 1; n <= std::min(i, kMaxGroup); ++n) {
      const std::uint16_t id = left_side.ids_[i][n];
      if (id == 0) continue;
      groups[group_count++] = {costs_.data() + std::size_t{id} * right_.count, ring[(i - n) % kRing].data(), ends_[id],
                               biggest_right_[n], n > 1 ? left_.alone[id] : kNoGroup};
    }
    const std::uint16_t* up = i > 0 ? ring[(i - 1) % kRing].data() : nullptr;
    const std::uint16_t* up_twice = i > 1 ? ring[(i - 2) % kRing].data() : nullptr;
    const unsigned left_rest = left_side.Rest(i);
    row.fill(kFar);
    // What leads into this row begins in the rows before, no further to the left than they reach.
    std::size_t first = i == 0 ? 0 : right.size() + 1;
    for (const Reach& reach : reaches) first = std::min(first, reach.first);
    Reach& here = reaches[i % kRing];
    here = Reach();
    std::size_t last = i == 0 ? right.size() : 0;
    for (const Reach& reach : reaches) last = std::max(last, reach.last);
    for (std::size_t j = first; j <= right.size() && j <= last + kMaxGroup; ++j) {
      unsigned best = i + j == 0 ? 0 : kFar;
      if (i > 0) best = std::min(best, unsigned{up[j]} + left_side.alone_[i]);
      const std::size_t symbol = right_side.symbols_[j];
      for (const LeftGroup& group : std::span(groups).first(group_count)) {
        if (group.alone != kNoGroup) best = std::min(best, unsigned{group.before[j]} + group.alone);
        if ((group.ends >> symbol & 1U) == 0) continue;
        for (std::size_t m = 1; m <= std::min(j, group.most_right); ++m) {
          const std::uint8_t cost = group.costs[right_side.ids_[j][m]];
          if (cost != kNoGroup) best = std::min(best, unsigned{group.before[j - m]} + cost);
        }
      }
      if (j > 0) {
        best = std::min(best, unsigned{row[j - 1]} + right_side.alone_[j]);
        if (i > 0) best = std::min(best, unsigned{up[j - 1]} + (left[i - 1] == right[j - 1] ? same_ : substitute_));
        if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
          best = std::min(best, unsigned{up_twice[j - 2]} + swap_);
        }
      }
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
