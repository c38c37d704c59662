// Records of an older system as lines of JSON: {"number", "opened_at", "closed_at", "state", "values": {field: value}},
// values as the API takes them. Each becomes the cells of a table that an export could have written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/register.h"

namespace maktab::desk {

// Whether the file is of such lines, and no table.
bool IsJsonLines(std::string_view bytes);
// The titles of that table: all fields of the register that are no files.
std::vector<std::string> OwnTitles(const model::Register& in);
// One line under these titles. Errors: json.invalid, json.too_deep, json.too_large, record.unknown_field (field).
base::Result<std::vector<std::string>> CellsOfJson(std::string_view line, const std::vector<std::string>& titles);

}  // namespace maktab::desk
