#include <algorithm>
#include <optional>

#include "identifiers/fold.h"
#include "identifiers/plate.h"
#include "identifiers/plate_patterns.h"
#include "identifiers/toml_table.h"

namespace maktab::identifiers {
namespace {

constexpr std::string_view kFile = "plates.toml";
using Kind = PlateGroup::Kind;

std::vector<std::string_view> SplitBySpaces(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// "3" or "1-4", at most 9.
bool ReadCount(std::string_view text, PlateGroup& group) {
  const auto digit = [&](std::size_t i) { return text[i] >= '1' && text[i] <= '9'; };
  if (text.size() == 1 && digit(0)) {
    group.min = group.max = static_cast<std::uint8_t>(text[0] - '0');
    return true;
  }
  if (text.size() != 3 || text[1] != '-' || !digit(0) || !digit(2) || text[0] > text[2]) return false;
  group.min = static_cast<std::uint8_t>(text[0] - '0');
  group.max = static_cast<std::uint8_t>(text[2] - '0');
  return true;
}

// One group of a pattern: name:D3, name:L1-2, name:L[ABC]2, name:P1, name:=TEXT; "+" in front joins it to the one
// before.
std::optional<PlateGroup> ReadGroup(std::string_view text) {
  PlateGroup group;
  if (text.starts_with('+')) {
    group.joined = true;
    text.remove_prefix(1);
  }
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return std::nullopt;
  group.name = text.substr(0, colon);
  std::string_view rest = text.substr(colon + 2);
  switch (text[colon + 1]) {
    case 'D':
      group.kind = Kind::kDigits;
      break;
    case 'L':
      group.kind = Kind::kLatin;
      break;
    case 'P':
      group.kind = Kind::kPlateLetters;
      break;
    case '=': {
      group.kind = Kind::kLiteral;
      group.allowed = rest;
      group.min = group.max = static_cast<std::uint8_t>(rest.size());
      const bool one_class =
          std::all_of(rest.begin(), rest.end(), IsDigit) || std::all_of(rest.begin(), rest.end(), IsLatinLetter);
      if (rest.empty() || rest.size() > kMaxPlateCells || !one_class) return std::nullopt;
      return group;
    }
    default:
      return std::nullopt;
  }
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos || end == 1) return std::nullopt;
    group.allowed = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
  }
  if (!ReadCount(rest, group)) return std::nullopt;
  return group;
}

int FindGroup(const std::vector<PlateGroup>& groups, std::string_view name) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

std::optional<PlateTemplate> ReadTemplate(std::string_view text, const std::vector<PlateGroup>& groups) {
  PlateTemplate out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    PlateTemplate::Part part;
    part.text = text.substr(0, open);
    if (open == std::string_view::npos) {
      text = {};
    } else {
      const std::size_t close = text.find('}', open);
      if (close == std::string_view::npos) return std::nullopt;
      part.group = FindGroup(groups, text.substr(open + 1, close - open - 1));
      if (part.group < 0) return std::nullopt;
      text.remove_prefix(close + 1);
    }
    out.parts.push_back(std::move(part));
  }
  return out;
}

base::Status LoadLetters(const toml::table& table, PlatePatterns& patterns) {
  const toml::table* sets = table["letters"].as_table();
  if (sets == nullptr) return {};
  for (const auto& [set_name, set_node] : *sets) {
    const toml::table* set = set_node.as_table();
    if (set == nullptr) return WrongDefinition(kFile, &set_node, "[letters." + std::string(set_name.str()) + "]");
    PlateLetters& letters = patterns.letters[std::string(set_name.str())];
    for (const auto& [arabic, latin_node] : *set) {
      std::size_t at = 0;
      const unsigned char cell = arabic.str().empty() ? 0 : ArabicCell(base::NextCodePoint(arabic.str(), at));
      const std::string latin = latin_node.value_or(std::string());
      if (cell == 0 || at != arabic.str().size() || latin.size() != 1 || !IsLatinLetter(latin[0])) {
        return WrongDefinition(kFile, &latin_node, "a letter is \"one Arabic letter\" = \"one Latin letter\"");
      }
      letters.latin[cell - kArabicCell] = latin[0];
      letters.arabic[std::size_t(latin[0] - 'A')] = cell;
    }
  }
  return {};
}

base::Status LoadRegions(const toml::table& table, PlatePatterns& patterns) {
  const toml::table* sets = table["regions"].as_table();
  if (sets == nullptr) return {};
  for (const auto& [set_name, set_node] : *sets) {
    const toml::table* set = set_node.as_table();
    if (set == nullptr) return WrongDefinition(kFile, &set_node, "[regions." + std::string(set_name.str()) + "]");
    PlateRegions& regions = patterns.regions[std::string(set_name.str())];
    for (const auto& [code, node] : *set) {
      PlateRegion region;
      if (const toml::array* both = node.as_array(); both != nullptr && both->size() == 2) {
        region.name = (*both)[0].value_or(std::string());
        region.name_ar = (*both)[1].value_or(std::string());
      } else {
        region.name = node.value_or(std::string());
      }
      if (region.name.empty()) {
        return WrongDefinition(kFile, &node, "a region is code = \"name\" or code = [\"name\", \"Arabic name\"]");
      }
      regions.emplace(std::string(code.str()), std::move(region));
    }
  }
  return {};
}

