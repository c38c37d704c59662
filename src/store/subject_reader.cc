#include "store/subject_reader.h"

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <unordered_set>

#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

// Databases bound how many parameters a statement has.
constexpr std::size_t kAtOnce = 256;
constexpr std::string_view kColumns =
    "id, kind, serial, born_record, version, content, merged_into, head, created_seq, changed_seq";

template <typename Take>
auto AsSubject(Take take) {
  return [take](Text& id, Text& kind, Int serial, Text& born, Int version, Text& content, Text& into, Text& head,
                Int created, Int changed) {
    take(Subject{id, kind, serial, born, version, content, into, head, created, changed});
  };
}

// "(:v0, :v1…)" for some texts, which become its values. The last is there more than once, so that there are few
// different statements, which the database keeps.
Text In(const std::vector<Text>& texts, std::size_t from, std::size_t to, std::vector<SqlValue>& values) {
  const std::size_t places = std::bit_ceil(to - from);
  Text sql = "(";
  for (std::size_t i = 0; i < places; ++i) {
    sql += (i == 0 ? ":v" : ", :v") + std::to_string(values.size());
    values.emplace_back(texts[std::min(from + i, to - 1)]);
  }
  return sql + ")";
}

template <typename F>
void InParts(const std::vector<Text>& texts, F&& part) {
  for (std::size_t from = 0; from < texts.size(); from += kAtOnce) {
    part(from, std::min(from + kAtOnce, texts.size()));
  }
}

std::optional<Subject> ReadOne(Connection& connection, const Text& condition, std::vector<SqlValue> values,
                               const Viewer& viewer) {
  std::optional<Subject> found;
  const Text visible = AndFileVisible(viewer, "id", values);
  connection.EachKept<Text, Text, Int, Text, Int, Text, Text, Text, Int, Int>(
      "select " + Text(kColumns) + " from subject where " + condition + visible,
      AsSubject([&](Subject&& subject) { found = std::move(subject); }), values);
  return found;
}

std::vector<SubjectGroup> ReadWhole(Connection& connection, const std::vector<Text>& heads) {
  std::vector<SubjectGroup> groups;
  std::unordered_map<Text, std::size_t> place;
  for (const Text& head : heads) {
    if (place.emplace(head, groups.size()).second) groups.push_back({head, {}, {}});
  }
  InParts(heads, [&](std::size_t from, std::size_t to) {
    std::vector<SqlValue> values;
    Text members = "select " + Text(kColumns) + " from subject where head in " + In(heads, from, to, values);
    connection.EachKept<Text, Text, Int, Text, Int, Text, Text, Text, Int, Int>(
        members + " order by created_seq, serial",
        AsSubject([&](Subject&& subject) { groups[place.at(subject.head)].members.push_back(std::move(subject)); }),
        values);
    values.clear();
    Text rows =
        "select s.head, r.record, r.field, r.place, r.subject, r.body, c.register from subject_row r join subject s on "
        "s.id = r.subject join record c on c.id = r.record where s.head in " +
        In(heads, from, to, values);
    connection.EachKept<Text, Text, Text, Int, Text, Text, Text>(
        rows + " order by c.created_seq, r.field, r.place",
        [&](Text& head, Text& record, Text& field, Int at, Text& subject, Text& body, Text& in) {
          groups[place.at(head)].rows.push_back({record, field, at, subject, body, in});
        },
        values);
  });
  for (SubjectGroup& group : groups) CloseGaps(group);
  return groups;
}

std::unordered_set<Text> HiddenOf(Connection& connection, const std::vector<Text>& records, const Viewer& viewer) {
  std::unordered_set<Text> hidden;
  InParts(records, [&](std::size_t from, std::size_t to) {
    std::vector<SqlValue> values;
    const Text among = In(records, from, to, values);
    connection.EachKept<Text>(
        "select g.record from record_guard g where g.record in " + among + " and " + HiddenGuard(viewer, values),
        [&](Text& record) { hidden.insert(record); }, values);
  });
  return hidden;
}

