// The front line: one question, a plain answer, and how the hit stands.
#include "desk/front_line.h"
#include "http/check_call.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

base::Result<desk::CheckRequest> ReadQuestion(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  return desk::FrontLineQuestion(context.desks.parts, body.root());
}

base::Result<Response> Said(const base::Result<desk::FrontLineAnswer>& answer) {
  if (!answer.ok()) return answer.error();
  return Response::Json(desk::RenderFrontLine(*answer));
}

Task<Response> PostQuestion(const Context& context, Request& request) {
  base::Result<desk::CheckRequest> asked = ReadQuestion(context, request);
  if (!asked.ok()) co_return Problem(context, request, asked.error());
  std::vector<desk::CheckRequest> questions;
  questions.push_back(std::move(asked).value());
  const CheckAnswers answers = co_await AskAll(context, request, std::move(questions));
  if (!answers.front().ok()) co_return Problem(context, request, answers.front().error());
  const auto say = [&] {
    return Said(desk::FrontLineSays(context.desks.parts, request.who(), *answers.front(), request.language));
  };
  base::Result<Response> response = co_await context.for_rest.Run(say);
  if (!response.ok()) co_return Problem(context, request, response.error());
  co_return std::move(response).value();
}

base::Result<Response> GetState(const Context& context, const Request& request) {
  return Said(desk::FrontLineState(context.desks.parts, request.who(), request.Param("hit"), request.language));
}

}  // namespace

void AddFrontLineRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/front-line",
              .handler = Async(context, PostQuestion),
              .right = model::Right::kCheck,
              .body = BodyKind::kJson,
              .idempotent = true});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/front-line/{hit}",
              .handler = Blocking(context, GetState),
              .right = model::Right::kSeeOwnHistory});
}

}  // namespace maktab::http
