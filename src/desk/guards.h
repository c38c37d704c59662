// Rules that need code, named in [[action]] guards of a register (model::kGuardNames).
#pragma once

#include "base/result.h"
#include "desk/parts.h"
#include "desk/record_entry.h"

namespace maktab::desk {

// Asks the guards of the step's action. A register without the fields that a guard looks at has nothing to guard.
// Errors: extradition.own_national (domain.md R-13), extradition.protected (the State is one that the person fled from;
// the error does not say so, R-04), extradition.not_withheld (country: it would see that the person is protected).
base::Status CheckGuards(const Step& step, const Parts& parts);

}  // namespace maktab::desk
