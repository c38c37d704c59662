// The rows that an action on a record adds to, changes in or takes from the list of its register
// (docs/adr/0012-alerts.md). Internal to the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"

namespace maktab::store {

// Whether a list of this name is what records of a register say; nobody imports or ends it.
bool IsRecordList(std::string_view dataset);

struct AlertRows {
  std::string dataset, title;
  std::vector<ListRow> rows;  // none: the action changes no list
  std::int64_t added = 0, changed = 0, ended = 0;
};
// A function of the entry's body alone. Error: store.bad_entry.
base::Result<AlertRows> AlertRowsOf(const EntryColumns& entry, const base::JsonRef& body);

// Throws what the database throws. Error: store.bad_entry.
base::Status ProjectAlerts(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
// Before the ledger is replayed.
void ForgetAlerts(Connection& connection);

}  // namespace maktab::store
