// Signing in, users, API keys. Passwords are kept as Argon2id hashes, session and API keys as hashes of random tokens;
// neither is ever in the ledger or the log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "crypto/password.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

struct SignedIn {
  std::string token;  // for the cookie; shown once
  std::string csrf;
  model::Principal who;
  base::Instant expires_at;
};

struct OpenSession {
  model::Principal who;
  std::string csrf;
  std::string token_hash;
};

struct NewUser {
  std::string name;  // signs in with it; 1–100 letters, unique also where case differs
  model::Role role = model::Role::kChecker;
  crypto::Password password;
  std::string unit = {};     // of definitions/units.toml; may be empty
  std::string country = {};  // of a partner's officer; empty: the bureau's own
};

struct UserChange {
  std::optional<model::Role> role;
  std::optional<bool> closed;
  std::optional<crypto::Password> password;
  std::optional<std::string> unit = {}, country = {};  // "" takes it away
};

// Whom records are assigned to.
struct Colleague {
  std::string id, name, unit;
};

constexpr std::size_t kMinPasswordLetters = 10;

class People {
 public:
  explicit People(const Parts& parts) : parts_(parts) {}

  // Errors: session.wrong (same for a wrong name, password or closed user, and takes the same time). Both outcomes are
  // entries. Argon2 takes tens of milliseconds and 64 MiB: call off the io threads.
  base::Result<SignedIn> SignIn(const std::string& name, const crypto::Password& password, const std::string& client);
  // Errors: session.expired.
  base::Result<OpenSession> FindSession(const std::string& token) const;
  base::Status SignOut(const OpenSession& session);
  // Errors: session.wrong, user.weak_password.
  base::Status ChangePassword(const model::Principal& who, const crypto::Password& old_password,
                              const crypto::Password& new_password);

  // The one-time link for the first administrator: a token that lives in memory for half an hour, only while there
  // is no user at all.
  base::Result<bool> SetupNeeded() const;
  std::string IssueSetupToken() EXCLUDES(mutex_);
  // Errors: setup.used, user.*.
  base::Result<SignedIn> Setup(const std::string& token, NewUser user, const std::string& client) EXCLUDES(mutex_);

  // Errors: access.denied, user.name_taken, user.bad_name, user.bad_signs, user.weak_password, user.unknown,
  // user.last_administrator, user.bad_unit, user.bad_country.
  base::Result<std::string> AddUser(const model::Principal& who, NewUser user);
  base::Status ChangeUser(const model::Principal& who, const std::string& id, UserChange change);
  base::Result<std::vector<store::User>> Users(const model::Principal& who) const;
  // Active users who act on records, for whoever sees records. Errors: access.denied.
  base::Result<std::vector<Colleague>> Colleagues(const model::Principal& who) const;

  // API keys of systems ("mk_…", shown once). Errors: access.denied, key.unknown, user.bad_name.
  struct NewKey {
    std::string id;
    std::string key;
  };
  base::Result<NewKey> AddKey(const model::Principal& who, const std::string& name, model::Role role,
                              const std::string& unit = {}, const std::string& country = {});
  base::Status EndKey(const model::Principal& who, const std::string& id);
  base::Result<std::vector<store::ApiKey>> Keys(const model::Principal& who) const;
  // Errors: key.unknown.
  base::Result<model::Principal> FindKey(const std::string& key) const;

 private:
  base::Result<std::string> CreateUser(const model::Principal& who, NewUser user);
  base::Status SetPassword(const model::Principal& who, const std::string& user_id, const crypto::Password& password);
  base::Status GoodPlace(const std::string& unit, const std::string& country) const;
  base::Status KeepAnAdministrator(const store::User& user, const UserChange& change) const;
  base::Result<SignedIn> OpenSessionFor(const store::User& user, const std::string& client);

  const Parts& parts_;
  base::Mutex mutex_;
  std::string setup_token_hash_ GUARDED_BY(mutex_);
  base::Instant setup_expires_ GUARDED_BY(mutex_);
};

// The administrator who owns the data folder, acting at the shell.
model::Principal ShellPrincipal();

}  // namespace maktab::desk
