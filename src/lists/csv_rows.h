// Rows of a CSV or TSV file, streaming (RFC 4180): quotes, doubled quotes, line ends inside quotes, CRLF or LF, a byte
// order mark passed over. A row is bounded; a longer one is told, skipped to its end and never held.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lists/intake.h"

namespace maktab::lists {

class CsvRows {
 public:
  CsvRows(ByteSource& source, Intake& intake, char delimiter = ',')
      : source_(source), intake_(intake), delimiter_(delimiter) {}

  enum class Kind {
    kRow,
    kTooLong,   // longer than ReadLimits::entry_bytes
    kUnclosed,  // the file ends inside quotes
    kEnd,
  };
  // Empty lines are passed over. `fields()` is of this row until the next call.
  base::Result<Kind> Next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  // Where the row begins.
  std::uint64_t line() const { return line_; }
  // The file ended without a line end after this row.
  bool ended_in_row() const { return ended_in_row_; }

 private:
  enum class State { kStart, kPlain, kQuoted, kAfterQuote };
  base::Result<bool> Fill();
  // Takes bytes up to the end of the row; true if it came.
  bool Consume();
  void Plain(const char* end);
  void Quoted(const char* end);
  void EndField();
  bool Spend();
  void FinishRow();

  ByteSource& source_;
  Intake& intake_;
  const char delimiter_;
  std::vector<char> buffer_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool first_ = true;
  bool at_end_ = false;

  State state_ = State::kStart;
  std::string row_;                // the texts of the fields, one after another
  std::vector<std::size_t> ends_;  // where each ends in row_
  std::vector<std::string_view> fields_;
  bool quoted_ = false;  // the row has a quoted field, so it is no empty line
  bool too_long_ = false;
  bool ended_in_row_ = false;
  std::uint64_t line_ = 0;
  std::uint64_t next_line_ = 1;
};

}  // namespace maktab::lists
