#include "desk/sight.h"

#include <algorithm>
#include <map>

namespace maktab::desk {

bool MaySeeRecord(const Parts& /*parts*/, const model::Principal& who, const std::string& /*record*/) {
  return model::MayDo(who.role, model::Right::kSeeRecords);
}

bool MaySeeSubject(const Parts& parts, const model::Principal& who, const std::string& id) {
  const auto file = parts.store.FindSubject(id);
  if (!file.ok() || !*file) return false;
  auto groups = parts.store.SubjectGroups({(*file)->head});
  return groups.ok() && SeenBy(parts, who, std::move(groups->front())).has_value();
}

std::optional<store::SubjectGroup> SeenBy(const Parts& parts, const model::Principal& who, store::SubjectGroup group) {
  std::map<std::string, bool> decided;  // a record is asked about once
  const auto sees = [&](const std::string& record) {
    const auto known = decided.find(record);
    if (known != decided.end()) return known->second;
    return decided[record] = MaySeeRecord(parts, who, record);
  };
  std::erase_if(group.members, [&](const store::Subject& file) {
    bool spoken_of = false, seen = false;
    for (const store::SubjectRow& row : group.rows) {
      if (row.subject != file.id) continue;
      spoken_of = true;
      seen = seen || sees(row.record);
    }
    return spoken_of ? !seen : !sees(file.born_record);
  });
  if (group.members.empty()) return std::nullopt;
  const auto has = [&](const std::string& id) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const auto& file) { return file.id == id; });
  };
  std::erase_if(group.rows, [&](const store::SubjectRow& row) { return !sees(row.record) || !has(row.subject); });
  if (!has(group.head)) group.head = group.members.front().id;
  for (store::Subject& file : group.members) {
    if (!has(file.merged_into)) file.merged_into.clear();
  }
  return group;
}

}  // namespace maktab::desk
