// Any list in CSV or TSV, by a mapping file.
#pragma once

#include <string_view>

#include "lists/intake.h"

namespace maktab::lists {

// Several files are read one after another as one list, each with its header. Errors: those of ParseCsvMapping,
// lists.missing_column, lists.unknown_encoding, lists.empty, lists.truncated; for a row: lists.wrong_columns,
// lists.invalid_utf8, lists.entry_too_large, entity.unknown_schema, and those of model::Validate.
base::Status ReadCsvList(Sources files, std::string_view mapping, Intake& intake, ListInfo& info);

}  // namespace maktab::lists
