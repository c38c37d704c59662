// One connection to the database, with its prepared statements. Internal to the store: the only header with SOCI.
//
// Everything here throws soci::soci_error; Guarded turns that into an Error at the module's own border. SQL is one text
// for both databases: named parameters (each name once), BIGINT as long long, TEXT as std::string, nothing NULL.
// A connection serves one thread at a time.
#pragma once

#include <soci/soci.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace maktab::store {

struct Location {
  bool postgres = false;
  std::string target;  // path of the file, or libpq URL
  bool read_only = false;

  // "" → data_dir/maktab.db. Error: store.bad_url.
  static base::Result<Location> Of(const std::string& url, const std::filesystem::path& data_dir);
};

// What an exception of the database means to the reader.
base::Error ToError(const std::exception& problem);

// The database answered, but not with what the store wrote into it: store.damaged.
class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Does it concern one statement's values alone (a doubled key), so that the transaction may go on from its savepoint?
bool IsAboutValues(const soci::soci_error& problem);

template <typename F>
auto Guarded(F&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const std::exception& problem) {
    return ToError(problem);
  }
}

namespace detail {

struct PreparedBase {
  explicit PreparedBase(soci::session& session) : statement(session) {}
  virtual ~PreparedBase() = default;
  PreparedBase(const PreparedBase&) = delete;
  PreparedBase& operator=(const PreparedBase&) = delete;
  soci::statement statement;
};

template <typename Out, typename In>
struct Prepared final : PreparedBase {
  Prepared(soci::session& session, std::string_view sql) : PreparedBase(session) {
    std::apply([&](auto&... value) { (statement.exchange(soci::into(value)), ...); }, out);
    std::apply([&](auto&... value) { (statement.exchange(soci::use(value)), ...); }, in);
    statement.alloc();
    statement.prepare(std::string(sql));
    statement.define_and_bind();
  }
  Out out;
  In in;
};

// Several rows in one insert.
struct PreparedRows final : PreparedBase {
  PreparedRows(soci::session& session, std::string_view sql, std::string_view types, std::size_t rows);
  std::vector<std::string> texts;
  std::vector<long long> numbers;
};

// Values whose number and types follow from the text.
template <typename Out>
struct PreparedList final : PreparedBase {
  PreparedList(soci::session& session, std::string_view sql,
               const std::vector<std::variant<long long, std::string>>& in)
      : PreparedBase(session), values(in) {
    std::apply([&](auto&... value) { (statement.exchange(soci::into(value)), ...); }, out);
    for (auto& held : values) {
      std::visit([&](auto& value) { statement.exchange(soci::use(value)); }, held);
    }
    statement.alloc();
    statement.prepare(std::string(sql));
    statement.define_and_bind();
  }
  Out out;
  std::vector<std::variant<long long, std::string>> values;
};

template <typename T>
using Bound = std::conditional_t<std::is_integral_v<T>, long long, std::string>;

}  // namespace detail

using SqlValue = std::variant<long long, std::string>;

class Connection {
 public:
  explicit Connection(const Location& where);

  bool postgres() const { return postgres_; }
  soci::session& session() { return session_; }

  // Runs a statement that gives no rows; how many rows it touched.
  template <typename... Args>
  long long Run(std::string_view sql, const Args&... args) {
    return Use<std::tuple<>>(
        sql,
        [](auto& prepared) {
          prepared.statement.execute(true);
          return prepared.statement.get_affected_rows();
        },
        args...);
  }

  // Calls row(Out&...) for each row; it may move from its arguments.
  template <typename... Out, typename F, typename... Args>
  void Each(std::string_view sql, F&& row, const Args&... args) {
    Use<std::tuple<Out...>>(
        sql,
        [&](auto& prepared) {
          // Fetching to the end also ends SQLite's read transaction.
          for (bool more = prepared.statement.execute(true); more; more = prepared.statement.fetch()) {
            std::apply(row, prepared.out);
          }
          return 0;
        },
        args...);
  }

