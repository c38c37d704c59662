// Reading users, keys, sessions, judgements and new hits. Internal to the store; throws what the database throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/people.h"
#include "store/sql.h"

namespace maktab::store {

std::optional<User> ReadUser(Connection& connection, const std::string& id);
std::optional<User> ReadUserByName(Connection& connection, const std::string& name);
std::vector<User> ReadUsers(Connection& connection);
std::optional<std::string> ReadCredential(Connection& connection, const std::string& owner_id, const std::string& kind);
std::optional<ApiKey> ReadKeyByHash(Connection& connection, const std::string& secret_hash);
std::vector<ApiKey> ReadKeys(Connection& connection);
std::optional<SessionWithUser> ReadSession(Connection& connection, const std::string& token_hash, base::Instant now);
// The person or system itself, then each active user whose deputy it is at `now`. Empty if there is no such id.
std::vector<Seat> ReadSeats(Connection& connection, const std::string& id, base::Instant now);
std::optional<Deputy> ReadDeputy(Connection& connection, const std::string& user_id);
std::vector<Judgement> ReadJudgements(Connection& connection, std::int64_t after_seq);
std::vector<NewHit> ReadNewHits(Connection& connection, std::optional<std::int64_t> before_seq, int limit);

}  // namespace maktab::store
