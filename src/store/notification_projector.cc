#include "store/notification_projector.h"

#include <string>

namespace maktab::store {
namespace {

using Text = std::string;

struct To {
  const char* kind;
  Text id;
};

struct About {
  const char* what;
  Text record, action;
  std::int64_t check_seq = 0;
};

Text TextOf(const base::JsonRef& json) {
  const Text text(json.string().value_or(""));
  return text.find('\0') == Text::npos ? text : Text();
}

// Nobody is told of what he did himself.
void Tell(Connection& connection, const EntryColumns& entry, const To& to, const About& about) {
  if (to.id.empty() || to.id == entry.actor_id) return;
  connection.Run(
      "insert into notification (seq, to_kind, to_id, record, what, action, actor_id, actor_name, check_seq, at) "
      "values (:seq, :kind, :id, :record, :what, :action, :actor, :name, :check, :at) on conflict do nothing",
      entry.seq, Text(to.kind), to.id, about.record, Text(about.what), about.action, entry.actor_id, entry.actor_name,
      about.check_seq, entry.at);
}

}  // namespace

base::Status ProjectTells(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const About about{"told", Text(entry.subject), TextOf(body["action"])};
  for (const base::JsonRef& to : body["tells"].elements()) {
    const bool user = to["user"].present();
    Tell(connection, entry, {user ? "user" : "unit", TextOf(to[user ? "user" : "unit"])}, about);
  }
  return {};
}

base::Status ProjectRecordChecked(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                  const base::JsonRef& body) {
  if (!body["tells"].boolean().value_or(false)) return {};
  const RecordRows* record = records.Find(Text(entry.subject));
  if (record == nullptr) return {};
  const To to = record->officer.empty() ? To{"unit", record->unit} : To{"user", record->officer};
  Tell(connection, entry, to, {"hit", Text(entry.subject), {}, entry.seq});
  return {};
}

base::Status ProjectLaterHit(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text record = TextOf(body["record"]);
  if (record.empty()) return {};
  Tell(connection, entry, {"user", TextOf(body["who_id"])}, {"hit", record, {}, body["check"].integer().value_or(-1)});
  return {};
}

}  // namespace maktab::store
