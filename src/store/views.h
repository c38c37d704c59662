// What people save of lists.
#pragma once

#include <string>

namespace maktab::store {

struct SavedView {
  std::string id;
  std::string register_id;
  std::string owner, owner_name;  // who made it
  std::string unit;               // for which it is; empty: for the owner alone
  std::string name;
  std::string filter;   // a JSON object, as the desk keeps it
  std::string columns;  // a JSON array of ids; empty: the usual ones
};

}  // namespace maktab::store
