// What makes a replay of the whole ledger fast. Internal to the store; throws what the database throws.
#pragma once

#include <string>
#include <vector>

#include "store/sql.h"

namespace maktab::store {

// Indexes of large projections that a replay does without: rows come in the order of the ledger, and an index that is
// made of all of them at once costs a fraction of one that grows by each. Within one transaction: if it fails, the
// indexes are there as before.
class SpareIndexes {
 public:
  // Takes them away. None that says that something is unique, nor one by which a replay looks something up.
  explicit SpareIndexes(Connection& connection);
  void MakeAgain();

 private:
  Connection& connection_;
  std::vector<std::string> statements_;  // that make them
};

// Takes all rows out of a table. PostgreSQL keeps what is deleted until nobody needs it, and looks at it for each key
// that is written anew, so there the table is begun anew.
void Empty(Connection& connection, const std::string& table);

// Lets PostgreSQL count what is in the tables that were written whole, and note what everybody may see of them: until
// then it reads tables where an index would do. It would by itself, minutes later, so a failure is a warning. SQLite
// does without. REQUIRES: no transaction is open.
enum class Written : std::uint8_t { kProjections, kEverything };
void TidyTables(Connection& connection, Written written);

// While it lives the database may take more memory (512 MiB), until the transaction ends. SQLite for what it has read
// and written: a replay writes all tables in one transaction, and what does not fit is written to the log and searched
// for there. PostgreSQL for making indexes.
class WideCache {
 public:
  explicit WideCache(Connection& connection);
  ~WideCache();
  WideCache(const WideCache&) = delete;
  WideCache& operator=(const WideCache&) = delete;

 private:
  Connection& connection_;
};

}  // namespace maktab::store
