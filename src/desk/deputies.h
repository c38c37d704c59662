// Delegation while absent: from when until when a person's rights on records pass to a deputy. What the deputy does
// then says whose deputy he is; four eyes still counts the persons.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

class Deputies {
 public:
  explicit Deputies(const Parts& parts) : parts_(parts) {}

  // By the person himself or by who manages users; replaces the deputy that there is. Errors: access.denied,
  // user.unknown, deputy.not_possible (himself, a closed user, one whose role does not act on records), deputy.bad_time
  // (it ends before it begins, is over already, or lasts more than a year).
  base::Status Set(const model::Principal& who, const std::string& user_id, const std::string& deputy_id,
                   base::Instant from, base::Instant until) const;
  // Errors: access.denied, deputy.none.
  base::Status End(const model::Principal& who, const std::string& user_id) const;
  // The deputy of a person, also one whose time is over or has not come. Errors: access.denied.
  base::Result<std::optional<store::Deputy>> Find(const model::Principal& who, const std::string& user_id) const;
  // Those whose deputy this person is now.
  base::Result<std::vector<store::Seat>> StandsFor(const model::Principal& who) const;

 private:
  const Parts& parts_;
};

}  // namespace maktab::desk
