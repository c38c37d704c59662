// The projection of what people are told. Internal to the store; throws what the database throws.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/record_rows.h"
#include "store/sql.h"

namespace maktab::store {

// Of an action on a record: body.tells = [{"user": id} or {"unit": id}].
base::Status ProjectTells(RecordSet& records, const EntryColumns& entry, const base::JsonRef& body);
// A check of a record that tells: its officer, or its unit if it has none.
base::Status ProjectRecordChecked(Connection&, RecordSet& records, const EntryColumns& entry,
                                  const base::JsonRef& body);
// A later hit on a record: body.who_id.
base::Status ProjectLaterHit(RecordSet& records, const EntryColumns& entry, const base::JsonRef& body);

}  // namespace maktab::store
