#include "desk/people.h"

#include <pwd.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unistd.h>

#include <algorithm>

#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/access.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxNameLetters = 100;
constexpr std::string_view kBetween = " ._-@'";
constexpr std::size_t kMaxPasswordBytes = 1024;
constexpr std::int64_t kSetupMicros = 30 * 60 * base::kMicrosPerSecond;
constexpr std::string_view kPasswordKind = "password";
constexpr std::string_view kKeyKind = "key";
constexpr std::string_view kKeyPrefix = "mk_";

std::string HashOf(std::string_view token) {
  return crypto::ToHex(crypto::Sha256Of(token));
}

model::Principal PrincipalOf(const store::User& user) {
  return {user.id, user.name, user.role, model::Principal::Kind::kPerson};
}

base::Result<std::string> GoodName(const std::string& name) {
  std::string clean = base::CleanText(name);
  const std::size_t letters = base::CountCodePoints(clean);
  if (letters == 0 || letters > kMaxNameLetters) return base::Err("user.bad_name");
  return clean;
}

// Any script's letters and marks, digits, and what stands between them in names; no signs with which a name could pass
// for another or for a path.
base::Result<std::string> GoodUserName(const std::string& name) {
  MAKTAB_ASSIGN(std::string clean, GoodName(name));
  bool first = true;
  for (std::size_t at = 0; at < clean.size(); first = false) {
    const auto c = UChar32(base::NextCodePoint(clean, at));
    const bool letter = u_isalnum(c) != 0;
    const bool joins =
        (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0 || (c < 0x80 && kBetween.find(char(c)) != kBetween.npos);
    if (!letter && (first || !joins)) return base::Err("user.bad_signs").With("name", clean);
  }
  return clean;
}

// Without regard to case and to how letters are composed: people take such names for the same.
std::u16string Folded(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const auto text = icu::UnicodeString::fromUTF8(name);
  if (folding == nullptr || U_FAILURE(error) != 0) return {text.getBuffer(), std::size_t(text.length())};
  const icu::UnicodeString folded = folding->normalize(text, error);
  return {folded.getBuffer(), std::size_t(folded.length())};
}

base::Status GoodPassword(const crypto::Password& password) {
  const std::size_t letters = base::CountCodePoints(password.Reveal());
  if (letters >= kMinPasswordLetters && password.size() <= kMaxPasswordBytes) return {};
  return base::Err("user.weak_password").With("letters", std::to_string(kMinPasswordLetters));
}

// The body of an entry about someone: {"id","name","role"} and whatever else is given.
std::string Body(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  for (const auto& [key, value] : fields) json.Field(key, value);
  json.EndObject();
  return body;
}

}  // namespace

model::Principal ShellPrincipal() {
  const passwd* entry = getpwuid(getuid());
  const std::string name = entry != nullptr ? entry->pw_name : std::to_string(getuid());
  return {"shell:" + name, name, model::Role::kAdministrator, model::Principal::Kind::kShell};
}

base::Result<SignedIn> People::OpenSessionFor(const store::User& user, const std::string& client) {
  SignedIn signed_in;
  signed_in.token = crypto::RandomToken();
  signed_in.csrf = crypto::RandomToken();
  signed_in.who = PrincipalOf(user);
  const base::Instant now = parts_.clock.Now();
  signed_in.expires_at = {now.micros + std::int64_t(parts_.settings.session_hours) * 3600 * base::kMicrosPerSecond};
  store::OpenSession open{{HashOf(signed_in.token), user.id, signed_in.csrf, now, signed_in.expires_at}};
  store::EntryDraft draft{"session.opened", signed_in.who, {}, user.id, Body({{"client", client}})};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft), {std::move(open)}));
  return signed_in;
}

base::Result<SignedIn> People::SignIn(const std::string& name, const crypto::Password& password,
                                      const std::string& client) {
  const std::string clean = base::CleanText(name);
  MAKTAB_ASSIGN(const auto user, parts_.store.FindUserByName(clean));
  std::optional<std::string> hash;
  if (user && user->active) {
    MAKTAB_ASSIGN(hash, parts_.store.FindCredential(user->id, std::string(kPasswordKind)));
  }
  const bool right = hash ? crypto::CheckPassword(password, *hash) : crypto::CheckNoPassword(password);
  if (right) return OpenSessionFor(*user, client);
  // The name that was typed is not kept: people type passwords there by mistake.
  const model::Principal nobody{user ? user->id : "unknown", user ? user->name : "", model::Role::kChecker,
                                model::Principal::Kind::kPerson};
  store::EntryDraft draft{"session.failed", nobody, {}, nobody.id, Body({{"client", client}})};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  return base::Err("session.wrong");
}

