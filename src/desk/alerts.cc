#include "desk/alerts.h"

#include <algorithm>
#include <map>
#include <set>

#include "desk/duplicates.h"
#include "desk/redact.h"
#include "desk/subject_identity.h"
#include "store/lists.h"

namespace maktab::desk {
namespace {

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Whom a record in this state searches, by the id of its row in the list. Who is masked is nobody's target
// (domain.md R-26).
std::map<std::string, model::Entity> Searched(const Step& step, const Values& values, std::string_view state) {
  std::map<std::string, model::Entity> entities;
  if (!step.in.alert || LifeIn(step.in, state) != Life::kInForce) return entities;
  // Several rows may be of one file: a man with two papers.
  std::map<std::string, store::SubjectGroup> groups;
  for (const std::string& id : step.in.alert->searched) {
    const auto value = values.find(id);
    if (value == values.end()) continue;
    const model::Field& field = *step.in.FindField(id);
    for (const std::string& text : RowsOf(value->second)) {
      const auto row = base::JsonDocument::Parse(text);
      if (!row.ok() || IsMaskedRow(field, row->root())) continue;
      const std::string subject = SubjectOf(text);
      const auto [group, fresh] = groups.try_emplace(step.id + "." + subject);
      if (fresh) group->second = NewGroup(SubjectKindOf(field.type), subject);
      group->second.rows.push_back({step.id, id, std::int64_t(group->second.rows.size()), subject, text});
    }
  }
  for (const auto& [id, group] : groups) {
    model::Entity entity = EntityOf(IdentityOf(group), id);
    // A thing without any number is found by its description alone, in the register.
    if (!entity.properties().empty()) entities.emplace(id, std::move(entity));
  }
  return entities;
}

}  // namespace

Life LifeIn(const model::Register& in, std::string_view state) {
  if (!in.alert) return Life::kNone;
  if (Contains(in.alert->in_force, state)) return Life::kInForce;
  return Contains(in.alert->asleep, state) ? Life::kAsleep : Life::kNone;
}

std::string WriteAlerts(const Step& step, const std::string& state) {
  const auto before = Searched(step, step.before, step.state);
  const auto after = Searched(step, After(step), state);
  std::string rows;
  base::JsonWriter json(rows);
  json.BeginArray();
  const auto row = [&](const char* what, const std::string& entity) {
    json.BeginObject().Field("do", what).Key("entity").Raw(entity).EndObject();
  };
  for (const auto& [id, entity] : after) {
    const std::string text = model::WriteEntity(entity);
    const auto old = before.find(id);
    if (old != before.end() && model::WriteEntity(old->second) == text) continue;
    row(old == before.end() ? "added" : "changed", text);
  }
  for (const auto& [id, entity] : before) {
    if (!after.contains(id)) row("ended", model::WriteEntity(entity));
  }
  json.EndArray();
  if (rows == "[]") return {};
  std::string out;
  base::JsonWriter(out)
      .BeginObject()
      .Field("list", std::string(store::kRecordLists) + step.in.id)
      .Field("title", step.in.title[std::size_t(model::Language::kEnglish)])
      .Key("rows")
      .Raw(rows)
      .EndObject();
  return out;
}

std::string RecordOfAlert(std::string_view dataset, std::string_view entity_id) {
  if (!dataset.starts_with(store::kRecordLists)) return {};
  return std::string(entity_id.substr(0, entity_id.find('.')));
}

namespace {

const screening::Hit& HitOf(const screening::Hit& hit) {
  return hit;
}
const screening::Hit& HitOf(const AnsweredHit& answered) {
  return answered.hit;
}

template <typename Hits>
std::set<std::string> RecordsOf(const Hits& hits) {
  std::set<std::string> records;
  for (const auto& one : hits) {
    std::string record = RecordOfAlert(HitOf(one).dataset, HitOf(one).entity_id);
    if (!record.empty()) records.insert(std::move(record));
  }
  return records;
}

template <typename Hits>
base::Status Hide(const Parts& parts, const store::Viewer& viewer, Hits& hits) {
  const std::set<std::string> records = RecordsOf(hits);
  if (records.empty()) return {};
  MAKTAB_ASSIGN(const auto seen, parts.store.SeenRecords(records, viewer));
  std::erase_if(hits, [&](const auto& one) {
    const std::string record = RecordOfAlert(HitOf(one).dataset, HitOf(one).entity_id);
    return !record.empty() && !seen.contains(record);
  });
  return {};
}

}  // namespace

base::Status HideAlerts(const Parts& parts, const model::Principal& who, std::vector<screening::Hit>& hits) {
  if (RecordsOf(hits).empty()) return {};
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  return Hide(parts, reader.viewer, hits);
}

base::Status HideAlerts(const Parts& parts, const store::Viewer& viewer, std::vector<screening::Hit>& hits) {
  return Hide(parts, viewer, hits);
}

base::Status HideAlerts(const Parts& parts, const store::Viewer& viewer, std::vector<AnsweredHit>& hits) {
  return Hide(parts, viewer, hits);
}

namespace {

bool Says(const model::Entity& query, std::string_view property, std::string_view text) {
  const std::string key = ReferenceKey(text);
  if (key.empty()) return false;
  for (const auto& [name, values] : query.properties()) {
    if (!property.empty() && name != property) continue;
    for (const std::string& value : values) {
      if (ReferenceKey(value) == key) return true;
    }
  }
  return false;
}

bool AsksAbout(const model::Entity& query, const base::JsonRef& row) {
  const auto text = [&](const char* key) { return row[key].string().value_or(""); };
  // The number of his paper tells him from the one searched; the same name and birth date alone may be of both.
  if (const std::string_view paper = text("document"); !paper.empty()) return Says(query, {}, paper);
  return Says(query, model::kPropName, text("name")) && Says(query, model::kPropBirthDate, text("birth_date"));
}

}  // namespace

base::Status MarkExcluded(const Parts& parts, CheckAnswer& answer) {
  for (AnsweredHit& answered : answer.hits) {
    const std::string id = RecordOfAlert(answered.hit.dataset, answered.hit.entity_id);
    if (id.empty()) continue;
    MAKTAB_ASSIGN(const auto record, parts.store.FindRecord(id, store::Viewer::Program()));
    const model::Register* in = record ? parts.registers.Find(record->register_id) : nullptr;
    if (in == nullptr || !in->alert || in->alert->excluded.empty()) continue;
    const Values values = ReadContent(record->content);
    const auto excluded = values.find(in->alert->excluded);
    if (excluded == values.end()) continue;
    const auto rows = base::JsonDocument::Parse(excluded->second);
    if (!rows.ok()) return rows.error();
    const std::vector<base::JsonRef> all = rows->root().elements();
    answered.quiet = answered.quiet || std::any_of(all.begin(), all.end(), [&](const base::JsonRef& row) {
                       return AsksAbout(answer.query, row);
                     });
  }
  return {};
}

base::Result<bool> SeesAlert(const Parts& parts, const model::Principal& who, std::string_view dataset,
                             std::string_view entity_id) {
  const std::string record = RecordOfAlert(dataset, entity_id);
  if (record.empty()) return true;
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  MAKTAB_ASSIGN(const auto seen, parts.store.SeenRecords({record}, reader.viewer));
  return !seen.empty();
}

}  // namespace maktab::desk
