// Records of registers, generic over their definitions: what there is, lists, one record, its actions.
#include <algorithm>

#include "calendar/alarm.h"
#include "desk/many.h"
#include "desk/meters.h"
#include "desk/records.h"
#include "desk/row_warnings.h"
#include "http/context.h"
#include "http/record_query.h"
#include "http/register_openapi.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

std::string_view Said(const model::Label& label, model::Language language) {
  return label[std::size_t(language)];
}

// What its treaty is called, in each language a line.
bool IsByLanguage(const model::Register& in, const model::Field& field) {
  return in.instrument && in.instrument->KeptIn(model::instrument_part::kTitle) == field.id;
}

void WriteField(base::JsonWriter& json, const model::Register& in, const model::Field& field, model::Language language,
                const desk::Reader& reader) {
  json.BeginObject().Field("id", field.id).Field("type", model::kFieldTypeNames[std::size_t(field.type)]);
  json.Field("label", Said(field.label, language)).Field("help", Said(field.help, language));
  json.Field("column", field.column);
  if (field.machine) json.Field("machine", true);
  if (IsByLanguage(in, field)) json.Field("by_language", true);
  if (!field.link_registers.empty()) {
    json.Field("register", field.link_registers.front()).Key("registers").Strings(field.link_registers);
  }
  if (field.required_when) {
    json.Key("required_when").BeginObject().Field("field", field.required_when->field);
    json.Key("is").Strings(field.required_when->is).EndObject();
  }
  json.Key("choices").BeginArray();
  for (const model::Choice& choice : field.choices) {
    json.BeginObject().Field("id", choice.id).Field("label", Said(choice.label, language)).EndObject();
  }
  json.EndArray().Key("person_roles").BeginArray();
  for (const model::PersonRole& role : field.person_roles) {
    json.BeginObject().Field("id", role.id).Field("label", Said(role.label, language));
    json.Field("masked", role.masked).EndObject();
  }
  json.EndArray().Key("object_kinds").BeginArray();
  for (const model::ObjectKind& kind : field.object_kinds) {
    json.BeginObject().Field("id", kind.id).Field("label", Said(kind.label, language)).EndObject();
  }
  json.EndArray().Field("masked", field.masked).Field("may_write", desk::MayWrite(field, reader));
  json.Field("may_unmask", !field.unmask.empty() && desk::MayUnmask(field, reader)).EndObject();
}

// What is not for the reader's eyes is not there for him.
bool Knows(const model::Field& field, const desk::Reader& reader) {
  return desk::MayRead(field, reader) || desk::MayWrite(field, reader);
}

std::vector<std::string> Known(const std::vector<std::string>& ids, const model::Register& in,
                               const desk::Reader& reader) {
  std::vector<std::string> known;
  for (const std::string& id : ids) {
    if (Knows(*in.FindField(id), reader)) known.push_back(id);
  }
  return known;
}

void WriteAction(base::JsonWriter& json, const model::Register& in, const model::Action& action,
                 model::Language language, const desk::Reader& reader) {
  json.BeginObject().Field("id", action.id).Field("label", Said(action.label, language));
  json.Key("from").Strings(action.from).Field("to", action.to);
  if (action.when) json.Key("when").BeginObject().Field("field", action.when->field);
  if (action.when) json.Key("is").Strings(action.when->is).EndObject();
  json.Key("fields");
  json.Strings(Known(action.fields, in, reader)).Key("required").Strings(Known(action.required, in, reader));
  json.Key("complete").Strings(Known(action.complete, in, reader));
  json.Key("clears").Strings(action.clears).Field("reason", action.reason);
  json.Field("four_eyes", !action.four_eyes.empty()).Key("may").BeginArray();
  for (const model::Role role : action.may) json.String(model::RoleName(role));
  json.EndArray().EndObject();
}

