// Who may see and do what: colleagues, deputies, broken glass.
#include <charconv>

#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

base::Result<Response> GetColleagues(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto colleagues, context.desks.people.Colleagues(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("users").BeginArray();
  for (const desk::Colleague& one : colleagues) {
    json.BeginObject().Field("id", one.id).Field("name", one.name).Field("unit", one.unit).EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

// `me` is the reader.
std::string UserOf(const Request& request) {
  return request.Param("id") == "me" ? request.who().id : request.Param("id");
}

base::Result<Response> GetDeputy(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto deputy, context.desks.deputies.Find(request.who(), UserOf(request)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("deputy");
  if (deputy) {
    json.BeginObject().Field("id", deputy->deputy_id).Field("name", deputy->deputy_name);
    json.Field("from", base::FormatInstant(deputy->from)).Field("until", base::FormatInstant(deputy->until));
    json.Field("set_by", deputy->set_by).EndObject();
  } else {
    json.Null();
  }
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<base::Instant> InstantMember(const base::JsonRef& object, std::string_view name) {
  MAKTAB_ASSIGN(const std::string text, TextMember(object, name));
  const auto instant = base::ParseInstant(text);
  if (!instant) return BadParameter(name);
  return *instant;
}

base::Result<Response> PutDeputy(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string deputy, TextMember(body.root(), "deputy"));
  MAKTAB_ASSIGN(const base::Instant from, InstantMember(body.root(), "from"));
  MAKTAB_ASSIGN(const base::Instant until, InstantMember(body.root(), "until"));
  MAKTAB_TRY(context.desks.deputies.Set(request.who(), UserOf(request), deputy, from, until));
  return Response::Empty();
}

base::Result<Response> DeleteDeputy(const Context& context, const Request& request) {
  MAKTAB_TRY(context.desks.deputies.End(request.who(), UserOf(request)));
  return Response::Empty();
}

base::Result<Response> PostGlass(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument asked, BodyObject(request));
  MAKTAB_ASSIGN(const std::string number, TextMember(asked.root(), "number"));
  MAKTAB_ASSIGN(const std::string reason, TextMember(asked.root(), "reason"));
  const std::string purpose(asked.root()["purpose"].string().value_or(PurposeOf(request)));
  MAKTAB_ASSIGN(const desk::Glass::Opened opened, context.desks.glass.Break(request.who(), number, reason, purpose));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", opened.record).Field("broken", opened.broken).EndObject();
  return Response::Json(std::move(body), opened.broken ? 201 : 200);
}

void WriteGlass(base::JsonWriter& json, const store::BrokenGlass& one) {
  json.BeginObject().Field("id", one.seq).Field("who", one.user_name).Field("who_id", one.user_id);
  json.Field("at", base::FormatInstant(one.at)).Field("until", base::FormatInstant(one.until));
  json.Field("purpose", one.purpose).Field("reason", one.reason).Field("record", one.record);
  json.Field("number", one.number).Key("acknowledged_at");
  one.ack_at.micros == 0 ? json.Null() : json.String(base::FormatInstant(one.ack_at));
  json.Field("acknowledged_by", one.ack_name).Field("note", one.ack_note).EndObject();
}

base::Result<Response> GetGlass(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto all, context.desks.glass.List(request.who(), request.Query("open") == "1"));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const store::BrokenGlass& one : all) WriteGlass(json, one);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostAcknowledge(const Context& context, const Request& request) {
  const std::string& text = request.Param("id");
  std::int64_t seq = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (failed != std::errc() || end != text.data() + text.size()) return base::Err("glass.unknown");
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  const std::string note(body.root()["note"].string().value_or(""));
  MAKTAB_TRY(context.desks.glass.Acknowledge(request.who(), seq, note));
  return Response::Empty();
}

}  // namespace

void AddAccessRoutes(Router& router, const Context& context) {
  const auto add = [&](Method method, const char* pattern, PlainRoute route, std::optional<model::Right> right) {
    const bool body = method == Method::kPost || method == Method::kPut;
    router.Add({.method = method,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = right,
                .body = body ? BodyKind::kJson : BodyKind::kNone});
  };
  add(Method::kGet, "/api/v1/colleagues", GetColleagues, model::Right::kSeeRecords);
  add(Method::kGet, "/api/v1/users/{id}/deputy", GetDeputy, {});
  add(Method::kPut, "/api/v1/users/{id}/deputy", PutDeputy, {});
  add(Method::kDelete, "/api/v1/users/{id}/deputy", DeleteDeputy, {});
  add(Method::kGet, "/api/v1/break-glass", GetGlass, model::Right::kReviewGlass);
  add(Method::kPost, "/api/v1/break-glass", PostGlass, model::Right::kBreakGlass);
  add(Method::kPost, "/api/v1/break-glass/{id}/acknowledge", PostAcknowledge, model::Right::kReviewGlass);
}

}  // namespace maktab::http
