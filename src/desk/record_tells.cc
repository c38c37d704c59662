#include "desk/record_tells.h"

#include <algorithm>
#include <set>

namespace maktab::desk {
namespace {

// The last doer of an action before this one.
std::string DoerOf(const Step& step, const std::string& action) {
  const auto doers = base::JsonDocument::Parse(step.doers.empty() ? "{}" : step.doers);
  return std::string(doers.ok() ? doers->root()[action].string().value_or("") : "");
}

bool LeftAsItWas(const Step& step, const std::string& field) {
  const auto& shown = step.action.fields;
  return std::find(shown.begin(), shown.end(), field) != shown.end() && !step.changes.contains(field);
}

}  // namespace

void WriteTells(base::JsonWriter& json, const Step& step, const Values& after) {
  std::set<std::string> users, units;
  bool person = false;
  for (const std::string& id : step.action.tells) {
    const model::Field* field = step.in.FindField(id);
    if (field == nullptr) {
      users.insert(DoerOf(step, id));
      continue;
    }
    const auto value = after.find(id);
    if (value == after.end()) continue;
    const bool is_user = field->type == model::FieldType::kUser;
    person = person || is_user;
    if (LeftAsItWas(step, id)) continue;
    for (const std::string& text : TextsOf(value->second)) (is_user ? users : units).insert(text);
  }
  users.erase("");
  users.erase(step.doer);
  if (person || !users.empty()) units.clear();
  if (users.empty() && units.empty()) return;
  json.Key("tells").BeginArray();
  for (const std::string& user : users) json.BeginObject().Field("user", user).EndObject();
  for (const std::string& unit : units) json.BeginObject().Field("unit", unit).EndObject();
  json.EndArray();
}

}  // namespace maktab::desk
