#include "store/access_projector.h"

#include <string>

namespace maktab::store {
namespace {

using Text = std::string;

base::Error BadEntry(const EntryColumns& entry, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", entry.kind).With("field", field);
}

// Empty where it is missing, is no text, or holds a NUL, which the databases do not keep alike.
Text TextOf(const base::JsonRef& body, std::string_view key) {
  const Text text(body[key].string().value_or(""));
  return text.find('\0') == Text::npos ? text : Text();
}

bool HasUser(Connection& connection, const Text& id) {
  return connection.Number("select count(*) from user_account where id = :id", id) > 0;
}

}  // namespace

base::Status ProjectDeputySet(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text user = TextOf(body, "id");
  const Text deputy = TextOf(body, "deputy");
  const auto from = base::ParseInstant(TextOf(body, "from"));
  const auto until = base::ParseInstant(TextOf(body, "until"));
  if (user.empty()) return BadEntry(entry, "id");
  if (deputy.empty() || deputy == user) return BadEntry(entry, "deputy");
  if (!from) return BadEntry(entry, "from");
  if (!until || *until <= *from) return BadEntry(entry, "until");
  if (!HasUser(connection, user) || !HasUser(connection, deputy)) return base::Err("store.user_unknown");
  connection.Run("delete from deputy where user_id = :id", user);
  connection.Run(
      "insert into deputy (user_id, deputy_id, from_at, until_at, set_by) values (:id, :deputy, :from, :until, :by)",
      user, deputy, from->micros, until->micros, entry.actor_name);
  return {};
}

base::Status ProjectDeputyEnded(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text user = TextOf(body, "id");
  if (user.empty()) return BadEntry(entry, "id");
  if (connection.Run("delete from deputy where user_id = :id", user) == 0) return base::Err("store.user_unknown");
  return {};
}

base::Status ProjectGlassBroken(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text reason = TextOf(body, "reason");
  const auto until = base::ParseInstant(TextOf(body, "until"));
  if (reason.empty()) return BadEntry(entry, "reason");
  if (!until) return BadEntry(entry, "until");
  if (connection.Number("select count(*) from record where id = :id", entry.subject) == 0) {
    return base::Err("store.record_unknown");
  }
  connection.Run(
      "insert into glass (seq, record, user_id, user_name, at, until_at, purpose, reason, ack_at, ack_by, ack_name, "
      "ack_note) values (:seq, :record, :user, :name, :at, :until, :purpose, :reason, 0, '', '', '')",
      entry.seq, entry.subject, entry.actor_id, entry.actor_name, entry.at, until->micros, TextOf(body, "purpose"),
      reason);
  return {};
}

base::Status ProjectGlassSeen(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const auto seq = body["glass"].integer();
  if (!seq) return BadEntry(entry, "glass");
  const long long touched = connection.Run(
      "update glass set ack_at = :at, ack_by = :by, ack_name = :name, ack_note = :note where seq = :seq and ack_at = 0",
      entry.at, entry.actor_id, entry.actor_name, TextOf(body, "note"), *seq);
  if (touched == 0) return base::Err("store.glass_unknown");
  return {};
}

}  // namespace maktab::store
