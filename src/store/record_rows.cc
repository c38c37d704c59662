#include "store/record_rows.h"

#include <algorithm>

#include "store/merge_words.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

// A record with its words and values takes some kilobytes.
constexpr std::size_t kMostHeld = 30'000;

}  // namespace

RecordSet::RecordSet(Connection& connection, Mode mode)
    : connection_(connection),
      mode_(mode),
      facts_(connection, "insert into fact (seq, what, at, register, record, partner, amount) values ", "ntntttn"),
      tells_(
          connection,
          "insert into notification (seq, to_kind, to_id, record, what, action, actor_id, actor_name, check_seq, at) "
          "values ",
          "nttttttt"
          "nn"),
      subjects_(connection, mode == Mode::kReplay),
      alerts_(connection) {}

RecordRows* RecordSet::Find(const Text& id) {
  const auto held = held_.find(id);
  if (held != held_.end()) return &held->second.now;
  if (mode_ == Mode::kReplay && !ids_.contains(id)) return nullptr;
  auto stored = Read(id);
  if (!stored) return nullptr;
  Held& added = held_[id];
  added.now = *stored;
  added.stored = std::move(stored);
  return &added.now;
}

RecordRows* RecordSet::Make(const Text& id, const Text& number) {
  if (mode_ == Mode::kReplay) {
    if (ids_.contains(id) || numbers_.contains(number)) return nullptr;
    ids_.insert(id);
    numbers_.insert(number);
  } else if (connection_.Number("select count(*) from record where id = :id or number = :number", id, number) > 0) {
    return nullptr;
  }
  RecordRows& rows = held_[id].now;
  rows.id = id;
  rows.number = number;
  return &rows;
}

void RecordSet::AddField(const Text& register_id, const Text& field) {
  if (!fields_.emplace(register_id, field).second) return;
  connection_.Run("insert into record_field (register, field) values (:register, :field) on conflict do nothing",
                  register_id, field);
}

void RecordSet::AddFact(const FactRow& fact) {
  facts_.Number(fact.seq).Text(fact.what).Number(fact.at).Text(fact.register_id).Text(fact.record).Text(fact.partner);
  facts_.Number(fact.amount);
}

void RecordSet::AddTell(const TellRow& tell) {
  tells_.Number(tell.seq).Text(tell.to_kind).Text(tell.to_id).Text(tell.record).Text(tell.what).Text(tell.action);
  tells_.Text(tell.actor_id).Text(tell.actor_name).Number(tell.check_seq).Number(tell.at);
}

std::optional<RecordRows> RecordSet::Read(const Text& id) {
  std::optional<RecordRows> found;
  bool guarded = false;
  connection_.Each<Text, Text, Text, Int, Text, Text, Int, Text, Text, Text, Text, Text, Text, Text, Int, Int, Int, Int,
                   Int, Int, Int, Text, Int>(
      "select register, number, series, serial, state, kind, version, caption, partner, unit, officer, priority, "
      "content, doers, created_seq, changed_seq, opened_at, changed_at, closed_at, due_at, due_from, due_rule, (select "
      "count(*) "
      "from record_guard g where g.record = record.id) from record where id = :id",
      [&](Text& register_id, Text& number, Text& series, Int serial, Text& state, Text& kind, Int version,
          Text& caption, Text& partner, Text& unit, Text& officer, Text& priority, Text& content, Text& doers,
          Int created, Int changed, Int opened_at, Int changed_at, Int closed_at, Int due_at, Int due_from,
          Text& due_rule, Int guards) {
        RecordRows& rows = found.emplace();
        rows.id = id;
        std::tie(rows.register_id, rows.number, rows.series, rows.serial) =
            std::tie(register_id, number, series, serial);
        std::tie(rows.state, rows.kind, rows.version, rows.caption) = std::tie(state, kind, version, caption);
        std::tie(rows.partner, rows.unit, rows.officer, rows.priority) = std::tie(partner, unit, officer, priority);
        std::tie(rows.content, rows.doers, rows.created_seq) = std::tie(content, doers, created);
        std::tie(rows.changed_seq, rows.opened_at, rows.changed_at) = std::tie(changed, opened_at, changed_at);
        std::tie(rows.closed_at, rows.due_at) = std::tie(closed_at, due_at);
        std::tie(rows.due_from, rows.due_rule) = std::tie(due_from, due_rule);
        guarded = guards != 0;
      },
      id);
  if (!found) return found;
  connection_.Each<Text, Text>(
      "select field, value from record_value where record = :id",
      [&](Text& field, Text& value) { found->values.emplace(std::move(field), std::move(value)); }, id);
  connection_.Each<Text, Text>(
      "select body, guarded from record_text where rowid = :row",
      [&](Text& body, Text& hidden) { found->words.emplace(std::move(body), std::move(hidden)); }, found->created_seq);
  connection_.Each<Text, Int, Int, Int, Int, Int, Text, Int, Text>(
      "select rule, started_seq, started_at, counted_from, due_at, must, state, stopped_at, holder from deadline where "
      "record = :record",
      [&](Text& rule, Int seq, Int started, Int from, Int due, Int must, Text& state, Int stopped, Text& holder) {
        found->clocks.emplace(std::tuple(seq, rule, holder),
                              DeadlineRow{rule, seq, started, from, due, must, stopped, state, holder});
      },
      id);
  if (guarded) ReadGuard(*found);
  return found;
}

