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

AlertLists::AlertLists(Connection& connection)
    : connection_(connection),
      imports_(connection,
               "insert into list_import (dataset, number, kind, seq, at, by_name, format, title, publisher, list_date, "
               "version, added, changed, ended, unchanged, skipped, millis, reason) values ",
               "tntnnttttttnnnnnnt"),
      rows_(connection, kInsertListRows, kListRowTypes) {}

AlertLists::List& AlertLists::Find(const std::string& dataset) {
  const auto [at, is_new] = lists_.try_emplace(dataset);
  if (is_new) {
    at->second.number = OneListNow(connection_, dataset).number;
    at->second.stored = at->second.number != 0;
  }
  return at->second;
}

base::Status AlertLists::Add(const EntryColumns& entry, const base::JsonRef& body) {
  MAKTAB_ASSIGN(const AlertRows alerts, AlertRowsOf(entry, body));
  if (alerts.rows.empty()) return {};
  List& list = Find(alerts.dataset);
  ++list.number;
  list.changed = true;
  list.title = alerts.title;
  list.more += alerts.added - alerts.ended;
  list.at = entry.at;
  imports_.Text(alerts.dataset).Number(list.number).Text("record").Number(entry.seq).Number(entry.at);
  imports_.Text(entry.actor_name);
  for (int empty = 0; empty < 5; ++empty) imports_.Text("");
  imports_.Number(alerts.added).Number(alerts.changed).Number(alerts.ended).Number(0).Number(0).Number(0).Text("");
  for (const ListRow& row : alerts.rows) PutListRow(rows_, alerts.dataset, list.number, row);
  return {};
}

void AlertLists::Flush() {
  for (auto& [dataset, list] : lists_) {
    if (!list.changed) continue;
    if (!list.stored) {
      connection_.Run(
          "insert into list (dataset, state, number, floor, format, title, publisher, list_date, version, skipped, "
          "entities, imported_at, ended_at) values (:dataset, 'active', 0, 0, 'records', :title, '', '', '', 0, 0, 0, "
          "0)",
          dataset, list.title);
    }
    connection_.Run(
        "update list set number = :number, title = :title, entities = entities + :more, imported_at = :at where "
        "dataset = :dataset",
        list.number, list.title, list.more, list.at, dataset);
    list.stored = true;
    list.changed = false;
    list.more = 0;
  }
  imports_.Flush();
  rows_.Flush();
}

void ForgetAlerts(Connection& connection) {
  connection.Run("delete from list_entry where dataset like '" + std::string(kRecordLists) + "%'");
}

}  // namespace maktab::store
