// Letters as PDF, and messages that come in as files.
#include "desk/intake.h"
#include "desk/letters.h"
#include "http/context.h"
#include "http/file_stream.h"
#include "http/route_help.h"
#include "http/upload.h"

namespace maktab::http {

namespace {

// All files of one form; a single message is bounded by papers::kMaxMailBytes.
constexpr std::uint64_t kMaxIntakeBytes = std::uint64_t{512} << 20U;

base::Result<Response> GetLetter(const Context& context, const Request& request) {
  const desk::LetterDesk letters(context.desks.parts, context.desks.files);
  MAKTAB_ASSIGN(desk::ShownLetter letter,
                letters.Show(request.who(), request.Param("id"), std::string(request.Query("letter")),
                             PurposeOf(request), request.language));
  Response response;
  response.content_type = "application/pdf";
  // Our own bytes, to be looked at beside the record.
  response.headers.Add("Content-Disposition", Disposition("inline", letter.name));
  response.headers.Add("X-Maktab-Draft", letter.draft ? "1" : "0");
  response.framed = true;
  response.body = std::move(letter.pdf);
  return response;
}

std::map<std::string, std::string> ValuesOf(const base::JsonRef& object) {
  std::map<std::string, std::string> values;
  for (const auto& [field, value] : object.members()) values.emplace(field, value.text());
  return values;
}

// {"values": {…}, "messages": {"1": {"skip": true, "apart_reason": "…", "values": {…}}}}
base::Status ReadChanges(const std::string& text, desk::IntakeRequest& intake) {
  if (text.empty()) return {};
  MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(text));
  if (!document.root().is_object()) return BadParameter("changes");
  intake.values = ValuesOf(document.root()["values"]);
  for (const auto& [number, change] : document.root()["messages"].members()) {
    const int at = std::atoi(std::string(number).c_str());
    if (at < 1) return BadParameter("changes");
    intake.changes[at] = {.skip = change["skip"].boolean().value_or(false),
                          .apart_reason = std::string(change["apart_reason"].string().value_or("")),
                          .values = ValuesOf(change["values"])};
  }
  return {};
}

void WriteFiles(base::JsonWriter& json, const desk::IntakeResult& result, const Context& context,
                const Request& request) {
  json.Key("files").BeginArray();
  for (const desk::Upload& file : result.files) {
    json.BeginObject().Field("name", file.name).Field("type", file.type).Field("bytes", file.bytes).EndObject();
  }
  json.EndArray().Key("left_out").BeginArray();
  for (const auto& [name, error] : result.left_out) {
    json.BeginObject().Field("name", name);
    json.Field("why", context.desks.parts.words.Say(request.language, error)).EndObject();
  }
  json.EndArray();
}

void WriteResult(base::JsonWriter& json, const desk::IntakeResult& result, const Context& context,
                 const Request& request) {
  json.BeginObject().Field("file", result.file).Field("message", result.number).Field("skipped", result.skipped);
  json.Field("subject", result.mail.subject).Field("from", result.mail.from_address);
  json.Field("from_name", result.mail.from_name).Key("date");
  result.mail.date ? json.String(base::FormatInstant(*result.mail.date)) : json.Null();
  json.Key("language");
  result.language ? json.String(model::LanguageTag(*result.language)) : json.Null();
  json.Key("values").Raw(desk::WriteContent(result.values));
  WriteFiles(json, result, context, request);
  json.Key("record");
  if (result.record) {
    json.BeginObject().Field("id", result.record->id).Field("number", result.record->number).EndObject();
  } else {
    json.Null();
  }
  json.Key("problem");
  if (result.error) {
    json.BeginObject().Field("code", result.error->code);
    json.Field("detail", SayError(context, request, *result.error)).EndObject();
  } else {
    json.Null();
  }
  json.EndObject();
}

Task<Response> PostIntake(const Context& context, Request& request) {
  const UploadOptions options{context.upload_folder, kMaxIntakeBytes};
  base::Result<Upload> upload = co_await ReceiveUpload(request, options, context.for_rest);
  if (!upload.ok()) co_return Problem(context, request, upload.error());
  if (upload->files.empty()) co_return Problem(context, request, base::Err("import.no_file"));
  desk::IntakeRequest intake;
  intake.register_id = request.Param("register");
  intake.dry_run = request.Query("dry_run") == "1";
  intake.purpose = PurposeOf(request);
  const base::Status changes = ReadChanges(upload->fields["changes"], intake);
  if (!changes.ok()) co_return Problem(context, request, changes.error());
  for (const Upload::File& file : upload->files) intake.files.push_back({file.path, file.sent_name});
  const auto run = [&context, &request, &intake] {
    return desk::IntakeDesk(context.desks.parts, context.desks.files, context.desks.records).Run(request.who(), intake);
  };
  const auto results = co_await context.for_rest.Run(run);
  if (!results.ok()) co_return Problem(context, request, results.error());
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("dry_run", intake.dry_run).Key("items").BeginArray();
  for (const desk::IntakeResult& result : *results) WriteResult(json, result, context, request);
  json.EndArray().EndObject();
  co_return Response::Json(std::move(body));
}

}  // namespace

void AddLetterRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/records/{id}/letter.pdf",
              .handler = Blocking(context, GetLetter),
              .right = model::Right::kSeeRecords});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/registers/{register}/intake",
              .handler = Async(context, PostIntake),
              .right = model::Right::kActOnRecords,
              .body = BodyKind::kStream,
              .media_type = "multipart/form-data",
              .idempotent = true,
              .replay = ReplayOfRecords(context)});
}

}  // namespace maktab::http
