#include "store/subject_rows.h"

namespace maktab::store {

SubjectRows::SubjectRows(Connection& connection, bool all_known)
    : connection_(connection),
      all_known_(all_known),
      files_(connection,
             "insert into subject (id, kind, serial, born_record, version, content, merged_into, head, created_seq, "
             "changed_seq) values ",
             "ttntntttnn"),
      rows_(connection, "insert into subject_row (record, field, place, subject, body) values ", "ttntt") {}

bool SubjectRows::IsThere(const std::string& id) {
  if (all_known_) return !made_.insert(id).second;
  return connection_.Number("select count(*) from subject where id = :id", id) != 0;
}

long long SubjectRows::NextSerial(const std::string& kind) {
  const auto known = serials_.find(kind);
  if (known != serials_.end()) return ++known->second;
  const long long last = connection_.Number("select coalesce(max(serial), 0) from subject where kind = :kind", kind);
  return serials_[kind] = last + 1;
}

bool SubjectRows::Make(const std::string& id, const std::string& kind, const std::string& record, std::int64_t seq) {
  if (IsThere(id)) return false;
  files_.Text(id).Text(kind).Number(NextSerial(kind)).Text(record).Number(1).Text("{}").Text("").Text(id);
  files_.Number(seq).Number(seq);
  return true;
}

void SubjectRows::AddRow(const std::string& record, const std::string& field, long long place,
                         const std::string& subject, const std::string& body) {
  rows_.Text(record).Text(field).Number(place).Text(subject).Text(body);
}

void SubjectRows::Flush() {
  files_.Flush();
  rows_.Flush();
}

}  // namespace maktab::store
