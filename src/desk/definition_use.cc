#include "desk/definition_use.h"

#include <string>

namespace maktab::desk {
namespace {

base::Error InUse(const std::string& file, int line, const std::string& what) {
  return base::Err("definitions.in_use").With("file", file).With("line", std::to_string(line)).With("what", what);
}

}  // namespace

base::Status CheckDefinitionsInUse(const model::Registers& registers, store::Store& store) {
  MAKTAB_ASSIGN(const auto uses, store.RecordUses());
  for (const store::RecordUse& use : uses) {
    const model::Register* in = registers.Find(use.register_id);
    if (in == nullptr) return InUse("registers/" + use.register_id + ".toml", 1, use.register_id);
    if (!use.state.empty() && in->FindState(use.state) == nullptr) {
      return InUse(in->file, in->states_line, "[[state]] " + use.state);
    }
    if (!use.field.empty() && in->FindField(use.field) == nullptr) {
      return InUse(in->file, in->fields_line, "[[field]] " + use.field);
    }
  }
  return {};
}

}  // namespace maktab::desk
