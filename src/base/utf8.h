// UTF-8 at the edges: is it valid, walk its code points, take away what could deceive a reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maktab::base {

bool IsValidUtf8(std::string_view text);

// The code point at `position`, which moves past it. An invalid byte yields U+FFFD and moves by one.
// REQUIRES: position < text.size()
char32_t NextCodePoint(std::string_view text, std::size_t& position);

void AppendUtf8(std::string& out, char32_t code_point);

// Number of code points (invalid bytes count one each).
std::size_t CountCodePoints(std::string_view text);

// Bidirectional controls (U+061C, U+200E/F, U+202A–202E, U+2066–2069), zero-width marks and other format and control
// characters that a name, number or title never needs and that can hide or reorder text.
bool IsInvisibleControl(char32_t code_point);

// Without invisible controls, runs of white space as one space, trimmed, invalid bytes removed.
std::string CleanText(std::string_view text);

// At most `bytes` bytes, never cutting a code point.
std::string_view TruncateUtf8(std::string_view text, std::size_t bytes);

}  // namespace maktab::base
