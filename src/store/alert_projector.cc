#include "store/alert_projector.h"

#include "model/entity.h"
#include "store/digests.h"
#include "store/list_reader.h"
#include "store/lists.h"

namespace maktab::store {
namespace {

base::Error BadEntry(const EntryColumns& entry) {
  return base::Err("store.bad_entry").With("kind", entry.kind).With("field", "alerts");
}

}  // namespace

bool IsRecordList(std::string_view dataset) {
  return dataset.starts_with(kRecordLists);
}

base::Result<AlertRows> AlertRowsOf(const EntryColumns& entry, const base::JsonRef& body) {
  AlertRows out;
  const base::JsonRef alerts = body["alerts"];
  if (!alerts.present()) return out;
  out.dataset = alerts["list"].string().value_or("");
  out.title = alerts["title"].string().value_or("");
  if (!IsRecordList(out.dataset) || !IsStorable(out.title)) return BadEntry(entry);
  for (const base::JsonRef& row : alerts["rows"].elements()) {
    const std::string op(row["do"].string().value_or(""));
    const auto entity = model::ReadEntity(row["entity"]);
    if (!entity.ok() || entity->id.empty() || !IsStorable(entity->id)) return BadEntry(entry);
    std::int64_t* count = op == "added" ? &out.added : op == "changed" ? &out.changed : &out.ended;
    if (count == &out.ended && op != "ended") return BadEntry(entry);
    ++*count;
    std::string text = model::WriteEntity(*entity);
    std::string digest = WriteDigests(DigestsOf(*entity, text));
    if (op == "ended") text.clear();
    out.rows.push_back({static_cast<long long>(out.rows.size()) + 1, op, entity->id, std::move(digest),
                        std::string(model::SchemaName(entity->schema)), CaptionOf(*entity), std::move(text)});
  }
  return out;
}

base::Status ProjectAlerts(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  MAKTAB_ASSIGN(const AlertRows alerts, AlertRowsOf(entry, body));
  if (alerts.rows.empty()) return {};
  const ListNow now = OneListNow(connection, alerts.dataset);
  const long long number = now.number + 1;
  if (now.number == 0) {
    connection.Run(
        "insert into list (dataset, state, number, floor, format, title, publisher, list_date, version, skipped, "
        "entities, imported_at, ended_at) values (:dataset, 'active', 0, 0, 'records', :title, '', '', '', 0, 0, 0, 0)",
        alerts.dataset, alerts.title);
  }
  connection.Run(
      "update list set number = :number, title = :title, entities = entities + :more, imported_at = :at where dataset "
      "= :dataset",
      number, alerts.title, alerts.added - alerts.ended, entry.at, alerts.dataset);
  connection.Run(
      "insert into list_import (dataset, number, kind, seq, at, by_name, format, title, publisher, list_date, version, "
      "added, changed, ended, unchanged, skipped, millis, reason) values (:dataset, :number, 'record', :seq, :at, "
      ":by_name, '', '', '', '', '', :added, :changed, :ended, 0, 0, 0, '')",
      alerts.dataset, number, entry.seq, entry.at, entry.actor_name, alerts.added, alerts.changed, alerts.ended);
  InsertListRows(connection, alerts.dataset, number, alerts.rows);
  return {};
}

void ForgetAlerts(Connection& connection) {
  connection.Run("delete from list_entry where dataset like '" + std::string(kRecordLists) + "%'");
}

}  // namespace maktab::store
