#include "store/record_reader.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "store/record_query.h"
#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

constexpr std::string_view kColumns =
    "id, register, number, state, kind, version, caption, partner, unit, officer, priority, content, doers, "
    "created_seq, changed_seq, opened_at, changed_at, closed_at, due_at, due_from, due_rule, (select count(*) from "
    "record_guard k "
    "where k.record = record.id)";

auto TakeInto(std::vector<Record>& records) {
  return [&records](Text& id, Text& register_id, Text& number, Text& state, Text& kind, Int version, Text& caption,
                    Text& partner, Text& unit, Text& officer, Text& priority, Text& content, Text& doers, Int created,
                    Int changed, Int opened_at, Int changed_at, Int closed_at, Int due_at, Int due_from, Text& due_rule,
                    Int guarded) {
    records.push_back({id,
                       register_id,
                       number,
                       state,
                       kind,
                       version,
                       caption,
                       partner,
                       unit,
                       officer,
                       priority,
                       content,
                       doers,
                       created,
                       changed,
                       base::Instant{opened_at},
                       base::Instant{changed_at},
                       base::Instant{closed_at},
                       base::Instant{due_at},
                       base::Instant{due_from},
                       due_rule,
                       guarded != 0});
  };
}

template <typename F>
void Select(Connection& connection, const Text& rest, F&& take, const std::vector<SqlValue>& values) {
  connection.EachWith<Text, Text, Text, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int,
                      Int, Int, Int, Text, Int>("select " + Text(kColumns) + " from record " + rest, take, values);
}

// Not there and hidden are one answer of one statement.
std::optional<Record> ReadOne(Connection& connection, std::string_view condition, const Text& value,
                              const Viewer& viewer) {
  std::vector<Record> records;
  std::vector<SqlValue> values = {value};
  const Text visible = AndVisible(viewer, "changed_seq", "changed_seq", values);
  connection.EachKept<Text, Text, Text, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int,
                      Int, Int, Int, Text, Int>(
      "select " + Text(kColumns) + " from record where " + Text(condition) + visible, TakeInto(records), values);
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

// "in (…)" of as many places as there are texts, and their values.
std::set<Text> Seen(Connection& connection, const Text& column, const std::set<Text>& wanted, const Viewer& viewer) {
  std::set<Text> seen;
  if (wanted.empty()) return seen;
  std::vector<SqlValue> values;
  Text sql = "select " + column + " from record where " + column + In(wanted, values);
  sql += AndVisible(viewer, "changed_seq", "changed_seq", values);
  connection.EachWith<Text>(
      sql, [&](Text& one) { seen.insert(std::move(one)); }, values);
  return seen;
}

}  // namespace

std::optional<Record> ReadRecord(Connection& connection, const Text& id, const Viewer& viewer) {
  return ReadOne(connection, "id = :id", id, viewer);
}

std::optional<Record> ReadRecordByNumber(Connection& connection, const Text& number, const Viewer& viewer) {
  return ReadOne(connection, "number = :number", number, viewer);
}

std::set<Text> SeenRecords(Connection& connection, const std::set<Text>& ids, const Viewer& viewer) {
  return Seen(connection, "id", ids, viewer);
}

std::set<Text> SeenNumbers(Connection& connection, const std::set<Text>& numbers, const Viewer& viewer) {
  return Seen(connection, "number", numbers, viewer);
}

std::vector<Record> ReadRecordsNaming(Connection& connection, const Text& register_id, const Text& field,
                                      const Text& value) {
  std::vector<Record> records;
  const std::vector<SqlValue> values = {register_id, field, value};
  connection.EachKept<Text, Text, Text, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int,
                      Int, Int, Int, Text, Int>(
      "select " + Text(kColumns) +
          " from record where id in (select v.record from record_value v where v.register = :register and v.field = "
          ":field and v.value = :value) order by created_seq",
      TakeInto(records), values);
  return records;
}