base::Status LoadWords(const toml::table& table, PlatePatterns& patterns) {
  const toml::table* words = table["words"].as_table();
  if (words == nullptr) return {};
  for (const auto& [arabic, node] : *words) {
    std::string cells;
    for (std::size_t at = 0; at < arabic.str().size();) {
      const unsigned char cell = ArabicCell(base::NextCodePoint(arabic.str(), at));
      if (cell == 0) return WrongDefinition(kFile, &node, "a word is \"Arabic letters\" = \"LATIN\"");
      cells += static_cast<char>(cell);
    }
    const std::string latin = node.value_or(std::string());
    if (latin.empty() || latin.size() > cells.size() || !std::all_of(latin.begin(), latin.end(), IsLatinLetter)) {
      return WrongDefinition(kFile, &node, "a word is \"Arabic letters\" = \"LATIN\", not longer in Latin");
    }
    patterns.words[cells] = latin;
  }
  return {};
}

// What a row says beside its groups and templates: letters, regions and switches.
base::Status ReadOptions(const toml::table& row, const PlatePatterns& patterns, PlatePattern& pattern) {
  pattern.arabic_only = row["arabic_only"].value_or(false);
  pattern.letters_strict = row["letters_strict"].value_or(false);
  pattern.regions_strict = row["regions_strict"].value_or(false);
  pattern.compact = row["compact"].value_or(false);
  pattern.strip_zeros = row["strip_zeros"].value_or(false);
  const std::string letters = row["letters"].value_or(std::string());
  const auto plate_letters = std::find_if(pattern.groups.begin(), pattern.groups.end(),
                                          [](const PlateGroup& group) { return group.kind == Kind::kPlateLetters; });
  if (std::count_if(plate_letters, pattern.groups.end(),
                    [](const PlateGroup& group) { return group.kind == Kind::kPlateLetters; }) > 1) {
    return WrongDefinition(kFile, row.get("pattern"), "a plate has at most one group of plate letters (P)");
  }
  if ((plate_letters != pattern.groups.end()) != !letters.empty()) {
    return WrongDefinition(kFile, &row, "letters = \"…\" and a group of plate letters (P) need each other");
  }
  if (!letters.empty()) {
    const auto at = patterns.letters.find(letters);
    if (at == patterns.letters.end()) return WrongDefinition(kFile, &row, "[letters." + letters + "] is missing");
    pattern.letters = &at->second;
    pattern.latin_field = plate_letters->name + "_latin";
  }
  const std::string regions = row["regions"].value_or(std::string());
  if (regions.empty()) return {};
  const auto at = patterns.regions.find(regions);
  if (at == patterns.regions.end()) return WrongDefinition(kFile, &row, "[regions." + regions + "] is missing");
  pattern.regions = &at->second;
  const std::string region_group = row["region_group"].value_or(std::string());
  pattern.region_group = FindGroup(pattern.groups, region_group);
  if (pattern.region_group < 0) return WrongDefinition(kFile, &row, "region_group is no group of the pattern");
  pattern.region_field = region_group + "_name";
  pattern.region_field_ar = region_group + "_name_ar";
  return {};
}

base::Result<PlatePattern> ReadPattern(const toml::table& row, const PlatePatterns& patterns) {
  PlatePattern pattern;
  MAKTAB_ASSIGN(pattern.country, RequiredText(row, "country", kFile));
  MAKTAB_ASSIGN(pattern.series, RequiredText(row, "series", kFile));
  MAKTAB_ASSIGN(const std::string groups, RequiredText(row, "pattern", kFile));
  MAKTAB_ASSIGN(const std::string canonical, RequiredText(row, "canonical", kFile));
  std::size_t longest = 0;
  std::string all;
  for (const std::string_view word : SplitBySpaces(groups)) {
    auto group = ReadGroup(word);
    if (!group) return WrongDefinition(kFile, row.get("pattern"), "\"" + std::string(word) + "\" is no group");
    longest += group->max;
    all += '{' + group->name + '}';
    pattern.groups.push_back(std::move(*group));
  }
  if (pattern.groups.size() > kMaxPlateGroups || longest > kMaxPlateCells) {
    return WrongDefinition(kFile, row.get("pattern"), "a plate has at most 6 groups and 14 characters");
  }
  MAKTAB_TRY(ReadOptions(row, patterns, pattern));
  const std::string key = row["key"].value_or(all);
  auto canonical_template = ReadTemplate(canonical, pattern.groups);
  auto key_template = ReadTemplate(key, pattern.groups);
  if (!canonical_template || !key_template) {
    return WrongDefinition(kFile, &row, "canonical or key has a {group} that is not in the pattern");
  }
  pattern.canonical = std::move(*canonical_template);
  pattern.key = std::move(*key_template);
  return pattern;
}

