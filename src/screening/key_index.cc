#include "screening/key_index.h"

#include <algorithm>
#include <bit>

namespace maktab::screening {
namespace {

// Leaves about as many numbers as `count`, but never so few that it would be the width of a key.
unsigned ShiftFor(std::size_t count, unsigned most_bits) {
  return 32 - std::clamp(unsigned(std::bit_width(count)), 1U, most_bits);
}
constexpr unsigned kSlotBits = 24;
constexpr unsigned kMarkBits = 28;
constexpr std::size_t kMarksAKey = 8;

}  // namespace

KeyIndex::KeyIndex(KeyIndexParts parts)
    : parts_(std::move(parts)),
      shift_(ShiftFor(parts_.keys.size(), kSlotBits)),
      mark_shift_(ShiftFor(parts_.keys.size() * kMarksAKey, kMarkBits)) {
  marks_ = FlatArray<std::uint64_t>((std::size_t(1) << (32 - mark_shift_)) / 64 + 1);
  for (const std::uint32_t key : parts_.keys.span()) {
    const std::uint32_t place = key >> mark_shift_;
    marks_[place / 64] |= std::uint64_t(1) << (place % 64);
  }
  slots_ = FlatArray<std::uint32_t>((std::size_t(1) << (32 - shift_)) + 1);
  for (const std::uint32_t key : parts_.keys.span()) ++slots_[(key >> shift_) + 1];
  for (std::size_t i = 1; i < slots_.size(); ++i) slots_[i] += slots_[i - 1];
}

KeyIndex KeyIndex::Build(std::span<const std::uint64_t> pairs) {
  const auto key_of = [](std::uint64_t pair) { return std::uint32_t(pair >> 32U); };
  std::size_t keys = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) keys += i == 0 || key_of(pairs[i]) != key_of(pairs[i - 1]) ? 1 : 0;
  KeyIndexParts parts;
  parts.keys = FlatArray<std::uint32_t>(keys);
  parts.starts = FlatArray<std::uint32_t>(keys + 1);
  parts.values = FlatArray<std::uint32_t>(pairs.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    parts.values[i] = std::uint32_t(pairs[i]);
    if (i > 0 && key_of(pairs[i]) == key_of(pairs[i - 1])) continue;
    parts.keys[at] = key_of(pairs[i]);
    parts.starts[at++] = std::uint32_t(i);
  }
  parts.starts[keys] = std::uint32_t(pairs.size());
  return KeyIndex(std::move(parts));
}

bool KeyIndex::Valid(const KeyIndexParts& parts, std::uint32_t end) {
  const auto keys = parts.keys.span();
  const auto starts = parts.starts.span();
  const auto values = parts.values.span();
  if (starts.size() != keys.size() + 1 || starts.front() != 0 || starts.back() != values.size()) return false;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if ((i > 0 && keys[i] <= keys[i - 1]) || starts[i] >= starts[i + 1] || starts[i + 1] > values.size()) return false;
    for (std::uint32_t at = starts[i]; at < starts[i + 1]; ++at) {
      if (values[at] >= end || (at > starts[i] && values[at] < values[at - 1])) return false;
    }
  }
  return true;
}

std::span<const std::uint32_t> KeyIndex::Find(std::uint32_t key) const {
  const std::size_t slot = key >> shift_;
  for (std::uint32_t at = slots_[slot]; at < slots_[slot + 1]; ++at) {
    if (parts_.keys[at] != key) continue;
    return parts_.values.span().subspan(parts_.starts[at], parts_.starts[at + 1] - parts_.starts[at]);
  }
  return {};
}

std::size_t KeyIndex::bytes() const {
  return parts_.keys.bytes() + parts_.starts.bytes() + parts_.values.bytes() + slots_.bytes() + marks_.bytes();
}

}  // namespace maktab::screening
