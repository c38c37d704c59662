// Reading entries back. Internal to the store; throws what the database throws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/entry.h"
#include "store/leaf.h"
#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// Neither tells a viewer of an entry about a record that is hidden from him.
std::optional<Entry> ReadEntry(Connection& connection, std::int64_t seq, const Viewer& viewer);
std::vector<Entry> ReadEntries(Connection& connection, const EntryFilter& filter, const Viewer& viewer);

// Visits the entries with from <= seq < to, in order, with the leaf hash that is stored beside each. The visitor may
// move from its arguments.
void EachEntry(Connection& connection, std::int64_t from, std::int64_t to,
               const std::function<void(EntryColumns& entry, std::string& leaf_hash)>& visit);

}  // namespace maktab::store
