// Who was taken for somebody searched and is not he (domain.md R-30): an exclusion must tell the two apart, or it would
// silence the search itself.
#pragma once

#include "base/result.h"
#include "desk/record_entry.h"

namespace maktab::desk {

// Of what the step leaves in the register's field of exclusions. Error: alert.excludes_searched (name: of the row that
// says of him no more than of the one searched, or bears his paper).
base::Status CheckExclusions(const Step& step);

}  // namespace maktab::desk
