// The question at the head of every action: may he?
#pragma once

#include <string>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

// Error: access.denied (params: right).
base::Status Require(const model::Principal& who, model::Right right);

// The record, if this person may see it: the one place where that is decided for everything that shows a record or
// something of it (files, letters, exports). Errors: access.denied, record.unknown.
base::Result<store::Record> VisibleRecord(const Parts& parts, const model::Principal& who, const std::string& id);

}  // namespace maktab::desk
