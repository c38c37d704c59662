#include "tables.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "base/utf8.h"

namespace maktab::accuracy {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "accuracy: %s can't be read\n", path.c_str());
    std::exit(3);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void AddRow(Table& table, Row row) {
  if (table.columns.empty()) {
    for (std::size_t i = 0; i < row.size(); ++i) table.columns.emplace(row[i], i);
  } else if (row.size() > 1 || !row[0].empty()) {
    table.rows.push_back(std::move(row));
  }
}

bool IsArabic(char32_t c) {
  return (c >= 0x0600 && c <= 0x06FF) || (c >= 0xFB50 && c <= 0xFEFC);
}

}  // namespace

std::string_view Table::Get(const Row& row, std::string_view column) const {
  const auto found = columns.find(column);
  return found == columns.end() || found->second >= row.size() ? std::string_view() : row[found->second];
}

Table ReadTsv(const std::string& path) {
  Table table;
  Row row(1);
  for (const char c : ReadFile(path)) {
    if (c == '\n') {
      AddRow(table, std::move(row));
      row = Row(1);
    } else if (c == '\t') {
      row.emplace_back();
    } else if (c != '\r') {
      row.back().push_back(c);
    }
  }
  AddRow(table, std::move(row));
  return table;
}

Table ReadCsv(const std::string& path) {
  Table table;
  Row row(1);
  bool quoted = false;
  for (const char c : ReadFile(path)) {
    // A doubled quotation mark closes and opens again; the letter itself is not needed here.
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c == '\n' && !quoted) {
      AddRow(table, std::move(row));
      row = Row(1);
    } else if (c != '\r') {
      row.back().push_back(c);
    }
  }
  AddRow(table, std::move(row));
  return table;
}

unsigned TenthOf(std::string_view text) {
  return unsigned(base::HashBytes(text) % 10);
}

bool HasArabic(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (IsArabic(base::NextCodePoint(text, at))) return true;
  }
  return false;
}

std::string WithoutArabic(std::string_view text) {
  std::string out;
  bool letters = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = base::NextCodePoint(text, at);
    if (IsArabic(c)) continue;
    letters = letters || (c | 0x20U) - 'a' < 26 || c > 0xBF;
    out.append(text.substr(begin, at - begin));
  }
  return letters ? out : std::string();
}

std::string WithoutLatin(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = base::NextCodePoint(text, at);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250);
    const bool sign = c == '(' || c == ')' || c == ';' || c == '.';
    if (letter || sign) {
      out.push_back(' ');
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

std::string Field(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return out;
}

}  // namespace maktab::accuracy
