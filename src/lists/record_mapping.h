// The mapping file by which a bureau's own table becomes records: which column is which field, and which of its words
// are which of ours. TOML, described in docs/formats/old-records.md. It knows no register: whether the fields and words
// are those of one is for whoever imports.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "lists/csv_table.h"
#include "lists/dates.h"

namespace maktab::lists {

using WordPairs = std::vector<std::pair<std::string, std::string>>;  // theirs, ours

// One column as a field, or as a member of one row of a field (the name of the second person).
struct RecordColumn {
  std::string column;
  std::string field;
  std::string member;     // of a row of persons, vehicles or documents; empty: the field itself
  std::size_t place = 1;  // of the row, from 1
  std::string separator;  // several values (or rows) in one cell are apart by this; empty: one
  bool json = false;      // the cell is JSON as the API takes the field
  WordPairs words;        // an empty one of ours leaves the value out
  std::optional<std::string> if_empty, otherwise;  // for a cell that is empty; for a word that is not known
};

struct RecordMapping {
  CsvShape file;

  std::string number_column, opened_column;
  std::string closed_column, state_column;  // empty: there is none
  std::string state;                        // of rows whose cell is empty, or if there is no column
  WordPairs states;
  DateOrder date_order = DateOrder::kYearFirst;
  std::optional<int> century_from;

  bool guarded = false;  // a quote before a cell keeps spreadsheets from computing it, and is not of the text

  std::vector<RecordColumn> columns;
  WordPairs constants;  // "field" or "field.member" (of every row of the field), value
  std::vector<CsvSkip> skips;
};

// Errors: lists.mapping_not_toml, lists.mapping_unknown_key, lists.mapping_missing_key, lists.mapping_wrong_value.
base::Result<RecordMapping> ParseRecordMapping(std::string_view toml);

}  // namespace maktab::lists