base::Result<OpenSession> People::FindSession(const std::string& token) const {
  const std::string hash = HashOf(token);
  MAKTAB_ASSIGN(const auto found, parts_.store.FindSession(hash, parts_.clock.Now()));
  if (!found) return base::Err("session.expired");
  return OpenSession{PrincipalOf(found->user), found->session.csrf, hash};
}

base::Status People::SignOut(const OpenSession& session) {
  store::EntryDraft draft{"session.closed", session.who, {}, session.who.id, "{}"};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait(std::move(draft), {store::CloseSession{session.token_hash}}));
  return {};
}

base::Status People::ChangePassword(const model::Principal& who, const crypto::Password& old_password,
                                    const crypto::Password& new_password) {
  MAKTAB_ASSIGN(const auto hash, parts_.store.FindCredential(who.id, std::string(kPasswordKind)));
  if (!hash || !crypto::CheckPassword(old_password, *hash)) return base::Err("session.wrong");
  MAKTAB_TRY(GoodPassword(new_password));
  return SetPassword(who, who.id, new_password);
}

base::Status People::SetPassword(const model::Principal& who, const std::string& user_id,
                                 const crypto::Password& password) {
  MAKTAB_ASSIGN(auto hash, crypto::HashPassword(password));
  store::EntryDraft draft{"user.password_set", who, {}, user_id, Body({{"id", user_id}})};
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait(std::move(draft), {store::SetCredential{user_id, std::string(kPasswordKind), hash},
                                                    store::CloseSessionsOf{user_id}}));
  return {};
}

base::Result<bool> People::SetupNeeded() const {
  MAKTAB_ASSIGN(const auto users, parts_.store.Users());
  return users.empty();
}

std::string People::IssueSetupToken() {
  std::string token = crypto::RandomToken();
  const base::MutexLock lock(mutex_);
  setup_token_hash_ = HashOf(token);
  setup_expires_ = {parts_.clock.Now().micros + kSetupMicros};
  return token;
}

base::Result<SignedIn> People::Setup(const std::string& token, NewUser user, const std::string& client) {
  // Held to the end: of two who use the link at once, one comes first and the other finds it used.
  const base::MutexLock lock(mutex_);
  MAKTAB_ASSIGN(const bool needed, SetupNeeded());
  const bool right = !setup_token_hash_.empty() && crypto::ConstantTimeEqual(HashOf(token), setup_token_hash_) &&
                     parts_.clock.Now() < setup_expires_;
  if (!needed || !right) return base::Err("setup.used");
  user.role = model::Role::kAdministrator;
  const model::Principal setup{"setup", "Maktab", model::Role::kAdministrator, model::Principal::Kind::kSystem};
  MAKTAB_ASSIGN(const std::string id, CreateUser(setup, std::move(user)));
  setup_token_hash_.clear();
  MAKTAB_ASSIGN(const auto created, parts_.store.FindUser(id));
  if (!created) return base::Err("user.unknown").With("id", id);
  return OpenSessionFor(*created, client);
}

base::Result<std::string> People::CreateUser(const model::Principal& who, NewUser user) {
  MAKTAB_ASSIGN(const std::string name, GoodUserName(user.name));
  MAKTAB_TRY(GoodPassword(user.password));
  MAKTAB_ASSIGN(const auto users, parts_.store.Users());
  for (const store::User& other : users) {
    if (Folded(other.name) == Folded(name)) return base::Err("user.name_taken").With("name", other.name);
  }
  MAKTAB_ASSIGN(auto hash, crypto::HashPassword(user.password));
  MAKTAB_TRY(GoodPlace(user.unit, user.country));
  const std::string id = "usr_" + crypto::RandomToken(9);
  store::EntryDraft draft{
      "user.created",
      who,
      {},
      id,
      Body(
          {{"id", id}, {"name", name}, {"role", RoleName(user.role)}, {"unit", user.unit}, {"country", user.country}})};
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait(std::move(draft), {store::SetCredential{id, std::string(kPasswordKind), hash}}));
  return id;
}

