#include "store/sql.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <array>

#include "base/utf8.h"

namespace maktab::store {
namespace {

// The only statements that differ between the databases.
void ApplySettings(Connection& connection, const Location& where) {
  if (where.postgres) {
    connection.Run("set synchronous_commit = on");
    connection.Run("set client_min_messages = warning");
    if (where.read_only) connection.Run("set default_transaction_read_only = on");
    return;
  }
  connection.Number("pragma busy_timeout = 30000");
  connection.Run("pragma temp_store = memory");
  if (where.read_only) {
    connection.Run("pragma query_only = on");
    connection.Run("pragma cache_size = -32768");
    return;
  }
  connection.One<std::string>("pragma journal_mode = wal");
  connection.Run("pragma synchronous = full");
  // The checkpointer copies the log; the writer does it only where that does not keep up (512 MiB).
  connection.Number("pragma wal_autocheckpoint = 131072");
  connection.Run("pragma cache_size = -65536");
}

// SOCI splits "key=value" pairs at '=' and takes a text without '=' as the file.
std::string SqliteTarget(const std::string& path) {
  return path.find('=') == std::string::npos ? path : "dbname=\"" + path + "\"";
}

// A connection is one thread's at a time (store/pool.h), so SQLite need not lock; what it allocates nobody asks. Before
// the first connection.
void ConfigureSqlite() {
  static const bool done = [] {
    return sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK &&
           sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  }();
  // Without it all is right as well, and slower.
  static_cast<void>(done);
}

soci::session OpenSession(const Location& where) {
  ConfigureSqlite();
  return where.postgres ? soci::session(soci::postgresql, where.target)
                        : soci::session(soci::sqlite3, SqliteTarget(where.target));
}

base::Error FromSqlite(const soci::sqlite3_soci_error& problem) {
  switch (problem.result()) {
    case SQLITE_FULL:
      return base::Err("store.disk_full").Log(problem.what());
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return base::Err("store.damaged").Log(problem.what());
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return base::Err("store.unavailable").Log(problem.what());
    default:
      return base::Err("store.failed").Log(problem.what());
  }
}

// SQLSTATE classes: PostgreSQL manual, appendix A.
base::Error FromPostgres(const soci::postgresql_soci_error& problem) {
  const std::string state = problem.sqlstate();
  if (state == "53100") return base::Err("store.disk_full").Log(problem.what());
  if (state == "XX001" || state == "XX002") return base::Err("store.damaged").Log(problem.what());
  const bool answered = state.find_first_not_of(' ') != std::string::npos && state.find('\0') == std::string::npos;
  if (!answered || state.starts_with("08") || state.starts_with("57P") || state.starts_with("53") ||
      state.starts_with("28") || state.starts_with("3D")) {
    return base::Err("store.unavailable").Log(problem.what());
  }
  return base::Err("store.failed").Log(problem.what());
}

}  // namespace

base::Result<Location> Location::Of(const std::string& url, const std::filesystem::path& data_dir) {
  if (url.empty()) return Location{false, (data_dir / "maktab.db").string(), false};
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return Location{true, url, false};
  return base::Err("store.bad_url");
}

base::Error ToError(const std::exception& problem) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&problem)) return FromSqlite(*sqlite);
  if (const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&problem)) return FromPostgres(*postgres);
  const bool damaged = dynamic_cast<const Damaged*>(&problem) != nullptr;
  return base::Err(damaged ? "store.damaged" : "store.failed").Log(problem.what());
}

bool IsAboutValues(const soci::soci_error& problem) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&problem)) {
    return sqlite->result() == SQLITE_CONSTRAINT;
  }
  if (const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&problem)) {
    return postgres->sqlstate().starts_with("22") || postgres->sqlstate().starts_with("23");
  }
  return false;
}

namespace detail {

PreparedRows::PreparedRows(soci::session& session, std::string_view sql, std::string_view types, std::size_t rows)
    : PreparedBase(session) {
  std::size_t text_columns = 0;
  for (const char type : types) text_columns += type == 't' ? 1 : 0;
  texts.resize(text_columns * rows);
  numbers.resize((types.size() - text_columns) * rows);
  std::size_t text = 0;
  std::size_t number = 0;
  for (std::size_t cell = 0; cell < types.size() * rows; ++cell) {
    if (types[cell % types.size()] == 't') {
      statement.exchange(soci::use(texts[text++]));
    } else {
      statement.exchange(soci::use(numbers[number++]));
    }
  }
  statement.alloc();
  statement.prepare(std::string(sql));
  statement.define_and_bind();
}

}  // namespace detail

Connection::Connection(const Location& where) : postgres_(where.postgres), session_(OpenSession(where)) {
  ApplySettings(*this, where);
}

void Connection::Begin() {
  session_.begin();
}

void Connection::BeginSnapshot() {
  session_.begin();
  if (postgres_) Run("set transaction isolation level repeatable read, read only");
}

void Connection::Commit() {
  session_.commit();
}

void Connection::Rollback() {
  try {
    session_.rollback();
  } catch (const std::exception&) {
    // The caller is on its way out with the first error, which says more.
    return;
  }
}

bool IsStorable(std::string_view text) {
  return text.find('\0') == std::string_view::npos && base::IsValidUtf8(text);
}

std::string Storable(std::string_view text) {
  if (IsStorable(text)) return std::string(text);
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code_point = base::NextCodePoint(text, at);
    base::AppendUtf8(kept, code_point == 0 ? U'\uFFFD' : code_point);
  }
  return kept;
}

}  // namespace maktab::store
