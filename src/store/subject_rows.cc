#include "store/subject_rows.h"

#include "base/json.h"

namespace maktab::store {

SubjectRows::SubjectRows(Connection& connection, bool all_known)
    : connection_(connection),
      all_known_(all_known),
      files_(connection,
             "insert into subject (id, kind, serial, born_record, version, content, merged_into, head, created_seq, "
             "changed_seq) values ",
             "ttntntttnn"),
      rows_(connection, "insert into subject_row (record, field, place, subject, body) values ", "ttntt") {}

bool SubjectRows::Knows(const std::string& id) {
  if (made_.contains(id)) return true;
  return !all_known_ && connection_.Number("select count(*) from subject where id = :id", id) != 0;
}

long long SubjectRows::NextSerial(const std::string& kind) {
  const auto known = serials_.find(kind);
  if (known != serials_.end()) return ++known->second;
  const long long last = connection_.Number("select coalesce(max(serial), 0) from subject where kind = :kind", kind);
  return serials_[kind] = last + 1;
}

bool SubjectRows::Make(const std::string& id, const std::string& kind, const std::string& record, std::int64_t seq) {
  if (Knows(id)) return false;
  made_.insert(id);
  files_.Text(id).Text(kind).Number(NextSerial(kind)).Text(record).Number(1).Text("{}").Text("").Text(id);
  files_.Number(seq).Number(seq);
  return true;
}

void SubjectRows::AddRow(const std::string& record, const std::string& field, long long place,
                         const std::string& subject, const std::string& body) {
  rows_.Text(record).Text(field).Number(place).Text(subject).Text(body);
}

void SubjectRows::Touch(const std::string& id, std::int64_t seq) {
  touched_[id] = seq;
}

void SubjectRows::Flush() {
  files_.Flush();
  rows_.Flush();
  if (!touched_.empty()) WriteTouched();
}

// All in one statement: a replay touches tens of thousands.
void SubjectRows::WriteTouched() {
  std::string touched;
  base::JsonWriter json(touched);
  json.BeginObject();
  for (const auto& [id, seq] : touched_) json.Field(id, seq);
  json.EndObject();
  const std::string each = connection_.postgres() ? "json_each_text(cast(:touched as json))" : "json_each(:touched)";
  connection_.Run("with touched as (select e.key as id, cast(e.value as bigint) as seq from " + each +
                      " as e), both_files as (select id, seq from touched union all select s.head, t.seq from touched "
                      "t join subject s on s.id = t.id), last as (select id, max(seq) as seq from both_files group by "
                      "id) update subject set changed_seq = last.seq from last where subject.id = last.id",
                  touched);
  touched_.clear();
}

}  // namespace maktab::store
