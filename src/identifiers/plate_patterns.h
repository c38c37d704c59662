// The compiled form of definitions/plates.toml. For the loader and the reader of plates.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maktab::identifiers {

constexpr std::size_t kMaxPlateCells = 14;
constexpr std::size_t kMaxPlateGroups = 6;
// Arabic letters are one byte each: kArabicCell + (code point - U+0621), variants of one letter folded together.
constexpr unsigned char kArabicCell = 0x80;
constexpr std::size_t kArabicLetters = 0x2A;

// The cell of an Arabic letter (أ إ آ as ا, ى as ي, ة as ه, Persian forms as Arabic ones); 0 for any other character.
unsigned char ArabicCell(char32_t code_point);

enum class CellClass : std::uint8_t { kDigit = 1, kLatin = 2, kArabic = 3 };
inline CellClass ClassOfCell(unsigned char cell) {
  if (cell >= kArabicCell) return CellClass::kArabic;
  return cell <= '9' ? CellClass::kDigit : CellClass::kLatin;
}

// Runs of cells of one class, six bits each, in order: the key by which patterns are found.
class PlateShape {
 public:
  void Add(CellClass cell_class, std::size_t count) {
    if (count == 0) return;
    if (cell_class == last_) {
      length_ += count;
    } else {
      Flush();
      last_ = cell_class;
      length_ = count;
    }
  }
  std::uint64_t Code() const { return bits_ << 6U | std::uint64_t(last_) << 4U | (length_ & 15U); }

 private:
  void Flush() {
    if (length_ > 0) bits_ = bits_ << 6U | std::uint64_t(last_) << 4U | (length_ & 15U);
  }
  std::uint64_t bits_ = 0;
  CellClass last_{};
  std::size_t length_ = 0;
};

struct PlateGroup {
  enum class Kind : std::uint8_t { kDigits, kLatin, kPlateLetters, kLiteral };
  std::string name;  // field name; "_" for what is not shown
  Kind kind = Kind::kDigits;
  std::uint8_t min = 1;
  std::uint8_t max = 1;
  bool joined = false;  // written without a separator to the group before it
  std::string allowed;  // characters; empty: all of its kind. Literal: the text itself
};

// Letters of plates that are written in Arabic with a Latin equivalent, or the reverse.
struct PlateLetters {
  std::array<char, kArabicLetters> latin{};  // by Arabic cell; '\0': not used on plates
  std::array<unsigned char, 26> arabic{};    // by Latin letter; 0: not used on plates
};

struct PlateRegion {
  std::string name;
  std::string name_ar;  // may be empty
};
using PlateRegions = std::map<std::string, PlateRegion, std::less<>>;

// "{number}-{letter}": literal text, then the group behind it (or none at the end).
struct PlateTemplate {
  struct Part {
    std::string text;
    int group = -1;
  };
  std::vector<Part> parts;
};

struct PlatePattern {
  std::string country;
  std::string series;
  std::vector<PlateGroup> groups;
  PlateTemplate canonical;
  PlateTemplate key;
  const PlateLetters* letters = nullptr;
  bool arabic_only = false;     // its plate letters have no Latin form on the plate
  bool letters_strict = false;  // a letter that is not used on plates is no match (else a warning)
  const PlateRegions* regions = nullptr;
  int region_group = -1;
  std::string region_field;     // "prefecture_name"
  std::string region_field_ar;  // "prefecture_name_ar"
  bool regions_strict = false;  // an unknown region is no match (else a warning)
  std::string latin_field;      // name of the field with the Latin letters, where the plate has plate letters
  bool compact = false;         // sure without separators
  bool strip_zeros = false;     // leading zeros of digits mean nothing
  bool reversed = false;        // groups stand in the other order
};

// One way for the groups of a pattern to share out the cells of a shape.
struct PlateSplit {
  std::uint32_t pattern = 0;
  std::array<std::uint8_t, kMaxPlateGroups> lengths{};
  std::uint16_t bounds = 0;       // bit i: a separator may stand before cell i
  std::uint16_t weak_bounds = 0;  // bit i: a group begins there that only a separator tells from the one before
};

struct PlatePatterns {
  std::map<std::string, PlateLetters, std::less<>> letters;
  std::map<std::string, PlateRegions, std::less<>> regions;
  std::map<std::string, std::string, std::less<>> words;  // cells of an Arabic word on plates -> its Latin form
  std::vector<PlatePattern> patterns;
  std::unordered_map<std::uint64_t, std::vector<PlateSplit>> splits;  // by shape, in the order of the patterns
};

}  // namespace maktab::identifiers