void RecordSet::ReadGuard(RecordRows& rows) {
  GuardRows& guard = rows.guard.emplace();
  connection_.Each<Int, Text, Text, Text, Int>(
      "select changed_seq, register, unit, officer, restricted from record_guard where record = :id",
      [&](Int changed, Text& register_id, Text& unit, Text& officer, Int restricted) {
        guard = {changed, restricted, register_id, unit, officer, {}};
      },
      rows.id);
  connection_.Each<Text, Text>(
      "select kind, value from record_access where record = :id",
      [&](Text& kind, Text& value) { guard.access.emplace(std::move(kind), std::move(value)); }, rows.id);
}

// What was changed last is changed again soon, and would have to be read again.
void RecordSet::FlushIfLarge() {
  if (held_.size() < kMostHeld) return;
  std::vector<Int> changed;
  changed.reserve(held_.size());
  for (const auto& [id, held] : held_) changed.push_back(held.now.changed_seq);
  const auto middle = changed.begin() + std::ptrdiff_t(changed.size() / 2);
  std::nth_element(changed.begin(), middle, changed.end());
  decltype(held_) kept;
  for (auto at = held_.begin(); at != held_.end();) {
    const auto next = std::next(at);
    if (at->second.now.changed_seq > *middle) kept.insert(held_.extract(at));
    at = next;
  }
  Flush();
  held_ = std::move(kept);
}

void RecordSet::Flush() {
  WriteRecords();
  WriteValues();
  WriteGuards();
  WriteWords();
  WriteClocks();
  WriteFiles();
  facts_.Flush();
  tells_.Flush();
  subjects_.Flush();
  alerts_.Flush();
  held_.clear();
}

void RecordSet::WriteRecords() {
  BulkInsert insert(connection_,
                    "insert into record (id, register, number, series, serial, state, kind, version, caption, partner, "
                    "unit, officer, priority, content, doers, created_seq, changed_seq, opened_at, changed_at, "
                    "closed_at, due_at, due_from, due_rule) values ",
                    "ttttnttnttttttt"
                    "nnnnnnnt");
  for (const auto& [id, held] : held_) {
    const RecordRows& now = held.now;
    if (!held.stored) {
      insert.Text(id).Text(now.register_id).Text(now.number).Text(now.series).Number(now.serial).Text(now.state);
      insert.Text(now.kind).Number(now.version).Text(now.caption).Text(now.partner).Text(now.unit).Text(now.officer);
      insert.Text(now.priority).Text(now.content).Text(now.doers).Number(now.created_seq).Number(now.changed_seq);
      insert.Number(now.opened_at)
          .Number(now.changed_at)
          .Number(now.closed_at)
          .Number(now.due_at)
          .Number(now.due_from)
          .Text(now.due_rule);
    } else if (now.Columns() != held.stored->Columns()) {
      connection_.Run(
          "update record set state = :state, kind = :kind, version = :version, caption = :caption, partner = :partner, "
          "unit = :unit, officer = :officer, priority = :priority, content = :content, doers = :doers, changed_seq = "
          ":seq, changed_at = :at, closed_at = :closed, due_at = :due, due_from = :from, due_rule = :rule where id = "
          ":id",
          now.state, now.kind, now.version, now.caption, now.partner, now.unit, now.officer, now.priority, now.content,
          now.doers, now.changed_seq, now.changed_at, now.closed_at, now.due_at, now.due_from, now.due_rule, id);
    }
  }
  insert.Flush();
}

// Most actions change one value of many: only what differs is written.
void RecordSet::WriteValues() {
  static const std::set<std::pair<Text, Text>> kNone;
  BulkInsert insert(connection_, "insert into record_value (record, register, field, value) values ", "tttt");
  for (const auto& [id, held] : held_) {
    const auto& before = held.stored ? held.stored->values : kNone;
    for (const auto& gone : before) {
      if (held.now.values.contains(gone)) continue;
      connection_.Run("delete from record_value where record = :id and field = :field and value = :value", id,
                      gone.first, gone.second);
    }
    for (const auto& [field, value] : held.now.values) {
      if (before.contains({field, value})) continue;
      insert.Text(id).Text(held.now.register_id).Text(field).Text(value);
    }
  }
  insert.Flush();
}

