#include <soci/postgresql/soci-postgresql.h>

#include <array>
#include <memory>

#include "store/sql.h"

namespace maktab::store {
namespace {

// How many rows one insert takes: enough that the round trip to PostgreSQL is shared, few enough that the four
// statements stay small.
constexpr std::array<std::size_t, 4> kRowsAtOnce = {64, 16, 4, 1};

// PostgreSQL is sent more of them in one piece, which it neither parses nor plans.
constexpr std::size_t kRowsOfCopy = 1024;

// The text format of COPY (PostgreSQL manual, "COPY", File Formats).
void AppendForCopy(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
}

// SOCI keeps the type's information to itself, which the sanitizer would look at.
[[gnu::no_sanitize("vptr")]] PGconn* PostgresOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

using PostgresAnswer = std::unique_ptr<PGresult, decltype(&PQclear)>;

[[noreturn]] void Fail(PGconn* connection, const PGresult* answer) {
  const char* state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error(PQerrorMessage(connection), state == nullptr ? "     " : state);
}

void SendCopy(PGconn* connection, const std::string& sql, const std::string& rows) {
  const PostgresAnswer begun(PQexec(connection, sql.c_str()), &PQclear);
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) Fail(connection, begun.get());
  const bool sent = PQputCopyData(connection, rows.data(), int(rows.size())) == 1;
  if (!sent || PQputCopyEnd(connection, nullptr) != 1) Fail(connection, nullptr);
  const PostgresAnswer done(PQgetResult(connection), &PQclear);
  // The connection is free again once there is no further answer.
  while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) Fail(connection, done.get());
}

}  // namespace

BulkInsert::BulkInsert(Connection& connection, std::string_view start, std::string_view types)
    : connection_(connection), start_(start), types_(types) {}

BulkInsert& BulkInsert::Number(std::int64_t value) {
  FlushIfFull();
  cells_.emplace_back(static_cast<long long>(value));
  return *this;
}

BulkInsert& BulkInsert::Text(std::string_view value) {
  FlushIfFull();
  cells_.emplace_back(std::string(value));
  return *this;
}

void BulkInsert::FlushIfFull() {
  const std::size_t most = connection_.postgres() ? kRowsOfCopy : kRowsAtOnce.front();
  if (cells_.size() == most * types_.size()) Flush();
}

void BulkInsert::Flush() {
  const std::size_t rows = cells_.size() / types_.size();
  std::size_t left = rows;
  written_ = 0;
  if (connection_.postgres() && rows >= kRowsAtOnce.front()) {
    Copy();
    left = 0;
  }
  for (const std::size_t at_once : kRowsAtOnce) {
    for (; left >= at_once; left -= at_once) Write(at_once);
  }
  cells_.clear();
}

void BulkInsert::Write(std::size_t rows) {
  std::string sql(start_);
  for (std::size_t cell = 0; cell < rows * types_.size(); ++cell) {
    sql += cell % types_.size() != 0 ? ", " : cell == 0 ? "(" : "), (";
    sql += ":p" + std::to_string(cell);
  }
  sql += ")";
  connection_.With<detail::PreparedRows>(
      sql,
      [&](detail::PreparedRows& prepared) {
        std::size_t text = 0;
        std::size_t number = 0;
        for (std::size_t cell = 0; cell < rows * types_.size(); ++cell) {
          auto& value = cells_[written_++];
          if (auto* characters = std::get_if<std::string>(&value)) {
            prepared.texts[text++].swap(*characters);
          } else {
            prepared.numbers[number++] = *std::get_if<long long>(&value);
          }
        }
        prepared.statement.execute(true);
      },
      types_, rows);
}

// "insert into t (a, b) values " as PostgreSQL's "copy t (a, b) from stdin".
void BulkInsert::Copy() {
  constexpr std::string_view kInsert = "insert into ", kValues = "values ";
  std::string sql = "copy " + std::string(start_.substr(kInsert.size()));
  sql.resize(sql.size() - kValues.size());
  sql += "from stdin";
  std::string rows;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (const auto* text = std::get_if<std::string>(&cells_[cell])) {
      AppendForCopy(rows, *text);
    } else {
      rows += std::to_string(std::get<long long>(cells_[cell]));
    }
    rows += (cell + 1) % types_.size() == 0 ? '\n' : '\t';
  }
  SendCopy(PostgresOf(connection_.session()), sql, rows);
}

}  // namespace maktab::store
