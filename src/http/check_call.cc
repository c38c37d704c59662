#include "http/check_call.h"

namespace maktab::http {

Task<CheckAnswers> AskAll(const Context& context, const Request& request, std::vector<desk::CheckRequest> questions) {
  auto asked = std::make_shared<std::vector<desk::CheckRequest>>(std::move(questions));
  std::function<void(std::function<void(CheckAnswers)>)> start = [&context, &request,
                                                                  asked](std::function<void(CheckAnswers)> done) {
    context.for_checks.Post([&context, &request, asked, done = std::move(done)] {
      context.desks.checks.CheckMany(request.who(), std::move(*asked), done);
    });
  };
  CheckAnswers answers = co_await WaitFor<CheckAnswers>(std::move(start));
  std::uint64_t hits = 0;
  for (const auto& answer : answers) hits += answer.ok() ? answer->hits.size() : 0;
  context.metrics.CountChecks(answers.size(), hits);
  co_return answers;
}

}  // namespace maktab::http
