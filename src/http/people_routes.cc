// Users and API keys; administrators only.
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

base::Result<model::Role> RoleMember(const base::JsonRef& object) {
  MAKTAB_ASSIGN(const std::string name, TextMember(object, "role"));
  const auto role = model::ParseRole(name);
  if (!role) return BadParameter("role");
  return *role;
}

std::string IdJson(const std::string& id) {
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", id).EndObject();
  return body;
}

base::Result<Response> GetUsers(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto users, context.desks.people.Users(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("users").BeginArray();
  for (const store::User& user : users) {
    json.BeginObject().Field("id", user.id).Field("name", user.name).Field("role", model::RoleName(user.role));
    json.Field("state", user.active ? "active" : "closed");
    json.Field("unit", user.unit).Field("country", user.country);
    json.Field("created_at", base::FormatInstant(user.created_at)).EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostUser(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(std::string name, TextMember(body.root(), "name"));
  MAKTAB_ASSIGN(const model::Role role, RoleMember(body.root()));
  MAKTAB_ASSIGN(std::string password, TextMember(body.root(), "password"));
  desk::NewUser user{std::move(name), role, crypto::Password(std::move(password))};
  user.unit = body.root()["unit"].string().value_or("");
  user.country = body.root()["country"].string().value_or("");
  MAKTAB_ASSIGN(const std::string id, context.desks.people.AddUser(request.who(), std::move(user)));
  return Response::Json(IdJson(id), 201);
}

base::Result<Response> PatchUser(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  desk::UserChange change;
  if (body.root()["role"].present()) {
    MAKTAB_ASSIGN(change.role, RoleMember(body.root()));
  }
  if (body.root()["state"].present()) {
    MAKTAB_ASSIGN(const std::string state, TextMember(body.root(), "state"));
    if (state != "active" && state != "closed") return BadParameter("state");
    change.closed = state == "closed";
  }
  if (body.root()["unit"].present()) {
    MAKTAB_ASSIGN(change.unit, TextMember(body.root(), "unit"));
  }
  if (body.root()["country"].present()) {
    MAKTAB_ASSIGN(change.country, TextMember(body.root(), "country"));
  }
  if (body.root()["password"].present()) {
    MAKTAB_ASSIGN(std::string password, TextMember(body.root(), "password"));
    change.password.emplace(std::move(password));
  }
  MAKTAB_TRY(context.desks.people.ChangeUser(request.who(), request.Param("id"), std::move(change)));
  context.forget_identities();
  return Response::Empty();
}

base::Result<Response> GetKeys(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto keys, context.desks.people.Keys(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("keys").BeginArray();
  for (const store::ApiKey& key : keys) {
    json.BeginObject().Field("id", key.id).Field("name", key.name).Field("role", model::RoleName(key.role));
    json.Field("unit", key.unit).Field("country", key.country);
    json.Field("created_at", base::FormatInstant(key.created_at));
    json.Field("state", key.active ? "active" : "ended").EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostKey(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument asked, BodyObject(request));
  MAKTAB_ASSIGN(const std::string name, TextMember(asked.root(), "name"));
  MAKTAB_ASSIGN(const model::Role role, RoleMember(asked.root()));
  MAKTAB_ASSIGN(
      const desk::People::NewKey key,
      context.desks.people.AddKey(request.who(), name, role, std::string(asked.root()["unit"].string().value_or("")),
                                  std::string(asked.root()["country"].string().value_or(""))));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", key.id).Field("key", key.key).EndObject();
  return Response::Json(std::move(body), 201);
}

base::Result<Response> DeleteKey(const Context& context, const Request& request) {
  MAKTAB_TRY(context.desks.people.EndKey(request.who(), request.Param("id")));
  context.forget_identities();
  return Response::Empty();
}

}  // namespace

void AddPeopleRoutes(Router& router, const Context& context) {
  constexpr auto kRight = model::Right::kManageUsers;
  router.Add(
      {.method = Method::kGet, .pattern = "/api/v1/users", .handler = Blocking(context, GetUsers), .right = kRight});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/users",
              .handler = Blocking(context, PostUser),
              .right = kRight,
              .body = BodyKind::kJson,
              .idempotent = true});
  router.Add({.method = Method::kPatch,
              .pattern = "/api/v1/users/{id}",
              .handler = Blocking(context, PatchUser),
              .right = kRight,
              .body = BodyKind::kJson});
  router.Add(
      {.method = Method::kGet, .pattern = "/api/v1/keys", .handler = Blocking(context, GetKeys), .right = kRight});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/keys",
              .handler = Blocking(context, PostKey),
              .right = kRight,
              .body = BodyKind::kJson,
              .idempotent = true});
  router.Add({.method = Method::kDelete,
              .pattern = "/api/v1/keys/{id}",
              .handler = Blocking(context, DeleteKey),
              .right = kRight});
}

}  // namespace maktab::http
