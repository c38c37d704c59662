#include "screening/segment.h"

#include <algorithm>
#include <atomic>

namespace maktab::screening {
namespace {

// Rows ascend by dataset and id, or what has ended could not be found to end it.
bool Ascends(const Row& before, std::string_view id_before, const Row& row, std::string_view id) {
  return before.dataset != row.dataset ? before.dataset < row.dataset : id_before < id;
}

bool ValidRows(const SegmentParts& parts) {
  const auto rows = parts.rows.span();
  std::string_view id_before;
  if (rows.empty() || rows.size() - 1 > Segment::kMaxRows || parts.names.size() == 0) return false;
  if (rows.front().text != 0 || rows.front().first_name != 0) return false;
  if (rows.back().text != parts.row_text.size() || rows.back().first_name != parts.names.size() - 1) return false;
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    const Row& row = rows[i];
    const Row& next = rows[i + 1];
    if (row.text > next.text || next.text > parts.row_text.size() || row.first_name > next.first_name) return false;
    if (row.dataset >= parts.datasets.size() || std::size_t(row.schema) >= model::kSchemaCount) return false;
    const RowView view(Text(parts.row_text).substr(row.text, next.text - row.text));
    if (!view.Valid() || (i > 0 && !Ascends(rows[i - 1], id_before, row, view.id()))) return false;
    id_before = view.id();
  }
  return true;
}

bool ValidNames(const SegmentParts& parts) {
  const auto names = parts.names.span();
  if (names.front().text != 0 || names.back().text != parts.name_text.size()) return false;
  std::vector<RowName> texts;
  for (std::uint32_t row = 0; row + 1 < parts.rows.size(); ++row) {
    const std::uint64_t begin = parts.rows[row].text;
    RowView(Text(parts.row_text).substr(begin, parts.rows[row + 1].text - begin)).Read(texts);
    for (std::uint32_t i = parts.rows[row].first_name; i < parts.rows[row + 1].first_name; ++i) {
      if (i + 1 >= names.size() || names[i].row != row || names[i].position >= texts.size()) return false;
      if (names[i].strength > NameStrength::kWeakAlias) return false;
      const std::uint64_t from = names[i].text;
      const std::uint64_t to = names[i + 1].text;
      if (from > to || to > parts.name_text.size()) return false;
      if (!names::PreparedView(Text(parts.name_text).substr(from, to - from)).valid()) return false;
    }
  }
  return true;
}

}  // namespace

Segment::Segment(SegmentParts parts) : parts_(std::move(parts)) {
  static std::atomic<std::uint64_t> next = 1;
  number_ = next++;
  like_words_ = std::make_unique<LikeWords>(parts_.words.word_count());
  birth_years_ = FlatArray<BirthYears>(name_count());
  Evidence evidence;
  for (std::uint32_t i = 0; i < row_count(); ++i) {
    if (row(i).first_name == parts_.rows[i + 1].first_name) continue;
    view(i).Read(evidence);
    const BirthYears years(evidence.births);
    for (std::uint32_t name = row(i).first_name; name < parts_.rows[i + 1].first_name; ++name)
      birth_years_[name] = years;
  }
}

bool Segment::Valid(const SegmentParts& parts) {
  if (!std::is_sorted(parts.datasets.begin(), parts.datasets.end())) return false;
  if (!ValidRows(parts) || !ValidNames(parts)) return false;
  return parts.numbers.Valid(std::uint32_t(parts.rows.size() - 1));
}

std::optional<std::uint32_t> Segment::FindRow(std::string_view dataset, std::string_view id) const {
  const auto found = std::lower_bound(parts_.datasets.begin(), parts_.datasets.end(), dataset);
  if (found == parts_.datasets.end() || *found != dataset) return std::nullopt;
  const auto wanted = std::uint16_t(found - parts_.datasets.begin());
  std::uint32_t low = 0;
  std::uint32_t high = row_count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const std::uint16_t here = parts_.rows[middle].dataset;
    if (here < wanted || (here == wanted && view(middle).id() < id)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const bool there = low < row_count() && parts_.rows[low].dataset == wanted && view(low).id() == id;
  return there ? std::optional(low) : std::nullopt;
}

std::size_t Segment::bytes() const {
  return parts_.rows.bytes() + parts_.row_text.bytes() + parts_.names.bytes() + parts_.name_text.bytes() +
         parts_.words.bytes() + parts_.numbers.bytes() + birth_years_.bytes() + like_words_->bytes();
}

}  // namespace maktab::screening
