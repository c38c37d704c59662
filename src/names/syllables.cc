#include "names/syllables.h"

#include <array>
#include <cstdint>
#include <span>

#include "base/hash.h"

namespace maktab::names {
namespace {

struct Part {
  std::string_view letters;
  char sound;  // equal for what stands for one sound
};

// Longer ones first. Wade-Giles, pinyin, McCune-Reischauer and the revised rules without their marks.
constexpr std::array kInitials = std::to_array<Part>({
    {"zh", 'j'}, {"ch", 'j'}, {"sh", 's'}, {"hs", 's'}, {"ts", 'z'}, {"tz", 'z'}, {"ss", 'z'},
    {"ry", 'y'}, {"b", 'b'},  {"p", 'b'},  {"d", 'd'},  {"t", 'd'},  {"g", 'g'},  {"k", 'g'},
    {"j", 'j'},  {"q", 'j'},  {"z", 'z'},  {"c", 'z'},  {"x", 's'},  {"s", 's'},  {"r", 'l'},
    {"l", 'l'},  {"m", 'm'},  {"n", 'n'},  {"f", 'f'},  {"h", 'h'},  {"y", 'y'},  {"w", 'w'},
});
constexpr std::array kFinals = std::to_array<Part>({
    {"iang", 'A'}, {"uang", 'B'}, {"iong", 'C'}, {"yeong", 'D'}, {"oung", 'D'}, {"eong", 'D'}, {"ung", 'D'},
    {"ong", 'D'},  {"ang", 'E'},  {"eng", 'F'},  {"ing", 'G'},   {"ian", 'H'},  {"ien", 'H'},  {"iao", 'I'},
    {"uan", 'J'},  {"uai", 'K'},  {"uei", 'L'},  {"ieh", 'M'},   {"ueh", 'N'},  {"eon", 'O'},  {"eok", 'P'},
    {"eol", 'Q'},  {"eom", 'R'},  {"oon", 'S'},  {"ark", 'T'},   {"iu", 'U'},   {"ie", 'M'},   {"ia", 'V'},
    {"ua", 'W'},   {"uo", 'X'},   {"ui", 'L'},   {"ue", 'N'},    {"un", 'S'},   {"ao", 'Y'},   {"au", 'Y'},
    {"ai", 'Z'},   {"ae", 'Z'},   {"an", '1'},   {"en", '2'},    {"in", '3'},   {"on", 'O'},   {"ei", '4'},
    {"ou", '5'},   {"eo", 'X'},   {"oe", '6'},   {"oi", '6'},    {"oo", '7'},   {"ee", '8'},   {"ih", '8'},
    {"ak", 'T'},   {"ok", 'P'},   {"uk", '9'},   {"ik", 'a'},    {"al", 'b'},   {"ol", 'Q'},   {"ul", 'c'},
    {"il", 'd'},   {"am", 'e'},   {"om", 'R'},   {"um", 'f'},    {"im", 'g'},   {"ap", 'h'},   {"op", 'i'},
    {"ip", 'j'},   {"a", 'k'},    {"o", 'X'},    {"u", '7'},     {"i", '8'},    {"e", 'l'},
});
constexpr std::size_t kMostSyllables = 4;

// Which of the parts begin with a letter, in their order.
struct Places {
  std::array<std::uint8_t, 24> places{};
  std::size_t count = 0;
};
using ByLetter = std::array<Places, 26>;
constexpr ByLetter ByFirstLetter(std::span<const Part> parts) {
  ByLetter by_letter{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Places& places = by_letter[std::size_t(parts[i].letters[0] - 'a')];
    places.places[places.count++] = std::uint8_t(i);
  }
  return by_letter;
}
constexpr ByLetter kInitialsByLetter = ByFirstLetter(kInitials);
constexpr ByLetter kFinalsByLetter = ByFirstLetter(kFinals);

bool StartsOrEnds(std::string_view letters) {
  return letters.empty() || std::string_view("aeiou").find(letters[0]) == std::string_view::npos;
}

// The sound of the longest part that begins the letters, which it takes off; 0 if none does. A final ends where a
// consonant or nothing follows.
char Take(std::span<const Part> parts, const ByLetter& by_letter, std::string_view& letters, bool final) {
  if (letters.empty() || letters[0] < 'a' || letters[0] > 'z') return '\0';
  const Places& places = by_letter[std::size_t(letters[0] - 'a')];
  for (const std::uint8_t place : std::span(places.places).first(places.count)) {
    const Part& part = parts[place];
    if (!letters.starts_with(part.letters)) continue;
    const std::string_view rest = letters.substr(part.letters.size());
    if (final && !StartsOrEnds(rest)) continue;
    letters = rest;
    return part.sound;
  }
  return '\0';
}

// Family names that a rule of their own writes otherwise.
char FamilySound(std::string_view letters) {
  if (letters == "lee" || letters == "yi" || letters == "ri" || letters == "rhee" || letters == "li") return '1';
  if (letters == "roh" || letters == "noh" || letters == "no" || letters == "ro") return '2';
  if (letters == "yoo" || letters == "ryu" || letters == "yu") return '3';
  if (letters == "im" || letters == "lim" || letters == "rim") return '4';
  return '\0';
}

}  // namespace

std::uint32_t SyllableHash(std::string_view letters) {
  if (const char family = FamilySound(letters); family != '\0') return static_cast<std::uint32_t>(family);
  std::array<char, 2 * kMostSyllables> sounds{};
  std::size_t count = 0;
  while (!letters.empty()) {
    if (count == sounds.size()) return 0;
    sounds[count++] = Take(kInitials, kInitialsByLetter, letters, false);
    const char final = Take(kFinals, kFinalsByLetter, letters, true);
    if (final == '\0') return 0;
    sounds[count++] = final;
  }
  if (count == 0) return 0;
  const auto hash = static_cast<std::uint32_t>(base::HashBytes(std::string_view(sounds.data(), count)) >> 32U);
  return hash < 256 ? hash + 256 : hash;
}

}  // namespace maktab::names
