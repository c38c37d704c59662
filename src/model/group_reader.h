// Reads definitions/groups.toml: how registers stand together where they are listed. Internal to the module.
#pragma once

#include <vector>

#include "base/result.h"
#include "model/definitions.h"
#include "model/register.h"

namespace maktab::model {

// `registers`: all there are. Errors: definitions.wrong for a register that is not there or stands in two groups.
base::Result<std::vector<RegisterGroup>> ReadGroups(const Definitions& definitions,
                                                    const std::vector<Register>& registers);

}  // namespace maktab::model