// The same pattern with its groups from the other end.
PlatePattern Reversed(const PlatePattern& pattern) {
  PlatePattern reversed = pattern;
  const int last = static_cast<int>(pattern.groups.size()) - 1;
  std::reverse(reversed.groups.begin(), reversed.groups.end());
  for (PlateTemplate* text : {&reversed.canonical, &reversed.key}) {
    for (PlateTemplate::Part& part : text->parts) {
      if (part.group >= 0) part.group = last - part.group;
    }
  }
  if (pattern.region_group >= 0) reversed.region_group = last - pattern.region_group;
  reversed.reversed = true;
  return reversed;
}

CellClass ClassOfGroup(const PlateGroup& group, bool arabic) {
  if (group.kind == Kind::kPlateLetters) return arabic ? CellClass::kArabic : CellClass::kLatin;
  if (group.kind == Kind::kLiteral) return ClassOfCell(static_cast<unsigned char>(group.allowed[0]));
  return group.kind == Kind::kDigits ? CellClass::kDigit : CellClass::kLatin;
}

// Adds every way for the groups from `at` on to be filled; `split` and `shape` hold what the groups before chose.
void AddSplits(PlatePatterns& patterns, std::size_t at, PlateSplit split, PlateShape shape, bool arabic) {
  const PlatePattern& pattern = patterns.patterns[split.pattern];
  if (at == pattern.groups.size()) {
    patterns.splits[shape.Code()].push_back(split);
    return;
  }
  const PlateGroup& group = pattern.groups[at];
  std::size_t before = 0;
  for (std::size_t i = 0; i < at; ++i) before += split.lengths[i];
  if (at > 0) {
    const auto bit = static_cast<std::uint16_t>(1U << before);
    split.bounds = static_cast<std::uint16_t>(split.bounds | bit);
    const bool one_class = ClassOfGroup(pattern.groups[at - 1], arabic) == ClassOfGroup(group, arabic);
    if (one_class && !group.joined) {
      split.weak_bounds = static_cast<std::uint16_t>(split.weak_bounds | bit);
    }
  }
  for (std::uint8_t length = group.min; length <= group.max; ++length) {
    PlateSplit filled = split;
    filled.lengths[at] = length;
    // Arabic letters are typed with spaces so that they do not join.
    for (std::size_t i = 1; arabic && group.kind == Kind::kPlateLetters && i < length; ++i) {
      filled.bounds = static_cast<std::uint16_t>(filled.bounds | 1U << (before + i));
    }
    PlateShape longer = shape;
    longer.Add(ClassOfGroup(group, arabic), length);
    AddSplits(patterns, at + 1, filled, longer, arabic);
  }
}

}  // namespace

unsigned char ArabicCell(char32_t code_point) {
  switch (code_point) {
    case 0x0622:  // آ أ إ ٱ
    case 0x0623:
    case 0x0625:
    case 0x0671:
      code_point = 0x0627;
      break;
    case 0x0629:  // ة ھ ہ ە
    case 0x06BE:
    case 0x06C1:
    case 0x06D5:
      code_point = 0x0647;
      break;
    case 0x0649:  // ى ی
    case 0x06CC:
      code_point = 0x064A;
      break;
    case 0x06A9:  // ک
      code_point = 0x0643;
      break;
    default:
      break;
  }
  const bool letter = (code_point >= 0x0621 && code_point <= 0x063A) || (code_point >= 0x0641 && code_point <= 0x064A);
  return letter ? static_cast<unsigned char>(kArabicCell + (code_point - 0x0621)) : 0;
}

PlateTable::PlateTable() : patterns_(std::make_unique<PlatePatterns>()) {}
PlateTable::PlateTable(PlateTable&&) noexcept = default;
PlateTable& PlateTable::operator=(PlateTable&&) noexcept = default;
PlateTable::~PlateTable() = default;

base::Result<PlateTable> PlateTable::Load(std::string_view toml) {
  MAKTAB_ASSIGN(const toml::table table, ParseToml(toml, kFile));
  PlateTable plates;
  PlatePatterns& patterns = *plates.patterns_;
  MAKTAB_TRY(LoadLetters(table, patterns));
  MAKTAB_TRY(LoadRegions(table, patterns));
  MAKTAB_TRY(LoadWords(table, patterns));
  MAKTAB_ASSIGN(const auto rows, Rows(table, "plate", kFile));
  for (const toml::table* row : rows) {
    MAKTAB_ASSIGN(PlatePattern pattern, ReadPattern(*row, patterns));
    const bool reversible = (*row)["reversible"].value_or(false);
    if (reversible) {
      PlatePattern reversed = Reversed(pattern);
      patterns.patterns.push_back(std::move(pattern));
      patterns.patterns.push_back(std::move(reversed));
    } else {
      patterns.patterns.push_back(std::move(pattern));
    }
  }
  for (std::size_t i = 0; i < patterns.patterns.size(); ++i) {
    PlateSplit split;
    split.pattern = static_cast<std::uint32_t>(i);
    if (!patterns.patterns[i].arabic_only) AddSplits(patterns, 0, split, PlateShape(), false);
    if (patterns.patterns[i].letters != nullptr) AddSplits(patterns, 0, split, PlateShape(), true);
  }
  return plates;
}

}  // namespace maktab::identifiers
