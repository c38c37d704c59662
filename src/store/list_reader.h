// Reading lists as versions. Internal to the store; throws what the database throws.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/leaf.h"
#include "store/lists.h"
#include "store/sql.h"

namespace maktab::store {

// Which rows of a dataset count: those of numbers above `floor` (the last end of the list) up to `number`.
struct ListNow {
  std::string dataset;
  bool active = false;
  std::int64_t number = 0;
  std::int64_t floor = 0;
};

std::vector<ListNow> ListsNow(Connection& connection);
// All zero for a list that never was.
ListNow OneListNow(Connection& connection, const std::string& dataset);

// Visits the newest row of each entity among the numbers above `after` up to now.number, page by page, by number and
// row; each page is read in full before its rows are visited. Rows have body only if asked.
struct NewestRows {
  ListNow now;
  std::int64_t after = 0;
  bool with_body = false;
};
base::Status EachNewestRow(const NewestRows& which,
                           const std::function<base::Status(const std::function<void(Connection&)>&)>& read,
                           const std::function<base::Status(std::int64_t number, ListRow&& row)>& visit);

constexpr std::string_view kInsertListRows =
    "insert into list_entry (dataset, number, row, op, entity_id, digest, schema, caption, body) values ";
constexpr std::string_view kListRowTypes = "tnntttttt";
void PutListRow(BulkInsert& insert, const std::string& dataset, std::int64_t number, const ListRow& row);
// Rows of the next number.
void InsertListRows(Connection& connection, const std::string& dataset, std::int64_t number,
                    const std::vector<ListRow>& rows);

std::optional<ChangeKind> ParseOp(std::string_view op);

base::Result<std::vector<ListState>> ReadLists(Connection& connection);
base::Result<std::vector<ListImport>> ReadListImports(Connection& connection, const std::string& dataset);
base::Result<std::vector<ImportChange>> ReadImportChanges(Connection& connection, const std::string& dataset,
                                                          std::int64_t number, std::int64_t after_row, int limit);
// What it said is that of the import `as_of` or, if it came later, of when it came; whether it is in force is of now.
base::Result<std::optional<StoredEntity>> ReadStoredEntity(Connection& connection, const std::string& dataset,
                                                           const std::string& id, std::int64_t as_of = kNewestImport);

}  // namespace maktab::store
