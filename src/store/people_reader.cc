#include "store/people_reader.h"

#include <algorithm>
#include <limits>

namespace maktab::store {
namespace {

using Text = std::string;

constexpr int kMaxLimit = 10'000;

model::Role ToRole(const Text& name) {
  return model::ParseRole(name).value_or(model::Role::kChecker);
}

template <typename... Args>
std::vector<User> SelectUsers(Connection& connection, const Text& rest, const Args&... args) {
  std::vector<User> users;
  connection.Each<Text, Text, Text, Text, long long, long long, Text, Text>(
      "select id, name, role, state, created_at, changed_at, unit, country from user_account " + rest,
      [&](Text& id, Text& name, Text& role, Text& state, long long created_at, long long changed_at, Text& unit,
          Text& country) {
        users.push_back({id, name, ToRole(role), state == "active", base::Instant{created_at},
                         base::Instant{changed_at}, unit, country});
      },
      args...);
  return users;
}

template <typename... Args>
std::vector<ApiKey> SelectKeys(Connection& connection, const Text& rest, const Args&... args) {
  std::vector<ApiKey> keys;
  connection.Each<Text, Text, Text, Text, long long, long long, Text, Text>(
      "select k.id, k.name, k.role, k.state, k.created_at, k.ended_at, k.unit, k.country from api_key k " + rest,
      [&](Text& id, Text& name, Text& role, Text& state, long long created_at, long long ended_at, Text& unit,
          Text& country) {
        keys.push_back({id, name, ToRole(role), state == "active", base::Instant{created_at}, base::Instant{ended_at},
                        unit, country});
      },
      args...);
  return keys;
}

template <typename T>
std::optional<T> First(std::vector<T>&& rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

std::optional<User> ReadUser(Connection& connection, const Text& id) {
  return First(SelectUsers(connection, "where id = :id", id));
}

std::optional<User> ReadUserByName(Connection& connection, const Text& name) {
  return First(SelectUsers(connection, "where name = :name", name));
}

std::vector<User> ReadUsers(Connection& connection) {
  std::vector<User> users = SelectUsers(connection, "");
  // Sorted here, because the databases do not collate alike.
  std::sort(users.begin(), users.end(), [](const User& a, const User& b) { return a.name < b.name; });
  return users;
}

std::optional<Text> ReadCredential(Connection& connection, const Text& owner_id, const Text& kind) {
  const auto row =
      connection.One<Text>("select hash from credential where owner_id = :owner and kind = :kind", owner_id, kind);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

std::optional<ApiKey> ReadKeyByHash(Connection& connection, const Text& secret_hash) {
  return First(SelectKeys(connection,
                          "join credential c on c.owner_id = k.id and c.kind = 'key' where c.hash = :hash and k.state "
                          "= 'active'",
                          secret_hash));
}

std::vector<ApiKey> ReadKeys(Connection& connection) {
  return SelectKeys(connection, "order by k.created_seq desc");
}

std::optional<SessionWithUser> ReadSession(Connection& connection, const Text& token_hash, base::Instant now) {
  std::optional<SessionWithUser> found;
  connection.Each<Text, Text, long long, long long, Text, Text, long long, long long>(
      "select s.user_id, s.csrf, s.created_at, s.expires_at, u.name, u.role, u.created_at, u.changed_at "
      "from session s join user_account u on u.id = s.user_id "
      "where s.token_hash = :token_hash and s.expires_at > :now and u.state = 'active'",
      [&](Text& user_id, Text& csrf, long long created_at, long long expires_at, Text& name, Text& role,
          long long user_created_at, long long user_changed_at) {
        const Session session{token_hash, user_id, csrf, base::Instant{created_at}, base::Instant{expires_at}};
        // Unit and country count for records alone, which ask for the seats of a person.
        const User user{
            user_id, name, ToRole(role), true, base::Instant{user_created_at}, base::Instant{user_changed_at}, {}, {}};
        found = SessionWithUser{session, user};
      },
      token_hash, now.micros);
  return found;
}

std::vector<Seat> ReadSeats(Connection& connection, const Text& id, base::Instant now) {
  std::vector<Seat> seats;
  const auto take = [&](Text& seat, Text& name, Text& role, Text& unit, Text& country) {
    seats.push_back({seat, name, ToRole(role), unit, country});
  };
  connection.Each<Text, Text, Text, Text, Text>(
      "select id, name, role, unit, country from user_account where id = :user and state = 'active' union all "
      "select id, name, role, unit, country from api_key where id = :key and state = 'active'",
      take, id, id);
  if (seats.empty()) return seats;
  connection.Each<Text, Text, Text, Text, Text>(
      "select u.id, u.name, u.role, u.unit, u.country from deputy d join user_account u on u.id = d.user_id where "
      "d.deputy_id = :id and d.from_at <= :now1 and d.until_at > :now2 and u.state = 'active' order by u.id",
      take, id, now.micros, now.micros);
  return seats;
}

std::optional<Deputy> ReadDeputy(Connection& connection, const Text& user_id) {
  std::optional<Deputy> found;
  connection.Each<Text, Text, long long, long long, Text>(
      "select d.deputy_id, u.name, d.from_at, d.until_at, d.set_by from deputy d join user_account u on u.id = "
      "d.deputy_id where d.user_id = :user",
      [&](Text& deputy, Text& name, long long from, long long until, Text& by) {
        found = Deputy{user_id, deputy, name, base::Instant{from}, base::Instant{until}, by};
      },
      user_id);
  return found;
}

std::vector<Judgement> ReadJudgements(Connection& connection, std::int64_t after_seq) {
  std::vector<Judgement> judgements;
  connection.Each<Text, Text, Text, Text, Text, Text, Text, Text, Text, long long, long long, long long>(
      "select id, query_key, dataset, entity_id, entity_hash, verdict, reason, by_id, by_name, at, withdrawn, "
      "changed_seq from judgement where changed_seq > :after order by changed_seq",
      [&](Text& id, Text& query_key, Text& dataset, Text& entity_id, Text& entity_hash, Text& verdict, Text& reason,
          Text& by_id, Text& by_name, long long at, long long withdrawn, long long changed_seq) {
        judgements.push_back({id, query_key, dataset, entity_id, entity_hash, verdict, reason, by_id, by_name,
                              base::Instant{at}, withdrawn != 0, changed_seq});
      },
      after_seq);
  return judgements;
}

std::vector<NewHit> ReadNewHits(Connection& connection, std::optional<std::int64_t> before_seq, int limit) {
  std::vector<NewHit> hits;
  connection.Each<long long, long long, Text, Text, Text>(
      "select seq, at, dataset, entity_id, body from new_hit where seq < :before order by seq desc limit :limit",
      [&](long long seq, long long at, Text& dataset, Text& entity_id, Text& body) {
        hits.push_back({seq, base::Instant{at}, dataset, entity_id, body});
      },
      before_seq.value_or(std::numeric_limits<std::int64_t>::max()), std::clamp(limit, 1, kMaxLimit));
  return hits;
}

}  // namespace maktab::store
