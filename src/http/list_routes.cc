// Lists in force, their imports, what each changed, one entry in full.
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

void WriteCounts(base::JsonWriter& json, const store::ImportResult& result) {
  json.Field("added", result.added).Field("changed", result.changed).Field("ended", result.ended);
  json.Field("unchanged", result.unchanged).Field("skipped", result.skipped).Key("seconds").Number(result.seconds, 3);
}

// The members of a list without its braces.
void WriteList(base::JsonWriter& json, const store::ListState& list, const std::vector<store::ListImport>& imports) {
  json.Field("dataset", list.dataset).Field("title", list.meta.title).Field("format", list.meta.format);
  json.Field("publisher", list.meta.publisher).Field("list_date", list.meta.list_date);
  json.Field("version", list.meta.version).Field("imported_at", base::FormatInstant(list.imported_at));
  json.Field("count", list.entities).Field("state", list.active ? "in_force" : "ended").Key("last");
  if (imports.empty()) {
    json.Null();
    return;
  }
  json.BeginObject();
  WriteCounts(json, imports.front().result);
  json.EndObject();
}

base::Result<Response> GetLists(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto lists, context.desks.lists.All(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("lists").BeginArray();
  for (const store::ListState& list : lists) {
    if (!list.active) continue;
    MAKTAB_ASSIGN(const auto imports, context.desks.lists.Imports(request.who(), list.dataset));
    json.BeginObject();
    WriteList(json, list, imports);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

void WriteImport(base::JsonWriter& json, const store::ListImport& import) {
  json.BeginObject().Field("number", import.result.number);
  json.Field("at", base::FormatInstant(import.result.receipt.at)).Field("who", import.by_name);
  json.Field("list_date", import.meta.list_date).Field("version", import.meta.version);
  if (import.list_ended) json.Field("list_ended", true).Field("reason", import.reason);
  WriteCounts(json, import.result);
  json.Field("entry", import.result.receipt.seq).EndObject();
}

base::Result<Response> GetList(const Context& context, const Request& request) {
  const std::string& dataset = request.Param("dataset");
  MAKTAB_ASSIGN(const store::ListState list, context.desks.lists.One(request.who(), dataset));
  MAKTAB_ASSIGN(const auto imports, context.desks.lists.Imports(request.who(), dataset));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  WriteList(json, list, imports);
  json.Key("imports").BeginArray();
  for (const store::ListImport& import : imports) WriteImport(json, import);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

std::string_view ChangeName(store::ChangeKind kind) {
  switch (kind) {
    case store::ChangeKind::kAdded:
      return "added";
    case store::ChangeKind::kChanged:
      return "changed";
    case store::ChangeKind::kEnded:
    case store::ChangeKind::kListEnded:
      break;
  }
  return "ended";
}

base::Result<Response> GetChanges(const Context& context, const Request& request) {
  desk::ChangesPage page;
  page.dataset = request.Param("dataset");
  const std::string& number = request.Param("number");
  page.number = std::atoll(number.c_str());
  if (std::to_string(page.number) != number) return BadParameter("number");
  MAKTAB_ASSIGN(const std::optional<std::int64_t> cursor, Cursor(request));
  page.after_row = cursor.value_or(0);
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 100, 1, desk::kMaxChangesPage));
  page.limit = int(limit);
  MAKTAB_ASSIGN(const auto changes, context.desks.lists.Changes(request.who(), page));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const store::ImportChange& change : changes) {
    json.BeginObject().Field("op", ChangeName(change.kind)).Field("entity_id", change.entity_id);
    json.Field("caption", change.caption).Field("schema", change.schema).EndObject();
  }
  json.EndArray().Key("next");
  changes.size() == std::size_t(limit) ? json.Integer(changes.back().row) : json.Null();
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> DeleteList(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  const std::string reason(body.root()["reason"].string().value_or(""));
  MAKTAB_TRY(context.desks.importer.EndList(request.who(), request.Param("dataset"), reason));
  return Response::Empty();
}

base::Result<Response> GetEntity(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const store::StoredEntity stored, context.desks.lists.Open(request.who(), request.Param("dataset"),
                                                                           request.Param("id"), PurposeOf(request)));
  const model::Entity& entity = stored.entity;
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("id", entity.id).Field("schema", model::SchemaName(entity.schema));
  json.Field("caption", entity.caption).Field("dataset", stored.dataset).Key("properties").BeginObject();
  for (const auto& [property, values] : entity.properties()) json.Key(property).Strings(values);
  json.EndObject().Key("documents").BeginArray();
  for (const model::IdentityDocument& document : entity.documents) {
    json.BeginObject().Field("type", document.type).Field("number", document.number);
    json.Field("country", document.country).Field("note", document.note).EndObject();
  }
  json.EndArray().Field("state", stored.in_force ? "in_force" : "ended");
  json.Field("first_seen", base::FormatInstant(stored.first_seen));
  json.Field("last_changed", base::FormatInstant(stored.last_changed)).Key("ended_at");
  stored.in_force ? json.Null() : json.String(base::FormatInstant(stored.ended_at));
  json.EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddListRoutes(Router& router, const Context& context) {
  constexpr auto kSee = model::Right::kSeeLists;
  router.Add(
      {.method = Method::kGet, .pattern = "/api/v1/lists", .handler = Blocking(context, GetLists), .right = kSee});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/lists/{dataset}",
              .handler = Blocking(context, GetList),
              .right = kSee});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/lists/{dataset}/imports/{number}/changes",
              .handler = Blocking(context, GetChanges),
              .right = kSee});
  router.Add({.method = Method::kDelete,
              .pattern = "/api/v1/lists/{dataset}",
              .handler = Blocking(context, DeleteList),
              .right = model::Right::kImportLists,
              .body = BodyKind::kJson});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/entities/{dataset}/{id}",
              .handler = Blocking(context, GetEntity),
              .right = kSee});
}

}  // namespace maktab::http
