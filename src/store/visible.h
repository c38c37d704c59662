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

}  // namespace maktab::store
