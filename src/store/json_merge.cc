#include "store/json_merge.h"

#include <map>

namespace maktab::store {

std::string MergeMembers(std::string_view object, const base::JsonRef& changes) {
  std::map<std::string, std::string> members;
  thread_local base::JsonParser parser;
  if (const auto before = parser.Parse(object); before.ok()) {
    for (const auto& [key, value] : before->members()) members[std::string(key)] = value.text();
  }
  for (const auto& [key, value] : changes.members()) {
    const std::string text = value.text();
    if (text == "null" || text == "\"\"" || text == "[]") {
      members.erase(std::string(key));
    } else {
      members[std::string(key)] = text;
    }
  }
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const auto& [key, value] : members) json.Key(key).Raw(value);
  json.EndObject();
  return out;
}

}  // namespace maktab::store
