// What entries about access do to the tables: deputies, broken glass (docs/formats/ledger.md). Internal to the store.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"

namespace maktab::store {

// Throw what the database throws. Errors: store.bad_entry, store.user_unknown, store.record_unknown,
// store.glass_unknown (there is none, or somebody has looked at it already).
base::Status ProjectDeputySet(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectDeputyEnded(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectGlassBroken(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectGlassSeen(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);

}  // namespace maktab::store
