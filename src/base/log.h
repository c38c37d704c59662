// The program's log, to standard error, through spdlog. Never put a secret, a name of a person or a query into it: what
// happened to records belongs to the ledger.
#pragma once

#include <spdlog/spdlog.h>

namespace maktab::base {

enum class LogLevel { kQuiet, kNormal, kVerbose };

// Call once, before threads start.
void StartLog(LogLevel level);

}  // namespace maktab::base
