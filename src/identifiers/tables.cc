#include "identifiers/tables.h"

namespace maktab::identifiers {

base::Result<Tables> Tables::Load(std::string_view plates_toml, std::string_view wmi_toml,
                                  std::string_view states_toml) {
  MAKTAB_ASSIGN(PlateTable plates, PlateTable::Load(plates_toml));
  MAKTAB_ASSIGN(WmiTable makers, WmiTable::Load(wmi_toml));
  MAKTAB_ASSIGN(StateTable states, StateTable::Load(states_toml));
  return Tables{std::move(plates), std::move(makers), std::move(states)};
}

}  // namespace maktab::identifiers
