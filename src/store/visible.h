// The one place that says which records a viewer does not see. Internal to the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// A condition on `column` ("r.changed_seq", "subject"): it is not that of a hidden record. `of` is the column of
// record_guard that stands for it: "changed_seq" or "record". Begins with " and "; empty for the program itself. Adds
// its values in the order in which their places come.
std::string AndVisible(const Viewer& viewer, std::string_view column, std::string_view of,
                       std::vector<SqlValue>& values);

// "(…)" of a row g of record_guard: its record is hidden. For few records, asked for by name. REQUIRES: the viewer is
// not the program itself.
std::string HiddenGuard(const Viewer& viewer, std::vector<SqlValue>& values);

// The same for a file of a person or thing by its id. A file is hidden if all records that speak of it are, or, if none
// does any more, the one that it was made for.
std::string AndFileVisible(const Viewer& viewer, std::string_view column, std::vector<SqlValue>& values);
// "(select …)" of the ids of those that are hidden. REQUIRES: the viewer is not the program itself.
std::string HiddenFiles(const Viewer& viewer, std::vector<SqlValue>& values);

}  // namespace maktab::store
