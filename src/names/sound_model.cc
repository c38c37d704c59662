#include "names/sound_model.h"

#include <algorithm>
#include <cmath>

#include "names/letters.h"

namespace maktab::names {
namespace {

constexpr std::uint8_t kNoGroup = 255;
constexpr std::size_t kSymbols = kArabicLetterCount + 1;  // of one alphabet; digits have no groups
constexpr unsigned kFar = 0x3FFF;
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
  for (std::size_t code = 0; code < drop_.size(); ++code) {
    drop_[code] = Units(IsVowelLetter(static_cast<std::uint8_t>(code)) ? prices.drop_vowel : prices.drop);
  }
}

void SoundModel::FindGroups(const Side& side, std::string_view letters, GroupIds& ids) const {
  for (std::size_t i = 0; i <= letters.size(); ++i) {
    ids[i][0] = 1;
    for (std::size_t n = 1; n <= kMaxGroup; ++n) ids[i][n] = n <= i ? side.ids[IndexOf(letters.substr(i - n, n))] : 0;
  }
}

unsigned SoundModel::BestCost(const Side& side, std::string_view letters, const GroupIds& ids) const {
  std::array<unsigned, kMaxTokenLetters + 1> best{};
  for (std::size_t i = 1; i <= letters.size(); ++i) {
    best[i] = best[i - 1] + same_;
    if (ids[i][1] != 0) best[i] = best[i - 1] + side.least[ids[i][1]];
    for (std::size_t n = 2; n <= std::min(i, kMaxGroup); ++n) {
      if (ids[i][n] != 0) best[i] = std::min(best[i], best[i - n] + side.least[ids[i][n]]);
    }
  }
  return best[letters.size()];
}

unsigned SoundModel::FallBack(std::string_view left, std::string_view right, std::size_t i, std::size_t j) const {
  return left[i - 1] == right[j - 1] ? same_ : substitute_;
}

unsigned SoundModel::Cost(std::string_view left, std::string_view right, const std::array<const GroupIds*, 2>& ids,
                          unsigned most) const {
  std::array<std::array<std::uint16_t, kMaxTokenLetters + 1>, kRing> ring;
  std::array<unsigned, kRing> row_least;
  row_least.fill(kFar);
  const std::size_t columns = right.size();
  for (std::size_t i = 0; i <= left.size(); ++i) {
    auto& row = ring[i % kRing];
    std::array<const std::uint8_t*, kRing> costs{};
    const std::size_t most_left = std::min(i, kMaxGroup);
    for (std::size_t n = 0; n <= most_left; ++n) {
      const std::uint16_t id = (*ids[0])[i][n];
      costs[n] = id == 0 ? nullptr : costs_.data() + std::size_t{id} * right_.count;
    }
    unsigned least = kFar;
    for (std::size_t j = 0; j <= columns; ++j) {
      unsigned best = i + j == 0 ? 0 : kFar;
      for (std::size_t n = 0; n <= most_left; ++n) {
        if (costs[n] == nullptr) continue;
        const auto& before = ring[(i - n) % kRing];
        const std::size_t most_right = std::min<std::size_t>(j, biggest_right_[n]);
        for (std::size_t m = n == 0 ? 1 : 0; m <= most_right; ++m) {
          const std::uint8_t cost = costs[n][(*ids[1])[j][m]];
          if (cost != kNoGroup) best = std::min(best, unsigned{before[j - m]} + cost);
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
      least = std::min(least, best);
    }
    row_least[i % kRing] = least;
    if (*std::min_element(row_least.begin(), row_least.end()) > most) return kFar;
  }
  return ring[left.size() % kRing][columns];
}

bool SoundModel::Compare(std::string_view left, std::string_view right, float limit, Measure& out) const {
  left = left.substr(0, kMaxTokenLetters);
  right = right.substr(0, kMaxTokenLetters);
  GroupIds left_ids;
  GroupIds right_ids;
  FindGroups(left_, left, left_ids);
  FindGroups(right_, right, right_ids);
  out.best_left = static_cast<float>(BestCost(left_, left, left_ids)) * kUnit;
  out.best_right = static_cast<float>(BestCost(right_, right, right_ids)) * kUnit;
  const unsigned most = Units((out.best_left + out.best_right) / 2 + limit);
  const unsigned cost = Cost(left, right, {&left_ids, &right_ids}, most);
  out.cost = static_cast<float>(cost) * kUnit;
  return cost <= most;
}

float SoundModel::Regret(std::string_view left, std::string_view right, float limit) const {
  Measure measure;
  return Compare(left, right, limit, measure) ? std::max(0.0F, measure.Regret()) : kHopeless;
}

}  // namespace maktab::names
