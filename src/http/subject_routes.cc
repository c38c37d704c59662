// Files of persons and things; what rows of a record hit; what is masked of them.
#include <algorithm>

#include "desk/question.h"
#include "desk/subjects.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

using desk::SaidValue;

void WriteSaid(base::JsonWriter& json, std::string_view key, const std::vector<SaidValue>& values,
               const Context* recognise, const Request& request) {
  json.Key(key).BeginArray();
  for (const SaidValue& value : values) {
    json.BeginObject().Field("text", value.text).Field("kind", value.kind).Field("country", value.country);
    json.Key("files").Strings(value.files).Key("records").Strings(value.records);
    if (recognise != nullptr) {
      const desk::Parts& parts = recognise->desks.parts;
      const auto found = identifiers::Identify(value.text, parts.tables, desk::Today(parts.clock.Now()));
      json.Key("recognised").Raw(desk::RenderRecognition(desk::RecognitionOf(found), parts.words, request.language));
    }
    json.EndObject();
  }
  json.EndArray();
}

// The members of a file without its braces. Papers are recognised where `recognise` is given.
void WriteFile(base::JsonWriter& json, const desk::SubjectFile& file, const Context* recognise,
               const Request& request) {
  const desk::Identity& identity = file.identity;
  const store::Subject& head = file.head();
  json.Field("id", file.id()).Field("kind", head.kind);
  json.Field("number", desk::SubjectNumber(head.kind, head.serial)).Field("caption", desk::CaptionOf(identity));
  json.Field("masked", file.masked);
  WriteSaid(json, "names", identity.names, nullptr, request);
  WriteSaid(json, "birth_dates", identity.birth_dates, nullptr, request);
  WriteSaid(json, "genders", identity.genders, nullptr, request);
  WriteSaid(json, "nationalities", identity.nationalities, nullptr, request);
  WriteSaid(json, "papers", identity.papers, recognise, request);
  WriteSaid(json, "vins", identity.vins, recognise, request);
  WriteSaid(json, "plates", identity.plates, recognise, request);
  WriteSaid(json, "engines", identity.engines, nullptr, request);
  WriteSaid(json, "makes", identity.makes, nullptr, request);
  WriteSaid(json, "numbers", identity.numbers, recognise, request);
  WriteSaid(json, "models", identity.models, nullptr, request);
  WriteSaid(json, "descriptions", identity.descriptions, nullptr, request);
  WriteSaid(json, "notes", identity.notes, nullptr, request);
  std::vector<std::string> records;
  for (const store::SubjectRow& row : file.group.rows) {
    if (records.empty() || records.back() != row.record) records.push_back(row.record);
  }
  json.Field("record_count", std::uint64_t(records.size()));
}

void WriteLikely(base::JsonWriter& json, const std::vector<desk::LikelyFile>& found, const Context& context,
                 const Request& request) {
  json.BeginArray();
  for (const desk::LikelyFile& likely : found) {
    json.BeginObject().Key("score").Number(likely.score, 4).Key("reasons");
    desk::RenderReasons(json, likely.reasons, context.desks.parts.words, request.language);
    json.Key("file").BeginObject();
    WriteFile(json, likely.file, nullptr, request);
    json.EndObject().EndObject();
  }
  json.EndArray();
}

// What a row of a form says so far; nothing if it says nothing.
std::optional<model::Entity> ReadRow(const Request& request) {
  store::SubjectGroup group = desk::NewGroup(request.Query("kind"), "row");
  std::string row;
  base::JsonWriter json(row);
  json.BeginObject();
  const model::RowShape* shape = model::RowShapeOf(request.Query("kind"));
  for (const std::string_view member : shape == nullptr ? std::vector<std::string_view>() : shape->members) {
    // `kind` of the question is that of the file.
    if (member != "kind" && !request.Query(member).empty()) json.Field(member, request.Query(member));
  }
  json.EndObject();
  group.rows.push_back({"", "", 0, group.head, row});
  model::Entity entity = desk::EntityOf(desk::IdentityOf(group), {});
  if (entity.properties().empty()) return std::nullopt;
  return entity;
}

