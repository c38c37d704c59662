#include "lists/csv_table.h"

#include <algorithm>

#include "base/utf8.h"
#include "lists/encoding.h"
#include "lists/text.h"

namespace maktab::lists {

base::Result<std::unique_ptr<ByteSource>> InUtf8(std::unique_ptr<ByteSource> file, const CsvShape& shape) {
  if (shape.encoding == "utf-8" || shape.encoding == "UTF-8") return file;
  return DecodingSource(std::move(file), shape.encoding);
}

base::Status CsvTable::Advance() {
  MAKTAB_ASSIGN(kind_, rows_.Next());
  if (kind_ == CsvRows::Kind::kUnclosed) return intake_.At(rows_.line(), base::Err("lists.truncated"));
  return {};
}

// Without titles the first row gives the number of columns and is data too.
base::Status CsvTable::Open() {
  for (std::size_t i = 0; i <= shape_.skip_rows; ++i) {
    MAKTAB_TRY(Advance());
    if (kind_ == CsvRows::Kind::kEnd) return intake_.At(0, base::Err("lists.empty"));
  }
  if (kind_ == CsvRows::Kind::kTooLong) return intake_.At(rows_.line(), base::Err("lists.entry_too_large"));
  for (const std::string_view field : rows_.fields()) {
    titles_.push_back(shape_.header ? base::CleanText(field) : std::to_string(titles_.size() + 1));
  }
  begun_ = shape_.header;
  return {};
}

base::Result<std::size_t> CsvTable::Column(const std::string& title) const {
  const auto at = std::find(titles_.begin(), titles_.end(), title);
  if (at != titles_.end()) return std::size_t(at - titles_.begin());
  std::string present;
  for (const std::string& column : titles_) AppendWith(present, ", ", column);
  return intake_.At(
      0, base::Err("lists.missing_column").With("column", title).With("columns", base::TruncateUtf8(present, 600)));
}

base::Result<bool> CsvTable::Next() {
  if (begun_) MAKTAB_TRY(Advance());
  begun_ = true;
  return kind_ != CsvRows::Kind::kEnd;
}

std::optional<base::Error> CsvTable::Flaw() const {
  if (kind_ == CsvRows::Kind::kTooLong) return base::Err("lists.entry_too_large");
  const auto& cells = rows_.fields();
  const std::size_t width = titles_.size();
  bool wrong = cells.size() < width;
  for (std::size_t i = width; i < cells.size(); ++i) wrong = wrong || !TrimAscii(cells[i]).empty();
  if (wrong) {
    return base::Err(rows_.ended_in_row() ? "lists.truncated" : "lists.wrong_columns")
        .With("expected", std::to_string(width))
        .With("found", std::to_string(cells.size()));
  }
  for (const std::string_view cell : cells) {
    if (!base::IsValidUtf8(cell)) return base::Err("lists.invalid_utf8");
  }
  return std::nullopt;
}

base::Result<CsvSkipPlan> CsvSkipPlan::Make(const std::vector<CsvSkip>& skips, const CsvTable& table) {
  CsvSkipPlan plan;
  for (const CsvSkip& skip : skips) {
    MAKTAB_ASSIGN(const std::size_t column, table.Column(skip.column));
    plan.skips.push_back({&skip, column});
  }
  return plan;
}

bool CsvSkipPlan::Skips(const std::vector<std::string_view>& cells) const {
  return std::any_of(skips.begin(), skips.end(), [&](const One& one) {
    const std::string cell = base::CleanText(cells[one.column]);
    const auto& words = one.skip->equals;
    return (one.skip->empty && cell.empty()) || std::find(words.begin(), words.end(), cell) != words.end();
  });
}

}  // namespace maktab::lists
