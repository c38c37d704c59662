#include "desk/exclusions.h"

#include <algorithm>

#include "desk/duplicates.h"

namespace maktab::desk {
namespace {

// Whether a check that asks about the one who is searched would be taken for one about the excluded: as
// desk/alerts.h MarkExcluded compares them.
bool Silences(const base::JsonRef& excluded, const base::JsonRef& searched) {
  const auto key = [](const base::JsonRef& row, const char* member) {
    return ReferenceKey(row[member].string().value_or(""));
  };
  const auto same = [&](const char* member) {
    const std::string own = key(excluded, member);
    return !own.empty() && own == key(searched, member);
  };
  return key(excluded, "document").empty() ? same("name") && same("birth_date") : same("document");
}

}  // namespace

base::Status CheckExclusions(const Step& step) {
  if (!step.in.alert || step.in.alert->excluded.empty() || step.changes.empty()) return {};
  const Values after = After(step);
  const auto value = after.find(step.in.alert->excluded);
  if (value == after.end()) return {};
  const auto excluded = base::JsonDocument::Parse(value->second);
  if (!excluded.ok()) return excluded.error();
  for (const std::string& field : step.in.alert->searched) {
    const auto rows = after.find(field);
    if (rows == after.end() || step.in.FindField(field)->type != model::FieldType::kPerson) continue;
    const auto searched = base::JsonDocument::Parse(rows->second);
    if (!searched.ok()) return searched.error();
    for (const base::JsonRef& row : excluded->root().elements()) {
      const auto all = searched->root().elements();
      const bool silences =
          std::any_of(all.begin(), all.end(), [&](const base::JsonRef& one) { return Silences(row, one); });
      if (silences) return base::Err("alert.excludes_searched").With("name", row["name"].string().value_or(""));
    }
  }
  return {};
}

}  // namespace maktab::desk
