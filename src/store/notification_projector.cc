#include "store/notification_projector.h"

#include <set>
#include <string>
#include <utility>

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
void Tell(RecordSet& records, const EntryColumns& entry, const To& to, const About& about) {
  if (to.id.empty() || to.id == entry.actor_id) return;
  records.AddTell({entry.seq, to.kind, to.id, about.record, about.what, about.action, entry.actor_id, entry.actor_name,
                   about.check_seq, entry.at});
}

}  // namespace

base::Status ProjectTells(RecordSet& records, const EntryColumns& entry, const base::JsonRef& body) {
  const About about{"told", Text(entry.subject), TextOf(body["action"])};
  std::set<std::pair<bool, Text>> told;
  for (const base::JsonRef& to : body["tells"].elements()) {
    const bool user = to["user"].present();
    Text id = TextOf(to[user ? "user" : "unit"]);
    if (told.emplace(user, id).second) Tell(records, entry, {user ? "user" : "unit", std::move(id)}, about);
  }
  return {};
}

base::Status ProjectRecordChecked(Connection&, RecordSet& records, const EntryColumns& entry,
                                  const base::JsonRef& body) {
  if (!body["tells"].boolean().value_or(false)) return {};
  const RecordRows* record = records.Find(Text(entry.subject));
  if (record == nullptr) return {};
  const To to = record->officer.empty() ? To{"unit", record->unit} : To{"user", record->officer};
  Tell(records, entry, to, {"hit", Text(entry.subject), {}, entry.seq});
  return {};
}

base::Status ProjectLaterHit(RecordSet& records, const EntryColumns& entry, const base::JsonRef& body) {
  const Text record = TextOf(body["record"]);
  if (record.empty()) return {};
  Tell(records, entry, {"user", TextOf(body["who_id"])}, {"hit", record, {}, body["check"].integer().value_or(-1)});
  return {};
}

}  // namespace maktab::store