void WriteRegister(base::JsonWriter& json, const model::Register& in, const model::Registers& all,
                   model::Language language, const desk::Reader& reader) {
  json.BeginObject().Field("id", in.id).Field("code", in.code).Field("title", Said(in.title, language));
  json.Field("title_one", Said(in.title_one, language)).Field("create", in.Creation().id).Key("fields").BeginArray();
  for (const model::Field& field : in.fields) {
    if (Knows(field, reader)) WriteField(json, in, field, language, reader);
  }
  json.EndArray().Key("states").BeginArray();
  for (const model::State& state : in.states) {
    json.BeginObject().Field("id", state.id).Field("label", Said(state.label, language));
    json.Field("kind", model::kStateKindNames[std::size_t(state.kind)]).EndObject();
  }
  json.EndArray().Key("actions").BeginArray();
  for (const model::Action& action : in.actions) WriteAction(json, in, action, language, reader);
  json.EndArray().Key("letters").BeginArray();
  for (const model::Letter& letter : all.letters()) {
    if (letter.register_id != in.id) continue;
    json.BeginObject().Field("id", letter.id).Field("label", Said(letter.title, language));
    json.Key("final").Strings(letter.final_states).EndObject();
  }
  json.EndArray().Field("instrument", in.instrument ? in.instrument->field : "");
  json.Field("intake", all.intake().register_id() == in.id).Key("import_may").BeginArray();
  if (in.import_rule) {
    for (const model::Role role : in.import_rule->may) json.String(model::RoleName(role));
  }
  json.EndArray().EndObject();
}

