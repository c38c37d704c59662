#include "desk/many.h"

#include <set>

#include "desk/access.h"

namespace maktab::desk {
namespace {

// A file that came in goes to one record; the next would find it gone.
bool BringsFiles(const model::Register& in, const base::JsonRef& values) {
  for (const auto& [id, value] : values.members()) {
    const model::Field* field = in.FindField(id);
    if (field != nullptr && field->type == model::FieldType::kAttachment) return true;
  }
  return false;
}

base::Status CheckCount(const ManyAsked& asked) {
  if (asked.records.empty()) return base::Err("many.none");
  if (asked.records.size() > Many::kMost) return base::Err("many.too_many").With("most", std::to_string(Many::kMost));
  std::set<std::string> ids;
  for (const ManyAsked::One& one : asked.records) {
    if (!ids.insert(one.id).second) return base::Err("many.doubled");
  }
  return {};
}

}  // namespace

base::Result<std::vector<ManyOutcome>> Many::Act(const model::Principal& who, const ManyAsked& asked,
                                                 const ActionRequest& request) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  const model::Register* in = parts_.registers.Find(asked.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", asked.register_id);
  const model::Action* action = in->FindAction(asked.action);
  if (action == nullptr || action->creates()) return base::Err("action.unknown").With("action", asked.action);
  MAKTAB_TRY(CheckCount(asked));
  if (BringsFiles(*in, request.values)) return base::Err("many.files");
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  std::vector<ManyOutcome> outcomes;
  for (const ManyAsked::One& one : asked.records) {
    const auto record = RecordFor(parts_, reader, one.id);
    if (!record.ok()) {
      outcomes.emplace_back(record.error());
    } else if (record->register_id != in->id) {
      outcomes.emplace_back(base::Err("record.unknown"));
    } else {
      outcomes.push_back(records_.Act(who, one.id, asked.action, one.version, request));
    }
  }
  return outcomes;
}

}  // namespace maktab::desk
