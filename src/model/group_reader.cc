#include "model/group_reader.h"

#include <algorithm>
#include <set>

#include "model/toml_reader.h"

namespace maktab::model {

base::Result<std::vector<RegisterGroup>> ReadGroups(const Definitions& definitions,
                                                    const std::vector<Register>& registers) {
  constexpr const char* kFile = "groups.toml";
  TomlReader reader(kFile);
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(kFile)));
  std::vector<RegisterGroup> groups;
  std::set<std::string> ids, named;
  reader.Rows(table, "group", [&](const toml::table& row) {
    RegisterGroup group{reader.Text(row, "id"), reader.Words(row, "label"), reader.Texts(row, "registers")};
    if (!ids.insert(group.id).second) reader.Note(row, group.id + " (doubled): give each group its own id");
    for (const std::string& id : group.registers) {
      const bool there =
          std::any_of(registers.begin(), registers.end(), [&](const Register& in) { return in.id == id; });
      if (!there) reader.Note(row, group.id + ".registers: " + id + " is no register");
      if (!named.insert(id).second) reader.Note(row, group.id + ".registers: " + id + " stands in two groups");
    }
    groups.push_back(std::move(group));
  });
  MAKTAB_TRY(reader.status());
  return groups;
}

}  // namespace maktab::model
