// The numbered migrations (src/store/migrations), built into the program and applied when a store is opened.
#pragma once

#include <cstdint>

#include "base/result.h"
#include "store/sql.h"

namespace maktab::store {

// The number of the last migration in the program.
std::int64_t SchemaOfProgram();
// 0 for an empty database.
std::int64_t SchemaOf(Connection& connection);

// Brings the schema to the program's. The caller holds the lock of the data folder. Errors: store.newer; store.older if
// it may not write and must.
base::Status Migrate(Connection& connection, bool read_only);

}  // namespace maktab::store
