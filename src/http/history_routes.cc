// What was asked, by whom, why; and hits that appeared later.
#include "desk/recheck.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

void WriteItem(base::JsonWriter& json, const desk::HistoryItem& item) {
  json.BeginObject().Field("id", desk::CheckId(item.seq)).Field("at", base::FormatInstant(item.at));
  json.Field("who", item.who).Field("who_id", item.who_id).Field("purpose", item.purpose);
  json.Field("reference", item.reference).Field("summary", item.summary).Field("schema", item.schema);
  if (item.bulk) json.Field("bulk", true).Field("lines", item.lines);
  json.Field("hits", item.hits).Key("best_score");
  item.hits > 0 && !item.bulk ? json.Number(item.best_score, 4) : json.Null();
  json.EndObject();
}

void WriteNext(base::JsonWriter& json, const std::optional<std::int64_t>& next) {
  json.Key("next");
  next ? json.Integer(*next) : json.Null();
}

base::Result<Response> GetChecks(const Context& context, const Request& request) {
  desk::HistoryFilter filter;
  MAKTAB_ASSIGN(filter.before, Cursor(request));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 50, 1, 200));
  filter.limit = std::size_t(limit);
  filter.who_id = request.Query("who");
  MAKTAB_ASSIGN(const desk::HistoryPage page, context.desks.history.List(request.who(), std::move(filter)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const desk::HistoryItem& item : page.items) WriteItem(json, item);
  json.EndArray();
  WriteNext(json, page.next);
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetCheck(const Context& context, const Request& request) {
  const auto seq = desk::ParseCheckId(request.Param("id"));
  if (!seq) return base::Err("check.unknown").With("id", request.Param("id"));
  MAKTAB_ASSIGN(const desk::CheckAnswer answer, context.desks.history.Open(request.who(), *seq));
  return Response::Json(desk::RenderAnswer(answer, context.desks.parts.words, request.language));
}

base::Status WriteNewHit(base::JsonWriter& json, const Context& context, const Request& request,
                         const store::NewHit& found) {
  MAKTAB_ASSIGN(const base::JsonDocument body, base::JsonDocument::Parse(found.body));
  const auto text = [&](std::string_view key) { return body.root()[key].string().value_or(""); };
  const desk::AnsweredHit answered = desk::ReadHitBody(body.root()["hit"]);
  json.BeginObject().Field("id", found.seq).Field("at", base::FormatInstant(found.at));
  json.Field("check_id", desk::CheckId(body.root()["check"].integer().value_or(-1)));
  json.Field("asked_at", text("asked_at")).Field("who", text("who")).Field("summary", text("summary"));
  if (!text("record").empty()) json.Field("record", text("record")).Field("record_number", text("record_number"));
  json.Field("dataset", found.dataset).Field("entity_id", found.entity_id);
  json.Field("caption", answered.hit.caption).Key("score").Number(answered.hit.score, 4).Key("reasons");
  desk::RenderReasons(json, answered.hit.reasons, context.desks.parts.words, request.language);
  json.EndObject();
  return {};
}

base::Result<Response> GetNewHits(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const std::optional<std::int64_t> before, Cursor(request));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 50, 1, 200));
  MAKTAB_ASSIGN(const auto hits,
                desk::NewHits(context.desks.parts, request.who(), before, static_cast<std::size_t>(limit)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const store::NewHit& hit : hits) MAKTAB_TRY(WriteNewHit(json, context, request, hit));
  json.EndArray();
  const bool full = hits.size() == std::size_t(limit);
  WriteNext(json, full ? std::optional<std::int64_t>(hits.back().seq) : std::nullopt);
  json.EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddHistoryRoutes(Router& router, const Context& context) {
  constexpr auto kRight = model::Right::kSeeOwnHistory;
  router.Add(
      {.method = Method::kGet, .pattern = "/api/v1/checks", .handler = Blocking(context, GetChecks), .right = kRight});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/checks/{id}",
              .handler = Blocking(context, GetCheck),
              .right = kRight});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/new-hits",
              .handler = Blocking(context, GetNewHits),
              .right = kRight});
}

}  // namespace maktab::http
