// Lists under a name: an officer keeps filter and columns, for himself or for his unit.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "desk/access.h"
#include "desk/parts.h"
#include "store/views.h"

namespace maktab::desk {

struct View {
  store::SavedView saved;
  bool may_change = false;
};

struct ViewRequest {
  std::string name;
  bool for_unit = false;
  base::JsonRef filter;  // an object: q, state, kind, officer ("me"), late, order: texts; fields: {field: value}
  std::vector<std::string> columns;  // ids of fields; empty: the usual ones
};

// Whoever may see records keeps his own. One of a unit is seen by who is of it, and changed by who made it and by its
// supervisors and administrators.
class Views {
 public:
  explicit Views(const Parts& parts) : parts_(parts) {}

  // His own and those of his unit, by name. Errors: access.denied, register.unknown.
  base::Result<std::vector<View>> List(const model::Principal& who, const std::string& register_id) const;
  // Errors: those of List, view.bad_name, view.bad_filter, view.too_many, view.no_unit (he has none),
  // store.view_doubled, records.unknown_column.
  base::Result<View> Save(const model::Principal& who, const std::string& register_id,
                          const ViewRequest& request) const;
  // Besides those of Save: view.unknown, also for one that is not for him; view.not_yours.
  base::Result<View> Change(const model::Principal& who, const std::string& id, const ViewRequest& request) const;
  base::Status Remove(const model::Principal& who, const std::string& id) const;

 private:
  base::Result<View> Find(const Reader& reader, const std::string& id) const;
  base::Result<View> Write(const model::Principal& who, const Reader& reader, store::SavedView view,
                           const ViewRequest& request) const;

  const Parts& parts_;
};

}  // namespace maktab::desk
