// The table of saved views: what its entries do to it, and reading it. Internal to the store; throws what the database
// throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"
#include "store/views.h"

namespace maktab::store {

// Errors: store.bad_entry, store.view_doubled (name: another one that the same people see is called so).
base::Status ProjectViewSaved(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
// Errors: store.bad_entry, store.view_unknown.
base::Status ProjectViewRemoved(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);

// Those of the owner and those of the unit (empty: none), by name.
std::vector<SavedView> ReadViews(Connection& connection, const std::string& register_id, const std::string& owner,
                                 const std::string& unit);
std::optional<SavedView> ReadView(Connection& connection, const std::string& id);

}  // namespace maktab::store
