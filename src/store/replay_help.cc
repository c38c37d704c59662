#include "store/replay_help.h"

#include <spdlog/spdlog.h>

#include "store/merge_words.h"
#include "store/projector.h"

namespace maktab::store {
namespace {

// In KiB; store/sql.cc opens a writer with the first.
constexpr int kCache = 65'536;
constexpr int kWide = 524'288;
// Of rows that SQLite sorts at once for an index: as soon as there are so many, a thread beside sorts them.
constexpr int kSorted = 16'384;

void SetCache(Connection& connection, int size) {
  if (!connection.postgres()) connection.Run("pragma cache_size = -" + std::to_string(size));
}

}  // namespace

void Empty(Connection& connection, const std::string& table) {
  connection.Run((connection.postgres() ? "truncate table " : "delete from ") + table);
}

void TidyTables(Connection& connection, Written written) {
  if (!connection.postgres()) return;
  std::string tables;
  for (const std::string& table : ProjectionTables()) tables += (tables.empty() ? "" : ", ") + table;
  if (written == Written::kEverything) tables += ", entry, list_entry";
  try {
    connection.Run("vacuum (analyze) " + tables);
  } catch (const soci::soci_error& problem) {
    spdlog::warn("PostgreSQL could not tidy the tables that were written: {}", problem.what());
  }
}

WideCache::WideCache(Connection& connection) : connection_(connection) {
  SetCache(connection, kWide);
  if (connection.postgres()) connection.Run("set local maintenance_work_mem = '256MB'");
}

WideCache::~WideCache() {
  try {
    SetCache(connection_, kCache);
  } catch (const soci::soci_error&) {
    // Only slower or larger than it should be.
  }
}

SpareIndexes::SpareIndexes(Connection& connection) : connection_(connection) {
  const std::string tables =
      "('record', 'record_value', 'record_text', 'deadline', 'fact', 'record_file', 'subject_row', 'notification')";
  const std::string sql = connection.postgres()
                              ? "select indexname, indexdef from pg_indexes where schemaname = any "
                                "(current_schemas(false)) and tablename in " +
                                    tables + " and indexdef not like 'CREATE UNIQUE%' order by indexname"
                              : "select name, sql from sqlite_master where type = 'index' and tbl_name in " + tables +
                                    " and sql is not null and lower(sql) not like 'create unique%' order by name";
  std::vector<std::string> names;
  connection.Each<std::string, std::string>(sql, [&](std::string& name, std::string& statement) {
    names.push_back(std::move(name));
    statements_.push_back(std::move(statement));
  });
  for (const std::string& name : names) connection.Run("drop index " + name);
}

void SpareIndexes::MakeAgain() {
  MergeWords(connection_, kMergedAll);
  SetCache(connection_, kSorted);
  if (!connection_.postgres()) connection_.Run("pragma threads = 2");
  for (const std::string& statement : statements_) connection_.Run(statement);
  if (!connection_.postgres()) connection_.Run("pragma threads = 0");
  SetCache(connection_, kWide);
  statements_.clear();
}

}  // namespace maktab::store
