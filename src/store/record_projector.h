// What record.created, record.imported and record.acted do to the tables of records (docs/formats/ledger.md). Internal
// to the store.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/record_rows.h"
#include "store/sql.h"

namespace maktab::store {

// They change `records`, which the caller flushes. Throw what the database throws. Errors: store.bad_entry,
// store.record_exists, store.record_unknown, store.record_changed (another action came first), store.record_doubled.
base::Status ProjectRecordCreated(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                  const base::JsonRef& body);
base::Status ProjectRecordImported(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                   const base::JsonRef& body);
base::Status ProjectRecordActed(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                const base::JsonRef& body);

}  // namespace maktab::store
