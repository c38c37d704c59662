#include "store/subject_projector.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "store/json_merge.h"

namespace maktab::store {
namespace {

using Text = std::string;

Text TextOf(const base::JsonRef& json) {
  return Text(json.string().value_or(""));
}

base::Error BadEntry(const EntryColumns& entry, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", entry.kind).With("field", field);
}

struct FileState {
  Text kind, merged_into, head;
  long long version = 0;
};

std::optional<FileState> FileNow(Connection& connection, const Text& id) {
  const auto row = connection.One<Text, Text, Text, long long>(
      "select kind, merged_into, head, version from subject where id = :id", id);
  if (!row) return std::nullopt;
  return FileState{std::get<0>(*row), std::get<1>(*row), std::get<2>(*row), std::get<3>(*row)};
}

void TouchGroup(Connection& connection, const Text& head, std::int64_t seq) {
  connection.Run("update subject set changed_seq = :seq where head = :head", seq, head);
}

base::Status Make(SubjectRows& subjects, const EntryColumns& entry, const base::JsonRef& row) {
  const Text id = TextOf(row["id"]);
  const Text kind = TextOf(row["kind"]);
  if (id.empty() || kind.empty()) return BadEntry(entry, "subjects");
  const bool made = subjects.Make(id, kind, entry.subject, entry.seq);
  return made ? base::Status() : base::Status(base::Err("store.subject_exists"));
}

// Place → {file, text of the row}.
using Rows = std::map<long long, std::pair<Text, Text>>;

Rows RowsBefore(Connection& connection, const Text& record, const Text& field) {
  Rows rows;
  connection.Each<long long, Text, Text>(
      "select place, subject, body from subject_row where record = :record and field = :field",
      [&](long long place, Text& subject, Text& body) {
        rows[place] = {subject, body};
      },
      record, field);
  return rows;
}

Rows RowsNow(const base::JsonRef& value) {
  Rows now;
  long long place = 0;
  for (const base::JsonRef& row : value.elements()) {
    const Text subject = TextOf(row["subject"]);
    if (!subject.empty()) now[place] = {subject, Text(row.text())};
    ++place;
  }
  return now;
}

// `made`: the files that this entry has made, which nothing has been said of before.
base::Status SetRows(Connection& connection, SubjectRows& subjects, const EntryColumns& entry, const Text& field,
                     const base::JsonRef& value, const std::set<Text>& made) {
  const Rows now = RowsNow(value);
  Rows before;
  if (entry.kind == "record.acted") {
    subjects.Flush();
    before = RowsBefore(connection, entry.subject, field);
  }
  std::set<Text> touched;
  for (const auto& [at, row] : before) {
    const auto same = now.find(at);
    if (same != now.end() && same->second == row) continue;
    touched.insert(row.first);
    connection.Run("delete from subject_row where record = :record and field = :field and place = :place",
                   entry.subject, field, at);
  }
  for (const auto& [at, row] : now) {
    const auto same = before.find(at);
    if (same != before.end() && same->second == row) continue;
    if (!made.contains(row.first)) {
      if (!subjects.Knows(row.first)) return base::Err("store.subject_unknown");
      touched.insert(row.first);
    }
    subjects.AddRow(entry.subject, field, at, row.first, row.second);
  }
  for (const Text& id : touched) subjects.Touch(id, entry.seq);
  return {};
}

// All files that are merged into `root`, directly or not, and itself.
std::set<Text> Below(Connection& connection, const Text& head, const Text& root) {
  std::multimap<Text, Text> children;
  connection.Each<Text, Text>(
      "select id, merged_into from subject where head = :head",
      [&](Text& id, Text& into) { children.emplace(into, id); }, head);
  std::set<Text> found = {root};
  std::vector<Text> next = {root};
  while (!next.empty()) {
    const Text parent = std::move(next.back());
    next.pop_back();
    for (auto [at, end] = children.equal_range(parent); at != end; ++at) {
      if (found.insert(at->second).second) next.push_back(at->second);
    }
  }
  return found;
}

}  // namespace

base::Status ProjectRecordSubjects(Connection& connection, SubjectRows& subject_rows, const EntryColumns& entry,
                                   const base::JsonRef& body) {
  const base::JsonRef subjects = body["subjects"];
  if (!subjects.present()) return {};
  std::set<Text> made;
  for (const base::JsonRef& row : subjects["made"].elements()) {
    MAKTAB_TRY(Make(subject_rows, entry, row));
    made.insert(TextOf(row["id"]));
  }
  for (const Text& field : subjects["fields"].strings()) {
    MAKTAB_TRY(SetRows(connection, subject_rows, entry, field, body["values"][field], made));
  }
  return {};
}

base::Status ProjectSubjectChanged(Connection& connection, SubjectRows& subjects, const EntryColumns& entry,
                                   const base::JsonRef& body) {
  const auto row =
      connection.One<Text, long long>("select content, version from subject where id = :id", entry.subject);
  if (!row) return base::Err("store.subject_unknown");
  const auto& [content, version] = *row;
  if (body["version"].integer().value_or(-1) != version + 1) return base::Err("store.subject_changed");
  connection.Run("update subject set content = :content, version = :version where id = :id",
                 MergeMembers(content, body["values"]), version + 1, entry.subject);
  subjects.Touch(entry.subject, entry.seq);
  return {};
}

base::Status ProjectSubjectMerged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text into = TextOf(body["into"]);
  const auto from_state = FileNow(connection, entry.subject);
  const auto into_state = FileNow(connection, into);
  if (!from_state || !into_state || from_state->kind != into_state->kind) return base::Err("store.subject_unknown");
  // The second half: what `into` belongs to is already below this file, so the two are one.
  if (!from_state->merged_into.empty() || into_state->head == entry.subject) return base::Err("store.subject_merged");
  connection.Run("update subject set merged_into = :into, version = version + 1 where id = :id", into, entry.subject);
  TouchGroup(connection, entry.subject, entry.seq);
  connection.Run("update subject set head = :head where head = :old", into_state->head, entry.subject);
  TouchGroup(connection, into_state->head, entry.seq);
  return {};
}

base::Status ProjectSubjectUnmerged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const auto state = FileNow(connection, entry.subject);
  if (!state) return base::Err("store.subject_unknown");
  const Text from = TextOf(body["from"]);
  if (state->merged_into.empty() || state->merged_into != from) return base::Err("store.subject_not_merged");
  TouchGroup(connection, state->head, entry.seq);
  for (const Text& id : Below(connection, state->head, entry.subject)) {
    connection.Run("update subject set head = :head where id = :id", entry.subject, id);
  }
  connection.Run("update subject set merged_into = '', version = version + 1 where id = :id", entry.subject);
  return {};
}

base::Status ProjectSubjectsApart(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  Text a = entry.subject;
  Text b = TextOf(body["other"]);
  if (a == b || !FileNow(connection, a) || !FileNow(connection, b)) return base::Err("store.subject_unknown");
  Text a_digest = TextOf(body["digest"]);
  Text b_digest = TextOf(body["other_digest"]);
  if (b < a) {
    std::swap(a, b);
    std::swap(a_digest, b_digest);
  }
  connection.Run("delete from subject_pair where a = :a and b = :b", a, b);
  connection.Run(
      "insert into subject_pair (a, b, a_digest, b_digest, reason, by_id, by_name, at, seq) values (:a, :b, :a_digest, "
      ":b_digest, :reason, :by_id, :by_name, :at, :seq)",
      a, b, a_digest, b_digest, TextOf(body["reason"]), entry.actor_id, entry.actor_name, entry.at, entry.seq);
  return {};
}

}  // namespace maktab::store
