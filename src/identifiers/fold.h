// One character of an identifier, however it was typed: lower case, Arabic-Indic, Persian and full-width forms fold to
// A–Z and 0–9. For the parsers of this module.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace maktab::identifiers {

namespace fold_internal {
constexpr std::array<char, 128> MakeAsciiTable() {
  std::array<char, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) {
    const auto upper = static_cast<unsigned char>(c);
    table[upper] = c;
    table[upper + std::size_t{'a' - 'A'}] = c;
  }
  return table;
}
inline constexpr std::array<char, 128> kAscii = MakeAsciiTable();
}  // namespace fold_internal

// 'A'–'Z' or '0'–'9', or 0 if the character is neither in any of its forms.
inline char FoldCodePoint(char32_t code_point) {
  if (code_point < 128) return fold_internal::kAscii[code_point];
  if (code_point >= 0x0660 && code_point <= 0x0669) return char('0' + (code_point - 0x0660));           // Arabic-Indic
  if (code_point >= 0x06F0 && code_point <= 0x06F9) return char('0' + (code_point - 0x06F0));           // Persian, Urdu
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return fold_internal::kAscii[code_point - 0xFEE0];  // full width
  return 0;
}

// The code point at `position`, which moves past it, with a short way for ASCII.
// REQUIRES: position < text.size()
inline char32_t NextCharacter(std::string_view text, std::size_t& position) {
  const auto byte = static_cast<unsigned char>(text[position]);
  if (byte < 128) {
    ++position;
    return byte;
  }
  return base::NextCodePoint(text, position);
}

inline bool IsLatinLetter(char c) {
  return c >= 'A' && c <= 'Z';
}
inline bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace maktab::identifiers
