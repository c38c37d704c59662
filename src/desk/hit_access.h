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

// The hit is kept from them too: what both lists name is left. Who is named by one of them where the other names units
// is left if nothing else is, for he may be of these. If both name units alone, or users alone, and none is common, the
// shorter list stays, the new one of two that are as long: a hit that nobody may see is dealt with by nobody, and no
// list at all would open it to everybody. What neither list names is never added.
void Narrow(Values& hit, const Access& access);

}  // namespace maktab::desk
