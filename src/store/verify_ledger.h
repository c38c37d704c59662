// The work behind Store::Verify, on a connection. Internal to the store.
#pragma once

#include "base/result.h"
#include "store/sql.h"
#include "store/verify.h"

namespace maktab::store {

// Needs no transaction: what it reads is never changed by a sound program. Errors: store.bad_key, store.unavailable.
base::Result<VerifyReport> VerifyLedger(Connection& connection, const VerifyOptions& options);

}  // namespace maktab::store
