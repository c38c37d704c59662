// A CSV or TSV file as a table: rows under their titles, each with as many cells as there are titles.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/csv_rows.h"

namespace maktab::lists {

// How the file is written; [file] of a mapping.
struct CsvShape {
  char delimiter = ',';
  bool header = true;  // else columns are named "1", "2"…
  std::size_t skip_rows = 0;
  std::string encoding = "utf-8";  // any name that ICU knows
};

// A row is passed over if the cell is one of these, or if it is empty and `empty` is set.
struct CsvSkip {
  std::string column;
  std::vector<std::string> equals;
  bool empty = false;
};

// The bytes as UTF-8. Error: lists.unknown_encoding.
base::Result<std::unique_ptr<ByteSource>> InUtf8(std::unique_ptr<ByteSource> file, const CsvShape& shape);

class CsvTable {
 public:
  CsvTable(ByteSource& source, Intake& intake, const CsvShape& shape)
      : intake_(intake), shape_(shape), rows_(source, intake, shape.delimiter) {}

  // Reads the titles. Errors: lists.empty, lists.truncated, lists.entry_too_large.
  base::Status Open();
  const std::vector<std::string>& titles() const { return titles_; }
  // Error: lists.missing_column.
  base::Result<std::size_t> Column(const std::string& title) const;

  // The next row; false at the end. Error: lists.truncated (the file ends inside quotes).
  base::Result<bool> Next();
  // What is wrong with this row, if anything: lists.entry_too_large, lists.wrong_columns, lists.truncated,
  // lists.invalid_utf8. Its cells can't be used then.
  std::optional<base::Error> Flaw() const;
  const std::vector<std::string_view>& cells() const { return rows_.fields(); }
  std::uint64_t line() const { return rows_.line(); }

 private:
  base::Status Advance();

  Intake& intake_;
  const CsvShape& shape_;
  CsvRows rows_;
  CsvRows::Kind kind_ = CsvRows::Kind::kEnd;
  std::vector<std::string> titles_;
  bool begun_ = false;  // the row that the table stands on has been given
};

// Places of columns by which rows are passed over.
struct CsvSkipPlan {
  struct One {
    const CsvSkip* skip;
    std::size_t column;
  };
  std::vector<One> skips;

  // Error: lists.missing_column. `skips` must outlive the plan.
  static base::Result<CsvSkipPlan> Make(const std::vector<CsvSkip>& skips, const CsvTable& table);
  bool Skips(const std::vector<std::string_view>& cells) const;
};

}  // namespace maktab::lists