base::Result<Response> GetRegisters(const Context& context, const Request& request) {
  const model::Registers& registers = context.desks.parts.registers;
  MAKTAB_ASSIGN(const desk::Reader reader, desk::ReaderOf(context.desks.parts, request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("registers").BeginArray();
  for (const model::Register& in : registers.all()) WriteRegister(json, in, registers, request.language, reader);
  json.EndArray().Key("units").BeginArray();
  for (const model::Choice& unit : registers.units()) {
    json.BeginObject().Field("id", unit.id).Field("label", Said(unit.label, request.language)).EndObject();
  }
  json.EndArray().Key("groups").BeginArray();
  for (const model::RegisterGroup& group : registers.groups()) {
    json.BeginObject().Field("id", group.id).Field("label", Said(group.label, request.language));
    json.Key("registers").Strings(group.registers).EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetRegisterOpenApi(const Context& context, const Request& request) {
  const desk::Parts& parts = context.desks.parts;
  const model::Register* in = parts.registers.Find(request.Param("register"));
  if (in == nullptr) return base::Err("register.unknown").With("register", request.Param("register"));
  MAKTAB_ASSIGN(const desk::Reader reader, desk::ReaderOf(parts, request.who()));
  return Response::Json(RegisterOpenApi(parts.registers, *in, parts.words, {reader, request.language}));
}

void WriteInstant(base::JsonWriter& json, std::string_view key, base::Instant instant) {
  json.Key(key);
  instant.micros == 0 ? json.Null() : json.String(base::FormatInstant(instant));
}

// The members of a record without its braces.
void WriteRecord(base::JsonWriter& json, const store::Record& record, const Context& context) {
  if (record.register_id.empty()) {
    // Done, and by that out of sight.
    json.Field("id", record.id).Field("version", record.version).Field("gone", true);
    return;
  }
  const base::Instant now = context.desks.parts.clock.Now();
  const bool runs = record.due_at.micros != 0;
  const calendar::ClockFace clock{record.due_from.micros, record.due_at.micros, now.micros};
  json.Field("id", record.id).Field("register", record.register_id).Field("number", record.number);
  json.Field("state", record.state).Field("kind", record.kind).Field("version", record.version);
  json.Field("caption", record.caption).Field("restricted", record.guarded);
  json.Field("opened_at", base::FormatInstant(record.opened_at));
  json.Field("changed_at", base::FormatInstant(record.changed_at));
  WriteInstant(json, "closed_at", record.closed_at);
  WriteInstant(json, "due_at", record.due_at);
  json.Field("late", runs && record.due_at < now).Key("share");
  runs ? json.Number(calendar::ShareUsed(clock), 3) : json.Null();
  json.Field("alarm", runs ? calendar::AlarmReached(clock, context.desks.parts.registers.alarms()) : 0);
  json.Key("values").Raw(record.content);
}

base::Result<Response> GetRecords(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(store::RecordFilter filter, ReadRecordFilter(context, request));
  MAKTAB_ASSIGN(const store::RecordPage page,
                context.desks.records.List(request.who(), std::move(filter), std::string(request.Query("q"))));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("total", page.total).Key("items").BeginArray();
  for (const store::Record& record : page.records) {
    json.BeginObject();
    WriteRecord(json, record, context);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetStates(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const auto counts, context.desks.records.States(request.who(), request.Param("register")));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("states").BeginObject();
  for (const auto& [state, count] : counts) json.Field(state, count);
  json.EndObject().EndObject();
  return Response::Json(std::move(body));
}

base::Result<desk::ActionRequest> ReadAction(const Request& request, const base::JsonDocument& body) {
  desk::ActionRequest action;
  action.values = body.root()["values"];
  action.reason = body.root()["reason"].string().value_or("");
  action.apart_reason = body.root()["apart_reason"].string().value_or("");
  action.purpose = PurposeOf(request);
  if (const auto text = body.root()["happened_at"].string()) {
    action.happened_at = base::ParseInstant(*text);
    if (!action.happened_at) return BadParameter("happened_at");
  }
  return action;
}

// What the same request says again, also after the program was killed before it could answer.
std::string OnceOf(const Request& request) {
  const std::string_view key = request.headers.Get("Idempotency-Key");
  return key.empty() ? std::string() : std::string(key) + "\n" + request.body;
}

Response RecordResponse(const Context& context, const store::Record& record, int status) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  WriteRecord(json, record, context);
  json.EndObject();
  Response response = Response::Json(std::move(body), status);
  response.headers.Add("ETag", "\"" + std::to_string(record.version) + "\"");
  return response;
}

base::Result<Response> PostRecord(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(desk::ActionRequest action, ReadAction(request, body));
  action.once = OnceOf(request);
  MAKTAB_ASSIGN(const store::Record record,
                context.desks.records.Create(request.who(), request.Param("register"), action));
  return RecordResponse(context, record, 201);
}

base::Result<Response> PostDuplicates(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument document, BodyObject(request));
  MAKTAB_ASSIGN(const auto likely,
                context.desks.records.Duplicates(request.who(), request.Param("register"), document.root()["values"]));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::LikelyRecord& one : likely) {
    json.BeginObject();
    WriteRecord(json, one.record, context);
    json.Key("why").BeginArray();
    for (const model::DuplicateRule* rule : one.why) json.String(Said(rule->label, request.language));
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> PostAction(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const std::int64_t version, MatchedVersion(request));
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(desk::ActionRequest action, ReadAction(request, body));
  action.once = OnceOf(request);
  MAKTAB_ASSIGN(const store::Record record, context.desks.records.Act(request.who(), request.Param("id"),
                                                                      request.Param("action"), version, action));
  return RecordResponse(context, record, 200);
}

base::Result<desk::ManyAsked> ReadMany(const Request& request, const base::JsonRef& body) {
  desk::ManyAsked asked{request.Param("register"), request.Param("action"), {}};
  for (const base::JsonRef& one : body["records"].elements()) {
    const auto version = one["version"].integer();
    if (!one["id"].is_string() || !version) return BadParameter("records");
    asked.records.push_back({std::string(*one["id"].string()), *version});
  }
  return asked;
}

// Outcomes stand in the order asked, and one that was refused does not say its id again: what is hidden is as what is
// not there.
base::Result<Response> PostMany(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument document, BodyObject(request));
  MAKTAB_ASSIGN(const desk::ManyAsked asked, ReadMany(request, document.root()));
  MAKTAB_ASSIGN(desk::ActionRequest action, ReadAction(request, document));
  action.once = OnceOf(request);
  const desk::Many many(context.desks.parts, context.desks.records);
  MAKTAB_ASSIGN(const auto outcomes, many.Act(request.who(), asked, action));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field(
      "done", std::int64_t(std::count_if(outcomes.begin(), outcomes.end(), [](const auto& one) { return one.ok(); })));
  json.Key("items").BeginArray();
  for (const desk::ManyOutcome& one : outcomes) {
    json.BeginObject().Field("done", one.ok());
    if (!one.ok()) {
      json.Field("code", one.error().code).Field("problem", SayError(context, request, one.error()));
    } else if (one->register_id.empty()) {
      json.Field("gone", true);
    } else {
      json.Key("record").BeginObject();
      WriteRecord(json, *one, context);
      json.EndObject();
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

void WriteChoices(base::JsonWriter& json, const desk::RecordView& view, const Context& context,
                  const Request& request) {
  json.Key("actions").BeginArray();
  for (const desk::Choice& choice : view.choices) {
    json.BeginObject().Field("id", choice.action->id).Field("may", !choice.why_not.has_value()).Key("why_not");
    choice.why_not ? json.String(SayError(context, request, *choice.why_not)) : json.Null();
    json.EndObject();
  }
  json.EndArray();
}

void WriteDeadlines(base::JsonWriter& json, const desk::RecordView& view, const Context& context,
                    const Request& request) {
  json.Key("deadlines").BeginArray();
  for (const desk::ClockView& clock : view.clocks) {
    const store::Deadline& deadline = clock.deadline;
    const model::DeadlineRule* rule = context.desks.parts.registers.FindRule(deadline.rule);
    json.BeginObject().Field("rule", deadline.rule);
    json.Field("label", ClockLabel(context, deadline, request.language));
    json.Field("source", rule == nullptr ? "" : Said(rule->source, request.language)).Field("must", deadline.must);
    if (!deadline.holder.empty()) json.Field("holder", deadline.holder);
    json.Field("state", deadline.state);
    WriteInstant(json, "started_at", deadline.started_at);
    WriteInstant(json, "due_at", deadline.due_at);
    WriteInstant(json, "stopped_at", deadline.stopped_at);
    WriteInstant(json, "recounted_due_at", clock.recounted_due_at.value_or(base::Instant{}));
    json.Field("late", clock.late).Key("share").Number(clock.share, 3);
    json.Field("alarm", clock.alarm).EndObject();
  }
  json.EndArray();
}

void WriteTimeline(base::JsonWriter& json, const desk::RecordView& view) {
  json.Key("timeline").BeginArray();
  for (const desk::TimelineEntry& line : view.timeline) {
    json.BeginObject().Field("seq", line.seq).Field("at", base::FormatInstant(line.at));
    json.Field("happened_at", base::FormatInstant(line.happened_at)).Field("who", line.who);
    json.Field("for", line.instead_of);
    json.Field("action", line.action).Field("from", line.from).Field("to", line.to).Field("reason", line.reason);
    if (!line.file.empty()) json.Field("file", line.file).Field("line", line.line);
    json.Key("before").Raw(desk::WriteContent(line.before)).Key("after").Raw(desk::WriteContent(line.after));
    json.EndObject();
  }
  json.EndArray();
}

// What the record says of numbers that are wrong and of costs, and other records of whom it names, as far as the reader
// is shown it.
void WriteComputed(base::JsonWriter& json, const desk::RecordView& view, const Context& context,
                   const Request& request) {
  const desk::Parts& parts = context.desks.parts;
  const desk::Values values = desk::ReadContent(view.record.content);
  json.Key("warnings").BeginArray();
  desk::RenderWarnings(json, desk::WarningsOf(*view.in, values, parts), parts.words, request.language);
  desk::RenderWarnings(json, view.warnings, request.language);
  json.EndArray();
  json.Key("meters").BeginArray();
  const desk::Clocks clocks(parts.registers, parts.settings);
  for (const desk::MeterView& meter : desk::MetersOf(*view.in, values, clocks, parts.clock.Now())) {
    json.BeginObject().Field("id", meter.meter->id).Field("label", Said(meter.meter->label, request.language));
    json.Field("days", meter.days).Field("amount", meter.amount).Field("currency", meter.currency);
    json.Field("runs", meter.runs).EndObject();
  }
  json.EndArray();
}

base::Result<Response> GetRecord(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const desk::RecordView view, context.desks.records.Open(request.who(), request.Param("id")));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  WriteRecord(json, view.record, context);
  WriteChoices(json, view, context, request);
  WriteDeadlines(json, view, context, request);
  WriteComputed(json, view, context, request);
  WriteTimeline(json, view);
  json.EndObject();
  Response response = Response::Json(std::move(body));
  response.headers.Add("ETag", "\"" + std::to_string(view.record.version) + "\"");
  return response;
}

}  // namespace

void AddRecordRoutes(Router& router, const Context& context) {
  constexpr auto kSee = model::Right::kSeeRecords;
  constexpr auto kAct = model::Right::kActOnRecords;
  const auto get = [&](const char* pattern, PlainRoute route) {
    router.Add({.method = Method::kGet, .pattern = pattern, .handler = Blocking(context, route), .right = kSee});
  };
  get("/api/v1/registers", GetRegisters);
  get("/api/v1/registers/{register}/states", GetStates);
  get("/api/v1/registers/{register}/openapi.json", GetRegisterOpenApi);
  get("/api/v1/records", GetRecords);
  get("/api/v1/records/{id}", GetRecord);
  const auto replay = ReplayOfRecords(context);
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/registers/{register}/records",
              .handler = Blocking(context, PostRecord),
              .right = kAct,
              .body = BodyKind::kJson,
              .idempotent = true,
              .replay = replay});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/registers/{register}/duplicates",
              .handler = Blocking(context, PostDuplicates),
              .right = kAct,
              .body = BodyKind::kJson});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/registers/{register}/actions/{action}",
              .handler = Blocking(context, PostMany),
              .right = kAct,
              .body = BodyKind::kJson,
              .idempotent = true,
              .replay = replay});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/records/{id}/actions/{action}",
              .handler = Blocking(context, PostAction),
              .right = kAct,
              .body = BodyKind::kJson,
              .idempotent = true,
              .replay = replay});
}

}  // namespace maktab::http