base::Result<Response> GetSubjects(const Context& context, const Request& request) {
  desk::SubjectQuestion question;
  question.text = request.Query("q");
  question.kind = request.Query("kind");
  if (!question.kind.empty() && model::RowShapeOf(question.kind) == nullptr) return BadParameter("kind");
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 10, 1, 50));
  question.limit = std::size_t(limit);
  if (question.text.empty()) question.example = ReadRow(request);
  MAKTAB_ASSIGN(const auto found, context.desks.subjects.Find(request.who(), question));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items");
  WriteLikely(json, found, context, request);
  json.EndObject();
  return Response::Json(std::move(body));
}

void WriteMembers(base::JsonWriter& json, const desk::SubjectView& view) {
  json.Key("members").BeginArray();
  for (const store::Subject& file : view.file.group.members) {
    json.BeginObject().Field("id", file.id).Field("number", desk::SubjectNumber(file.kind, file.serial));
    json.Field("version", file.version).Field("merged_into", file.merged_into).Key("values").Raw(file.content);
    json.EndObject();
  }
  json.EndArray();
}

void WriteRecords(base::JsonWriter& json, const desk::SubjectView& view) {
  json.Key("records").BeginArray();
  for (const store::Record& record : view.records) {
    json.BeginObject().Field("id", record.id).Field("register", record.register_id).Field("number", record.number);
    json.Field("state", record.state).Field("kind", record.kind).Field("caption", record.caption);
    json.Field("partner", record.partner).Field("opened_at", base::FormatInstant(record.opened_at));
    json.Key("rows").BeginArray();
    for (const store::SubjectRow& row : view.file.group.rows) {
      if (row.record == record.id) json.Raw(row.body);
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

void WriteApart(base::JsonWriter& json, const desk::SubjectView& view, const Request& request) {
  json.Key("apart").BeginArray();
  for (const desk::SaidApartView& apart : view.apart) {
    json.BeginObject().Field("at", base::FormatInstant(apart.pair.at)).Field("who", apart.pair.by_name);
    json.Field("reason", apart.pair.reason).Field("stands", apart.stands).Key("file").BeginObject();
    WriteFile(json, apart.other, nullptr, request);
    json.EndObject().EndObject();
  }
  json.EndArray();
}

void WriteTimeline(base::JsonWriter& json, const desk::SubjectView& view) {
  json.Key("timeline").BeginArray();
  for (const desk::SubjectEvent& event : view.timeline) {
    json.BeginObject().Field("seq", event.seq).Field("at", base::FormatInstant(event.at)).Field("who", event.who);
    json.Field("kind", event.kind).Field("file", event.file).Field("other", event.other);
    json.Field("record", event.record).Field("action", event.action).Field("reason", event.reason);
    json.Key("before").Raw(desk::WriteContent(event.before)).Key("after").Raw(desk::WriteContent(event.after));
    json.EndObject();
  }
  json.EndArray();
}

Response ViewResponse(const Context& context, const Request& request, const desk::SubjectView& view) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  WriteFile(json, view.file, &context, request);
  WriteMembers(json, view);
  WriteRecords(json, view);
  json.Key("duplicates");
  WriteLikely(json, view.duplicates, context, request);
  WriteApart(json, view, request);
  WriteTimeline(json, view);
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetSubject(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const desk::SubjectView view, context.desks.subjects.Open(request.who(), request.Param("id")));
  return ViewResponse(context, request, view);
}

base::Result<Response> PostUnmask(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  const std::string reason(body.root()["reason"].string().value_or(""));
  MAKTAB_ASSIGN(const desk::SubjectView view,
                context.desks.subjects.Unmask(request.who(), request.Param("id"), reason));
  return ViewResponse(context, request, view);
}

base::Result<Response> PostChange(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const std::int64_t version, MatchedVersion(request));
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string reason, TextMember(body.root(), "reason"));
  if (!body.root()["values"].is_object()) return BadParameter("values");
  MAKTAB_TRY(context.desks.subjects.Change(request.who(), request.Param("id"), version, body.root()["values"], reason));
  return Response::Empty();
}

base::Result<Response> PostMerge(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string into, TextMember(body.root(), "into"));
  MAKTAB_ASSIGN(const std::string reason, TextMember(body.root(), "reason"));
  MAKTAB_TRY(context.desks.subjects.Merge(request.who(), request.Param("id"), into, reason));
  return Response::Empty();
}

base::Result<Response> PostUnmerge(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string reason, TextMember(body.root(), "reason"));
  MAKTAB_TRY(context.desks.subjects.Unmerge(request.who(), request.Param("id"), reason));
  return Response::Empty();
}

