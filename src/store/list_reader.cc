#include "store/list_reader.h"

#include <algorithm>
#include <limits>

#include "base/json.h"

namespace maktab::store {
namespace {

constexpr int kPage = 2000;

// The scalar subquery (rather than `not exists`) keeps both planners at one index probe a row; rows of the last number
// need none.
std::string NewestRowsSql(bool with_body) {
  std::string sql = "select e.number, e.row, e.op, e.entity_id, e.digest, e.schema, e.caption, ";
  sql += with_body ? "e.body" : "''";
  sql +=
      " from list_entry e where e.dataset = :dataset and (e.number, e.row) > (:number, :row) and e.number <= :last and "
      "(e.number = :last2 or e.number = (select max(n.number) from list_entry n where n.dataset = :dataset2 and "
      "n.entity_id = e.entity_id and n.number <= :last3)) order by e.number, e.row limit ";
  return sql + std::to_string(kPage);
}

struct NumberedRow {
  std::int64_t number = 0;
  ListRow row;
};

std::vector<NumberedRow> ReadPage(Connection& connection, const NewestRows& which, const NumberedRow& after) {
  std::vector<NumberedRow> rows;
  using Text = std::string;
  const ListNow& now = which.now;
  connection.Each<long long, long long, Text, Text, Text, Text, Text, Text>(
      NewestRowsSql(which.with_body),
      [&](long long number, long long row, Text& op, Text& id, Text& digest, Text& schema, Text& caption, Text& body) {
        rows.push_back(
            {number,
             {row, op, std::move(id), std::move(digest), std::move(schema), std::move(caption), std::move(body)}});
      },
      now.dataset, after.number, after.row.row, now.number, now.number, now.dataset, now.number);
  return rows;
}

base::Result<model::Entity> ParseEntity(const std::string& body) {
  MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(body));
  return model::ReadEntity(document.root());
}

}  // namespace

std::vector<ListNow> ListsNow(Connection& connection) {
  std::vector<ListNow> lists;
  connection.Each<std::string, std::string, long long, long long>(
      "select dataset, state, number, floor from list order by dataset",
      [&](std::string& dataset, std::string& state, long long number, long long floor) {
        lists.push_back({dataset, state == "active", number, floor});
      });
  return lists;
}

ListNow OneListNow(Connection& connection, const std::string& dataset) {
  const auto row = connection.One<std::string, long long, long long>(
      "select state, number, floor from list where dataset = :dataset", dataset);
  if (!row) return {dataset, false, 0, 0};
  return {dataset, std::get<0>(*row) == "active", std::get<1>(*row), std::get<2>(*row)};
}

base::Status EachNewestRow(const NewestRows& which,
                           const std::function<base::Status(const std::function<void(Connection&)>&)>& read,
                           const std::function<base::Status(std::int64_t number, ListRow&& row)>& visit) {
  // No row has the greatest number: what is read next lies behind all of those that are known.
  NumberedRow at{which.after, {std::numeric_limits<long long>::max(), {}, {}, {}, {}, {}, {}}};
  for (bool more = which.after < which.now.number; more;) {
    std::vector<NumberedRow> rows;
    MAKTAB_TRY(read([&](Connection& connection) { rows = ReadPage(connection, which, at); }));
    more = std::ssize(rows) == kPage;
    for (NumberedRow& next : rows) {
      at.number = next.number;
      at.row.row = next.row.row;
      MAKTAB_TRY(visit(next.number, std::move(next.row)));
    }
  }
  return {};
}

void PutListRow(BulkInsert& insert, const std::string& dataset, std::int64_t number, const ListRow& row) {
  insert.Text(dataset).Number(number).Number(row.row).Text(row.op).Text(row.entity_id);
  insert.Text(row.digest).Text(row.schema).Text(row.caption).Text(row.body);
}

void InsertListRows(Connection& connection, const std::string& dataset, std::int64_t number,
                    const std::vector<ListRow>& rows) {
  BulkInsert insert(connection, kInsertListRows, kListRowTypes);
  for (const ListRow& row : rows) PutListRow(insert, dataset, number, row);
  insert.Flush();
}

std::optional<ChangeKind> ParseOp(std::string_view op) {
  if (op == "added") return ChangeKind::kAdded;
  if (op == "changed" || op == "restated") return ChangeKind::kChanged;
  if (op == "ended") return ChangeKind::kEnded;
  return std::nullopt;
}

