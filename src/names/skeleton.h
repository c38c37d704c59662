// The consonant skeleton of a token: its sounds in few classes that Arabic and Latin spellings share, without vowels.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "names/name.h"

namespace maktab::names {

constexpr std::size_t kMaxSkeleton = 12;  // classes; what lies beyond does not matter for finding
constexpr std::size_t kMaxSkeletons = 4;  // readings of ambiguous letters

struct Skeleton {
  std::array<char, kMaxSkeleton> classes{};
  std::uint8_t size = 0;
  bool vowel_start = false;

  std::string_view view() const { return {classes.data(), size}; }
};

struct SkeletonSet {
  std::array<Skeleton, kMaxSkeletons> readings;
  std::size_t count = 0;  // the first is the usual reading
};

// Skeletons of letters in normal form, of one script.
SkeletonSet Skeletons(std::string_view letters);

// The flags of a token that make it a compound of another name: kServant, kOfGod, kOfFaith.
std::uint8_t CompoundOf(std::uint8_t flags);

// Hash of a skeleton, never 0. Two short ones differ by whether a vowel begins the word; compounds differ from the name
// alone.
std::uint32_t SkeletonHash(const Skeleton& skeleton, std::uint8_t compound);

// How often each group of sounds occurs, in groups that spellings of one name hardly ever exchange.
using SoundCounts = std::array<std::uint8_t, 6>;
SoundCounts CountSounds(std::string_view letters);
// Consonants that must at least be changed, dropped or added: a cheap bound that spares dear comparisons.
int LeastChanges(const SoundCounts& a, const SoundCounts& b);

// The key of the usual reading; 0 for what is neither name nor number.
std::uint32_t StrongKey(const TokenView& token);

}  // namespace maktab::names
