#include "store/migrate.h"

#include <string>
#include <vector>

#include "store/projector.h"
#include "store/replay_help.h"

extern "C" const struct {
  const char* name;
  const char* begin;
  const char* end;
} maktab_migrations[];

namespace maktab::store {
namespace {

// The last migration that gave projections columns that only a replay of the ledger fills.
constexpr std::int64_t kReplayedSince = 13;

// Statements end with ';' at the end of a line; comments are whole lines; a line "sqlite: …" or "postgresql: …" is a
// statement for that database alone.
std::vector<std::string> Statements(std::string_view text, bool postgres) {
  std::vector<std::string> statements;
  std::string current;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line.starts_with("--")) continue;
    constexpr std::string_view kSqlite = "sqlite: ", kPostgres = "postgresql: ";
    if (line.starts_with(kSqlite) || line.starts_with(kPostgres)) {
      const bool theirs = line.starts_with(kPostgres);
      if (theirs == postgres) statements.emplace_back(line.substr((theirs ? kPostgres : kSqlite).size()));
      continue;
    }
    current += line;
    current += '\n';
    if (!line.ends_with(';')) continue;
    current.resize(current.size() - 2);
    statements.push_back(std::move(current));
    current.clear();
  }
  MAKTAB_ASSERT(current.empty());
  return statements;
}

bool HasTable(Connection& connection) {
  return connection.Number(connection.postgres()
                               ? "select count(*) from pg_tables where tablename = 'schema_version' and schemaname = "
                                 "any (current_schemas(false))"
                               : "select count(*) from sqlite_master where name = 'schema_version'") > 0;
}

}  // namespace

std::int64_t SchemaOfProgram() {
  std::int64_t count = 0;
  while (maktab_migrations[count].name != nullptr) ++count;
  return count;
}

std::int64_t SchemaOf(Connection& connection) {
  return HasTable(connection) ? connection.Number("select number from schema_version") : 0;
}

base::Status Migrate(Connection& connection, bool read_only) {
  const std::int64_t ours = SchemaOfProgram();
  const std::int64_t theirs = SchemaOf(connection);
  const auto params = [&](base::Error error) {
    return std::move(error.With("database", std::to_string(theirs)).With("program", std::to_string(ours)));
  };
  if (theirs > ours) return params(base::Err("store.newer"));
  if (theirs == ours) return {};
  if (read_only) return params(base::Err("store.older"));
  base::Status replayed;
  connection.Begin();
  try {
    if (!HasTable(connection)) {
      connection.Run("create table schema_version (number bigint not null)");
      connection.Run("insert into schema_version (number) values (0)");
    }
    for (std::int64_t i = theirs; i < ours; ++i) {
      const auto& file = maktab_migrations[i];
      const auto bytes = std::size_t(file.end - file.begin);
      for (const std::string& statement : Statements({file.begin, bytes}, connection.postgres()))
        connection.Run(statement);
    }
    connection.Run("update schema_version set number = :number", ours);
    const bool replays = theirs > 0 && theirs < kReplayedSince;
    if (replays) replayed = RebuildProjections(connection);
    replayed.ok() ? connection.Commit() : connection.Rollback();
    if (replays && replayed.ok()) TidyTables(connection, Written::kProjections);
  } catch (...) {
    connection.Rollback();
    throw;
  }
  return replayed;
}

}  // namespace maktab::store
