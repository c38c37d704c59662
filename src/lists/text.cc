#include "lists/text.h"

#include <algorithm>
#include <cctype>

namespace maktab::lists {
namespace {

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool IsBlank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

bool HasFigure(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Three letters in a row of which one is small: a word of a sentence, not a part of a number.
bool HasPlainWord(std::string_view text) {
  std::size_t letters = 0;
  bool small = false;
  for (const unsigned char c : text) {
    const bool letter = std::isalpha(c) != 0 || c >= 0x80;
    letters = letter ? letters + 1 : 0;
    small = letter && (small || std::islower(c) != 0);
    if (letters >= 3 && small) return true;
  }
  return false;
}

// "SE" before "012820" is part of the number.
bool IsSeries(std::string_view word) {
  return !word.empty() && word.size() <= 3 &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c) != 0; });
}

}  // namespace

void AppendWith(std::string& text, std::string_view separator, std::string_view part) {
  if (part.empty()) return;
  if (!text.empty()) text += separator;
  text += part;
}

std::size_t FindWord(std::string_view text, std::string_view word) {
  const auto at =
      std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return Lower(a) == b; });
  return at == text.end() && !word.empty() ? std::string_view::npos : std::size_t(at - text.begin());
}

bool ContainsWord(std::string_view text, std::string_view word) {
  return FindWord(text, word) != std::string_view::npos;
}

bool StartsWithWord(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return Lower(b) == a; });
}

std::string_view TrimAscii(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> SplitBy(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!separator.empty()) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) break;
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  parts.push_back(text);
  return parts;
}

std::string BareNumber(std::string_view text) {
  if (!HasPlainWord(text)) return HasFigure(text) ? std::string(text) : std::string();
  const std::vector<std::string_view> words = SplitBy(text, " ");
  std::string number;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool series = IsSeries(words[i]) && i + 1 < words.size() && HasFigure(words[i + 1]);
    // "8208 No. 555627" is one number.
    const bool between = words[i] == "No." && !number.empty();
    if (between) continue;
    if (!series && !HasFigure(words[i])) {
      if (!number.empty()) break;
      continue;
    }
    AppendWith(number, " ", words[i]);
    if (number.back() == ',' || number.back() == ';') break;
  }
  const auto is_edge = [](char c) { return c == ',' || c == ';' || c == '.' || c == ')' || c == '('; };
  while (!number.empty() && is_edge(number.back())) number.pop_back();
  while (!number.empty() && is_edge(number.front())) number.erase(0, 1);
  return number;
}

}  // namespace maktab::lists
