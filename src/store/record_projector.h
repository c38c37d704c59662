// What record.created, record.imported and record.acted do to the tables of records (docs/formats/ledger.md). Internal
// to the store.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"

namespace maktab::store {

// Throw what the database throws. Errors: store.bad_entry, store.record_exists, store.record_unknown,
// store.record_changed (another action came first).
base::Status ProjectRecordCreated(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectRecordImported(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectRecordActed(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);

}  // namespace maktab::store
