#include "papers/sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/utf8.h"

namespace maktab::papers {
namespace {

base::Error Failed(const std::string& why) {
  return base::Err("sheet.failed").Log(why);
}

void AppendCsv(std::string& out, std::string_view text, bool first) {
  if (!first) out += ',';
  std::string safe = NeedsGuard(text) ? "'" + std::string(text) : std::string(text);
  if (safe.find_first_of(",\"\r\n") == std::string::npos && (!safe.empty() || !first)) {
    out += safe;
    return;
  }
  out += '"';
  for (const char c : safe) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  out += '"';
}

class CsvWriter final : public SheetWriter {
 public:
  explicit CsvWriter(const std::filesystem::path& file) : out_(file, std::ios::binary | std::ios::trunc) {}

  base::Status Begin(const SheetHead& head) {
    line_ = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < head.columns.size(); ++i) AppendCsv(line_, head.columns[i], i == 0);
    return End();
  }
  base::Status Row(const std::vector<SheetCell>& cells) override {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) AppendCsv(line_, cells[i].text, i == 0);
    return End();
  }
  base::Status Finish() override {
    out_.close();
    if (!out_) return Failed("close");
    return {};
  }

 private:
  base::Status End() {
    line_ += "\r\n";
    out_.write(line_.data(), std::streamsize(line_.size()));
    if (!out_) return Failed("write");
    return {};
  }

  std::ofstream out_;
  std::string line_;
};

// What the format holds of one cell; what is longer ends with the mark that it was cut.
constexpr std::size_t kMaxCellUnits = 32'767;
constexpr std::string_view kCut = " […]";
constexpr std::size_t kMaxTitleLetters = 31;
constexpr int kFirstYear = 1900;
constexpr double kLeastWidth = 8, kMostWidth = 60;
constexpr std::uint32_t kMaxRows = 1'048'575;  // below the head

std::size_t UnitsOf(std::string_view text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) units += base::NextCodePoint(text, at) > 0xFFFF ? 2 : 1;
  return units;
}

std::string Fitting(const std::string& text) {
  if (text.size() <= kMaxCellUnits || UnitsOf(text) <= kMaxCellUnits) return text;
  std::size_t at = 0, units = 0;
  while (units < kMaxCellUnits - 10) units += base::NextCodePoint(text, at) > 0xFFFF ? 2 : 1;
  return text.substr(0, at).append(kCut);
}

// Without the letters that the name of a sheet may not have.
std::string SheetName(const std::string& title) {
  std::string name;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < title.size() && letters < kMaxTitleLetters - 1; ++letters) {
    const char32_t c = base::NextCodePoint(title, at);
    base::AppendUtf8(name, std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos ? c : U' ');
  }
  return name.empty() ? "1" : name;
}

class XlsxWriter final : public SheetWriter {
 public:
  explicit XlsxWriter(const std::filesystem::path& file) {
    // Rows go to a temporary file as they come, beside the file.
    folder_ = file.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.empty() ? nullptr : folder_.data();
    options.use_zip64 = LXW_FALSE;
    book_ = workbook_new_opt(file.c_str(), &options);
  }
  ~XlsxWriter() override {
    // What was not finished is not written.
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  base::Status Begin(const SheetHead& head) {
    if (book_ == nullptr) return Failed("workbook_new_opt");
    sheet_ = workbook_add_worksheet(book_, SheetName(head.title).c_str());
    if (sheet_ == nullptr) return Failed("workbook_add_worksheet");
    if (head.right_to_left) worksheet_right_to_left(sheet_);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    minute_ = workbook_add_format(book_);
    format_set_num_format(minute_, "yyyy-mm-dd hh:mm");
    worksheet_freeze_panes(sheet_, 1, 0);
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
      const std::string& title = head.columns[i];
      const double width = std::clamp(double(base::CountCodePoints(title)) + 6, kLeastWidth + 10, kMostWidth);
      const auto column = lxw_col_t(i);
      worksheet_set_column(sheet_, column, column, width, nullptr);
      MAKTAB_TRY(Text(0, column, title, bold_));
    }
    columns_ = head.columns.size();
    return {};
  }

  base::Status Row(const std::vector<SheetCell>& cells) override {
    if (++row_ > kMaxRows) return base::Err("sheet.too_long").With("limit", std::to_string(kMaxRows));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = lxw_col_t(i);
      const auto& time = cells[i].time;
      if (time && time->year >= kFirstYear) {
        lxw_datetime at{time->year, time->month, time->day, time->hour, time->minute, 0};
        worksheet_write_datetime(sheet_, row_, column, &at, time->has_minute ? minute_ : day_);
      } else if (!cells[i].text.empty()) {
        MAKTAB_TRY(Text(row_, column, cells[i].text, nullptr));
      }
    }
    return {};
  }

  base::Status Finish() override {
    if (columns_ > 0) worksheet_autofilter(sheet_, 0, 0, row_, lxw_col_t(columns_ - 1));
    lxw_workbook* book = book_;
    book_ = nullptr;  // closing frees it, also when it fails
    const lxw_error failed = workbook_close(book);
    if (failed != LXW_NO_ERROR) return Failed(lxw_strerror(failed));
    return {};
  }

 private:
  base::Status Text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    const lxw_error failed = worksheet_write_string(sheet_, row, column, Fitting(text).c_str(), format);
    if (failed != LXW_NO_ERROR) return Failed(lxw_strerror(failed));
    return {};
  }

  std::string folder_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *bold_ = nullptr, *day_ = nullptr, *minute_ = nullptr;
  lxw_row_t row_ = 0;
  std::size_t columns_ = 0;
};

template <typename Writer>
base::Result<std::unique_ptr<SheetWriter>> Opened(const std::filesystem::path& file, const SheetHead& head) {
  auto writer = std::make_unique<Writer>(file);
  MAKTAB_TRY(writer->Begin(head));
  return std::unique_ptr<SheetWriter>(std::move(writer));
}

}  // namespace

base::Result<std::unique_ptr<SheetWriter>> SheetWriter::Open(SheetForm form, const std::filesystem::path& file,
                                                             const SheetHead& head) {
  return form == SheetForm::kCsv ? Opened<CsvWriter>(file, head) : Opened<XlsxWriter>(file, head);
}

const char* MediaTypeOf(SheetForm form) {
  return form == SheetForm::kCsv ? "text/csv; charset=utf-8"
                                 : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

const char* EndingOf(SheetForm form) {
  return form == SheetForm::kCsv ? "csv" : "xlsx";
}

bool NeedsGuard(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r'").find(text.front()) != std::string_view::npos;
}

}  // namespace maktab::papers
