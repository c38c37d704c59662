// One question, one answer; what a text is; judgements of hits.
#include "http/check_call.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

base::Result<desk::CheckRequest> ReadRequest(const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(desk::CheckRequest asked, desk::ReadCheckRequest(body.root()));
  MAKTAB_TRY(desk::ReadableDates(asked));
  if (asked.purpose.empty()) asked.purpose = PurposeOf(request);
  return asked;
}

Task<Response> PostCheck(const Context& context, Request& request) {
  base::Result<desk::CheckRequest> asked = ReadRequest(request);
  if (!asked.ok()) co_return Problem(context, request, asked.error());
  std::vector<desk::CheckRequest> questions;
  questions.push_back(std::move(asked).value());
  CheckAnswers answers = co_await AskAll(context, request, std::move(questions));
  if (!answers.front().ok()) co_return Problem(context, request, answers.front().error());
  co_return Response::Json(desk::RenderAnswer(*answers.front(), context.desks.parts.words, request.language));
}

base::Result<Response> PostIdentify(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string text, TextMember(body.root(), "text"));
  MAKTAB_ASSIGN(const desk::Recognition found, context.desks.checks.Identify(request.who(), text));
  const base::JsonRef id = body.root()["id"];
  return Response::Json(desk::RenderRecognition(found, context.desks.parts.words, request.language,
                                                id.present() ? id.text() : std::string()));
}

base::Result<Response> PostJudgement(const Context& context, const Request& request) {
  const auto check = desk::ParseCheckId(request.Param("id"));
  if (!check) return base::Err("check.unknown").With("id", request.Param("id"));
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  desk::JudgeRequest judge;
  judge.check_seq = *check;
  MAKTAB_ASSIGN(judge.dataset, TextMember(body.root(), "dataset"));
  MAKTAB_ASSIGN(judge.entity_id, TextMember(body.root(), "entity_id"));
  MAKTAB_ASSIGN(judge.reason, TextMember(body.root(), "reason"));
  const std::string_view verdict = body.root()["verdict"].string().value_or("not_same");
  if (verdict != "not_same" && verdict != "same") return BadParameter("verdict");
  judge.same = verdict == "same";
  MAKTAB_ASSIGN(const std::string id, context.desks.judgements.Judge(request.who(), judge));
  std::string answer;
  base::JsonWriter(answer).BeginObject().Field("id", id).EndObject();
  return Response::Json(std::move(answer), 201);
}

base::Result<Response> DeleteJudgement(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  MAKTAB_ASSIGN(const std::string reason, TextMember(body.root(), "reason"));
  MAKTAB_TRY(context.desks.judgements.Withdraw(request.who(), request.Param("id"), reason));
  return Response::Empty();
}

}  // namespace

void AddCheckRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/checks",
              .handler = Async(context, PostCheck),
              .right = model::Right::kCheck,
              .body = BodyKind::kJson,
              .idempotent = true});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/identify",
              .handler = Blocking(context, PostIdentify),
              .right = model::Right::kCheck,
              .body = BodyKind::kJson});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/checks/{id}/judgements",
              .handler = Blocking(context, PostJudgement),
              .right = model::Right::kJudgeHits,
              .body = BodyKind::kJson,
              .idempotent = true});
  router.Add({.method = Method::kDelete,
              .pattern = "/api/v1/judgements/{id}",
              .handler = Blocking(context, DeleteJudgement),
              .right = model::Right::kJudgeHits,
              .body = BodyKind::kJson});
}

}  // namespace maktab::http
