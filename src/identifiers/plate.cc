#include "identifiers/plate.h"

#include <algorithm>

#include "identifiers/arabic_mrz.h"
#include "identifiers/fold.h"
#include "identifiers/plate_patterns.h"

namespace maktab::identifiers {
namespace {

constexpr char32_t kTatweel = 0x0640;
constexpr std::size_t kMaxBytes = 64;

struct Cells {
  std::array<unsigned char, kMaxPlateCells> cell{};
  std::size_t size = 0;
  std::uint16_t separators = 0;  // bit i: a separator stands before cell i
  bool fits = true;

  void Add(unsigned char value, bool separated) {
    if (size == cell.size()) {
      fits = false;
      return;
    }
    if (separated && size > 0) separators = static_cast<std::uint16_t>(separators | 1U << size);
    cell[size++] = value;
  }
};

// Puts the Latin form of a word for the Arabic letters from `from` on, if the table knows the word.
void ReplaceWord(Cells& cells, std::size_t from, const PlatePatterns& patterns) {
  if (patterns.words.empty() || cells.size - from < 2) return;
  const std::string_view word(reinterpret_cast<const char*>(cells.cell.data()) + from, cells.size - from);
  const auto at = patterns.words.find(word);
  if (at == patterns.words.end()) return;
  std::copy(at->second.begin(), at->second.end(), cells.cell.begin() + static_cast<std::ptrdiff_t>(from));
  cells.size = from + at->second.size();
}

Cells ReadCells(std::string_view text, const PlatePatterns& patterns) {
  Cells cells;
  bool separated = false;
  std::size_t word = 0;  // where the run of Arabic letters begins
  const auto end_word = [&] {
    if (cells.size > word && cells.cell[cells.size - 1] >= kArabicCell) ReplaceWord(cells, word, patterns);
    word = cells.size;
  };
  for (std::size_t at = 0; at < text.size() && cells.fits;) {
    const char32_t code_point = NextCharacter(text, at);
    unsigned char value = static_cast<unsigned char>(FoldCodePoint(code_point));
    if (value == 0 && code_point >= 0x80) {
      if (code_point == kTatweel || base::IsInvisibleControl(code_point)) continue;
      value = ArabicCell(code_point);
    }
    if (value == 0) {
      end_word();
      separated = true;
      continue;
    }
    if (value < kArabicCell) end_word();
    cells.Add(value, separated);
    if (value < kArabicCell) word = cells.size;
    separated = false;
  }
  end_word();
  return cells;
}

std::string ArabicOf(unsigned char cell) {
  std::string out;
  base::AppendUtf8(out, 0x0621U + (cell - kArabicCell));
  if (out == "ا") return "أ";  // as plates show it
  return out;
}

// One split of one pattern over the cells, read into a candidate. Its views point into the cells and the table.
class Reading {
 public:
  Reading(const PlatePattern& pattern, const PlateSplit& split, const Cells& cells)
      : pattern_(pattern), split_(split), cells_(cells) {}

  // Does the plate fit? Then the other functions may be called.
  bool Read() {
    std::size_t at = 0;
    for (std::size_t i = 0; i < pattern_.groups.size(); ++i) {
      if (!ReadGroup(i, at)) return false;
      at += split_.lengths[i];
    }
    if (pattern_.regions == nullptr) return true;
    const auto region = pattern_.regions->find(latin_[std::size_t(pattern_.region_group)]);
    if (region != pattern_.regions->end()) region_ = &region->second;
    return region_ != nullptr || !pattern_.regions_strict;
  }

  PlateCandidate Brief() const {
    PlateCandidate out;
    out.country = pattern_.country;
    out.series = pattern_.series;
    out.reversed = pattern_.reversed;
    out.key = Fill(pattern_.key, latin_);
    return out;
  }

  void AddDetail(PlateCandidate& out) const {
    out.canonical = Fill(pattern_.canonical, shown_);
    AddFields(out);
    for (const std::string& letter : unknown_letters_) {
      out.warnings.push_back(Warning{"plate.unknown_letter", {{"letter", letter}}});
    }
    if (pattern_.regions == nullptr || region_ != nullptr) return;
    const std::string_view code = latin_[std::size_t(pattern_.region_group)];
    out.warnings.push_back(Warning{"plate.unknown_region", {{"region", std::string(code)}}});
  }

 private:
  using Texts = std::array<std::string_view, kMaxPlateGroups>;

