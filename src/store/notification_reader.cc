#include "store/notification_reader.h"

#include <algorithm>

#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

constexpr int kMost = 1'000;
constexpr std::size_t kMarksAtOnce = 500;

// The names of places are counted: w1, w2… are those of AndVisible.
class Values {
 public:
  Text Place(SqlValue value) {
    values.push_back(std::move(value));
    return ":n" + std::to_string(values.size());
  }
  std::vector<SqlValue> values;
};

Text ToOneOf(const NotificationFilter& filter, Values& values) {
  Text users;
  for (const Text& user : filter.users) users += (users.empty() ? "" : ", ") + values.Place(user);
  Text sql = "(n.to_kind = 'user' and n.to_id in (" + users + "))";
  if (!filter.unit.empty()) sql += " or (n.to_kind = 'unit' and n.to_id = " + values.Place(filter.unit) + ")";
  return "(" + sql + ")";
}

}  // namespace

Text MarkOf(std::int64_t seq) {
  return "e" + std::to_string(seq);
}

std::vector<Notification> ReadNotifications(Connection& connection, const NotificationFilter& filter,
                                            const Viewer& viewer) {
  std::vector<Notification> all;
  if (filter.users.empty()) return all;
  Values values;
  Text sql =
      "select n.seq, n.at, n.what, n.action, n.actor_name, n.check_seq, r.id, r.register, r.number, r.caption, "
      "r.state, (select count(*) from notification_read m where m.user_id = " +
      values.Place(filter.reader) +
      " and m.mark = 'e' || cast(n.seq as text)) from notification n join record r on r.id = n.record where ";
  // One statement for each place: the values stand in the order of the text.
  sql += ToOneOf(filter, values);
  sql += " and n.at >= " + values.Place(Int(filter.since.micros));
  sql += " and n.actor_id <> " + values.Place(filter.reader);
  sql += AndVisible(viewer, "r.changed_seq", "changed_seq", values.values);
  sql += " order by n.seq desc limit " + values.Place(Int(std::clamp(filter.limit, 1, kMost)));
  connection.EachWith<Int, Int, Text, Text, Text, Int, Text, Text, Text, Text, Text, Int>(
      sql,
      [&](Int seq, Int at, Text& what, Text& action, Text& who, Int check, Text& record, Text& in, Text& number,
          Text& caption, Text& state, Int read) {
        // To himself and to one whose deputy he is: once.
        if (!all.empty() && all.back().seq == seq) return;
        all.push_back(
            {seq, base::Instant{at}, what, action, who, check, record, in, number, caption, state, read != 0});
      },
      values.values);
  return all;
}

std::set<Text> ReadMarks(Connection& connection, const Text& user, const std::set<Text>& marks) {
  std::set<Text> read;
  for (auto mark = marks.begin(); mark != marks.end();) {
    Values values;
    Text sql = "select mark from notification_read where user_id = " + values.Place(user) + " and mark in (";
    for (std::size_t i = 0; i < kMarksAtOnce && mark != marks.end(); ++i, ++mark) {
      sql += (i == 0 ? "" : ", ") + values.Place(*mark);
    }
    connection.EachWith<Text>(
        sql + ")", [&](Text& one) { read.insert(std::move(one)); }, values.values);
  }
  return read;
}

void KeepMarks(Connection& connection, const Text& user, const std::set<Text>& marks, base::Instant at) {
  for (const Text& mark : marks) {
    connection.Run(
        "insert into notification_read (user_id, mark, at) values (:user, :mark, :at) on conflict do nothing", user,
        mark, at.micros);
  }
}

}  // namespace maktab::store