base::Result<std::vector<ListState>> ReadLists(Connection& connection) {
  std::vector<ListState> lists;
  using Text = std::string;
  using Int = long long;
  connection.Each<Text, Text, Int, Int, Text, Text, Text, Text, Text, Int, Int, Int, Int>(
      "select dataset, state, number, floor, format, title, publisher, list_date, version, skipped, entities, "
      "imported_at, ended_at from list order by dataset",
      [&](Text& dataset, Text& state, Int number, Int floor, Text& format, Text& title, Text& publisher,
          Text& list_date, Text& version, Int skipped, Int entities, Int imported_at, Int ended_at) {
        lists.push_back({dataset,
                         state == "active",
                         number,
                         floor,
                         {format, title, publisher, list_date, version, skipped},
                         entities,
                         base::Instant{imported_at},
                         base::Instant{ended_at}});
      });
  return lists;
}

base::Result<std::vector<ListImport>> ReadListImports(Connection& connection, const std::string& dataset) {
  std::vector<ListImport> imports;
  using Text = std::string;
  using Int = long long;
  connection.Each<Int, Text, Int, Int, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int, Int, Int, Text>(
      "select number, kind, seq, at, by_name, format, title, publisher, list_date, version, added, changed, ended, "
      "unchanged, skipped, millis, reason from list_import where dataset = :dataset and kind <> 'record' order by "
      "number desc",
      [&](Int number, Text& kind, Int seq, Int at, Text& by_name, Text& format, Text& title, Text& publisher,
          Text& list_date, Text& version, Int added, Int changed, Int ended, Int unchanged, Int skipped, Int millis,
          Text& reason) {
        ListImport import;
        import.result = {dataset,
                         number,
                         added,
                         changed,
                         ended,
                         unchanged,
                         skipped,
                         double(millis) / 1000,
                         {seq, base::Instant{at}}};
        import.meta = {format, title, publisher, list_date, version, skipped};
        import.list_ended = kind == "end";
        import.reason = reason;
        import.by_name = by_name;
        imports.push_back(std::move(import));
      },
      dataset);
  return imports;
}

base::Result<std::vector<ImportChange>> ReadImportChanges(Connection& connection, const std::string& dataset,
                                                          std::int64_t number, std::int64_t after_row, int limit) {
  std::vector<ImportChange> changes;
  if (number > OneListNow(connection, dataset).number) return changes;  // staged rows are nobody's business yet
  using Text = std::string;
  connection.Each<long long, Text, Text, Text, Text>(
      "select row, op, entity_id, schema, caption from list_entry where dataset = :dataset and number = :number and "
      "row > :row and op <> 'restated' order by row limit :limit",
      [&](long long row, Text& op, Text& id, Text& schema, Text& caption) {
        changes.push_back({row, ParseOp(op).value_or(ChangeKind::kEnded), id, schema, caption});
      },
      dataset, number, after_row, limit);
  return changes;
}

base::Result<std::optional<StoredEntity>> ReadStoredEntity(Connection& connection, const std::string& dataset,
                                                           const std::string& id, std::int64_t as_of) {
  StoredEntity stored{dataset, {}, {}, true, {}, {}, {}};
  std::int64_t last_number = 0;
  std::string body;
  // The join leaves out rows of an import that is not in the ledger.
  connection.Each<long long, std::string, std::string, std::string, long long>(
      "select e.number, e.op, e.digest, e.body, i.at from list_entry e join list_import i on i.dataset = e.dataset and "
      "i.number = e.number where e.dataset = :dataset and e.entity_id = :id order by e.number",
      [&](long long number, std::string& op, std::string& digest, std::string& text, long long at) {
        if (last_number == 0) stored.first_seen = base::Instant{at};
        last_number = number;
        stored.in_force = op != "ended";
        stored.ended_at = base::Instant{stored.in_force ? 0 : at};
        if (!stored.in_force || (number > as_of && !body.empty())) return;
        if (op != "restated") stored.last_changed = base::Instant{at};
        stored.digest = digest;
        body = std::move(text);
      },
      dataset, id);
  if (last_number == 0) return std::optional<StoredEntity>();
  if (stored.in_force) {
    const auto list_end = connection.One<long long>(
        "select at from list_import where dataset = :dataset and kind = 'end' and number > :number order by number "
        "limit 1",
        dataset, last_number);
    stored.in_force = !list_end;
    if (list_end) stored.ended_at = base::Instant{std::get<0>(*list_end)};
  }
  MAKTAB_ASSIGN(stored.entity, ParseEntity(body));
  return std::optional<StoredEntity>(std::move(stored));
}

}  // namespace maktab::store
