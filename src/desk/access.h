// The question at the head of every action: may he?
#pragma once

#include "base/result.h"
#include "model/principal.h"

namespace maktab::desk {

// Error: access.denied (params: right).
base::Status Require(const model::Principal& who, model::Right right);

}  // namespace maktab::desk
