// Webhooks: programs outside that are told what happened, and what became of each message.
#include "desk/webhooks.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

void WriteInstant(base::JsonWriter& json, std::string_view key, base::Instant instant) {
  json.Key(key);
  instant.micros == 0 ? json.Null() : json.String(base::FormatInstant(instant));
}

base::Result<Response> GetWebhooks(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto webhooks, context.desks.webhooks.List(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("kinds").BeginArray();
  for (const std::string_view kind : desk::kWebhookKinds) json.String(kind);
  json.EndArray().Key("items").BeginArray();
  for (const store::Webhook& webhook : webhooks) {
    json.BeginObject().Field("id", webhook.id).Field("url", webhook.url).Field("state", webhook.state);
    json.Key("kinds").Strings(webhook.kinds).Key("registers").Strings(webhook.registers);
    json.Field("created_at", base::FormatInstant(webhook.created_at)).Field("created_by", webhook.created_by);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostWebhook(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument asked, BodyObject(request));
  desk::WebhookWords words;
  MAKTAB_ASSIGN(words.url, TextMember(asked.root(), "url"));
  words.secret = asked.root()["secret"].string().value_or("");
  words.kinds = asked.root()["kinds"].strings();
  words.registers = asked.root()["registers"].strings();
  MAKTAB_ASSIGN(const desk::Webhooks::New made, context.desks.webhooks.Add(request.who(), words));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", made.id).Field("secret", made.secret).EndObject();
  return Response::Json(std::move(body), 201);
}

base::Result<Response> PatchWebhook(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument asked, BodyObject(request));
  const base::JsonRef root = asked.root();
  desk::WebhookChange change;
  if (root["url"].present()) {
    MAKTAB_ASSIGN(change.url, TextMember(root, "url"));
  }
  if (root["secret"].present()) {
    MAKTAB_ASSIGN(change.secret, TextMember(root, "secret"));
  }
  if (root["kinds"].present()) change.kinds = root["kinds"].strings();
  if (root["registers"].present()) change.registers = root["registers"].strings();
  if (root["state"].present()) {
    MAKTAB_ASSIGN(const std::string state, TextMember(root, "state"));
    if (state != "active" && state != "paused") return BadParameter("state");
    change.paused = state == "paused";
  }
  MAKTAB_TRY(context.desks.webhooks.Change(request.who(), request.Param("id"), change));
  return Response::Empty();
}

base::Result<Response> DeleteWebhook(const Context& context, const Request& request) {
  MAKTAB_TRY(context.desks.webhooks.End(request.who(), request.Param("id")));
  return Response::Empty();
}

// What is to be sent now is not waited for until the next look.
void Wake(const Context& context, const std::string& id) {
  context.desks.events.Publish({"webhook", id, "{}"});
}

base::Result<Response> PostPing(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const std::string id, context.desks.webhooks.Ping(request.who(), request.Param("id")));
  Wake(context, request.Param("id"));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", id).EndObject();
  return Response::Json(std::move(body), 202);
}

void WriteDelivery(base::JsonWriter& json, const store::Delivery& one, const Context& context, const Request& request) {
  json.BeginObject().Field("id", one.id).Field("kind", one.kind).Field("state", one.state);
  json.Field("record", one.record).Field("number", one.number).Field("attempts", one.attempts);
  WriteInstant(json, "made_at", one.made_at);
  WriteInstant(json, "last_at", one.last_at);
  WriteInstant(json, "next_at", one.state == "waiting" ? one.next_at : base::Instant{});
  json.Field("status", one.status).Field("error", one.error);
  json.Field("problem", one.error.empty() ? std::string()
                                          : SayError(context, request,
                                                     base::Err(one.error).With("status", std::to_string(one.status))));
  json.EndObject();
}

base::Result<Response> GetDeliveries(const Context& context, const Request& request) {
  store::DeliveryFilter filter;
  filter.webhook = request.Param("id");
  filter.state = request.Query("state");
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 100, 1, 1000));
  filter.limit = int(limit);
  MAKTAB_ASSIGN(const auto deliveries, context.desks.webhooks.Deliveries(request.who(), filter));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const store::Delivery& one : deliveries) WriteDelivery(json, one, context, request);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostAgain(const Context& context, const Request& request) {
  MAKTAB_TRY(context.desks.webhooks.SendAgain(request.who(), request.Param("id"), request.Param("delivery")));
  Wake(context, request.Param("id"));
  return Response::Empty();
}

}  // namespace

void AddWebhookRoutes(Router& router, const Context& context) {
  const auto add = [&](Method method, const char* pattern, PlainRoute route, BodyKind body, bool idempotent) {
    router.Add({.method = method,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = model::Right::kOperate,
                .body = body,
                .idempotent = idempotent});
  };
  add(Method::kGet, "/api/v1/webhooks", GetWebhooks, BodyKind::kNone, false);
  add(Method::kPost, "/api/v1/webhooks", PostWebhook, BodyKind::kJson, true);
  add(Method::kPatch, "/api/v1/webhooks/{id}", PatchWebhook, BodyKind::kJson, false);
  add(Method::kDelete, "/api/v1/webhooks/{id}", DeleteWebhook, BodyKind::kNone, false);
  add(Method::kPost, "/api/v1/webhooks/{id}/ping", PostPing, BodyKind::kNone, false);
  add(Method::kGet, "/api/v1/webhooks/{id}/deliveries", GetDeliveries, BodyKind::kNone, false);
  add(Method::kPost, "/api/v1/webhooks/{id}/deliveries/{delivery}/send-again", PostAgain, BodyKind::kNone, false);
}

}  // namespace maktab::http
