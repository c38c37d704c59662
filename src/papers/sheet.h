// A table as a file for spreadsheets, row by row, however long: CSV (RFC 4180, UTF-8 with its mark) or XLSX. What a
// cell holds is never computed: in XLSX it is a text or a date, in CSV a quote is put before it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace maktab::papers {

enum class SheetForm { kCsv, kXlsx };

// A day, or a minute of it, as a clock on the wall shows it.
struct SheetTime {
  int year = 0, month = 0, day = 0;
  bool has_minute = false;
  int hour = 0, minute = 0;
};

struct SheetCell {
  std::string text;
  std::optional<SheetTime> time = {};  // XLSX: stands there as a date
};

struct SheetHead {
  std::string title;  // of the sheet
  std::vector<std::string> columns;
  bool right_to_left = false;
};

class SheetWriter {
 public:
  // Error: sheet.failed (the file can't be written).
  static base::Result<std::unique_ptr<SheetWriter>> Open(SheetForm form, const std::filesystem::path& file,
                                                         const SheetHead& head);
  virtual ~SheetWriter() = default;
  // As many cells as there are columns. Errors: sheet.failed, sheet.too_long (more rows than the form can hold).
  virtual base::Status Row(const std::vector<SheetCell>& cells) = 0;
  // The file is whole after this.
  virtual base::Status Finish() = 0;
};

// "application/…" and "csv", "xlsx".
const char* MediaTypeOf(SheetForm form);
const char* EndingOf(SheetForm form);
// Whether a spreadsheet would compute a cell that begins so, or take the quote off that keeps it from that.
bool NeedsGuard(std::string_view text);

}  // namespace maktab::papers
