#include "desk/access.h"

namespace maktab::desk {

base::Status Require(const model::Principal& who, model::Right right) {
  if (model::MayDo(who.role, right)) return {};
  return base::Err("access.denied").With("role", model::RoleName(who.role));
}

}  // namespace maktab::desk
