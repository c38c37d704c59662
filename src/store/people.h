// Users, API keys, sign-in sessions, judgements of hits and new hits: the projections that people's work reads.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/clock.h"
#include "model/principal.h"

namespace maktab::store {

struct User {
  std::string id;
  std::string name;  // what he signs in with; unique, compared byte for byte
  model::Role role = model::Role::kChecker;
  bool active = true;
  base::Instant created_at;
  base::Instant changed_at;
  std::string unit;     // of definitions/units.toml; may be empty
  std::string country;  // of a partner's officer: what is withheld from it he does not see; empty: the bureau's own
};

struct ApiKey {
  std::string id;
  std::string name;
  model::Role role = model::Role::kChecker;
  bool active = true;
  base::Instant created_at;
  base::Instant ended_at;     // 0 while active
  std::string unit, country;  // as of users
};

// One whose rights on records count.
struct Seat {
  std::string id, name;
  model::Role role = model::Role::kChecker;
  std::string unit, country;
};

// Whose rights on records pass to whom. In force from `from` on, until before `until`.
struct Deputy {
  std::string user_id, deputy_id, deputy_name;
  base::Instant from, until;
  std::string set_by;  // name
};

struct Session {
  std::string token_hash;  // hex SHA-256 of the cookie's value; the value itself is kept nowhere
  std::string user_id;
  std::string csrf;
  base::Instant created_at;
  base::Instant expires_at;
};

// A session with its user as he is now.
struct SessionWithUser {
  Session session;
  User user;
};

struct Judgement {
  std::string id;
  std::string query_key;
  std::string dataset;
  std::string entity_id;
  std::string entity_hash;  // of the entity as it was when judged
  std::string verdict;      // "different", "same"
  std::string reason;
  std::string by_id;
  std::string by_name;
  base::Instant at;
  bool withdrawn = false;
  std::int64_t changed_seq = 0;  // the entry that judged or withdrew
};

// A hit that appeared when a list changed, for a check asked before.
struct NewHit {
  std::int64_t seq = 0;
  base::Instant at;
  std::string dataset;
  std::string entity_id;
  std::string body;  // the entry's JSON
};

// What is written in the same transaction as an entry but is no part of the ledger: secrets and sessions.

// Sets or replaces a secret's hash. kind: "password" (Argon2id text), "key" or "link" (hex SHA-256 of the
// secret), "webhook" (the secret itself, which signing needs).
struct SetCredential {
  std::string owner_id;
  std::string kind;
  std::string hash;
};
// Removes it; nothing happens if there is none.
struct DropCredential {
  std::string owner_id;
  std::string kind;
};
// Removes this very secret, or the whole job fails with store.credential_gone: for links that work once.
struct TakeCredential {
  std::string owner_id;
  std::string kind;
  std::string hash;
};
// Also removes sessions that expired before created_at.
struct OpenSession {
  Session session;
};
struct CloseSession {
  std::string token_hash;
};
// All sessions of one user: on disabling him, on a changed password.
struct CloseSessionsOf {
  std::string user_id;
};
using Extra = std::variant<SetCredential, DropCredential, TakeCredential, OpenSession, CloseSession, CloseSessionsOf>;

}  // namespace maktab::store
