#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/idempotency.h"
#include "http/metrics.h"
#include "http/problem.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/security.h"
#include "http/static_pages.h"
#include "http/test_server.h"

namespace maktab::http {
namespace {

using testing::HasSubstr;
constexpr base::Instant kNow{1'000'000'000'000};

Route RouteOf(Method method, std::string pattern) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  return route;
}

TEST(Router, PrefersWordsToParametersAndGoesBack) {
  Router router;
  router.Add(RouteOf(Method::kGet, "/lists/{dataset}"));
  router.Add(RouteOf(Method::kGet, "/lists/all"));
  router.Add(RouteOf(Method::kGet, "/lists/{dataset}/imports/{number}"));
  router.Add(RouteOf(Method::kDelete, "/lists/{dataset}"));
  EXPECT_EQ(router.Match(Method::kGet, {"lists", "all"}).route->pattern, "/lists/all");
  const auto one = router.Match(Method::kHead, {"lists", "un"});
  EXPECT_EQ(one.route->pattern, "/lists/{dataset}");
  EXPECT_EQ(one.params[0].second, "un");
  const auto import = router.Match(Method::kGet, {"lists", "all", "imports", "7"});
  EXPECT_EQ(import.route->pattern, "/lists/{dataset}/imports/{number}");
  EXPECT_EQ(import.params[0].second, "all");
  EXPECT_EQ(import.params[1].second, "7");
  EXPECT_EQ(router.Match(Method::kGet, {"lists", ""}).route, nullptr);
  EXPECT_EQ(router.Match(Method::kGet, {"lists", "un", "imports"}).route, nullptr);
  EXPECT_EQ(router.Match(Method::kPost, {"lists", "un"}).allow, "GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(router.Match(Method::kPost, {"none"}).allow, "");
}

TEST(RateLimiter, GivesABurstThenItsRate) {
  RateLimiter limiter({.per_second = 2, .burst = 3}, 1000);
  base::Instant now = kNow;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.Take("a", now), 0);
  EXPECT_EQ(limiter.Take("a", now), 1);
  EXPECT_EQ(limiter.Take("b", now), 0);
  now.micros += base::kMicrosPerSecond;
  EXPECT_EQ(limiter.Take("a", now), 0);
  EXPECT_EQ(limiter.Take("a", now), 0);
  EXPECT_EQ(limiter.Take("a", now), 1);
  now.micros -= 5 * base::kMicrosPerSecond;  // a clock that is set back gives nothing away
  EXPECT_EQ(limiter.Take("a", now), 1);
}

TEST(RateLimiter, SaysHowLongToWaitAndForgetsTheOldest) {
  RateLimiter limiter({.per_second = 0.1, .burst = 1}, 16);
  EXPECT_EQ(limiter.Take("a", kNow), 0);
  EXPECT_EQ(limiter.Take("a", kNow), 10);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(limiter.Take("client " + std::to_string(i), kNow), 0);
  EXPECT_EQ(limiter.Take("a", kNow), 0);
}

TEST(IdempotencyStore, GivesTheFirstAnswerAgain) {
  IdempotencyStore store;
  auto first = store.Begin("k", 1, kNow);
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(first->has_value());
  EXPECT_EQ(store.Begin("k", 1, kNow).error().code, "http.idempotency_busy");
  EXPECT_EQ(store.Begin("k", 2, kNow).error().code, "http.idempotency_mismatch");
  store.Keep("k", Response::Json("{\"id\":1}", 201));
  auto again = store.Begin("k", 1, kNow);
  ASSERT_TRUE(again.ok() && again->has_value());
  EXPECT_EQ((*again)->body, "{\"id\":1}");
  EXPECT_EQ((*again)->status, 201);
  auto next_day = store.Begin("k", 2, base::Instant{kNow.micros + IdempotencyStore::kKeepMicros + 1});
  ASSERT_TRUE(next_day.ok());
  EXPECT_FALSE(next_day->has_value());
}

TEST(IdempotencyStore, ForgetsWhatFailedAndStaysBounded) {
  IdempotencyStore store;
  ASSERT_TRUE(store.Begin("k", 1, kNow).ok());
  store.Forget("k");
  EXPECT_FALSE(store.Begin("k", 2, kNow)->has_value());
  const std::string large(1024 * 1024, 'x');
  for (int i = 0; i < 200; ++i) {
    const std::string key = "key " + std::to_string(i);
    ASSERT_TRUE(store.Begin(key, 1, kNow).ok());
    store.Keep(key, Response::Json(large));
  }
  EXPECT_FALSE(store.Begin("key 0", 1, kNow)->has_value());
  EXPECT_TRUE(store.Begin("key 199", 1, kNow)->has_value());
}

Request RequestWith(std::vector<std::pair<std::string, std::string>> headers, Method method = Method::kPost) {
  Request request;
  request.method = method;
  for (auto& [name, value] : headers) request.headers.Add(name, value);
  return request;
}

TEST(Security, AnswersToItsOwnNamesOnly) {
  const auto allowed = [](const char* host, bool loopback, const std::vector<std::string>& names) {
    return CheckHost(RequestWith({{"Host", host}}), loopback, names).ok();
  };
  for (const char* host : {"127.0.0.1:8080", "localhost", "LocalHost:1", "[::1]:8080"}) {
    EXPECT_TRUE(allowed(host, true, {})) << host;
  }
  for (const char* host :
       {"rebound.example:8080", "127.rebound.example", "localhost.rebound.example", "[::2]", "::1"}) {
    EXPECT_FALSE(allowed(host, true, {})) << host;
  }
  EXPECT_FALSE(allowed("", true, {}));
  EXPECT_TRUE(allowed("bureau.example", true, {"bureau.example"}));
  EXPECT_TRUE(allowed("anything.example", false, {}));
  EXPECT_FALSE(allowed("other.example", false, {"bureau.example"}));
}

TEST(Security, BelievesWhereBrowsersSayARequestCameFrom) {
  const auto code = [](std::vector<std::pair<std::string, std::string>> headers) {
    headers.emplace_back("Host", "bureau.example:8080");
    const base::Status status = CheckOrigin(RequestWith(std::move(headers)));
    return status.ok() ? "" : status.error().code;
  };
  EXPECT_EQ(code({}), "");
  EXPECT_EQ(code({{"Origin", "http://bureau.example:8080"}, {"Sec-Fetch-Site", "same-origin"}}), "");
  EXPECT_EQ(code({{"Origin", "http://bureau.example"}}), "http.foreign_origin");
  EXPECT_EQ(code({{"Origin", "null"}}), "http.foreign_origin");
  EXPECT_EQ(code({{"Sec-Fetch-Site", "cross-site"}}), "http.foreign_origin");
  EXPECT_EQ(code({{"Sec-Fetch-Site", "same-site"}}), "http.foreign_origin");
}

TEST(Security, ReadsEitherFormOfApiKey) {
  EXPECT_EQ(ApiKeyOf(RequestWith({{"Authorization", "Bearer mk_1"}})), "mk_1");
  EXPECT_EQ(ApiKeyOf(RequestWith({{"authorization", "apikey  mk_1 "}})), "mk_1");
  EXPECT_EQ(ApiKeyOf(RequestWith({{"Authorization", "Basic bWs="}})), "");
}

TEST(StaticPages, ServesFilesAndLeadsUnknownPathsToTheIndex) {
  const StaticPages pages(kTestPages);
  Request request;
  request.segments = {"assets", "app-1a2b.js"};
  const auto script = pages.Find(request);
  EXPECT_EQ(script->embedded_body, "console.log('made-up');");
  EXPECT_EQ(script->content_type, "text/javascript; charset=utf-8");
  EXPECT_THAT(std::string(script->headers.Get("Cache-Control")), HasSubstr("immutable"));
  request.headers.Add("Accept-Encoding", "gzip");
  EXPECT_EQ(pages.Find(request)->embedded_body, "(zipped)");
  EXPECT_EQ(pages.Find(request)->headers.Get("Content-Encoding"), "gzip");
  request.headers.Add("If-None-Match", std::string(script->headers.Get("ETag")));
  EXPECT_EQ(pages.Find(request)->status, 304);
  request.segments = {"history", "chk_1"};
  EXPECT_THAT(std::string(pages.Find(Request())->embedded_body), HasSubstr("made-up page"));
  EXPECT_EQ(pages.Find(request)->headers.Get("Cache-Control"), "no-cache");
  request.segments = {"favicon.ico"};
  EXPECT_FALSE(pages.Find(request).has_value());
}

TEST(StaticPages, SaysSoIfThereAreNone) {
  static constexpr EmbeddedFile kNone[] = {{nullptr, nullptr, nullptr}};
  const auto page = StaticPages(kNone).Find(Request());
  EXPECT_THAT(std::string(page->embedded_body), HasSubstr("built without its pages"));
}

TEST(Metrics, TellOfRoutesAndOfWhatOthersKnow) {
  Metrics metrics;
  metrics.CountRequest(Method::kGet, "/lists/{dataset}", 200, 1500);
  metrics.CountRequest(Method::kGet, "/lists/{dataset}", 200, 1500);
  metrics.CountRequest(Method::kGet, "/lists/{dataset}", 404, 100);
  metrics.CountChecks(3, 1);
  metrics.AddSource([] {
    return std::vector<Metrics::Sample>{{"maktab_list_age_seconds", "Age.", {{"dataset", "un"}}, 12, false},
                                        {"maktab_list_age_seconds", "Age.", {{"dataset", "eu"}}, 13, false}};
  });
  const std::string text = metrics.Collect();
  EXPECT_THAT(text,
              HasSubstr("maktab_http_requests_total{method=\"GET\",route=\"/lists/{dataset}\",status=\"200\"} 2"));
  EXPECT_THAT(text, HasSubstr("maktab_http_request_seconds_count{method=\"GET\",route=\"/lists/{dataset}\"} 3"));
  EXPECT_THAT(text, HasSubstr("maktab_checks_total 3"));
  EXPECT_THAT(text, HasSubstr("maktab_list_age_seconds{dataset=\"un\"} 12"));
  EXPECT_THAT(text, HasSubstr("# TYPE maktab_list_age_seconds gauge"));
}

TEST(Problem, IsRfc9457InTheReadersLanguage) {
  const base::Error error = base::Err("http.too_many_requests").With("seconds", "7");
  const Response french = ProblemResponse(error, TestWords(), model::Language::kFrench);
  EXPECT_EQ(french.status, 429);
  EXPECT_EQ(french.headers.Get("Retry-After"), "7");
  EXPECT_EQ(french.headers.Get("Content-Language"), "fr");
  EXPECT_THAT(french.content_type, HasSubstr("application/problem+json"));
  EXPECT_THAT(french.body, HasSubstr("\"type\":\"urn:maktab:problem:http.too_many_requests\""));
  EXPECT_THAT(french.body, HasSubstr("Attendez 7 s"));
  EXPECT_THAT(french.body, HasSubstr("\"params\":{\"seconds\":\"7\"}"));
}

}  // namespace
}  // namespace maktab::http