namespace {

bool HasOneValueAlone(const RecordFilter& filter) {
  return filter.values.size() == 1 && filter.values.front().not_of.empty() && !filter.register_id.empty() &&
         filter.state.empty() && filter.kind.empty() && filter.officers.empty() && filter.unit.empty() &&
         filter.words.empty() && !filter.due_before && !filter.used && filter.order != RecordFilter::Order::kDue;
}

Int CountRecords(Connection& connection, const RecordFilter& filter, const Viewer& viewer, const Sql& how) {
  Int total = 0;
  const auto take = [&](Int count) { total = count; };
  if (HasOneValueAlone(filter)) {
    // In the index alone: most of a register may have a value.
    std::vector<SqlValue> values = {filter.register_id, filter.values.front().field, filter.values.front().value};
    const Text visible = AndVisible(viewer, "record", "record", values);
    connection.EachKept<Int>(
        "select count(*) from record_value where register = :register and field = :field and value = :value" + visible,
        take, values);
    return total;
  }
  const Conditions all = ConditionsOf(filter, viewer, how);
  connection.EachWith<Int>("select count(*) from record " + all.sql, take, all.values);
  return total;
}

// PostgreSQL, left to itself, looks at the words of record after record in the order of the page. What has the words is
// found once, and is counted as well.
std::optional<RecordPage> ReadFound(Connection& connection, const RecordFilter& filter, const Viewer& viewer) {
  if (!connection.postgres() || !HasWords(filter)) return std::nullopt;
  RecordPage page;
  Conditions all = ConditionsOf(filter, viewer, {true, {}});
  const Text order = OrderOf(filter.order);
  // No column but of the index that finds a record by its words' row.
  const Text columns =
      filter.order == RecordFilter::Order::kDue ? "changed_seq, due_at, id" : "changed_seq, created_seq";
  const Text sql = "with found as materialized (select " + columns + " from record " + all.sql +
                   ") select changed_seq, (select count(*) from found) from found" + order +
                   LimitOf(filter, all.values);
  std::vector<SqlValue> seqs;
  Text places;
  connection.EachWith<Int, Int>(
      sql,
      [&](Int seq, Int total) {
        page.total = total;
        seqs.emplace_back(seq);
        places += (places.empty() ? ":s" : ", :s") + std::to_string(seqs.size());
      },
      all.values);
  if (!seqs.empty()) Select(connection, "where changed_seq in (" + places + ")" + order, TakeInto(page.records), seqs);
  // A page after the last one is empty, and the list is not.
  if (seqs.empty() && filter.offset > 0) page.total = CountRecords(connection, filter, viewer, {true, {}});
  return page;
}

}  // namespace

RecordPage ReadRecords(Connection& connection, const RecordFilter& filter, const Viewer& viewer) {
  if (auto found = ReadFound(connection, filter, viewer)) return std::move(*found);
  RecordPage page;
  Sql how{connection.postgres(), {}};
  Int rarest = 0;
  if (!how.postgres) std::tie(how.plan, rarest) = RarestOf(connection, filter);
  how.plan.counting = true;
  page.total = CountRecords(connection, filter, viewer, how);
  if (page.total == 0) return page;
  how.plan.counting = false;
  if (how.plan.found() && rarest >= kCommon) how.plan.begin = Plan::Begin::kOrder;
  Conditions all = ConditionsOf(filter, viewer, how);
  // What is passed over is passed over in an index, not in the records: no two were changed by one entry.
  const Text rows = all.sql + OrderOf(filter.order) + LimitOf(filter, all.values);
  const Text found = "where changed_seq in (select changed_seq from record " + rows + ")" + OrderOf(filter.order);
  Select(connection, filter.offset > 0 ? found : rows, TakeInto(page.records), all.values);
  return page;
}

std::vector<Deadline> ReadDeadlines(Connection& connection, const Text& record, const Viewer& viewer) {
  std::vector<Deadline> deadlines;
  std::vector<SqlValue> values = {record};
  const Text visible = AndVisible(viewer, "record", "record", values);
  connection.EachKept<Text, Int, Int, Int, Int, Int, Text, Int, Text>(
      "select rule, started_seq, started_at, due_at, counted_from, must, state, stopped_at, holder from deadline where "
      "record = :record" +
          visible + " order by started_seq, rule, holder",
      [&](Text& rule, Int seq, Int started, Int due, Int from, Int must, Text& state, Int stopped, Text& holder) {
        deadlines.push_back({record, rule, seq, base::Instant{started}, base::Instant{due}, base::Instant{from},
                             must != 0, state, base::Instant{stopped}, holder});
      },
      values);
  return deadlines;
}

std::vector<std::pair<Text, std::int64_t>> CountStates(Connection& connection, const Text& register_id,
                                                       const Viewer& viewer) {
  std::vector<std::pair<Text, std::int64_t>> counts;
  std::vector<SqlValue> values = {register_id};
  const Text visible = AndVisible(viewer, "changed_seq", "changed_seq", values);
  connection.EachKept<Text, Int>(
      "select state, count(*) from record where register = :register" + visible + " group by state order by state",
      [&](Text& state, Int count) { counts.emplace_back(state, count); }, values);
  return counts;
}

