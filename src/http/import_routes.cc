// Lists come in: the upload, the job that reads it, and its progress.
#include "http/context.h"
#include "http/event_stream.h"
#include "http/route_help.h"
#include "http/upload.h"

namespace maktab::http {

namespace {

base::Result<desk::ImportRequest> ReadParameters(const Request& request) {
  desk::ImportRequest import;
  const auto format = lists::ParseFormat(request.Query("format"));
  if (!format) return BadParameter("format");
  import.format = *format;
  import.dataset = request.Query("dataset");
  if (import.dataset.empty()) return BadParameter("dataset");
  import.title = request.Query("title");
  const std::string_view skip = request.Query("skip_bad");
  import.skip_bad = skip == "true" || skip == "1";
  return import;
}

Task<Response> PostImport(const Context& context, Request& request) {
  base::Result<desk::ImportRequest> import = ReadParameters(request);
  if (!import.ok()) co_return Problem(context, request, import.error());
  const UploadOptions options{context.upload_folder, context.max_upload_bytes};
  base::Result<Upload> upload = co_await ReceiveUpload(request, options, context.for_rest);
  if (!upload.ok()) co_return Problem(context, request, upload.error());
  import->csv_mapping = upload->fields["mapping"];
  for (const Upload::File& file : upload->files) import->files.push_back(file.path);
  if (import->files.empty()) co_return Problem(context, request, base::Err("import.no_file"));
  base::Result<std::string> id = context.desks.imports.Start(request.who(), *import);
  if (!id.ok()) co_return Problem(context, request, id.error());
  upload->TakeFiles();  // the job removes them
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", *id).EndObject();
  Response response = Response::Json(std::move(body), 202);
  response.headers.Add("Location", "/api/v1/imports/" + *id);
  co_return response;
}

base::Result<Response> GetImports(const Context& context, const Request& request) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::ImportJobs::Job& job : context.desks.imports.All()) {
    json.Raw(desk::ImportJobs::Render(job, context.desks.parts.words, request.language));
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<desk::ImportJobs::Job> FindJob(const Context& context, const std::string& id) {
  auto job = context.desks.imports.Find(id);
  if (!job) return base::Err("http.not_found");
  return std::move(*job);
}

base::Result<Response> GetImport(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const desk::ImportJobs::Job job, FindJob(context, request.Param("id")));
  return Response::Json(desk::ImportJobs::Render(job, context.desks.parts.words, request.language));
}

// Sends the job as it is each time it has changed, until it has ended.
Task<base::Status> FollowImport(const Context& context, Request& request, BodyWriter& writer) {
  const std::string id = request.Param("id");
  EventFeed feed(context.desks.events);
  const auto wanted = [id](const desk::Event& event) { return event.topic == "import" && event.key == id; };
  co_await feed.Open(wanted);
  for (;;) {
    const auto job = context.desks.imports.Find(id);
    if (!job) co_return base::Status();
    const bool done = job->state == desk::ImportJobs::Job::State::kDone;
    const bool failed = job->state == desk::ImportJobs::Job::State::kFailed;
    const std::string data = desk::ImportJobs::Render(*job, context.desks.parts.words, request.language);
    // Variables of their own: g++ 12 destroys conditional temporaries in a co_await twice.
    const char* event = done ? "done" : failed ? "failed" : "progress";
    std::string text = EventText(event, data);
    const base::Status sent = co_await writer.Write(std::move(text));
    if (!sent.ok() || done || failed) co_return sent;
    const base::Status waited = co_await feed.WaitForNews(writer);
    if (!waited.ok()) co_return waited;
    if (writer.stopping() || feed.over()) co_return base::Status();
    feed.Take();
  }
}

Task<Response> GetImportEvents(const Context& context, Request& request) {
  const auto job = FindJob(context, request.Param("id"));
  if (!job.ok()) co_return Problem(context, request, job.error());
  Response response = EventResponse();
  response.stream = [&context, &request](BodyWriter& writer) { return FollowImport(context, request, writer); };
  co_return response;
}

}  // namespace

void AddImportRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/imports",
              .handler = Async(context, PostImport),
              .right = model::Right::kImportLists,
              .body = BodyKind::kStream,
              .media_type = "multipart/form-data",
              .idempotent = true});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/imports",
              .handler = Blocking(context, GetImports),
              .right = model::Right::kSeeLists});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/imports/{id}",
              .handler = Blocking(context, GetImport),
              .right = model::Right::kSeeLists});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/imports/{id}/events",
              .handler = Async(context, GetImportEvents),
              .right = model::Right::kSeeLists});
}

}  // namespace maktab::http
