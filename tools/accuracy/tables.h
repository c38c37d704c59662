// Tables of text: read with tabs or commas between, written with tabs.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace maktab::accuracy {

using Row = std::vector<std::string>;

// Rows by the names of their columns, which the first line gives.
struct Table {
  std::map<std::string, std::size_t, std::less<>> columns;
  std::vector<Row> rows;

  // Empty if the row has no such column.
  std::string_view Get(const Row& row, std::string_view column) const;
};

// Ends the program with a message if the file can't be read. CSV may quote fields, also over several lines.
Table ReadTsv(const std::string& path);
Table ReadCsv(const std::string& path);

// A number from 0 to 9 that a text always gets, to cut a table into parts.
unsigned TenthOf(std::string_view text);

bool HasArabic(std::string_view text);
// The text without its Latin letters and what stands in brackets with them.
std::string WithoutLatin(std::string_view text);
// The text without its Arabic letters; empty if no other letter is left.
std::string WithoutArabic(std::string_view text);

// A text that can stand in a field of a table.
std::string Field(std::string_view text);

}  // namespace maktab::accuracy
