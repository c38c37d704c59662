// Files of records: they come in here, are attached by the actions of record_routes.cc, and are saved from here.
#include "desk/files.h"
#include "http/context.h"
#include "http/file_stream.h"
#include "http/route_help.h"
#include "http/upload.h"

namespace maktab::http {

namespace {

// A form around a file: names, delimiters, a field or two.
constexpr std::uint64_t kFormBytes = std::uint64_t{1} << 20U;

void WriteUpload(base::JsonWriter& json, const desk::Upload& upload) {
  json.BeginObject().Field("upload", upload.id).Field("name", upload.name).Field("type", upload.type);
  json.Field("sha256", upload.sha256).Field("bytes", upload.bytes).EndObject();
}

base::Result<std::vector<desk::Upload>> TakeAll(const Context& context, const Request& request, Upload& upload) {
  if (upload.files.empty()) return base::Err("import.no_file");
  std::vector<desk::Upload> taken;
  for (const Upload::File& file : upload.files) {
    auto one = context.desks.files.Take(request.who(), file.path, file.sent_name);
    if (!one.ok()) {
      context.desks.files.Drop(taken);  // all or none
      return std::move(one).error();
    }
    taken.push_back(*std::move(one));
  }
  return taken;
}

Task<Response> PostUploads(const Context& context, Request& request) {
  const auto most = std::uint64_t(context.desks.parts.registers.file_rules().max_bytes());
  // What says of itself that it is too large is refused before a byte of it is read.
  if (request.content_length.value_or(0) > most + kFormBytes) {
    Response refused =
        Problem(context, request, base::Err("file.too_large").With("limit", std::to_string(most >> 20U)));
    refused.close = true;
    co_return refused;
  }
  const UploadOptions options{context.upload_folder, most + 1};
  base::Result<Upload> upload = co_await ReceiveUpload(request, options, context.for_rest);
  if (!upload.ok()) co_return Problem(context, request, upload.error());
  const auto take = [&context, &request, &upload] { return TakeAll(context, request, *upload); };
  const auto taken = co_await context.for_rest.Run(take);
  if (!taken.ok()) co_return Problem(context, request, taken.error());
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::Upload& one : *taken) WriteUpload(json, one);
  json.EndArray().EndObject();
  co_return Response::Json(std::move(body), 201);
}

base::Result<Response> GetFile(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const desk::OpenedFile opened, context.desks.files.Open(request.who(), request.Param("id"),
                                                                        request.Param("sha256"), PurposeOf(request)));
  return FileToSave(opened.path, opened.file.name, opened.file.type, context.for_rest);
}

base::Result<Response> GetRules(const Context& context, const Request&) {
  const model::FileRules& rules = context.desks.parts.registers.file_rules();
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("max_bytes", rules.max_bytes()).Key("names").BeginArray();
  for (const model::FileType& type : rules.types()) {
    for (const std::string& name : type.names) json.String("." + name);
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddFileRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/uploads",
              .handler = Async(context, PostUploads),
              .right = model::Right::kActOnRecords,
              .body = BodyKind::kStream,
              .media_type = "multipart/form-data",
              .idempotent = true});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/uploads",
              .handler = Blocking(context, GetRules),
              .right = model::Right::kSeeRecords});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/records/{id}/files/{sha256}",
              .handler = Blocking(context, GetFile),
              .right = model::Right::kSeeRecords});
}

}  // namespace maktab::http
