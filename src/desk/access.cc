#include "desk/access.h"

#include <algorithm>

namespace maktab::desk {
namespace {

bool Contains(const std::vector<model::Role>& roles, model::Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

// Whether the words that are not for all are for this role: only if all of them are, because they stand together.
bool MaySearchAll(const model::Register& in, model::Role role) {
  return std::all_of(in.fields.begin(), in.fields.end(), [&](const model::Field& field) {
    const bool reads = field.read.empty() || Contains(field.read, role);
    return reads && (!HasMasks(field) || Contains(field.unmask, role));
  });
}

store::Viewer::Seat ViewerSeat(const store::Seat& seat, const model::Registers& registers) {
  store::Viewer::Seat out{seat.id, seat.unit, seat.country, {}, {}, {}};
  for (const model::Register& in : registers.all()) {
    if (Contains(in.restriction.seen_by, seat.role)) out.sees.push_back(in.id);
    if (Contains(in.restriction.heads, seat.role)) out.heads.push_back(in.id);
    if (MaySearchAll(in, seat.role)) out.guarded.push_back(in.id);
  }
  return out;
}

}  // namespace

bool HasMasks(const model::Field& field) {
  return field.masked || std::any_of(field.person_roles.begin(), field.person_roles.end(),
                                     [](const model::PersonRole& role) { return role.masked; });
}

base::Status Require(const model::Principal& who, model::Right right) {
  if (model::MayDo(who.role, right)) return {};
  return base::Err("access.denied").With("role", model::RoleName(who.role));
}

bool Reader::HasRole(const std::vector<model::Role>& roles) const {
  return std::any_of(seats.begin(), seats.end(), [&](const store::Seat& seat) { return Contains(roles, seat.role); });
}

base::Result<Reader> ReaderOf(const Parts& parts, const model::Principal& who) {
  Reader reader;
  reader.viewer.now = parts.clock.Now();
  MAKTAB_ASSIGN(reader.seats, parts.store.Seats(who.id, reader.viewer.now));
  if (reader.seats.empty()) reader.seats.push_back({who.id, who.name, who.role, {}, {}});
  for (const store::Seat& seat : reader.seats) reader.viewer.seats.push_back(ViewerSeat(seat, parts.registers));
  return reader;
}

bool MayRead(const model::Field& field, const Reader& reader) {
  return field.read.empty() || reader.HasRole(field.read);
}

bool MayWrite(const model::Field& field, const Reader& reader) {
  return field.write.empty() ? MayRead(field, reader) : reader.HasRole(field.write);
}

bool MayUnmask(const model::Field& field, const Reader& reader) {
  return MayRead(field, reader) && (!HasMasks(field) || reader.HasRole(field.unmask));
}

base::Result<store::Record> RecordFor(const Parts& parts, const Reader& reader, const std::string& id) {
  MAKTAB_ASSIGN(auto record, parts.store.FindRecord(id, reader.viewer));
  if (!record) return base::Err("record.unknown");
  return *std::move(record);
}

base::Result<std::string> PurposeFor(const Parts& parts, const std::string& asked) {
  if (asked.empty()) return std::string(parts.purposes.default_code());
  if (!parts.purposes.Has(asked)) return base::Err("purpose.unknown").With("purpose", asked);
  return asked;
}

}  // namespace maktab::desk
