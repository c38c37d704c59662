#include "desk/entry_sight.h"

#include <algorithm>
#include <set>

#include "desk/alerts.h"
#include "desk/redact.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

Values ValuesIn(const base::JsonRef& object) {
  Values values;
  for (const auto& [field, value] : object.members()) values.emplace(field, value.text());
  return values;
}

// An action on a record: what is shown of its values is all of them, or they are masked.
base::Result<Sight> OfAction(const Parts& parts, const Reader& reader, const store::Entry& entry,
                             const base::JsonRef& body) {
  MAKTAB_ASSIGN(const store::Record record, RecordFor(parts, reader, entry.subject));
  const model::Register* in = parts.registers.Find(record.register_id);
  if (in == nullptr) return Sight::kNone;
  const Values old = ValuesIn(body["old"]), values = ValuesIn(body["values"]);
  Redactor redactor(parts, reader);
  MAKTAB_TRY(redactor.Meet(*in, {&old, &values}));
  const Values now = ReadContent(record.content);
  redactor.MaskAlways(*in, {&old, &values, &now});
  Sight sight = Sight::kOpen;
  for (const Values* all : {&old, &values}) {
    const Values shown = redactor.Shown(*in, *all);
    for (const auto& [id, value] : *all) {
      const auto same = shown.find(id);
      if (value == "null" || (same != shown.end() && same->second == value)) continue;
      const model::Field* field = in->FindField(id);
      if (field == nullptr || !HasMasks(*field) || !MayUnmask(*field, reader)) return Sight::kNone;
      sight = Sight::kMasked;
    }
  }
  const std::vector<std::string> apart = body["apart_from"]["records"].strings();
  std::set<std::string> others(apart.begin(), apart.end());
  if (body["because"].is_string()) others.emplace(*body["because"].string());
  MAKTAB_ASSIGN(const auto seen, parts.store.SeenRecords(others, reader.viewer));
  if (seen != others) return Sight::kNone;
  // The words of what is not for all stand in the entry of every action.
  if (!body["search_guarded"].present() || sight == Sight::kMasked) return sight;
  const bool may = std::all_of(in->fields.begin(), in->fields.end(),
                               [&](const model::Field& field) { return MayUnmask(field, reader); });
  return may ? Sight::kMasked : Sight::kNone;
}

base::Result<Sight> OfCheck(const Parts& parts, const Reader& reader, const std::string& text) {
  MAKTAB_ASSIGN(CheckAnswer answer, ReadAnswerBody(text));
  const std::size_t hits = answer.hits.size();
  MAKTAB_TRY(HideAlerts(parts, reader.viewer, answer.hits));
  if (answer.hits.size() != hits) return Sight::kNone;
  for (const AnsweredHit& answered : answer.hits) {
    if (answered.hit.dataset != kOwnFiles) continue;
    // What the file said then it may say no more to this reader.
    MAKTAB_ASSIGN(const auto seen, GroupOf(parts, reader, answered.hit.entity_id, Masks::kOn));
    if (!seen || seen->masked) return Sight::kNone;
    const model::Entity now = EntityOf(IdentityOf(seen->group), {});
    for (const auto& [property, name] : answered.names) {
      const std::vector<std::string>& names = now.Get(property);
      if (std::find(names.begin(), names.end(), name) == names.end()) return Sight::kNone;
    }
  }
  return SightOf(parts, reader, answer);
}

// What was found or judged of a check says what the check asked.
base::Result<Sight> OfCheckNamed(const Parts& parts, const Reader& reader, const base::JsonRef& body) {
  const auto seq = body["check"].integer();
  if (!seq) return Sight::kOpen;
  MAKTAB_ASSIGN(const auto check, parts.store.FindEntry(*seq, reader.viewer));
  if (!check) return Sight::kNone;
  return OfCheck(parts, reader, check->body);
}

// Files of persons and things that it names.
base::Result<Sight> OfFiles(const Parts& parts, const Reader& reader, const store::Entry& entry,
                            const base::JsonRef& body) {
  std::vector<std::string> files = body["files"].strings();
  if (!entry.subject.empty()) files.push_back(entry.subject);
  for (const char* key : {"into", "from", "other"}) {
    if (body[key].is_string()) files.emplace_back(*body[key].string());
  }
  Sight sight = Sight::kOpen;
  for (const std::string& file : files) {
    MAKTAB_ASSIGN(const auto seen, GroupOf(parts, reader, file, Masks::kOn));
    if (seen && !seen->masked) continue;
    MAKTAB_ASSIGN(const auto unmasked, GroupOf(parts, reader, file, Masks::kOff));
    sight = std::min(sight, unmasked ? Sight::kMasked : Sight::kNone);
  }
  return sight;
}

}  // namespace

base::Result<Sight> SightOf(const Parts& parts, const Reader& reader, const store::Entry& entry) {
  const auto body = base::JsonDocument::Parse(entry.body);
  if (!body.ok()) return Sight::kOpen;
  if (entry.kind == "record.created" || entry.kind == "record.imported" || entry.kind == "record.acted") {
    return OfAction(parts, reader, entry, body->root());
  }
  if (IsCheck(entry.kind)) return OfCheck(parts, reader, entry.body);
  if (entry.kind == "hit.judged" || entry.kind == "hit.found_later") return OfCheckNamed(parts, reader, body->root());
  if (entry.kind.starts_with("subject.")) return OfFiles(parts, reader, entry, body->root());
  return Sight::kOpen;
}

}  // namespace maktab::desk
