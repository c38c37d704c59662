// One action done to many records at once: to each by itself, with its own version, rights, four eyes and entry. What
// becomes of one says nothing about the others.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/records.h"

namespace maktab::desk {

struct ManyAsked {
  std::string register_id, action;
  struct One {
    std::string id;
    std::int64_t version = 0;  // that the person saw
  };
  std::vector<One> records;
};

// Of one of them: the record as it is now, or why it was refused. A record that is not there, is hidden, or is of
// another register is record.unknown.
using ManyOutcome = base::Result<store::Record>;

class Many {
 public:
  static constexpr std::size_t kMost = 100;

  Many(const Parts& parts, const RecordDesk& records) : parts_(parts), records_(records) {}

  // Outcomes in the order asked. Who asks again with the same `request.once` does nothing twice. Errors, of all of it:
  // access.denied, register.unknown, action.unknown, many.none, many.too_many (most), many.doubled, many.files.
  base::Result<std::vector<ManyOutcome>> Act(const model::Principal& who, const ManyAsked& asked,
                                             const ActionRequest& request) const;

 private:
  const Parts& parts_;
  const RecordDesk& records_;
};

}  // namespace maktab::desk
