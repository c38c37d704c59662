// The numbers of an entity or example that checks look up, each in its normal form with the hash that finds it.
//
// The hash is taken over the folded form (identifiers::FoldConfusions), so that O and 0, I and 1, B and 8, S and 5, Z
// and 2, Latin and Arabic digits find each other; whether they are really equal is told by comparing the normal forms.
// Pure and thread-safe; nothing here allocates but CompareNumbers of what differs.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/entity.h"

namespace maktab::screening {

// Numbers of different kinds never meet. Stored in snapshot files: never renumber.
enum class NumberKind : std::uint8_t {
  kPaper = 0,  // passports, identity cards and other papers, whether on their own or in the hands of a person
  kVin = 1,
  kVinTail = 2,  // only in questions: the last 6 characters or more of a VIN
  kPlate = 3,
  kImo = 4,
  kMmsi = 5,
  kOther = 6,  // tax, social security and register numbers
  kSerial = 7,
};
constexpr std::size_t kNumberKindCount = 8;
std::string_view NumberKindName(NumberKind kind);  // "paper", "vin"…; a stable code

constexpr std::size_t kMaxNumberBytes = 32;  // a longer number is known by its first 32 characters
constexpr std::size_t kMinNumberBytes = 3;   // a shorter one says nothing
constexpr std::size_t kVinTailBytes = 6;     // what VIN tails are indexed by
constexpr std::size_t kVinBytes = 17;

// A country as its two lower-case letters (ISO 3166-1 alpha-2) in one number; 0 for none or for another word.
std::uint16_t CountryCode(std::string_view text);
std::string_view CountryText(const std::uint16_t& code);

struct Number {
  NumberKind kind = NumberKind::kPaper;
  std::uint8_t size = 0;
  std::uint16_t country = 0;  // that issued it; 0 if not said
  std::array<char, kMaxNumberBytes> letters{};

  std::string_view text() const { return {letters.data(), size}; }
};

// The normal form of a number as typed; size 0 if it is too short to be looked up. Plates: an Arabic letter becomes a
// Latin one, and a plate of digits, letters, digits is turned so that both directions of writing give one form.
Number NormalNumber(NumberKind kind, std::string_view typed, std::uint16_t country);

// What the exact table is asked with. For kVinTail the last kVinTailBytes characters count.
std::uint64_t NumberHash(NumberKind kind, std::string_view normal);

// All numbers of an entity, each once. `out` is emptied first.
void CollectNumbers(const model::Entity& entity, std::vector<Number>& out);

// How a number of the question meets a stored one of the same kind (kVinTail meets kVin).
struct NumberMeeting {
  enum class How : std::uint8_t { kNot, kExact, kConfused, kTail };
  How how = How::kNot;
  std::uint8_t confused = 0;        // characters that only look alike
  std::uint8_t first_position = 0;  // of the first of them, from 1, in the stored number
};
NumberMeeting MeetNumbers(const Number& asked, const Number& stored);

}  // namespace maktab::screening
