// The mapping file by which any CSV or TSV becomes entities: TOML, described in docs/formats/csv-mapping.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "lists/csv_table.h"
#include "lists/dates.h"
#include "model/schema.h"

namespace maktab::lists {

enum class CsvType { kText, kDate, kCountry, kGender };

// One property filled from one column, or from several joined.
struct CsvTarget {
  std::vector<std::string> columns;
  std::string property;
  std::string joint = " ";  // between the texts of several columns
  std::string separator;    // several values in one cell are apart by this; empty: one value
  CsvType type = CsvType::kText;
};

struct CsvMapping {
  std::string title, publisher, list_date, version;

  CsvShape file;

  std::optional<model::Schema> schema;  // else by schema_column
  std::string schema_column;
  std::vector<std::pair<std::string, model::Schema>> schemata;  // the words of that column
  std::vector<std::string> id_columns;                          // joined by '/'
  std::string id_prefix;
  DateOrder date_order = DateOrder::kYearFirst;
  std::optional<int> century_from;

  std::vector<CsvTarget> targets;
  std::vector<std::pair<std::string, std::string>> constants;  // property, value
  std::vector<CsvSkip> skips;
};

// Errors: lists.mapping_not_toml, lists.mapping_unknown_key, lists.mapping_missing_key, lists.mapping_wrong_value.
base::Result<CsvMapping> ParseCsvMapping(std::string_view toml);

}  // namespace maktab::lists
