#include "desk/lists.h"

#include <algorithm>

#include "desk/access.h"
#include "desk/alerts.h"

namespace maktab::desk {

base::Result<std::vector<store::ListState>> ListsDesk::All(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeLists));
  return parts_.store.Lists();
}

base::Result<store::ListState> ListsDesk::One(const model::Principal& who, const std::string& dataset) const {
  MAKTAB_ASSIGN(const auto all, All(who));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& list) { return list.dataset == dataset; });
  if (found == all.end()) return base::Err("list.unknown").With("dataset", dataset);
  return *found;
}

base::Result<std::vector<store::ListImport>> ListsDesk::Imports(const model::Principal& who,
                                                                const std::string& dataset) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeLists));
  return parts_.store.ListImports(dataset);
}

base::Result<std::vector<store::ImportChange>> ListsDesk::Changes(const model::Principal& who,
                                                                  const ChangesPage& page) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeLists));
  // What records give to their list is told by the records.
  if (page.dataset.starts_with(store::kRecordLists)) return std::vector<store::ImportChange>();
  return parts_.store.ImportChanges(page.dataset, page.number, page.after_row,
                                    std::clamp(page.limit, 1, kMaxChangesPage));
}

base::Result<store::StoredEntity> ListsDesk::Open(const model::Principal& who, const std::string& dataset,
                                                  const std::string& id, const std::string& purpose) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeLists));
  const std::string& why = purpose.empty() ? parts_.purposes.default_code() : purpose;
  if (!parts_.purposes.Has(why)) return base::Err("purpose.unknown").With("purpose", why);
  MAKTAB_ASSIGN(auto found, parts_.store.FindEntity(dataset, id));
  MAKTAB_ASSIGN(const bool sees, SeesAlert(parts_, who, dataset, id));
  if (!found || !sees) return base::Err("entity.unknown").With("dataset", dataset).With("id", id);
  store::EntryDraft look{"entity.seen", who, why, dataset + "/" + id, {}};
  base::JsonWriter(look.body).BeginObject().Field("dataset", dataset).Field("entity_id", id).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(look)));
  return std::move(*found);
}

}  // namespace maktab::desk
