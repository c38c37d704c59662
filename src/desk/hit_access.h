// From whom a hit is kept: whoever may not see its alert, or the record whose rows were asked, may not see it (P7).
#pragma once

#include <string>
#include <vector>

#include "desk/record_values.h"
#include "model/register.h"

namespace maktab::desk {

struct Access {
  std::vector<std::string> units, users;  // only these, where there are any
  std::vector<std::string> countries;     // none of these
};

// What a record of this register says of it.
Access AccessOf(const model::Register& in, const Values& values);

// The hit is kept from them too. If nobody is left of the units and users of both, the unit that handles hits sees it.
void Narrow(Values& hit, const Access& access, const std::string& handler);

}  // namespace maktab::desk
