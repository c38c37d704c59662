// The commands of the shell. They make the same desk calls as the pages; the person is the administrator who owns the
// data folder.
#pragma once

#include "cli/services.h"

namespace maktab::cli {

// Exit codes: docs/guide/commands.md.
enum ExitCode : int {
  kDone = 0,      // done; `check` of one question: nothing found
  kFailed = 1,    // an error, said on standard error
  kWrongUse = 2,  // unknown command or option
  kFound = 3,     // `check` of one question: at least one match
  kNotSound = 4,  // `verify` found something wrong; `doctor` found a problem
};

int Run(int argc, char** argv, const Program& program);

}  // namespace maktab::cli