void RecordSet::WriteGuards() {
  BulkInsert access(connection_, "insert into record_access (record, kind, value) values ", "ttt");
  BulkInsert guard(connection_,
                   "insert into record_guard (record, changed_seq, register, unit, officer, restricted) values ",
                   "tntttn");
  for (const auto& [id, held] : held_) {
    const auto& now = held.now.guard;
    if (held.stored && held.stored->guard) {
      if (now == held.stored->guard) continue;
      connection_.Run("delete from record_guard where record = :id", id);
      connection_.Run("delete from record_access where record = :id", id);
    }
    if (!now) continue;
    for (const auto& [kind, value] : now->access) access.Text(id).Text(kind).Text(value);
    guard.Text(id).Number(now->changed_seq).Text(now->register_id).Text(now->unit).Text(now->officer);
    guard.Number(now->restricted);
  }
  access.Flush();
  guard.Flush();
}

// In the order of their rows: the index of words is the dearest thing to change.
void RecordSet::WriteWords() {
  std::vector<const Held*> changed;
  for (const auto& [id, held] : held_) {
    if (held.now.words && (!held.stored || held.stored->words != held.now.words)) changed.push_back(&held);
  }
  std::sort(changed.begin(), changed.end(),
            [](const Held* a, const Held* b) { return a->now.created_seq < b->now.created_seq; });
  BulkInsert insert(connection_, "insert into record_text (rowid, body, guarded) values ", "ntt");
  for (const Held* held : changed) {
    if (held->stored && held->stored->words) {
      connection_.Run("delete from record_text where rowid = :row", held->now.created_seq);
    }
    const auto& [body, guarded] = *held->now.words;
    if (connection_.postgres()) {
      insert.Number(held->now.created_seq).Text(body).Text(guarded);
      continue;
    }
    // One by one: SQLite writes its index of words anew at each statement of several rows.
    connection_.Run("insert into record_text (rowid, body, guarded) values (:row, :body, :guarded)",
                    held->now.created_seq, body, guarded);
  }
  insert.Flush();
  if (mode_ != Mode::kReplay && !changed.empty()) MergeWords(connection_, kMergedWithARecord);
}

void RecordSet::WriteClocks() {
  static const decltype(RecordRows::clocks) kNone;
  BulkInsert insert(connection_,
                    "insert into deadline (record, rule, holder, started_seq, started_at, counted_from, due_at, must, "
                    "state, stopped_at, register, unit, officer) values ",
                    "tttnnnnntnttt");
  for (const auto& [id, held] : held_) {
    const auto& before = held.stored ? held.stored->clocks : kNone;
    const RecordRows& record = held.now;
    const bool moved = held.stored && (held.stored->unit != record.unit || held.stored->officer != record.officer);
    for (const auto& [key, now] : record.clocks) {
      const auto old = before.find(key);
      if (old == before.end()) {
        insert.Text(id).Text(now.rule).Text(now.holder).Number(now.started_seq).Number(now.started_at);
        insert.Number(now.counted_from);
        insert.Number(now.due_at).Number(now.must).Text(now.state).Number(now.stopped_at);
        insert.Text(record.register_id).Text(record.unit).Text(record.officer);
      } else if (moved || old->second != now) {
        connection_.Run(
            "update deadline set counted_from = :from, due_at = :due, state = :state, stopped_at = :stopped, unit = "
            ":unit, "
            "officer = :officer where record = :record and rule = :rule and holder = :holder and started_seq = :seq",
            now.counted_from, now.due_at, now.state, now.stopped_at, record.unit, record.officer, id, now.rule,
            now.holder, now.started_seq);
      }
    }
  }
  insert.Flush();
}

void RecordSet::WriteFiles() {
  BulkInsert insert(connection_, "insert into record_file (record, sha256, field, name, type, bytes, seq) values ",
                    "tttttnn");
  for (const auto& [id, held] : held_) {
    for (const auto& [key, file] : held.now.files) {
      const auto& [sha256, field] = key;
      if (!held.stored) {
        insert.Text(id).Text(sha256).Text(field).Text(file.name).Text(file.type).Number(file.bytes).Number(file.seq);
      } else {
        connection_.Run(
            "insert into record_file (record, sha256, field, name, type, bytes, seq) values (:record, :sha256, :field, "
            ":name, :type, :bytes, :seq) on conflict (record, sha256, field) do update set name = excluded.name, type "
            "= excluded.type, bytes = excluded.bytes, seq = excluded.seq",
            id, sha256, field, file.name, file.type, file.bytes, file.seq);
      }
    }
  }
  insert.Flush();
}

}  // namespace maktab::store
