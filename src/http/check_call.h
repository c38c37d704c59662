// Asking the desk from a coroutine: screening on a thread for checks, then waiting for the ledger without holding any.
#pragma once

#include <vector>

#include "base/result.h"
#include "desk/check.h"
#include "http/context.h"
#include "http/message.h"

namespace maktab::http {

using CheckAnswers = std::vector<base::Result<desk::CheckAnswer>>;

// One answer a question, in their order; all are on record when this returns. REQUIRES: the request's route asks for a
// sign-in.
Task<CheckAnswers> AskAll(const Context& context, const Request& request, std::vector<desk::CheckRequest> questions);

}  // namespace maktab::http
