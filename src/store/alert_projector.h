// The rows that an action on a record adds to, changes in or takes from the list of its register
// (docs/adr/0012-alerts.md). Internal to the store.
#pragma once

#include <map>
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

// The lists of records while entries are projected. What an entry says is written by the next Flush: a row that is
// changed a hundred thousand times in one transaction keeps PostgreSQL looking through as many versions of it.
class AlertLists {
 public:
  explicit AlertLists(Connection& connection);

  // Throws what the database throws. Error: store.bad_entry.
  base::Status Add(const EntryColumns& entry, const base::JsonRef& body);
  void Flush();

 private:
  struct List {
    long long number = 0;
    bool stored = false;  // the database has a row of it
    bool changed = false;
    std::string title;
    long long more = 0;  // entities that have come, less those that have gone
    long long at = 0;
  };
  List& Find(const std::string& dataset);

  Connection& connection_;
  std::map<std::string, List> lists_;
  BulkInsert imports_, rows_;
};

// Before the ledger is replayed.
void ForgetAlerts(Connection& connection);

}  // namespace maktab::store
