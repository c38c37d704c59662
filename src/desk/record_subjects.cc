#include "desk/record_subjects.h"

#include <algorithm>
#include <map>
#include <set>

#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/sight.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 10;

// The row with another file, or with none.
std::string WithSubject(const std::string& row, const std::string& subject) {
  const auto document = base::JsonDocument::Parse(row);
  if (!document.ok()) return row;
  std::map<std::string, std::string> members;
  for (const auto& [key, value] : document->root().members()) members[std::string(key)] = value.string().value_or("");
  members.erase("subject");
  if (!subject.empty()) members["subject"] = subject;
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const auto& [key, text] : members) json.Field(key, text);
  json.EndObject();
  return out;
}

class Giver {
 public:
  Giver(const model::Field& field, const std::string& before, const model::Principal& who, const Parts& parts)
      : field_(field), who_(who), parts_(parts) {
    for (const std::string& row : RowsOf(before)) {
      const std::string subject = SubjectOf(row);
      if (subject.empty()) continue;
      known_.insert(subject);
      same_row_.emplace(WithSubject(row, {}), subject);
    }
  }

  base::Result<std::string> All(const std::string& value, SubjectChanges& changes) {
    std::string out;
    base::JsonWriter json(out);
    json.BeginArray();
    for (const std::string& row : RowsOf(value)) {
      MAKTAB_ASSIGN(const std::string subject, One(row, changes));
      json.Raw(WithSubject(row, subject));
    }
    json.EndArray();
    return out;
  }

 private:
  base::Result<std::string> One(const std::string& row, SubjectChanges& changes) {
    const std::string given = SubjectOf(row);
    if (!given.empty()) return known_.contains(given) ? given : Picked(given);
    const auto same = same_row_.find(WithSubject(row, {}));
    if (same != same_row_.end()) return same->second;
    const std::string id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
    changes.made.push_back({id, std::string(SubjectKindOf(field_.type))});
    return id;
  }

  // What is picked stands for those that it is merged with, so the row refers to their head.
  base::Result<std::string> Picked(const std::string& id) {
    const auto wrong = [&] { return base::Err("record.bad_value").With("field", field_.id).With("what", id); };
    MAKTAB_ASSIGN(const auto file, parts_.store.FindSubject(id));
    if (!file || file->kind != SubjectKindOf(field_.type)) return wrong();
    MAKTAB_ASSIGN(auto groups, parts_.store.SubjectGroups({file->head}));
    const auto seen = SeenBy(parts_, who_, std::move(groups.front()));
    if (!seen) return wrong();
    const auto shows = [&](const store::Subject& member) { return member.id == id; };
    if (std::none_of(seen->members.begin(), seen->members.end(), shows)) return wrong();
    return seen->head;
  }

  const model::Field& field_;
  const model::Principal& who_;
  const Parts& parts_;
  std::set<std::string> known_;
  std::map<std::string, std::string> same_row_;
};

}  // namespace

base::Result<SubjectChanges> GiveSubjects(const model::Register& in, const Values& before, Values& changes,
                                          const model::Principal& who, const Parts& parts) {
  SubjectChanges made;
  for (auto& [id, value] : changes) {
    const model::Field* field = in.FindField(id);
    if (field == nullptr || SubjectKindOf(field->type).empty()) continue;
    const auto old = before.find(id);
    if (value != "null") {
      Giver giver(*field, old == before.end() ? std::string() : old->second, who, parts);
      MAKTAB_ASSIGN(value, giver.All(value, made));
    }
    made.fields.push_back(id);
  }
  return made;
}

std::string WriteSubjectChanges(const SubjectChanges& changes) {
  if (changes.fields.empty()) return {};
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Key("made").BeginArray();
  for (const SubjectChanges::Made& made : changes.made) {
    json.BeginObject().Field("id", made.id).Field("kind", made.kind).EndObject();
  }
  json.EndArray().Key("fields").Strings(changes.fields).EndObject();
  return out;
}

std::vector<std::string> RowsOf(const std::string& value) {
  std::vector<std::string> rows;
  if (value.empty()) return rows;
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return rows;
  for (const base::JsonRef& row : document->root().elements()) rows.push_back(row.text());
  return rows;
}

std::string SubjectOf(const std::string& row) {
  const auto document = base::JsonDocument::Parse(row);
  return document.ok() ? std::string(document->root()["subject"].string().value_or("")) : std::string();
}

}  // namespace maktab::desk
