// The definitions in force must know what the records in the database are in.
#pragma once

#include "base/result.h"
#include "model/register.h"
#include "store/store.h"

namespace maktab::desk {

// Asked at the start. Error: definitions.in_use (file, line, what): a register, state or field that records have is
// gone.
base::Status CheckDefinitionsInUse(const model::Registers& registers, store::Store& store);

}  // namespace maktab::desk