  bool ReadGroup(std::size_t index, std::size_t from) {
    const PlateGroup& group = pattern_.groups[index];
    std::string_view found(reinterpret_cast<const char*>(cells_.cell.data()) + from, split_.lengths[index]);
    if (group.kind == PlateGroup::Kind::kPlateLetters) return ReadPlateLetters(index, found);
    if (group.kind == PlateGroup::Kind::kLiteral) {
      if (found != group.allowed) return false;
    } else if (!group.allowed.empty() && found.find_first_not_of(group.allowed) != std::string_view::npos) {
      return false;
    }
    if (pattern_.strip_zeros && group.kind == PlateGroup::Kind::kDigits) {
      while (found.size() > 1 && found[0] == '0') found.remove_prefix(1);
      if (found == "0") return false;
    }
    shown_[index] = latin_[index] = found;
    return true;
  }

  bool ReadPlateLetters(std::size_t index, std::string_view found) {
    for (const char c : found) {
      const auto cell = static_cast<unsigned char>(c);
      const bool is_arabic = cell >= kArabicCell;
      const char latin = is_arabic ? pattern_.letters->latin[cell - kArabicCell] : c;
      const unsigned char arabic = is_arabic ? cell : pattern_.letters->arabic[std::size_t(c - 'A')];
      if (latin == 0 || arabic == 0) {
        if (pattern_.letters_strict) return false;
        unknown_letters_.push_back(is_arabic ? ArabicOf(cell) : std::string(1, c));
      }
      if (!arabic_letters_.empty()) arabic_letters_ += ' ';
      arabic_letters_ += arabic == 0 ? std::string(1, c) : ArabicOf(arabic);
      latin_letters_ += latin == 0 ? ArabicToMrz(ArabicOf(cell)) : std::string(1, latin);
    }
    shown_[index] = arabic_letters_;
    latin_[index] = latin_letters_;
    return true;
  }

  static std::string Fill(const PlateTemplate& text, const Texts& values) {
    std::string out;
    for (const PlateTemplate::Part& part : text.parts) {
      out += part.text;
      if (part.group >= 0) out += values[std::size_t(part.group)];
    }
    return out;
  }

  void AddFields(PlateCandidate& out) const {
    const std::size_t count = pattern_.groups.size();
    out.fields.reserve(count + 3);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t index = pattern_.reversed ? count - 1 - i : i;
      const PlateGroup& group = pattern_.groups[index];
      if (group.name == "_") continue;
      out.fields.emplace_back(group.name, shown_[index]);
      if (group.kind == PlateGroup::Kind::kPlateLetters) out.fields.emplace_back(pattern_.latin_field, latin_[index]);
    }
    if (region_ == nullptr) return;
    out.fields.emplace_back(pattern_.region_field, region_->name);
    if (!region_->name_ar.empty()) out.fields.emplace_back(pattern_.region_field_ar, region_->name_ar);
  }

  const PlatePattern& pattern_;
  const PlateSplit& split_;
  const Cells& cells_;
  Texts shown_;                 // as the plate shows the group
  Texts latin_;                 // as the key writes it
  std::string arabic_letters_;  // what the one group of plate letters shows, and its Latin form
  std::string latin_letters_;
  std::vector<std::string> unknown_letters_;
  const PlateRegion* region_ = nullptr;
};

// Do the separators that were typed allow this split?
bool SeparatorsFit(const PlateSplit& split, const PlatePattern& pattern, std::uint16_t separators,
                   PlateReading reading) {
  if ((separators & ~split.bounds) != 0) return false;
  if (reading == PlateReading::kAny) return true;
  if (separators == 0) return pattern.compact;
  return (split.weak_bounds & ~separators) == 0;
}

bool Known(const std::vector<PlateCandidate>& candidates, const PlateCandidate& candidate) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const PlateCandidate& other) {
    return other.country == candidate.country && other.key == candidate.key;
  });
}

}  // namespace

std::vector<PlateCandidate> ParsePlate(std::string_view text, const PlateTable& table, PlateReading reading,
                                       PlateDetail detail) {
  std::vector<PlateCandidate> candidates;
  if (text.size() > kMaxBytes) return candidates;
  const PlatePatterns& patterns = table.patterns();
  const Cells cells = ReadCells(text, patterns);
  if (!cells.fits || cells.size < 2) return candidates;
  PlateShape shape;
  for (std::size_t i = 0; i < cells.size; ++i) shape.Add(ClassOfCell(cells.cell[i]), 1);
  const auto splits = patterns.splits.find(shape.Code());
  if (splits == patterns.splits.end()) return candidates;
  for (const PlateSplit& split : splits->second) {
    const PlatePattern& pattern = patterns.patterns[split.pattern];
    if (!SeparatorsFit(split, pattern, cells.separators, reading)) continue;
    Reading plate(pattern, split, cells);
    if (!plate.Read()) continue;
    PlateCandidate candidate = plate.Brief();
    if (Known(candidates, candidate)) continue;
    if (detail == PlateDetail::kAll || candidates.empty()) plate.AddDetail(candidate);
    if (candidates.empty()) candidates.reserve(splits->second.size());
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace maktab::identifiers
