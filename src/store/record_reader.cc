#include "store/record_reader.h"

#include <algorithm>

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

constexpr int kMaxLimit = 1'000;
constexpr std::string_view kColumns =
    "id, register, number, state, kind, version, caption, partner, unit, officer, priority, content, doers, "
    "created_seq, changed_seq, opened_at, changed_at, due_at, due_from, due_rule";

auto TakeInto(std::vector<Record>& records) {
  return [&records](Text& id, Text& register_id, Text& number, Text& state, Text& kind, Int version, Text& caption,
                    Text& partner, Text& unit, Text& officer, Text& priority, Text& content, Text& doers, Int created,
                    Int changed, Int opened_at, Int changed_at, Int due_at, Int due_from, Text& due_rule) {
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
                       base::Instant{due_at},
                       base::Instant{due_from},
                       due_rule});
  };
}

template <typename F>
void Select(Connection& connection, const Text& rest, F&& take, const std::vector<SqlValue>& values) {
  connection.EachWith<Text, Text, Text, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int,
                      Int, Int, Text>("select " + Text(kColumns) + " from record " + rest, take, values);
}

// By a statement that the connection keeps: every action reads its record.
std::optional<Record> ReadOne(Connection& connection, std::string_view condition, const Text& value) {
  std::vector<Record> records;
  connection.Each<Text, Text, Text, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int, Int,
                  Int, Text>("select " + Text(kColumns) + " from record where " + Text(condition), TakeInto(records),
                             value);
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

// The query of each database's own search for all words, the last of which may be begun only.
Text SearchQuery(bool postgres, const Text& words) {
  Text query;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const Text word = words.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const bool last = at >= words.size();
    if (!query.empty()) query += postgres ? " & " : " ";
    query += postgres ? "'" + word + "'" + (last ? ":*" : "") : "\"" + word + "\"" + (last ? "*" : "");
  }
  return query;
}

struct Conditions {
  Text sql = "where 1 = 1";
  std::vector<SqlValue> values;

  void Add(std::string_view condition, SqlValue value) {
    const Text name = "v" + std::to_string(values.size());
    Text text(condition);
    text.replace(text.find('?'), 1, ":" + name);
    sql += " and " + text;
    values.push_back(std::move(value));
  }
};

Conditions ConditionsOf(const RecordFilter& filter, bool postgres) {
  Conditions all;
  if (!filter.register_id.empty()) all.Add("register = ?", filter.register_id);
  if (!filter.state.empty()) all.Add("state = ?", filter.state);
  if (!filter.kind.empty()) all.Add("kind = ?", filter.kind);
  if (!filter.officer.empty()) all.Add("officer = ?", filter.officer);
  if (!filter.unit.empty()) all.Add("unit = ?", filter.unit);
  if (filter.by_due) all.Add("due_at > ?", Int(0));
  if (filter.due_before) all.Add("due_at <> 0 and due_at < ?", Int(filter.due_before->micros));
  if (filter.used) {
    const Text percent = std::to_string(filter.used->percent);
    all.Add("due_at <> 0 and (? - due_from) * 100 >= (due_at - due_from) * " + percent, Int(filter.used->at.micros));
  }
  for (const auto& [field, value] : filter.values) {
    all.Add("id in (select record from record_value where field = ?", field);
    all.Add("value = ?)", value);
  }
  if (const Text query = SearchQuery(postgres, filter.words); !query.empty()) {
    all.Add(postgres ? "created_seq in (select rowid from record_text where to_tsvector('simple', body) @@ "
                       "to_tsquery('simple', ?))"
                     : "created_seq in (select rowid from record_text where record_text match ?)",
            query);
  }
  return all;
}

}  // namespace

std::optional<Record> ReadRecord(Connection& connection, const Text& id) {
  return ReadOne(connection, "id = :id", id);
}

std::optional<Record> ReadRecordByNumber(Connection& connection, const Text& number) {
  return ReadOne(connection, "number = :number", number);
}

