#include "desk/sight.h"

#include <algorithm>
#include <set>

#include "desk/record_subjects.h"
#include "desk/redact.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

const model::Field* FieldOf(const Parts& parts, const std::string& register_id, const std::string& field) {
  const model::Register* in = parts.registers.Find(register_id);
  return in == nullptr ? nullptr : in->FindField(field);
}

Sight SightOf(const Parts& parts, const Reader& reader, const store::SubjectRow& row) {
  const auto body = base::JsonDocument::Parse(row.body);
  if (!body.ok()) return Sight::kNone;
  return SightOf(FieldOf(parts, row.register_id, row.field), body->root(), reader);
}

// Keeps these rows and files alone.
void Keep(store::SubjectGroup& group, std::vector<store::SubjectRow> rows, const std::set<std::string>& files) {
  std::erase_if(group.members, [&](const store::Subject& file) { return !files.contains(file.id); });
  std::erase_if(rows, [&](const store::SubjectRow& row) { return !files.contains(row.subject); });
  group.rows = std::move(rows);
  store::CloseGaps(group);
}

}  // namespace

Sight SightOf(const model::Field* field, const base::JsonRef& row, const Reader& reader) {
  if (field == nullptr || !MayRead(*field, reader)) return Sight::kNone;
  if (!field->masked && !IsMaskedRow(*field, row)) return Sight::kOpen;
  return MayUnmask(*field, reader) ? Sight::kMasked : Sight::kNone;
}

std::optional<SeenGroup> SeenBy(const Parts& parts, const Reader& reader, store::SubjectGroup group, Masks masks) {
  std::vector<store::SubjectRow> open, masked;
  std::set<std::string> spoken_of, open_files, masked_files;
  for (store::SubjectRow& row : group.rows) {
    spoken_of.insert(row.subject);
    Sight sight = SightOf(parts, reader, row);
    if (sight == Sight::kMasked && masks == Masks::kOff) sight = Sight::kOpen;
    if (sight == Sight::kNone) continue;
    (sight == Sight::kOpen ? open_files : masked_files).insert(row.subject);
    (sight == Sight::kOpen ? open : masked).push_back(std::move(row));
  }
  for (const store::Subject& file : group.members) {
    if (!spoken_of.contains(file.id)) open_files.insert(file.id);
  }
  SeenGroup seen{std::move(group), open_files.empty()};
  Keep(seen.group, seen.masked ? std::move(masked) : std::move(open), seen.masked ? masked_files : open_files);
  if (seen.group.members.empty()) return std::nullopt;
  return seen;
}

base::Result<std::optional<SeenGroup>> GroupOf(const Parts& parts, const Reader& reader, const std::string& file,
                                               Masks masks) {
  MAKTAB_ASSIGN(const auto found, parts.store.FindSubject(file, reader.viewer));
  if (!found) return std::optional<SeenGroup>();
  MAKTAB_ASSIGN(auto groups, parts.store.SubjectGroups({found->head}, reader.viewer));
  auto seen = SeenBy(parts, reader, std::move(groups.front()), masks);
  const auto shows = [&](const store::Subject& member) { return member.id == file; };
  if (seen && std::none_of(seen->group.members.begin(), seen->group.members.end(), shows)) seen.reset();
  return seen;
}

void Veil(store::SubjectGroup& group) {
  for (store::Subject& file : group.members) file.content = "{}";
  for (store::SubjectRow& row : group.rows) {
    const auto body = base::JsonDocument::Parse(row.body);
    row.body = body.ok() ? MaskedRow(body->root(), std::size_t(row.place)) : "{}";
  }
}

namespace {

// As the row stood then and as it stands now in a record of the reader's, whichever shows less.
Sight SightOfRow(const model::Field& field, const std::string& value, const CheckAnswer& answer, const Reader& reader) {
  std::vector<std::string> rows = {answer.row};
  for (std::string& row : RowsOf(value)) {
    if (SubjectOf(row) == answer.subject) rows.push_back(std::move(row));
  }
  Sight sight = Sight::kOpen;
  for (const std::string& text : rows) {
    const auto row = base::JsonDocument::Parse(text);
    sight = std::min(sight, row.ok() ? SightOf(&field, row->root(), reader) : Sight::kNone);
  }
  return sight;
}

bool SaysNoMore(const model::Entity& asked, const model::Entity& known) {
  return std::all_of(asked.properties().begin(), asked.properties().end(), [&](const auto& property) {
    const auto& values = known.Get(property.first);
    return std::all_of(property.second.begin(), property.second.end(), [&](const std::string& value) {
      return std::find(values.begin(), values.end(), value) != values.end();
    });
  });
}

}  // namespace

base::Result<Sight> SightOf(const Parts& parts, const Reader& reader, const CheckAnswer& answer) {
  if (answer.record.empty()) return Sight::kOpen;
  MAKTAB_ASSIGN(const auto record, parts.store.FindRecord(answer.record, reader.viewer));
  if (!record) return Sight::kNone;
  const model::Field* field = FieldOf(parts, record->register_id, answer.field);
  if (field == nullptr || !MayRead(*field, reader)) return Sight::kNone;
  const Values values = ReadContent(record->content);
  const auto value = values.find(answer.field);
  const Sight sight = SightOfRow(*field, value == values.end() ? std::string() : value->second, answer, reader);
  if (sight == Sight::kNone) return sight;
  const Masks masks = sight == Sight::kMasked ? Masks::kOff : Masks::kOn;
  MAKTAB_ASSIGN(auto seen, GroupOf(parts, reader, answer.subject, masks));
  store::SubjectGroup group = NewGroup(SubjectKindOf(field->type), answer.subject);
  if (seen && !seen->masked) group = std::move(seen->group);
  group.rows.push_back({answer.record, answer.field, 0, answer.subject, answer.row});
  return SaysNoMore(answer.query, EntityOf(IdentityOf(group), {})) ? sight : Sight::kNone;
}

}  // namespace maktab::desk
