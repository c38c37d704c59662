// Records of an older system come in as a table.
#include "desk/record_import.h"
#include "http/context.h"
#include "http/route_help.h"
#include "http/upload.h"

namespace maktab::http {

namespace {

// A form around a file: names, delimiters, the mapping.
constexpr std::uint64_t kFormBytes = std::uint64_t{1} << 20U;

void WriteProblems(base::JsonWriter& json, const desk::RecordImportReport& report, const Context& context,
                   const Request& request) {
  json.Field("problem_count", report.problem_count).Key("problems").BeginArray();
  for (const desk::LineProblem& problem : report.problems) {
    json.BeginObject().Field("line", problem.line).Field("column", problem.column);
    json.Field("code", problem.error.code).Field("detail", SayError(context, request, problem.error)).EndObject();
  }
  json.EndArray();
}

void WriteShown(base::JsonWriter& json, const desk::RecordImportReport& report) {
  json.Key("shown").BeginArray();
  for (const desk::OldRecord& record : report.shown) {
    json.BeginObject().Field("line", record.line).Field("number", record.number).Field("state", record.state);
    json.Field("opened_at", base::FormatInstant(record.opened_at)).Key("closed_at");
    record.closed_at ? json.String(base::FormatInstant(*record.closed_at)) : json.Null();
    json.Key("values").Raw(desk::WriteContent(record.values)).EndObject();
  }
  json.EndArray();
}

// What is wrong with lines is a problem (RFC 9457) with the lines in it, unless one asked for just that.
Response ReportResponse(const desk::RecordImportReport& report, bool dry_run, const Context& context,
                        const Request& request) {
  const bool refused = report.problem_count > 0 && !dry_run;
  const base::Error error = base::Err("records.lines_wrong").With("count", std::to_string(report.problem_count));
  Response response = refused ? Problem(context, request, error) : Response::Json("{}");
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  if (refused) {
    const std::string sentence = SayError(context, request, error);
    json.Field("type", "urn:maktab:problem:" + error.code).Field("title", sentence).Field("status", response.status);
    json.Field("code", error.code).Field("detail", sentence);
  }
  json.Field("dry_run", dry_run).Field("lines", report.lines).Field("new", report.fresh);
  json.Field("known", report.known).Field("left_out", report.left_out).Key("states").BeginObject();
  for (const auto& [state, count] : report.states) json.Field(state, count);
  json.EndObject().Key("entry");
  report.seq < 0 ? json.Null() : json.Integer(report.seq);
  WriteProblems(json, report, context, request);
  WriteShown(json, report);
  json.EndObject();
  response.body = std::move(body);
  return response;
}

Task<Response> PostRecordImport(const Context& context, Request& request) {
  const UploadOptions options{context.upload_folder, desk::kMaxImportBytes + kFormBytes};
  base::Result<Upload> upload = co_await ReceiveUpload(request, options, context.for_rest);
  if (!upload.ok()) co_return Problem(context, request, upload.error());
  if (upload->files.size() != 1) co_return Problem(context, request, base::Err("import.no_file"));
  desk::RecordImportRequest import;
  import.register_id = request.Param("register");
  import.file = upload->files.front().path;
  import.file_name = upload->files.front().name;
  import.mapping = upload->fields["mapping"];
  import.dry_run = request.Query("dry_run") == "1";
  import.purpose = PurposeOf(request);
  const auto run = [&context, &request, &import] {
    const desk::RecordImport desk(context.desks.parts, context.desks.cross_check, context.desks.events);
    return desk.Run(request.who(), import);
  };
  const auto report = co_await context.for_rest.Run(run);
  if (!report.ok()) co_return Problem(context, request, report.error());
  co_return ReportResponse(*report, import.dry_run, context, request);
}

}  // namespace

void AddRecordImportRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/registers/{register}/import",
              .handler = Async(context, PostRecordImport),
              .right = model::Right::kActOnRecords,
              .body = BodyKind::kStream,
              .media_type = "multipart/form-data",
              .idempotent = true});
}

}  // namespace maktab::http