base::Result<std::string> People::AddUser(const model::Principal& who, NewUser user) {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  return CreateUser(who, std::move(user));
}

base::Status People::KeepAnAdministrator(const store::User& user, const UserChange& change) const {
  const bool stays =
      change.role.value_or(user.role) == model::Role::kAdministrator && !change.closed.value_or(!user.active);
  if (stays || user.role != model::Role::kAdministrator) return {};
  MAKTAB_ASSIGN(const auto users, parts_.store.Users());
  const bool another = std::any_of(users.begin(), users.end(), [&](const store::User& other) {
    return other.id != user.id && other.active && other.role == model::Role::kAdministrator;
  });
  if (another) return {};
  return base::Err("user.last_administrator");
}

base::Status People::ChangeUser(const model::Principal& who, const std::string& id, UserChange change) {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  MAKTAB_ASSIGN(const auto user, parts_.store.FindUser(id));
  if (!user) return base::Err("user.unknown").With("id", id);
  MAKTAB_TRY(KeepAnAdministrator(*user, change));
  MAKTAB_TRY(GoodPlace(change.unit.value_or(""), change.country.value_or("")));
  if (change.password) {
    MAKTAB_TRY(GoodPassword(*change.password));
    MAKTAB_TRY(SetPassword(who, id, *change.password));
  }
  if (!change.role && !change.closed && !change.unit && !change.country) return {};
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("id", id);
  if (change.role) json.Field("role", RoleName(*change.role));
  if (change.closed) json.Field("state", *change.closed ? "disabled" : "active");
  if (change.unit) json.Field("unit", *change.unit);
  if (change.country) json.Field("country", *change.country);
  json.EndObject();
  std::vector<store::Extra> extras;
  if (change.closed.value_or(false)) extras.emplace_back(store::CloseSessionsOf{id});
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"user.changed", who, {}, id, body}, std::move(extras)));
  return {};
}

base::Result<std::vector<store::User>> People::Users(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  return parts_.store.Users();
}

base::Result<std::vector<Colleague>> People::Colleagues(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const auto users, parts_.store.Users());
  std::vector<Colleague> colleagues;
  for (const store::User& user : users) {
    const bool acts = user.active && model::MayDo(user.role, model::Right::kActOnRecords);
    if (acts) colleagues.push_back({user.id, user.name, user.unit});
  }
  return colleagues;
}

base::Status People::GoodPlace(const std::string& unit, const std::string& country) const {
  if (!unit.empty() && parts_.registers.FindUnit(unit) == nullptr) return base::Err("user.bad_unit").With("unit", unit);
  const bool letters =
      country.size() == 2 && std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!country.empty() && !letters) return base::Err("user.bad_country").With("country", country);
  return {};
}

base::Result<People::NewKey> People::AddKey(const model::Principal& who, const std::string& name, model::Role role,
                                            const std::string& unit, const std::string& country) {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  MAKTAB_TRY(GoodPlace(unit, country));
  MAKTAB_ASSIGN(const std::string clean, GoodName(name));
  NewKey key{"key_" + crypto::RandomToken(9), std::string(kKeyPrefix) + crypto::RandomToken()};
  store::EntryDraft draft{
      "key.created",
      who,
      {},
      key.id,
      Body({{"id", key.id}, {"name", clean}, {"role", RoleName(role)}, {"unit", unit}, {"country", country}})};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait(std::move(draft),
                                           {store::SetCredential{key.id, std::string(kKeyKind), HashOf(key.key)}}));
  return key;
}

base::Status People::EndKey(const model::Principal& who, const std::string& id) {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  MAKTAB_ASSIGN(const auto keys, parts_.store.Keys());
  const bool known = std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key.id == id && key.active; });
  if (!known) return base::Err("key.unknown");
  store::EntryDraft draft{"key.ended", who, {}, id, Body({{"id", id}})};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait(std::move(draft), {store::DropCredential{id, std::string(kKeyKind)}}));
  return {};
}

base::Result<std::vector<store::ApiKey>> People::Keys(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kManageUsers));
  return parts_.store.Keys();
}

base::Result<model::Principal> People::FindKey(const std::string& key) const {
  MAKTAB_ASSIGN(const auto found, parts_.store.FindKeyByHash(HashOf(key)));
  if (!found) return base::Err("key.unknown");
  return model::Principal{found->id, found->name, found->role, model::Principal::Kind::kSystem};
}

}  // namespace maktab::desk
