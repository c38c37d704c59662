// Who is told of an action, as its definition says (Action::tells).
#pragma once

#include "base/json.h"
#include "desk/record_entry.h"

namespace maktab::desk {

// "tells": rows of {"user"} or {"unit"}; nothing if nobody is. Whoever does it is not told. A person or unit whose
// field the action shows is told where it changed. A unit is told only where the action names no person.
void WriteTells(base::JsonWriter& json, const Step& step, const Values& after);

}  // namespace maktab::desk
