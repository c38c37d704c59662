#include "desk/access.h"

namespace maktab::desk {

base::Status Require(const model::Principal& who, model::Right right) {
  if (model::MayDo(who.role, right)) return {};
  return base::Err("access.denied").With("role", model::RoleName(who.role));
}

base::Result<store::Record> VisibleRecord(const Parts& parts, const model::Principal& who, const std::string& id) {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(auto record, parts.store.FindRecord(id));
  if (!record) return base::Err("record.unknown");
  return *std::move(record);
}

}  // namespace maktab::desk
