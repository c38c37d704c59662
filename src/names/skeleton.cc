#include "names/skeleton.h"

#include <algorithm>

#include "base/hash.h"
#include "names/letters.h"

namespace maktab::names {
namespace {

// Classes: B (b p), T (t d th dh), S (s z), J (j), C (sh ch), K (k q g kh gh), H, F (f v), L, M, N, R, and digits.
// Two letters of alternatives separated by '|': the first is the usual reading.
struct Reading {
  std::string_view usual;
  std::string_view other;  // equal to usual if there is only one
};

constexpr Reading One(std::string_view classes) {
  return {classes, classes};
}

Reading ReadArabic(char letter) {
  switch (static_cast<std::uint8_t>(letter)) {
    case kBa:
    case kPeh:
      return One("B");
    case kTa:
    case kTah:
    case kDal:
      return One("T");
    case kDad:
    case kTha:
    case kThal:
    case kZah:
      return {"T", "S"};
    case kZay:
    case kSin:
    case kSad:
      return One("S");
    case kZheh:
      return {"J", "S"};
    case kJim:
      return {"J", "K"};
    case kShin:
    case kCheh:
      return One("C");
    case kKha:
    case kGhain:
    case kQaf:
    case kKaf:
    case kGaf:
      return One("K");
    case kHa:
    case kHeh:
      return One("H");
    case kFa:
    case kVeh:
      return One("F");
    case kLam:
      return One("L");
    case kMim:
      return One("M");
    case kNun:
      return One("N");
    case kRa:
      return One("R");
    default:
      return One("");
  }
}

bool SoftensBefore(std::string_view rest) {
  return !rest.empty() && (rest[0] == 'e' || rest[0] == 'i' || rest[0] == 'y');
}

Reading ReadLatinPair(std::string_view rest, std::size_t& used) {
  const std::string_view pair = rest.substr(0, 2);
  const std::string_view triple = rest.substr(0, 3);
  used = 0;
  // Only these begin a group; most letters are spared the comparisons.
  if (pair.size() < 2 || std::string_view("sctdkgpz").find(pair[0]) == std::string_view::npos) return One("");
  used = 3;
  if (triple == "sch" || triple == "tch" || triple == "tsh") return One("C");
  used = 2;
  if (pair == "sh") return {"C", "SH"};
  if (pair == "ch") return {"C", "K"};
  if (pair == "th") return {"T", "TH"};
  if (pair == "dh" || pair == "dt") return One("T");
  if (pair == "kh") return {"K", "H"};
  if (pair == "gh" || pair == "ck") return One("K");
  if (pair == "ph") return One("F");
  if (pair == "zh") return {"J", "SH"};
  if (pair == "dj") return One("J");
  if (pair == "tz" || pair == "ts") return {"S", "TS"};
  used = 0;
  return One("");
}

Reading ReadLatinLetter(std::string_view rest) {
  const std::string_view after = rest.substr(1);
  switch (rest[0]) {
    case 'b':
    case 'p':
      return One("B");
    case 't':
    case 'd':
      return One("T");
    case 's':
    case 'z':
      return One("S");
    case 'j':
      return {"J", ""};
    case 'g':
      return SoftensBefore(after) ? Reading{"J", "K"} : One("K");
    case 'c':
      return SoftensBefore(after) ? Reading{"S", "C"} : One("K");
    case 'k':
    case 'q':
      return One("K");
    case 'x':
      return {"KS", "K"};
    case 'h':
      return after.empty() ? One("") : One("H");
    case 'f':
      return One("F");
    case 'v':
      return {"F", ""};
    case 'l':
      return One("L");
    case 'm':
      return One("M");
    case 'n':
      return One("N");
    case 'r':
      return One("R");
    default:
      break;
  }
  static constexpr std::string_view kDigits = "0123456789";
  if (rest[0] >= '0' && rest[0] <= '9') return One(kDigits.substr(static_cast<std::size_t>(rest[0] - '0'), 1));
  return One("");
}

void AddClasses(Skeleton& skeleton, std::string_view classes) {
  for (const char c : classes) {
    if (skeleton.size < kMaxSkeleton) skeleton.classes[skeleton.size++] = c;
  }
}

void Extend(SkeletonSet& set, const Reading& reading) {
  const std::size_t count = set.count;
  if (reading.usual != reading.other) {
    for (std::size_t i = 0; i < count && set.count < kMaxSkeletons; ++i) {
      set.readings[set.count] = set.readings[i];
      AddClasses(set.readings[set.count++], reading.other);
    }
  }
  for (std::size_t i = 0; i < count; ++i) AddClasses(set.readings[i], reading.usual);
}

bool VowelStart(std::string_view letters) {
  if (letters.empty()) return false;
  if (!IsArabicLetter(letters[0])) return std::string_view("aeiouyw").find(letters[0]) != std::string_view::npos;
  const auto first = static_cast<std::uint8_t>(letters[0]);
  return first == kAlef || first == kAin || first == kWaw || first == kYa;
}

// Calls fn with each sound of the letters.
template <typename Fn>
void WalkReadings(std::string_view letters, const Fn& fn) {
  std::string_view before;
  for (std::size_t at = 0; at < letters.size();) {
    if (IsArabicLetter(letters[at])) {
      fn(ReadArabic(letters[at++]));
      continue;
    }
    std::size_t used = 0;
    Reading reading = ReadLatinPair(letters.substr(at), used);
    if (used == 0) {
      reading = ReadLatinLetter(letters.substr(at));
      used = 1;
    }
    // A doubled consonant is one sound; a vowel between makes two.
    if (reading.usual.empty() || reading.usual != before) fn(reading);
    before = reading.usual;
    at += used;
  }
}

}  // namespace

SkeletonSet Skeletons(std::string_view letters) {
  SkeletonSet set;
  set.count = 1;
  set.readings[0].vowel_start = VowelStart(letters);
  WalkReadings(letters, [&](const Reading& reading) { Extend(set, reading); });
  return set;
}

std::uint8_t CompoundOf(std::uint8_t flags) {
  return flags & (kServant | kOfGod | kOfFaith);
}

std::uint32_t SkeletonHash(const Skeleton& skeleton, std::uint8_t compound) {
  const bool marked = skeleton.size <= 2 && skeleton.vowel_start;
  const std::uint64_t seed = compound + (marked ? 1U : 0U) + 0x6d616b00U;
  const auto hash = static_cast<std::uint32_t>(base::HashBytes(skeleton.view(), seed) >> 32U);
  return hash == 0 ? 1 : hash;
}

SoundCounts CountSounds(std::string_view letters) {
  SoundCounts counts{};
  WalkReadings(letters, [&](const Reading& reading) {
    for (const char c : reading.usual) {
      switch (c) {
        case 'H':
          break;
        case 'B':
        case 'F':
          ++counts[0];
          break;
        case 'L':
          ++counts[1];
          break;
        case 'M':
          ++counts[2];
          break;
        case 'N':
          ++counts[3];
          break;
        case 'R':
          ++counts[4];
          break;
        default:
          ++counts[5];
          break;
      }
    }
  });
  return counts;
}

int LeastChanges(const SoundCounts& a, const SoundCounts& b) {
  int more = 0;
  int less = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int difference = int{a[i]} - int{b[i]};
    (difference > 0 ? more : less) += difference;
  }
  return std::max(more, -less);
}

std::uint32_t StrongKey(const TokenView& token) {
  if (token.kind != TokenKind::kName && token.kind != TokenKind::kNumber) return 0;
  return SkeletonHash(Skeletons(token.letters).readings[0], CompoundOf(token.flags));
}

}  // namespace maktab::names
