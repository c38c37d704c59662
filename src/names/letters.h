// Letters of a name in their normal form. Arabic letters are one byte each, from kArabicFirst on, so that comparison
// tables can be small; Latin letters and digits are themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace maktab::names {

// The order of kArabicLetters in letters.cc.
constexpr std::uint8_t kArabicFirst = 0x80;
constexpr std::size_t kArabicLetterCount = 35;
enum ArabicLetter : std::uint8_t {
  kAlef = kArabicFirst,
  kBa,
  kTa,
  kTha,
  kJim,
  kHa,
  kKha,
  kDal,
  kThal,
  kRa,
  kZay,
  kSin,
  kShin,
  kSad,
  kDad,
  kTah,
  kZah,
  kAin,
  kGhain,
  kFa,
  kQaf,
  kKaf,
  kLam,
  kMim,
  kNun,
  kHeh,
  kWaw,
  kYa,
  kTaMarbuta,
  kFinalYa,
  kPeh,
  kCheh,
  kZheh,
  kGaf,
  kVeh
};

// A run of letters of one script, between spaces, hyphens and other signs.
struct Word {
  Script script = Script::kLatin;
  std::string letters;         // in normal form, at most kMaxTokenLetters
  bool after_hyphen = false;   // joined to the word before by a hyphen or an apostrophe
  bool before_hyphen = false;  // joined to the word after it
  bool hamza_start = false;    // Arabic: began with أ or إ or آ, so that a lam behind is no article
  bool comma_before = false;   // "Family, Given"
};

constexpr std::size_t kMaxWords = 64;

// The words of a text. Bounded in time and in number (kMaxWords) for any bytes.
std::vector<Word> SplitWords(std::string_view text, NameKind kind);

inline bool IsArabicLetter(char letter) {
  return static_cast<std::uint8_t>(letter) >= kArabicFirst;
}

// UTF-8 of a string of normal letters.
std::string DisplayLetters(std::string_view letters);
// The other way round, letter by letter; what is no normal letter is left out.
std::string LettersFromDisplay(std::string_view text);

}  // namespace maktab::names
