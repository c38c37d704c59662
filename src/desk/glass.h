// Breaking the glass: in an emergency a person with the right opens a record that is restricted from him. It is an
// entry with a reason, told to supervisors at once, and stays with them until one of them says that he has looked at
// it. What is withheld from his country he does not open.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/events.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

class Glass {
 public:
  Glass(const Parts& parts, Events& events) : parts_(parts), events_(events) {}

  struct Opened {
    std::string record;
    bool broken = false;  // false: he saw it anyway, and nothing was written
  };
  // By its number, which he must know: what is restricted can't be looked for. He sees it for the hours that the
  // register says. Errors: access.denied, record.unknown, record.reason_missing, purpose.unknown.
  base::Result<Opened> Break(const model::Principal& who, const std::string& number, const std::string& reason,
                             const std::string& purpose) const;
  // Newest first; the record is named to whom may see it. Errors: access.denied.
  base::Result<std::vector<store::BrokenGlass>> List(const model::Principal& who, bool open_only) const;
  // By another person than the one who broke it. Errors: access.denied, glass.unknown (none, or looked at already),
  // glass.own.
  base::Status Acknowledge(const model::Principal& who, std::int64_t seq, const std::string& note) const;

 private:
  const Parts& parts_;
  Events& events_;
};

}  // namespace maktab::desk
