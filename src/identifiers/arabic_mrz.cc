#include "identifiers/arabic_mrz.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {
namespace {

constexpr char32_t kShadda = 0x0651;
constexpr char32_t kTehMarbuta = 0x0629;
constexpr std::string_view kTehMarbutaAtEnd = "XAH";

struct Letter {
  char32_t letter;
  std::string_view mrz;
};

// By code point. Where two letters share a form (yeh and Pashto e), the first is the reading.
constexpr std::array kLetters = {
    Letter{0x0621, "XE"},  Letter{0x0622, "XAA"}, Letter{0x0623, "XAE"}, Letter{0x0624, "U"},   Letter{0x0625, "I"},
    Letter{0x0626, "XI"},  Letter{0x0627, "A"},   Letter{0x0628, "B"},   Letter{0x0629, "XTA"}, Letter{0x062A, "T"},
    Letter{0x062B, "XTH"}, Letter{0x062C, "J"},   Letter{0x062D, "XH"},  Letter{0x062E, "XKH"}, Letter{0x062F, "D"},
    Letter{0x0630, "XDH"}, Letter{0x0631, "R"},   Letter{0x0632, "Z"},   Letter{0x0633, "S"},   Letter{0x0634, "XSH"},
    Letter{0x0635, "XSS"}, Letter{0x0636, "XDZ"}, Letter{0x0637, "XTT"}, Letter{0x0638, "XZZ"}, Letter{0x0639, "E"},
    Letter{0x063A, "G"},   Letter{0x0641, "F"},   Letter{0x0642, "Q"},   Letter{0x0643, "K"},   Letter{0x0644, "L"},
    Letter{0x0645, "M"},   Letter{0x0646, "N"},   Letter{0x0647, "H"},   Letter{0x0648, "W"},   Letter{0x0649, "XAY"},
    Letter{0x064A, "Y"},   Letter{0x0671, "XXA"}, Letter{0x0679, "XXT"}, Letter{0x067C, "XRT"}, Letter{0x067E, "P"},
    Letter{0x0681, "XKE"}, Letter{0x0685, "XXH"}, Letter{0x0686, "XC"},  Letter{0x0688, "XXD"}, Letter{0x0689, "XDR"},
    Letter{0x0691, "XXR"}, Letter{0x0693, "XRR"}, Letter{0x0696, "XRX"}, Letter{0x0698, "XJ"},  Letter{0x069A, "XXS"},
    Letter{0x06A9, "XKK"}, Letter{0x06AB, "XXK"}, Letter{0x06AD, "XNG"}, Letter{0x06AF, "XGG"}, Letter{0x06BA, "XNN"},
    Letter{0x06BC, "XXN"}, Letter{0x06BE, "XDO"}, Letter{0x06C0, "XYH"}, Letter{0x06C1, "XXG"}, Letter{0x06C2, "XGE"},
    Letter{0x06C3, "XTG"}, Letter{0x06CC, "XYA"}, Letter{0x06CD, "XXY"}, Letter{0x06D0, "Y"},   Letter{0x06D2, "XYB"},
    Letter{0x06D3, "XBE"},
};

const Letter* FindLetter(char32_t code_point) {
  const auto at = std::lower_bound(kLetters.begin(), kLetters.end(), code_point,
                                   [](const Letter& letter, char32_t value) { return letter.letter < value; });
  return at != kLetters.end() && at->letter == code_point ? &*at : nullptr;
}

bool IsWordBreak(char32_t code_point) {
  return code_point == ' ' || code_point == '-' || code_point == '<' || code_point == 0x00A0 || code_point == '\t';
}

// Is the end of the word reached once vowel marks are passed over?
bool AtWordEnd(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    const char32_t next = base::NextCodePoint(text, position);
    if (FindLetter(next) != nullptr || FoldCodePoint(next) != 0) return false;
    if (IsWordBreak(next)) return true;
  }
  return true;
}

// The letter whose form stands at the beginning of `rest`, and the length of that form; 0 if none does. The forms are
// prefix-free, so the first that fits is the only one.
std::pair<char32_t, std::size_t> ReadLetter(std::string_view rest) {
  if (rest.starts_with(kTehMarbutaAtEnd)) return {kTehMarbuta, kTehMarbutaAtEnd.size()};
  for (const Letter& letter : kLetters) {
    if (rest.starts_with(letter.mrz)) return {letter.letter, letter.mrz.size()};
  }
  return {0, 0};
}

// Letters that Arabic never writes at the beginning of a word.
bool NeverBegins(char32_t letter) {
  return letter == 0x0621 || letter == 0x0624 || letter == 0x0626 || letter == kTehMarbuta || letter == 0x0649;
}

bool WordToArabic(std::string_view word, std::string& out) {
  char32_t previous = 0;
  bool after_article = false;  // only "AL" came so far
  for (std::size_t at = 0; at < word.size();) {
    const auto [letter, length] = ReadLetter(word.substr(at));
    if (length == 0) return false;
    const bool begins = at == 0 || after_article;
    if (at == 0 && NeverBegins(letter)) return false;
    if (letter == 0x0625 && !begins) return false;
    const bool doubled = letter == previous && at != length && !after_article;
    base::AppendUtf8(out, doubled ? kShadda : letter);
    previous = doubled ? 0 : letter;
    at += length;
    after_article = at == 2 && word.starts_with("AL");
  }
  return true;
}

}  // namespace

std::string ArabicToMrz(std::string_view text) {
  std::string out;
  std::string_view last;  // form of the letter before, for a shadda
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = base::NextCodePoint(text, at);
    if (const Letter* letter = FindLetter(code_point)) {
      last = code_point == kTehMarbuta && AtWordEnd(text, at) ? kTehMarbutaAtEnd : letter->mrz;
      out += last;
    } else if (code_point == kShadda) {
      out += last;
      last = {};
    } else if (const char latin = FoldCodePoint(code_point); IsLatinLetter(latin)) {
      out += latin;
      last = {};
    } else if (IsWordBreak(code_point)) {
      if (!out.empty() && out.back() != '<') out += '<';
      last = {};
    }
  }
  while (!out.empty() && out.back() == '<') out.pop_back();
  return out;
}

std::optional<std::string> MrzToArabic(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min({name.find('<', at), name.find(' ', at), name.size()});
    if (end > at) {
      if (!out.empty()) out += ' ';
      if (!WordToArabic(name.substr(at, end - at), out)) return std::nullopt;
    }
    at = end + 1;
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace maktab::identifiers
