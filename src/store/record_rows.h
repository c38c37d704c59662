// What the projection of a record works on: its rows in the tables record, record_value, record_guard, record_access,
// record_text, deadline and record_file, in memory between reading and writing. Internal to the store; throws what the
// database throws.
//
// While an entry is written, one record is read, changed and written again. A replay keeps many records here, because
// most of what entries write is written over by the next ones, and writes each of them once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "store/alert_projector.h"
#include "store/sql.h"
#include "store/subject_rows.h"

namespace maktab::store {

struct DeadlineRow {
  std::string rule;
  long long started_seq = 0, started_at = 0, counted_from = 0, due_at = 0, must = 0, stopped_at = 0;
  std::string state;
  std::string holder;  // whose clock it is; empty: the record's own

  bool operator==(const DeadlineRow&) const = default;
};

struct FileRow {
  std::string name, type;
  long long bytes = 0, seq = 0;
};

struct FactRow {
  long long seq = 0;
  std::string what;
  long long at = 0;
  std::string register_id, record, partner;
  long long amount = 0;
};

// Somebody is told of something.
struct TellRow {
  long long seq = 0;
  std::string to_kind, to_id, record, what, action, actor_id, actor_name;
  long long check_seq = 0, at = 0;
};

// Of a record that is kept from somebody.
struct GuardRows {
  long long changed_seq = 0, restricted = 0;
  std::string register_id, unit, officer;
  std::set<std::pair<std::string, std::string>> access;  // kind and value

  bool operator==(const GuardRows&) const = default;
};

struct RecordRows {
  // The columns of the table record; created_seq is the rowid of its words.
  std::string id, register_id, number, series;
  long long serial = 0, version = 0, created_seq = 0, changed_seq = 0, opened_at = 0, changed_at = 0;
  long long closed_at = 0, due_at = 0, due_from = 0;
  std::string due_rule, state, kind, caption, partner, unit, officer, priority;
  std::string content = "{}", doers = "{}";

  std::set<std::pair<std::string, std::string>> values;      // field and value, of record_value
  std::optional<GuardRows> guard;                            // nobody is kept from it if there is none
  std::optional<std::pair<std::string, std::string>> words;  // body and guarded, of record_text
  // By started_seq, rule and holder.
  std::map<std::tuple<long long, std::string, std::string>, DeadlineRow> clocks;
  std::map<std::pair<std::string, std::string>, FileRow> files;  // to be added or changed, by hash and field

  auto Columns() const {
    return std::tie(register_id, number, series, serial, state, kind, version, caption, partner, unit, officer,
                    priority, content, doers, created_seq, changed_seq, opened_at, changed_at, closed_at, due_at,
                    due_from, due_rule);
  }
};

class RecordSet {
 public:
  enum class Mode {
    kOne,    // the database is the truth, and what is changed is written by the next Flush
    kReplay  // the tables were emptied before; what is not known here is not there
  };

  RecordSet(Connection& connection, Mode mode);
  RecordSet(const RecordSet&) = delete;
  RecordSet& operator=(const RecordSet&) = delete;

  Mode mode() const { return mode_; }
  // Null if it is not there. Valid until the next Flush.
  RecordRows* Find(const std::string& id);
  // Null if there is one with this id or number. Valid until the next Flush.
  RecordRows* Make(const std::string& id, const std::string& number);
  // That records of a register have had a field.
  void AddField(const std::string& register_id, const std::string& field);

  void AddFact(const FactRow& fact);
  // No two of one entry to one user or unit.
  void AddTell(const TellRow& tell);

  // The files of persons and things that records speak of.
  SubjectRows& subjects() { return subjects_; }
  // What they add to and take from the lists of alerts.
  AlertLists& alerts() { return alerts_; }

  // Writes everything that has changed. Whoever reads these tables while a replay is under way calls it before.
  void Flush();
  // If more is held than is good for the memory, the half that was changed longest ago.
  void FlushIfLarge();

 private:
  struct Held {
    RecordRows now;
    std::optional<RecordRows> stored;  // as the database has it; none: it has not
  };

  std::optional<RecordRows> Read(const std::string& id);
  void ReadGuard(RecordRows& rows);
  void WriteRecords();
  void WriteValues();
  void WriteGuards();
  void WriteWords();
  void WriteClocks();
  void WriteFiles();

  Connection& connection_;
  const Mode mode_;
  std::map<std::string, Held> held_;  // in the order of the primary keys
  std::set<std::pair<std::string, std::string>> fields_;
  BulkInsert facts_, tells_;
  SubjectRows subjects_;
  AlertLists alerts_;
  // Of a replay: all that it has made.
  std::unordered_set<std::string> ids_, numbers_;
};

}  // namespace maktab::store