  // The same for a statement whose conditions are put together of a few parts; it is kept. REQUIRES: `sql` says the
  // number and types of the values.
  template <typename... Out, typename F>
  void EachKept(const std::string& sql, F&& row, const std::vector<SqlValue>& values) {
    With<detail::PreparedList<std::tuple<Out...>>>(
        sql + " ",
        [&](detail::PreparedList<std::tuple<Out...>>& prepared) {
          // In place: the statement is bound to these.
          for (std::size_t i = 0; i < values.size(); ++i) prepared.values[i] = values[i];
          for (bool more = prepared.statement.execute(true); more; more = prepared.statement.fetch()) {
            std::apply(row, prepared.out);
          }
          return 0;
        },
        values);
  }

  // The same for a statement whose conditions may be any; it is not kept.
  template <typename... Out, typename F>
  void EachWith(const std::string& sql, F&& row, std::vector<SqlValue> values) {
    soci::statement statement(session_);
    std::tuple<Out...> out;
    std::apply([&](auto&... value) { (statement.exchange(soci::into(value)), ...); }, out);
    for (SqlValue& held : values) {
      std::visit([&](auto& value) { statement.exchange(soci::use(value)); }, held);
    }
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
    for (bool more = statement.execute(true); more; more = statement.fetch()) std::apply(row, out);
  }

  // The first row.
  template <typename... Out, typename... Args>
  std::optional<std::tuple<Out...>> One(std::string_view sql, const Args&... args) {
    std::optional<std::tuple<Out...>> result;
    Each<Out...>(
        sql,
        [&](Out&... values) {
          if (!result) result.emplace(values...);
        },
        args...);
    return result;
  }

  template <typename... Args>
  long long Number(std::string_view sql, const Args&... args) {
    const auto row = One<long long>(sql, args...);
    return row ? std::get<0>(*row) : 0;
  }

  void Begin();
  // A read transaction that sees one moment.
  void BeginSnapshot();
  void Commit();
  // Never throws: what can't be rolled back is rolled back by the database when the connection goes.
  void Rollback();

 private:
  friend class BulkInsert;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  // The statement of this text, made at its first use. A statement that threw is thrown away.
  template <typename P, typename F, typename... Make>
  auto With(std::string_view sql, F&& body, const Make&... make) {
    auto at = prepared_.find(sql);
    if (at == prepared_.end()) {
      at = prepared_.emplace(std::string(sql), std::make_unique<P>(session_, sql, make...)).first;
    }
    try {
      return body(static_cast<P&>(*at->second));
    } catch (...) {
      // By its text: statements made meanwhile may have moved the table.
      prepared_.erase(prepared_.find(sql));
      throw;
    }
  }

  template <typename Out, typename F, typename... Args>
  auto Use(std::string_view sql, F&& body, const Args&... args) {
    using P = detail::Prepared<Out, std::tuple<detail::Bound<Args>...>>;
    return With<P>(sql, [&](P& prepared) {
      prepared.in = std::tuple<detail::Bound<Args>...>(detail::Bound<Args>(args)...);
      return body(prepared);
    });
  }

  bool postgres_;
  soci::session session_;
  std::unordered_map<std::string, std::unique_ptr<detail::PreparedBase>, Hash, std::equal_to<>> prepared_;
};

// Inserts many rows with few statements, and into PostgreSQL by COPY.
class BulkInsert {
 public:
  // start: "insert into t (a, b) values "; types: one letter a column, 'n' (BIGINT) or 't' (TEXT).
  BulkInsert(Connection& connection, std::string_view start, std::string_view types);

  BulkInsert& Number(std::int64_t value);
  BulkInsert& Text(std::string_view value);
  // Writes what is held. Destroying without it writes nothing of that.
  void Flush();

 private:
  void Write(std::size_t rows);
  void Copy();
  void FlushIfFull();

  Connection& connection_;
  std::string_view start_;
  std::string_view types_;
  std::vector<std::variant<long long, std::string>> cells_;
  std::size_t written_ = 0;  // cells of cells_ that are in the database
};

// Text that both databases keep: valid UTF-8 without NUL.
bool IsStorable(std::string_view text);
// With U+FFFD for what is not.
std::string Storable(std::string_view text);

}  // namespace maktab::store
