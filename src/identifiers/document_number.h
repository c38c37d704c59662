// Numbers of passports, identity cards and other papers, and of anything else that is known by letters and digits.
//
// Two forms serve look-ups: the normal form (upper case A–Z and 0–9, nothing else) finds a number however it was typed;
// the folded form also takes together what an eye or a camera confuses (domain.md 3.4). Pure and thread-safe; the
// functions that write into a caller's buffer allocate nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace maktab::identifiers {

// The normal form: A–Z and 0–9 in upper case; Arabic-Indic, Persian and full-width forms become Latin; separators,
// marks and letters of other scripts fall away.
std::string NormaliseNumber(std::string_view text);
// Writes the normal form to `out` and returns its full length; if that exceeds out.size(), only its beginning was
// written (as snprintf does).
std::size_t NormaliseNumber(std::string_view text, std::span<char> out);

// The folded form of a normal form, of the same length: O and Q become 0, I becomes 1, B becomes 8, S becomes 5 and Z
// becomes 2. Other characters stay.
std::string FoldConfusions(std::string_view normalised);
// `out` may be the very memory of `normalised`. REQUIRES: out.size() >= normalised.size()
void FoldConfusions(std::string_view normalised, std::span<char> out);

// How two normal forms meet.
struct NumberMatch {
  enum class Kind : std::uint8_t { kExact, kConfused };
  Kind kind = Kind::kExact;
  std::vector<std::uint16_t> confused;  // zero-based positions where only the folded forms agree; ascending
};

// nullopt if not even the folded forms are equal, or if both are empty.
std::optional<NumberMatch> CompareNumbers(std::string_view normalised_a, std::string_view normalised_b);

}  // namespace maktab::identifiers