base::Result<Response> PostApart(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string other, TextMember(body.root(), "other"));
  MAKTAB_ASSIGN(const std::string reason, TextMember(body.root(), "reason"));
  MAKTAB_TRY(context.desks.subjects.SayApart(request.who(), request.Param("id"), other, reason));
  return Response::Empty();
}

base::Result<Response> GetProposals(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const std::optional<std::int64_t> before, Cursor(request));
  MAKTAB_ASSIGN(const std::int64_t files, NumberParameter(request, "files", 200, 1, 1000));
  MAKTAB_ASSIGN(const desk::ProposalPage page,
                context.desks.subjects.Proposals(request.who(), before, std::size_t(files)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::Proposal& proposal : page.items) {
    json.BeginObject().Key("file").BeginObject();
    WriteFile(json, proposal.file, nullptr, request);
    json.EndObject().Key("others");
    WriteLikely(json, {proposal.other}, context, request);
    json.EndObject();
  }
  json.EndArray().Key("next");
  page.next ? json.Integer(*page.next) : json.Null();
  json.EndObject();
  return Response::Json(std::move(body));
}

void WriteChecks(base::JsonWriter& json, const std::vector<desk::RecordCheck>& checks, const Context& context,
                 const Request& request) {
  json.BeginArray();
  for (const desk::RecordCheck& check : checks) {
    json.BeginObject().Field("field", check.answer.field).Field("subject", check.answer.subject);
    json.Field("withheld", check.withheld).Field("hits", std::uint64_t(check.hits)).Key("check");
    if (check.withheld) {
      json.Null();
    } else {
      json.Raw(desk::RenderAnswer(check.answer, context.desks.parts.words, request.language));
    }
    json.Key("own");
    WriteLikely(json, check.own, context, request);
    json.EndObject();
  }
  json.EndArray();
}

base::Result<Response> GetRecordChecks(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto checks, context.desks.cross_check.Of(request.who(), request.Param("id")));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items");
  WriteChecks(json, checks, context, request);
  json.EndObject();
  return Response::Json(std::move(body));
}

// Values of a record as they are, and what their rows hit.
base::Result<Response> PostUnmaskValues(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument asked, BodyObject(request));
  const std::vector<std::string> fields = asked.root()["fields"].strings();
  if (fields.empty()) return BadParameter("fields");
  desk::ActionRequest why;
  why.reason = asked.root()["reason"].string().value_or("");
  why.purpose = asked.root()["purpose"].string().value_or(PurposeOf(request));
  const std::string& record = request.Param("id");
  MAKTAB_ASSIGN(const desk::Values values, context.desks.records.Unmask(request.who(), record, fields, why));
  MAKTAB_ASSIGN(auto checks, context.desks.cross_check.Of(request.who(), record, desk::Masks::kOff));
  std::erase_if(checks, [&](const desk::RecordCheck& check) {
    return std::find(fields.begin(), fields.end(), check.answer.field) == fields.end();
  });
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("values").Raw(desk::WriteContent(values)).Key("checks");
  WriteChecks(json, checks, context, request);
  json.EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddSubjectRoutes(Router& router, const Context& context) {
  const auto get = [&](const char* pattern, PlainRoute route) {
    router.Add({.method = Method::kGet,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = model::Right::kSeeRecords});
  };
  const auto post = [&](const char* pattern, PlainRoute route) {
    router.Add({.method = Method::kPost,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = model::Right::kActOnRecords,
                .body = BodyKind::kJson,
                .idempotent = true});
  };
  get("/api/v1/subjects", GetSubjects);
  get("/api/v1/subjects/{id}", GetSubject);
  get("/api/v1/subject-proposals", GetProposals);
  const auto unmask = [&](const char* pattern, PlainRoute route) {
    router.Add({.method = Method::kPost,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = model::Right::kSeeRecords,
                .body = BodyKind::kJson});
  };
  unmask("/api/v1/records/{id}/unmask", PostUnmaskValues);
  unmask("/api/v1/subjects/{id}/unmask", PostUnmask);
  get("/api/v1/records/{id}/checks", GetRecordChecks);
  post("/api/v1/subjects/{id}/changes", PostChange);
  post("/api/v1/subjects/{id}/merge", PostMerge);
  post("/api/v1/subjects/{id}/unmerge", PostUnmerge);
  post("/api/v1/subjects/{id}/apart", PostApart);
}

}  // namespace maktab::http
