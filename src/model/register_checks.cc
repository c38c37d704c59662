// What must hold between a register, its letters and the rules of intake.
#include <algorithm>

#include "model/approvals.h"
#include "model/register.h"

namespace maktab::model {

base::Status Registers::CheckIntake() const {
  const auto wrong = [](const std::string& what) {
    return base::Err("definitions.wrong").With("file", "intake.toml").With("line", "1").With("what", what);
  };
  const Register* in = Find(intake_.register_id());
  if (in == nullptr) return wrong("register: " + intake_.register_id());
  const std::vector<std::string>& shown = in->Creation().fields;
  for (const std::string& field : intake_.FieldsUsed()) {
    if (std::find(shown.begin(), shown.end(), field) != shown.end()) continue;
    return wrong(field + " is no field of the action " + in->Creation().id);
  }
  return {};
}

base::Status Registers::CheckApprovals() const {
  for (const Register& in : registers_) {
    const auto wrong = WrongApproval(in, letters_);
    if (!wrong) continue;
    return base::Err("definitions.wrong")
        .With("file", in.file)
        .With("line", std::to_string(wrong->line))
        .With("what", wrong->what);
  }
  return {};
}

}  // namespace maktab::model