std::vector<BrokenGlass> ReadBrokenGlass(Connection& connection, bool open_only, int limit, const Viewer& viewer) {
  std::vector<BrokenGlass> all;
  std::set<Text> ids;
  connection.EachWith<Int, Text, Text, Text, Text, Text, Int, Int, Int, Text, Text>(
      "select seq, record, user_id, user_name, purpose, reason, at, until_at, ack_at, ack_name, ack_note from glass " +
          Text(open_only ? "where ack_at = 0 " : "") + "order by seq desc limit :limit",
      [&](Int seq, Text& record, Text& user_id, Text& user_name, Text& purpose, Text& reason, Int at, Int until,
          Int ack_at, Text& ack_name, Text& ack_note) {
        ids.insert(record);
        all.push_back({seq, record, "", user_id, user_name, purpose, reason, base::Instant{at}, base::Instant{until},
                       base::Instant{ack_at}, ack_name, ack_note});
      },
      {Int(std::clamp(limit, 1, kMaxLimit))});
  std::map<Text, Text> numbers;
  if (!ids.empty()) {
    std::vector<SqlValue> values;
    Text sql = "select id, number from record where id" + In(ids, values);
    sql += AndVisible(viewer, "changed_seq", "changed_seq", values);
    connection.EachWith<Text, Text>(
        sql, [&](Text& id, Text& number) { numbers.emplace(id, number); }, values);
  }
  for (BrokenGlass& one : all) {
    const auto number = numbers.find(one.record);
    if (number == numbers.end()) one.record.clear();
    if (number != numbers.end()) one.number = number->second;
  }
  return all;
}

std::vector<RecordUse> ReadRecordUses(Connection& connection) {
  std::vector<RecordUse> uses;
  connection.Each<Text, Text>("select distinct register, state from record order by register, state",
                              [&](Text& in, Text& state) {
                                uses.push_back({in, state, ""});
                              });
  connection.Each<Text, Text>("select register, field from record_field order by register, field",
                              [&](Text& in, Text& field) {
                                uses.push_back({in, "", field});
                              });
  return uses;
}

std::vector<RecordFile> ReadRecordFiles(Connection& connection, const Text& record, const Viewer& viewer) {
  std::vector<RecordFile> files;
  std::vector<SqlValue> values = {record};
  const Text visible = AndVisible(viewer, "record", "record", values);
  connection.EachKept<Text, Text, Text, Text, Int, Int>(
      "select field, sha256, name, type, bytes, seq from record_file where record = :record" + visible +
          " order by seq, field, name, sha256",
      [&](Text& field, Text& sha256, Text& name, Text& type, Int bytes, Int seq) {
        files.push_back({record, field, sha256, name, type, bytes, seq});
      },
      values);
  return files;
}

std::set<Text> ReadFileHashes(Connection& connection) {
  std::set<Text> hashes;
  connection.Each<Text>("select distinct sha256 from record_file",
                        [&](Text& sha256) { hashes.insert(std::move(sha256)); });
  return hashes;
}

std::map<Text, Text> ReadTakenNumbers(Connection& connection, const std::set<Text>& numbers) {
  constexpr std::size_t kAtOnce = 500;
  std::map<Text, Text> taken;
  for (auto at = numbers.begin(); at != numbers.end();) {
    std::set<Text> some;
    for (; at != numbers.end() && some.size() < kAtOnce; ++at) some.insert(*at);
    std::vector<SqlValue> values;
    const Text list = In(some, values);
    connection.EachWith<Text, Text>(
        "select r.number, coalesce(i.digest, '') from record r left join record_import i on i.record = r.id where "
        "r.number" +
            list,
        [&](Text& number, Text& digest) { taken.emplace(std::move(number), std::move(digest)); }, values);
  }
  return taken;
}

std::set<std::int64_t> ReadTakenSerials(Connection& connection, const Text& series) {
  std::set<std::int64_t> taken;
  connection.Each<Int>(
      "select serial from record where series = :series", [&](Int serial) { taken.insert(serial); }, series);
  return taken;
}

std::int64_t NextSerial(Connection& connection, const Text& series) {
  return connection.Number("select coalesce(max(serial), 0) + 1 from record where series = :series", series);
}

}  // namespace maktab::store
