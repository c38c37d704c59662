// The work behind Store::Verify. Internal to the store.
#pragma once

#include <span>

#include "base/result.h"
#include "store/sql.h"
#include "store/verify.h"

namespace maktab::store {

// On one connection or more, each used by a thread of its own. Needs no transaction: what it reads is never changed by
// a sound program. Errors: store.bad_key, store.unavailable.
base::Result<VerifyReport> VerifyLedger(std::span<Connection* const> connections, const VerifyOptions& options);

}  // namespace maktab::store