RecordPage ReadRecords(Connection& connection, const RecordFilter& filter) {
  RecordPage page;
  Conditions all = ConditionsOf(filter, connection.postgres());
  connection.EachWith<Int>(
      "select count(*) from record " + all.sql, [&](Int count) { page.total = count; }, all.values);
  Text order = filter.by_due ? " order by due_at, id" : " order by changed_seq desc";
  order += " limit :limit offset :offset";
  all.values.emplace_back(Int(std::clamp(filter.limit, 1, kMaxLimit)));
  all.values.emplace_back(Int(std::max<std::int64_t>(filter.offset, 0)));
  Select(connection, all.sql + order, TakeInto(page.records), all.values);
  return page;
}

std::vector<Deadline> ReadDeadlines(Connection& connection, const Text& record) {
  std::vector<Deadline> deadlines;
  connection.Each<Text, Int, Int, Int, Int, Int, Text, Int>(
      "select rule, started_seq, started_at, due_at, counted_from, must, state, stopped_at from deadline where record "
      "= "
      ":record order by started_seq, rule",
      [&](Text& rule, Int seq, Int started, Int due, Int from, Int must, Text& state, Int stopped) {
        deadlines.push_back({record, rule, seq, base::Instant{started}, base::Instant{due}, base::Instant{from},
                             must != 0, state, base::Instant{stopped}});
      },
      record);
  return deadlines;
}

std::vector<RecordClock> ReadOpenClocks(Connection& connection, const ClockFilter& filter) {
  Conditions all{"where d.must = 1 and d.state in ('running', 'paused')", {}};
  if (!filter.register_id.empty()) all.Add("r.register = ?", filter.register_id);
  if (filter.officer) all.Add("r.officer = ?", *filter.officer);
  if (filter.unit) all.Add("r.unit = ?", *filter.unit);
  std::vector<RecordClock> clocks;
  connection.EachWith<Text, Text, Int, Int, Int, Int, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int>(
      "select d.record, d.rule, d.started_seq, d.started_at, d.due_at, d.counted_from, d.state, d.stopped_at, "
      "r.register, r.number, r.state, r.caption, r.partner, r.unit, r.officer, r.changed_at from deadline d join "
      "record "
      "r on r.id = d.record " +
          all.sql + " order by d.due_at, d.record, d.rule, d.started_seq",
      [&](Text& record, Text& rule, Int seq, Int started, Int due, Int from, Text& stands, Int stopped,
          Text& register_id, Text& number, Text& state, Text& caption, Text& partner, Text& unit, Text& officer,
          Int changed) {
        const Deadline deadline{record,
                                rule,
                                seq,
                                base::Instant{started},
                                base::Instant{due},
                                base::Instant{from},
                                true,
                                stands,
                                base::Instant{stopped}};
        clocks.push_back(
            {deadline, register_id, number, state, caption, partner, unit, officer, base::Instant{changed}});
      },
      all.values);
  return clocks;
}

std::vector<std::pair<Text, std::int64_t>> CountStates(Connection& connection, const Text& register_id) {
  std::vector<std::pair<Text, std::int64_t>> counts;
  connection.Each<Text, Int>(
      "select state, count(*) from record where register = :register group by state order by state",
      [&](Text& state, Int count) { counts.emplace_back(state, count); }, register_id);
  return counts;
}

std::vector<RecordFile> ReadRecordFiles(Connection& connection, const Text& record) {
  std::vector<RecordFile> files;
  connection.Each<Text, Text, Text, Text, Int, Int>(
      "select field, sha256, name, type, bytes, seq from record_file where record = :record order by seq, field, name, "
      "sha256",
      [&](Text& field, Text& sha256, Text& name, Text& type, Int bytes, Int seq) {
        files.push_back({record, field, sha256, name, type, bytes, seq});
      },
      record);
  return files;
}

std::set<Text> ReadFileHashes(Connection& connection) {
  std::set<Text> hashes;
  connection.Each<Text>("select distinct sha256 from record_file",
                        [&](Text& sha256) { hashes.insert(std::move(sha256)); });
  return hashes;
}

std::int64_t NextSerial(Connection& connection, const Text& series) {
  return connection.Number("select coalesce(max(serial), 0) + 1 from record where series = :series", series);
}

}  // namespace maktab::store
