// The server: everything wired, until it is told to end.
#pragma once

#include "base/result.h"
#include "cli/services.h"
#include "model/words.h"

namespace maktab::main {

// Returns when SIGTERM or SIGINT came and what was in flight is finished.
base::Status Serve(const cli::ServeOptions& options, const model::Words& words, const std::string& version);

}  // namespace maktab::main
