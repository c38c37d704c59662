// Many questions as lines of JSON, in and out.
#include "http/bulk_stream.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

base::Result<desk::BulkOptions> ReadOptions(const Request& request) {
  desk::BulkOptions options;
  options.purpose = PurposeOf(request);
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 10, 1, desk::kMaxCheckLimit));
  options.limit = std::size_t(limit);
  MAKTAB_ASSIGN(options.threshold, ScoreParameter(request, "threshold"));
  for (const std::string_view dataset : request.QueryAll("dataset")) options.datasets.emplace_back(dataset);
  options.language = request.language;
  options.reference = request.Query("reference");
  return options;
}

Task<Response> PostBulk(const Context& context, Request& request) {
  base::Result<desk::BulkOptions> options = ReadOptions(request);
  if (!options.ok()) co_return Problem(context, request, options.error());
  auto begun = context.desks.checks.BeginBulk(request.who(), *options);
  if (!begun.ok()) co_return Problem(context, request, begun.error());
  const std::shared_ptr<desk::BulkRun> run = std::move(begun).value();
  Response response;
  response.content_type = "application/x-ndjson";
  response.stream = [&context, &request, run](BodyWriter& writer) { return StreamBulk(context, request, run, writer); };
  co_return response;
}

}  // namespace

void AddBulkRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/checks/bulk",
              .handler = Async(context, PostBulk),
              .right = model::Right::kCheck,
              .body = BodyKind::kStream});
}

}  // namespace maktab::http
