// Health, figures, the description of this interface.
#include "http/context.h"
#include "http/openapi.h"
#include "http/route_help.h"
#include "http/security.h"

namespace maktab::http {

namespace {

Task<Response> GetHealth(const Context& /*context*/, Request& /*request*/) {
  co_return Response::Json("{\"status\":\"ok\"}");
}

base::Result<Response> GetReady(const Context& context, const Request& /*request*/) {
  const auto health = context.desks.care.Health();
  if (health.ok() && health->writer_ok) return Response::Json("{\"status\":\"ok\"}");
  return base::Err("http.not_ready").Log(health.ok() ? health->writer_error : health.error().code);
}

// Who may operate or audit may see the figures; a collector on the same machine too, if a setting says so.
base::Result<Response> GetMetrics(const Context& context, const Request& request) {
  const bool local = context.metrics_for_loopback && IsLoopback(request.client);
  if (!local) {
    if (!request.identity) return base::Err("http.sign_in_needed");
    const model::Role role = request.who().role;
    if (!model::MayDo(role, model::Right::kOperate) && !model::MayDo(role, model::Right::kVerifyLedger)) {
      return base::Err("access.denied").With("role", model::RoleName(role));
    }
  }
  Response response = Response::Text(context.metrics.Collect());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

Task<Response> GetOpenApi(const Context& /*context*/, Request& /*request*/) {
  Response response;
  response.content_type = "application/json; charset=utf-8";
  response.embedded_body = OpenApiDocument();
  co_return response;
}

}  // namespace

void AddSystemRoutes(Router& router, const Context& context) {
  router.Add(
      {.method = Method::kGet, .pattern = "/healthz", .handler = Async(context, GetHealth), .access = Access::kOpen});
  router.Add(
      {.method = Method::kGet, .pattern = "/readyz", .handler = Blocking(context, GetReady), .access = Access::kOpen});
  router.Add({.method = Method::kGet,
              .pattern = "/metrics",
              .handler = Blocking(context, GetMetrics),
              .access = Access::kOpen});
  router.Add({.method = Method::kGet,
              .pattern = "/api/openapi.json",
              .handler = Async(context, GetOpenApi),
              .access = Access::kOpen});
}

Router MakeRoutes(const Context& context) {
  Router router;
  AddSessionRoutes(router, context);
  AddPeopleRoutes(router, context);
  AddCheckRoutes(router, context);
  AddFrontLineRoutes(router, context);
  AddHistoryRoutes(router, context);
  AddRecordRoutes(router, context);
  AddFileRoutes(router, context);
  AddLetterRoutes(router, context);
  AddRecordImportRoutes(router, context);
  AddViewRoutes(router, context);
  AddRecordExportRoutes(router, context);
  AddSubjectRoutes(router, context);
  AddPositionRoutes(router, context);
  AddAccessRoutes(router, context);
  AddDeadlineRoutes(router, context);
  AddInstrumentRoutes(router, context);
  AddNotificationRoutes(router, context);
  AddWebhookRoutes(router, context);
  AddBulkRoutes(router, context);
  AddListRoutes(router, context);
  AddImportRoutes(router, context);
  AddEventRoutes(router, context);
  AddLedgerRoutes(router, context);
  AddYenteRoutes(router, context);
  AddNoticeRoutes(router, context);
  AddSystemRoutes(router, context);
  return router;
}

}  // namespace maktab::http
