#include "store/subject_reader.h"

#include <algorithm>
#include <unordered_map>

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

// Databases bound how many parameters a statement has.
constexpr std::size_t kAtOnce = 400;
constexpr std::string_view kColumns =
    "id, kind, serial, born_record, version, content, merged_into, head, created_seq, changed_seq";

template <typename Take>
auto AsSubject(Take take) {
  return [take](Text& id, Text& kind, Int serial, Text& born, Int version, Text& content, Text& into, Text& head,
                Int created, Int changed) {
    take(Subject{id, kind, serial, born, version, content, into, head, created, changed});
  };
}

// "(:v0, :v1…)" for some texts, which become its values.
Text In(const std::vector<Text>& texts, std::size_t from, std::size_t to, std::vector<SqlValue>& values) {
  Text sql = "(";
  for (std::size_t i = from; i < to; ++i) {
    sql += (i == from ? ":v" : ", :v") + std::to_string(values.size());
    values.emplace_back(texts[i]);
  }
  return sql + ")";
}

template <typename F>
void InParts(const std::vector<Text>& texts, F&& part) {
  for (std::size_t from = 0; from < texts.size(); from += kAtOnce) {
    part(from, std::min(from + kAtOnce, texts.size()));
  }
}

template <typename Condition>
std::optional<Subject> ReadOne(Connection& connection, const Text& condition, Condition&& run) {
  std::optional<Subject> found;
  run(connection, "select " + Text(kColumns) + " from subject where " + condition,
      AsSubject([&](Subject&& subject) { found = std::move(subject); }));
  return found;
}

}  // namespace

std::optional<Subject> ReadSubject(Connection& connection, const Text& id) {
  return ReadOne(connection, "id = :id", [&](Connection& on, const Text& sql, auto take) {
    on.Each<Text, Text, Int, Text, Int, Text, Text, Text, Int, Int>(sql, take, id);
  });
}

std::optional<Subject> ReadSubjectBySerial(Connection& connection, const Text& kind, std::int64_t serial) {
  return ReadOne(connection, "kind = :kind and serial = :serial", [&](Connection& on, const Text& sql, auto take) {
    on.Each<Text, Text, Int, Text, Int, Text, Text, Text, Int, Int>(sql, take, kind, serial);
  });
}

std::vector<SubjectGroup> ReadSubjectGroups(Connection& connection, const std::vector<Text>& heads) {
  std::vector<SubjectGroup> groups;
  std::unordered_map<Text, std::size_t> place;
  for (const Text& head : heads) {
    if (place.emplace(head, groups.size()).second) groups.push_back({head, {}, {}});
  }
  InParts(heads, [&](std::size_t from, std::size_t to) {
    std::vector<SqlValue> values;
    const Text members = "select " + Text(kColumns) + " from subject where head in " + In(heads, from, to, values) +
                         " order by created_seq, serial";
    connection.EachWith<Text, Text, Int, Text, Int, Text, Text, Text, Int, Int>(
        members,
        AsSubject([&](Subject&& subject) { groups[place.at(subject.head)].members.push_back(std::move(subject)); }),
        values);
    values.clear();
    const Text rows =
        "select s.head, r.record, r.field, r.place, r.subject, r.body from subject_row r join subject s on s.id = "
        "r.subject join record c on c.id = r.record where s.head in " +
        In(heads, from, to, values) + " order by c.created_seq, r.field, r.place";
    connection.EachWith<Text, Text, Text, Int, Text, Text>(
        rows,
        [&](Text& head, Text& record, Text& field, Int at, Text& subject, Text& body) {
          groups[place.at(head)].rows.push_back({record, field, at, subject, body});
        },
        values);
  });
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

std::vector<ChangedSubject> ReadNewestHeads(Connection& connection, std::int64_t before_seq, int limit) {
  std::vector<ChangedSubject> heads;
  connection.Each<Text, Text, Int>(
      "select id, head, changed_seq from subject where merged_into = '' and changed_seq < :before order by changed_seq "
      "desc, id limit :limit",
      [&](Text& id, Text& head, Int seq) {
        heads.push_back({id, head, seq});
      },
      before_seq, limit);
  return heads;
}

std::vector<SubjectPair> ReadSubjectPairs(Connection& connection, const std::vector<Text>& ids) {
  std::vector<SubjectPair> pairs;
  InParts(ids, [&](std::size_t from, std::size_t to) {
    std::vector<SqlValue> values;
    const Text first = In(ids, from, to, values);
    const Text second = In(ids, from, to, values);
    connection.EachWith<Text, Text, Text, Text, Text, Text, Int, Int>(
        "select a, b, a_digest, b_digest, reason, by_name, at, seq from subject_pair where a in " + first +
            " or b in " + second + " order by seq",
        [&](Text& a, Text& b, Text& a_digest, Text& b_digest, Text& reason, Text& by, Int at, Int seq) {
          pairs.push_back({a, b, a_digest, b_digest, reason, by, base::Instant{at}, seq});
        },
        values);
  });
  return pairs;
}

}  // namespace maktab::store
