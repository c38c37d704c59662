// The statements of a list of records: its conditions, where they begin, its order and its page. Internal to the store;
// throws what the database throws.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/records.h"
#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// Rows of a page at most.
constexpr int kMaxLimit = 1'000;

struct Conditions {
  std::string sql = "where 1 = 1";
  std::vector<SqlValue> values;

  // The first '?' of the condition is the place of the value.
  void Add(std::string_view condition, SqlValue value);
  void Append(std::string_view condition, SqlValue value);
};

// " in (…)" with a place for each; their values go behind `values`.
std::string In(const std::set<std::string>& texts, std::vector<SqlValue>& values);

// Where a query begins. SQLite keeps no statistics and would walk a whole register where a few rows are wanted, so the
// text says it: "+" takes a condition out of the choice of an index. PostgreSQL chooses by what it has counted.
struct Plan {
  enum class Begin : std::uint8_t {
    kList,   // the index of the list that is asked for
    kValue,  // what has the rarest value
    kWords,  // what has the words
    kOrder   // the order of the page: what is looked for is so common that the page is soon full
  };

  Begin begin = Begin::kList;
  std::size_t value = 0;  // the rarest, of filter.values
  bool counting = false;  // all that fit are counted, which an index that holds the register does

  bool found() const { return begin == Begin::kValue || begin == Begin::kWords; }
};

struct Sql {
  bool postgres = false;
  Plan plan;

  std::string PlusIf(bool taken_out) const { return taken_out && !postgres ? "+" : ""; }
};

// So many are looked at to learn whether a value or a word is common.
constexpr long long kCommon = 2'000;

// The rarest of what is looked for, and how many have it, up to kCommon. Of SQLite.
std::pair<Plan, long long> RarestOf(Connection& connection, const RecordFilter& filter);

// Is anything looked for by its words?
bool HasWords(const RecordFilter& filter);

// Of the table record.
Conditions ConditionsOf(const RecordFilter& filter, const Viewer& viewer, const Sql& how);

std::string OrderOf(RecordFilter::Order order);

// The page; its values come behind those that stand before it.
std::string LimitOf(const RecordFilter& filter, std::vector<SqlValue>& values);

}  // namespace maktab::store
