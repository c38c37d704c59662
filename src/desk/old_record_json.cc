#include "desk/old_record_json.h"

#include <algorithm>

#include "base/json.h"
#include "papers/sheet.h"

namespace maktab::desk {
namespace {

// As an export writes it: text with its guard, numbers and lists as JSON.
std::string CellOf(const base::JsonRef& value) {
  if (!value.present() || value.is_null()) return {};
  const auto text = value.string();
  if (!text) return value.text();
  return papers::NeedsGuard(*text) ? "'" + std::string(*text) : std::string(*text);
}

}  // namespace

bool IsJsonLines(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bytes[first] == '{';
}

std::vector<std::string> OwnTitles(const model::Register& in) {
  std::vector<std::string> titles = {"number", "opened_at", "closed_at", "state"};
  for (const model::Field& field : in.fields) {
    if (field.type != model::FieldType::kAttachment) titles.push_back(field.id);
  }
  return titles;
}

base::Result<std::vector<std::string>> CellsOfJson(std::string_view line, const std::vector<std::string>& titles) {
  MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(line));
  std::vector<std::string> cells(titles.size());
  const auto put = [&](std::string_view name, const base::JsonRef& value) -> base::Status {
    const auto title = std::find(titles.begin(), titles.end(), name);
    if (title == titles.end()) return base::Err("record.unknown_field").With("field", name);
    cells[std::size_t(title - titles.begin())] = CellOf(value);
    return {};
  };
  for (const auto& [name, value] : document.root().members()) {
    if (name == "values") continue;
    const bool head = name == "number" || name == "opened_at" || name == "closed_at" || name == "state";
    if (!head) return base::Err("record.unknown_field").With("field", name);
    MAKTAB_TRY(put(name, value));
  }
  for (const auto& [name, value] : document.root()["values"].members()) MAKTAB_TRY(put(name, value));
  return cells;
}

}  // namespace maktab::desk
