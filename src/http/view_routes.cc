// Lists that people keep under a name.
#include "desk/views.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

void WriteView(base::JsonWriter& json, const desk::View& view, const Request& request) {
  json.BeginObject().Field("id", view.saved.id).Field("name", view.saved.name);
  json.Field("for_unit", !view.saved.unit.empty()).Field("mine", view.saved.owner == request.who().id);
  json.Field("by", view.saved.owner_name).Field("may_change", view.may_change);
  json.Key("filter").Raw(view.saved.filter).Key("columns").Raw(view.saved.columns).EndObject();
}

Response ViewResponse(const desk::View& view, const Request& request, int status) {
  std::string body;
  base::JsonWriter json(body);
  WriteView(json, view, request);
  return Response::Json(std::move(body), status);
}

base::Result<desk::ViewRequest> ReadView(const base::JsonRef& body) {
  desk::ViewRequest wanted;
  MAKTAB_ASSIGN(wanted.name, TextMember(body, "name"));
  wanted.for_unit = body["for_unit"].boolean().value_or(false);
  wanted.filter = body["filter"];
  if (!wanted.filter.is_object()) return BadParameter("filter");
  if (body["columns"].present() && !body["columns"].is_array()) return BadParameter("columns");
  wanted.columns = body["columns"].strings();
  return wanted;
}

base::Result<Response> GetViews(const Context& context, const Request& request) {
  const desk::Views desk(context.desks.parts);
  MAKTAB_ASSIGN(const auto views, desk.List(request.who(), request.Param("register")));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::View& view : views) WriteView(json, view, request);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostView(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const desk::ViewRequest wanted, ReadView(body.root()));
  const desk::Views desk(context.desks.parts);
  MAKTAB_ASSIGN(const desk::View view, desk.Save(request.who(), request.Param("register"), wanted));
  return ViewResponse(view, request, 201);
}

base::Result<Response> PutView(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const desk::ViewRequest wanted, ReadView(body.root()));
  const desk::Views desk(context.desks.parts);
  MAKTAB_ASSIGN(const desk::View view, desk.Change(request.who(), request.Param("id"), wanted));
  return ViewResponse(view, request, 200);
}

base::Result<Response> DeleteView(const Context& context, const Request& request) {
  const desk::Views desk(context.desks.parts);
  MAKTAB_TRY(desk.Remove(request.who(), request.Param("id")));
  return Response::Empty();
}

}  // namespace

void AddViewRoutes(Router& router, const Context& context) {
  constexpr auto kSee = model::Right::kSeeRecords;
  const auto add = [&](Method method, const char* pattern, PlainRoute route) {
    const bool body = method == Method::kPost || method == Method::kPut;
    router.Add({.method = method,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = kSee,
                .body = body ? BodyKind::kJson : BodyKind::kNone,
                .idempotent = method == Method::kPost});
  };
  add(Method::kGet, "/api/v1/registers/{register}/views", GetViews);
  add(Method::kPost, "/api/v1/registers/{register}/views", PostView);
  add(Method::kPut, "/api/v1/views/{id}", PutView);
  add(Method::kDelete, "/api/v1/views/{id}", DeleteView);
}

}  // namespace maktab::http
