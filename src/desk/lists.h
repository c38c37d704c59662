// Which lists are in force, their imports and what each changed; one entry of a list in full.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

struct ChangesPage {
  std::string dataset;
  std::int64_t number = 0;
  std::int64_t after_row = 0;  // 0: the first page
  int limit = 100;             // at most kMaxChangesPage
};
constexpr int kMaxChangesPage = 1000;

class ListsDesk {
 public:
  explicit ListsDesk(const Parts& parts) : parts_(parts) {}

  // Errors: access.denied, list.unknown.
  base::Result<std::vector<store::ListState>> All(const model::Principal& who) const;
  base::Result<store::ListState> One(const model::Principal& who, const std::string& dataset) const;
  base::Result<std::vector<store::ListImport>> Imports(const model::Principal& who, const std::string& dataset) const;
  base::Result<std::vector<store::ImportChange>> Changes(const model::Principal& who, const ChangesPage& page) const;

  // One entry in full. The look is an entry of the ledger with its purpose before it is given (P10).
  // Errors: access.denied, purpose.unknown, entity.unknown.
  base::Result<store::StoredEntity> Open(const model::Principal& who, const std::string& dataset, const std::string& id,
                                         const std::string& purpose) const;

 private:
  const Parts& parts_;
};

}  // namespace maktab::desk
