// Signing in and out, the first administrator, one's own password, the purposes on offer.
#include "http/context.h"
#include "http/header_values.h"
#include "http/route_help.h"
#include "http/security.h"

namespace maktab::http {

namespace {

constexpr std::pair<model::Right, std::string_view> kRightNames[] = {
    {model::Right::kCheck, "check"},
    {model::Right::kSeeOwnHistory, "see_own_history"},
    {model::Right::kSeeAllHistory, "see_all_history"},
    {model::Right::kSeeLists, "see_lists"},
    {model::Right::kImportLists, "import_lists"},
    {model::Right::kJudgeHits, "judge_hits"},
    {model::Right::kSeeRecords, "see_records"},
    {model::Right::kActOnRecords, "act_on_records"},
    {model::Right::kManageUsers, "manage_users"},
    {model::Right::kVerifyLedger, "verify_ledger"},
    {model::Right::kOperate, "operate"},
};

void WriteUser(base::JsonWriter& json, const model::Principal& who) {
  json.Key("user").BeginObject().Field("id", who.id).Field("name", who.name);
  json.Field("role", model::RoleName(who.role)).Key("rights").BeginArray();
  for (const auto& [right, name] : kRightNames) {
    if (model::MayDo(who.role, right)) json.String(name);
  }
  json.EndArray().EndObject();
}

std::string SessionJson(const Context& context, const model::Principal* who, std::string_view csrf, bool setup_needed) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("signed_in", who != nullptr).Field("setup_needed", setup_needed);
  if (who != nullptr) WriteUser(json, *who);
  if (!csrf.empty()) json.Field("csrf", csrf);
  json.Key("languages").BeginArray();
  for (const model::Language language : model::kLanguages) json.String(model::LanguageTag(language));
  json.EndArray().Field("version", context.version).EndObject();
  return body;
}

base::Result<Response> GetSession(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const bool setup_needed, context.desks.people.SetupNeeded());
  if (!request.identity) return Response::Json(SessionJson(context, nullptr, {}, setup_needed));
  return Response::Json(SessionJson(context, &request.who(), request.identity->csrf, setup_needed));
}

Response SignedInResponse(const Context& context, const Request& request, const desk::SignedIn& session, int status) {
  Response response = Response::Json(SessionJson(context, &session.who, session.csrf, false), status);
  const std::int64_t lives = session.expires_at.micros - context.desks.parts.clock.Now().micros;
  response.headers.Add(
      "Set-Cookie", SetCookie(kSessionCookie, session.token, {request.secure, long(lives / base::kMicrosPerSecond)}));
  return response;
}

base::Result<Response> PostSession(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string name, TextMember(body.root(), "name"));
  MAKTAB_ASSIGN(std::string password, TextMember(body.root(), "password"));
  MAKTAB_ASSIGN(const desk::SignedIn session,
                context.desks.people.SignIn(name, crypto::Password(std::move(password)), request.client));
  return SignedInResponse(context, request, session, 200);
}

base::Result<Response> DeleteSession(const Context& context, const Request& request) {
  if (request.identity->by_cookie) {
    MAKTAB_ASSIGN(const desk::OpenSession session, context.desks.people.FindSession(request.identity->session_token));
    MAKTAB_TRY(context.desks.people.SignOut(session));
    context.forget_identities();
  }
  Response response = Response::Empty();
  response.headers.Add("Set-Cookie", SetCookie(kSessionCookie, "", {request.secure, 0}));
  return response;
}

base::Result<Response> PostSetup(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string token, TextMember(body.root(), "token"));
  MAKTAB_ASSIGN(std::string name, TextMember(body.root(), "name"));
  MAKTAB_ASSIGN(std::string password, TextMember(body.root(), "password"));
  desk::NewUser user{std::move(name), model::Role::kAdministrator, crypto::Password(std::move(password))};
  MAKTAB_ASSIGN(const desk::SignedIn session, context.desks.people.Setup(token, std::move(user), request.client));
  return SignedInResponse(context, request, session, 201);
}

base::Result<Response> PutPassword(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(std::string old_password, TextMember(body.root(), "old"));
  MAKTAB_ASSIGN(std::string new_password, TextMember(body.root(), "new"));
  MAKTAB_TRY(context.desks.people.ChangePassword(request.who(), crypto::Password(std::move(old_password)),
                                                 crypto::Password(std::move(new_password))));
  context.forget_identities();
  return Response::Empty();
}

base::Result<Response> GetPurposes(const Context& context, const Request& request) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("purposes").BeginArray();
  for (const model::Purpose& purpose : context.desks.parts.purposes.all()) {
    json.BeginObject().Field("code", purpose.code);
    json.Field("label", purpose.label[std::size_t(request.language)]).EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddSessionRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/session",
              .handler = Blocking(context, GetSession),
              .access = Access::kOpen});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/session",
              .handler = Blocking(context, PostSession),
              .access = Access::kOpen,
              .body = BodyKind::kJson,
              .attempts = true,
              .csrf_by_token = false});
  router.Add({.method = Method::kDelete, .pattern = "/api/v1/session", .handler = Blocking(context, DeleteSession)});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/setup",
              .handler = Blocking(context, PostSetup),
              .access = Access::kOpen,
              .body = BodyKind::kJson,
              .attempts = true,
              .csrf_by_token = false});
  router.Add({.method = Method::kPut,
              .pattern = "/api/v1/session/password",
              .handler = Blocking(context, PutPassword),
              .body = BodyKind::kJson,
              .attempts = true});
  router.Add({.method = Method::kGet, .pattern = "/api/v1/purposes", .handler = Blocking(context, GetPurposes)});
}

}  // namespace maktab::http
