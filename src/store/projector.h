// What each kind of entry does to the projection tables (docs/formats/ledger.md has the bodies). The only writer of
// those tables, at the writing of an entry and again at a rebuild, and so a function of the ledger alone.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/leaf.h"
#include "store/people.h"
#include "store/sql.h"

namespace maktab::store {

// Applies one entry; kinds without projection do nothing. Throws what the database throws. Errors: store.bad_entry (the
// body lacks something), store.user_exists, store.user_unknown, store.key_exists, store.key_unknown,
// store.judgement_exists, store.judgement_unknown, store.list_changed, store.list_unknown.
base::Status Project(Connection& connection, const EntryColumns& entry);

// Empties the projection tables and replays the ledger into them. Within the caller's transaction. A second connection
// reads ahead, where all that is to be replayed is committed.
base::Status RebuildProjections(Connection& connection, Connection* ahead = nullptr);

// What goes with an entry and is no projection. Error: store.credential_gone.
base::Status ApplyExtra(Connection& connection, const Extra& extra);

// The tables that RebuildProjections makes anew.
const std::vector<std::string>& ProjectionTables();

}  // namespace maktab::store