// Without rows of hidden records, and without files of which nothing else speaks (store/visible.h).
std::vector<SubjectGroup> Visible(Connection& connection, std::vector<SubjectGroup> groups, const Viewer& viewer) {
  std::vector<Text> records;
  for (const SubjectGroup& group : groups) {
    for (const SubjectRow& row : group.rows) records.push_back(row.record);
    for (const Subject& file : group.members) records.push_back(file.born_record);
  }
  const auto hidden = HiddenOf(connection, records, viewer);
  if (hidden.empty()) return groups;
  for (SubjectGroup& group : groups) {
    std::unordered_set<Text> spoken_of, seen;
    for (const SubjectRow& row : group.rows) {
      spoken_of.insert(row.subject);
      if (!hidden.contains(row.record)) seen.insert(row.subject);
    }
    std::erase_if(group.rows, [&](const SubjectRow& row) { return hidden.contains(row.record); });
    std::erase_if(group.members, [&](const Subject& file) {
      return spoken_of.contains(file.id) ? !seen.contains(file.id) : hidden.contains(file.born_record);
    });
    CloseGaps(group);
  }
  return groups;
}

}  // namespace

void CloseGaps(SubjectGroup& group) {
  const auto has = [&](const Text& id) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const Subject& file) { return file.id == id; });
  };
  if (!group.members.empty() && !has(group.head)) group.head = group.members.front().id;
  for (Subject& file : group.members) {
    if (!has(file.merged_into)) file.merged_into.clear();
  }
}

std::optional<Subject> ReadSubject(Connection& connection, const Text& id, const Viewer& viewer) {
  return ReadOne(connection, "id = :id", {id}, viewer);
}

std::optional<Subject> ReadSubjectBySerial(Connection& connection, const Text& kind, std::int64_t serial,
                                           const Viewer& viewer) {
  return ReadOne(connection, "kind = :kind and serial = :serial", {kind, Int(serial)}, viewer);
}

std::vector<SubjectGroup> ReadSubjectGroups(Connection& connection, const std::vector<Text>& heads,
                                            const Viewer& viewer) {
  std::vector<SubjectGroup> groups = ReadWhole(connection, heads);
  return viewer.all ? groups : Visible(connection, std::move(groups), viewer);
}

SeenGroups ReadSeenGroups(Connection& connection, const std::vector<Text>& heads, const Viewer& viewer) {
  SeenGroups groups;
  groups.whole = ReadWhole(connection, heads);
  groups.seen = viewer.all ? groups.whole : Visible(connection, groups.whole, viewer);
  return groups;
}

std::vector<ChangedSubject> ReadChangedSubjects(Connection& connection, std::int64_t after_seq) {
  std::vector<ChangedSubject> changed;
  connection.Each<Text, Text, Int>(
      "select id, head, changed_seq from subject where changed_seq > :after order by changed_seq, id",
      [&](Text& id, Text& head, Int seq) {
        changed.push_back({id, head, seq});
      },
      after_seq);
  return changed;
}

std::vector<ChangedSubject> ReadNewestHeads(Connection& connection, std::int64_t before_seq, int limit,
                                            const Viewer& viewer) {
  std::vector<ChangedSubject> heads;
  std::vector<SqlValue> values = {Int(before_seq)};
  Text sql = "select id, head, changed_seq from subject where merged_into = '' and changed_seq < :before";
  if (!viewer.all) {
    // Not one of its files is seen.
    sql += " and id not in (select m.head from subject m where m.id in " + HiddenFiles(viewer, values);
    sql += " and not exists (select 1 from subject o where o.head = m.head";
    sql += AndFileVisible(viewer, "o.id", values) + "))";
  }
  values.emplace_back(Int(limit));
  connection.EachKept<Text, Text, Int>(
      sql + " order by changed_seq desc, id limit :limit",
      [&](Text& id, Text& head, Int seq) {
        heads.push_back({id, head, seq});
      },
      values);
  return heads;
}

std::vector<SubjectPair> ReadSubjectPairs(Connection& connection, const std::vector<Text>& ids, const Viewer& viewer) {
  std::vector<SubjectPair> pairs;
  InParts(ids, [&](std::size_t from, std::size_t to) {
    std::vector<SqlValue> values;
    Text sql = "select a, b, a_digest, b_digest, reason, by_name, at, seq from subject_pair where (a in ";
    sql += In(ids, from, to, values) + " or b in ";
    sql += In(ids, from, to, values) + ")";
    sql += AndFileVisible(viewer, "a", values);
    sql += AndFileVisible(viewer, "b", values) + " order by seq";
    connection.EachWith<Text, Text, Text, Text, Text, Text, Int, Int>(
        sql,
        [&](Text& a, Text& b, Text& a_digest, Text& b_digest, Text& reason, Text& by, Int at, Int seq) {
          pairs.push_back({a, b, a_digest, b_digest, reason, by, base::Instant{at}, seq});
        },
        values);
  });
  return pairs;
}

}  // namespace maktab::store
