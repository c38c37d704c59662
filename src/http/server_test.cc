#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/test_client.h"
#include "http/test_server.h"

namespace maktab::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

// A door that a handler waits behind without holding a thread of the server, until a test opens it.
class Door {
 public:
  Task<void> Pass() {
    return WaitForCall([this](std::function<void()> done) {
      const std::lock_guard lock(mutex_);
      if (open_) return done();
      waiting_.push_back(std::move(done));
      arrived_.notify_all();
    });
  }
  void AwaitArrivals(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return waiting_.size() >= count; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    for (const auto& done : waiting_) done();
    waiting_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::function<void()>> waiting_;
  bool open_ = false;
};

Task<Response> Hello(Request& request) {
  co_return Response::Text("hello " + std::string(request.Query("name")));
}

Task<Response> Echo(Request& request) {
  co_return Response::Text(request.body);
}

Task<Response> Who(Request& request) {
  co_return Response::Text(request.who().name);
}

Task<Response> Throw(Request&) {
  throw std::runtime_error("made-up failure");
  co_return Response();
}

// Gives back what comes in while it comes in.
Task<base::Status> EchoPieces(Request& request, BodyWriter& writer) {
  for (;;) {
    base::Result<std::string> piece = co_await request.reader->ReadSome();
    if (!piece.ok()) co_return piece.error();
    if (piece->empty()) co_return base::Status();
    base::Status written = co_await writer.Write(std::move(piece).value());
    if (!written.ok()) co_return written;
  }
}

Task<Response> EchoStream(Request& request) {
  Response response;
  response.content_type = "text/plain";
  response.stream = [&request](BodyWriter& writer) { return EchoPieces(request, writer); };
  co_return response;
}

Task<base::Status> CountAll(Request& request, std::uint64_t& count) {
  for (;;) {
    base::Result<std::string> piece = co_await request.reader->ReadSome();
    if (!piece.ok()) co_return piece.error();
    if (piece->empty()) co_return base::Status();
    count += piece->size();
  }
}

std::atomic<int> broken_uploads{0};

Task<Response> Count(Request& request) {
  std::uint64_t count = 0;
  const base::Status read = co_await CountAll(request, count);
  if (!read.ok()) {
    ++broken_uploads;
    Response response = Response::Text(read.error().code, 400);
    response.close = true;
    co_return response;
  }
  co_return Response::Text(std::to_string(count));
}

Route Open(Method method, std::string pattern, Handler handler, BodyKind body = BodyKind::kNone) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.handler = std::move(handler);
  route.access = Access::kOpen;
  route.body = body;
  return route;
}

Route Guarded(Method method, std::string pattern, Handler handler, BodyKind body = BodyKind::kNone) {
  Route route = Open(method, std::move(pattern), std::move(handler), body);
  route.access = Access::kSignedIn;
  return route;
}

Router TestRoutes(Door* door = nullptr) {
  Router router;
  router.Add(Open(Method::kGet, "/api/hello", Hello));
  router.Add(Open(Method::kGet, "/api/throw", Throw));
  router.Add(Open(Method::kPost, "/api/echo", Echo, BodyKind::kJson));
  router.Add(Open(Method::kPost, "/api/stream", EchoStream, BodyKind::kStream));
  router.Add(Open(Method::kPost, "/api/count", Count, BodyKind::kStream));
  router.Add(Guarded(Method::kGet, "/api/who", Who));
  router.Add(Guarded(Method::kPost, "/api/who", Who, BodyKind::kJson));
  Route users = Guarded(Method::kGet, "/api/users", Who);
  users.right = model::Right::kManageUsers;
  router.Add(std::move(users));
  if (door != nullptr) {
    router.Add(Open(Method::kGet, "/api/door", [door](Request& request) -> Task<Response> {
      co_await door->Pass();
      co_return Response::Text("through " + std::string(request.Query("name")));
    }));
  }
  return router;
}

PipelineOptions NoLimits() {
  PipelineOptions options;
  options.anonymous.per_second = 0;
  return options;
}

const std::string kHost = "Host: localhost\r\n";

std::string Get(const std::string& target, const std::string& headers = {}) {
  return "GET " + target + " HTTP/1.1\r\n" + kHost + headers + "\r\n";
}

std::string Post(const std::string& target, const std::string& body, const std::string& headers = {}) {
  return "POST " + target + " HTTP/1.1\r\n" + kHost + headers + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

TEST(Server, KeepsAConnectionAndAnswersInOrder) {
  TestServer server(TestRoutes());
  TestClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.Ask(Get("/api/hello?name=" + std::to_string(i)));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello " + std::to_string(i));
    EXPECT_FALSE(answer.headers.contains("connection"));
  }
  std::string many;
  for (int i = 0; i < 50; ++i) many += Get("/api/hello?name=" + std::to_string(i));
  many += Post("/api/echo", "{}");
  client.Send(many);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.Read()->body, "hello " + std::to_string(i));
  EXPECT_EQ(client.Read()->body, "{}");
  EXPECT_FALSE(client.Ask("GET /api/hello HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n").body.empty());
  EXPECT_TRUE(client.IsClosed());
}

TEST(Server, SpeaksHttp10ToThoseWhoDo) {
  TestServer server(TestRoutes());
  TestClient client(server.port());
  EXPECT_EQ(client.Ask("GET /api/hello?name=old HTTP/1.0\r\nHost: localhost\r\n\r\n").body, "hello old");
  EXPECT_TRUE(client.IsClosed());
}

TEST(Server, GivesEveryAnswerItsProtection) {
  TestServer server(TestRoutes());
  for (const char* target : {"/api/hello", "/api/none", "/", "/assets/none.js", "/api/who"}) {
    const auto answer = TestClient(server.port()).Ask(Get(target));
    EXPECT_THAT(answer.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'")) << target;
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(answer.headers.at("referrer-policy"), "no-referrer") << target;
    EXPECT_TRUE(answer.headers.contains("date"));
  }
  EXPECT_EQ(TestClient(server.port()).Ask(Get("/api/hello")).headers.at("cache-control"), "no-store");
}

TEST(Server, AnswersHeadAndOptions) {
  TestServer server(TestRoutes());
  TestClient client(server.port());
  client.Send("HEAD /api/hello?name=x HTTP/1.1\r\n" + kHost + "\r\n");
  const auto head = client.Read(true);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->headers.at("content-length"), "7");
  const auto options = client.Ask("OPTIONS /api/who HTTP/1.1\r\n" + kHost + "\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.at("allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Server, SaysWhatIsWrongInTheReadersLanguage) {
  TestServer server(TestRoutes(), NoLimits());
  TestClient client(server.port());
  const auto missing = client.Ask(Get("/api/none", "Accept-Language: es-ES,es;q=0.9\r\n"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_THAT(missing.body, HasSubstr("\"code\":\"http.not_found\""));
  EXPECT_THAT(missing.body, HasSubstr("No hay nada en esta dirección"));
  EXPECT_THAT(client.Ask(Get("/api/none?lang=ar", "Accept-Language: fr\r\n")).body, HasSubstr("لا يوجد شيء"));
  const auto method = client.Ask(Post("/api/hello", ""));
  EXPECT_EQ(method.status, 405);
  EXPECT_EQ(method.headers.at("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.Ask(Post("/some/page", "")).status, 405);
  EXPECT_EQ(client.Ask(Post("/api/none", "")).status, 404);
  const auto type = client.Ask(Post("/api/echo", "a=b", "Content-Type: application/x-www-form-urlencoded\r\n"));
  EXPECT_EQ(type.status, 415);
  const auto thrown = client.Ask(Get("/api/throw"));
  EXPECT_EQ(thrown.status, 500);
  EXPECT_THAT(thrown.body, Not(HasSubstr("made-up failure")));
}

TEST(Server, RefusesBodiesThatAreTooLarge) {
  TestServer server(TestRoutes(), NoLimits());
  {
    TestClient client(server.port());
    const auto told = client.Ask("POST /api/echo HTTP/1.1\r\n" + kHost + "Content-Length: 99999999999\r\n\r\n");
    EXPECT_EQ(told.status, 413);
    EXPECT_EQ(told.headers.at("connection"), "close");
  }
  TestClient client(server.port());
  client.Send("POST /api/echo HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
  for (int i = 0; i < 20; ++i) client.Send(chunk);
  EXPECT_EQ(client.Read()->status, 413);
  EXPECT_EQ(
      TestClient(server.port()).Ask("GET /api/hello HTTP/1.1\r\n" + kHost + "Content-Length: 3\r\n\r\nabc").status,
      413);
}

TEST(Server, RefusesHeadsThatAreTooLargeOrWrong) {
  TestServer server(TestRoutes(), NoLimits());
  const std::string large = Get("/api/hello", "X: " + std::string(40'000, 'x') + "\r\n");
  EXPECT_EQ(TestClient(server.port()).Ask(large).status, 431);
  EXPECT_EQ(TestClient(server.port()).Ask("NONSENSE\r\n\r\n").status, 400);
  EXPECT_EQ(TestClient(server.port()).Ask(Get("/a/../../etc/passwd")).status, 400);
  TestClient smuggler(server.port());
  const auto refused = smuggler.Ask("POST /api/echo HTTP/1.1\r\n" + kHost +
                                    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                                    Get("/api/hello?name=smuggled"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_TRUE(smuggler.IsClosed());
}

TEST(Server, AsksWhoIsThere) {
  TestServer server(TestRoutes(), NoLimits());
  TestClient client(server.port());
  const auto nobody = client.Ask(Get("/api/who"));
  EXPECT_EQ(nobody.status, 401);
  EXPECT_THAT(nobody.headers.at("www-authenticate"), HasSubstr("Bearer"));
  EXPECT_EQ(client.Ask(Get("/api/who", "Authorization: ApiKey mk_border\r\n")).body, "border post");
  EXPECT_EQ(client.Ask(Get("/api/who", "Authorization: Bearer mk_other\r\n")).status, 401);
  EXPECT_EQ(client.Ask(Get("/api/who", "Cookie: maktab_session=session-of-amal\r\n")).body, "Amal Madeup");
  EXPECT_EQ(client.Ask(Get("/api/users", "Cookie: maktab_session=session-of-amal\r\n")).status, 403);
}

TEST(Server, LetsNoOtherSiteActForAPerson) {
  TestServer server(TestRoutes(), NoLimits());
  TestClient client(server.port());
  const std::string cookie = "Cookie: maktab_session=session-of-amal\r\n";
  EXPECT_THAT(client.Ask(Post("/api/who", "{}", cookie)).body, HasSubstr("http.csrf"));
  EXPECT_THAT(client.Ask(Post("/api/who", "{}", cookie + "X-Maktab-CSRF: guessed\r\n")).body, HasSubstr("http.csrf"));
  const std::string token = cookie + "X-Maktab-CSRF: csrf-of-amal\r\n";
  EXPECT_EQ(client.Ask(Post("/api/who", "{}", token)).body, "Amal Madeup");
  EXPECT_THAT(client.Ask(Post("/api/who", "{}", token + "Sec-Fetch-Site: cross-site\r\n")).body,
              HasSubstr("http.foreign_origin"));
  EXPECT_EQ(client.Ask(Post("/api/who", "{}", "Authorization: Bearer mk_border\r\n")).body, "border post");
  EXPECT_EQ(client.Ask("GET /api/hello HTTP/1.1\r\nHost: rebound.example\r\n\r\n").status, 421);
}

TEST(Server, SlowsDownThoseWhoAskTooOften) {
  PipelineOptions options;
  options.anonymous = {.per_second = 1, .burst = 2};
  options.principal = {.per_second = 1, .burst = 3};
  TestServer server(TestRoutes(), options);
  TestClient client(server.port());
  EXPECT_EQ(client.Ask(Get("/api/hello")).status, 200);
  EXPECT_EQ(client.Ask(Get("/api/hello")).status, 200);
  const auto refused = client.Ask(Get("/api/hello"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers.at("retry-after"), "1");
  const std::string key = "Authorization: Bearer mk_border\r\n";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.Ask(Get("/api/who", key)).status, 200);
  EXPECT_EQ(client.Ask(Get("/api/who", key)).status, 429);
  server.clock().Advance(base::kMicrosPerSecond);
  EXPECT_EQ(client.Ask(Get("/api/hello")).status, 200);
  EXPECT_EQ(client.Ask(Get("/api/who", key)).status, 200);
}

TEST(Server, CreatesOnceForOneIdempotencyKey) {
  std::atomic<int> made{0};
  Router router;
  Route route = Guarded(
      Method::kPost, "/api/things",
      [&made](Request& request) -> Task<Response> {
        ++made;
        if (request.body == "{\"bad\":1}") co_return Response::Text("no", 400);
        co_return Response::Json("{\"number\":" + std::to_string(made) + "}", 201);
      },
      BodyKind::kJson);
  route.idempotent = true;
  router.Add(std::move(route));
  TestServer server(std::move(router), NoLimits());
  TestClient client(server.port());
  const std::string key = "Authorization: Bearer mk_border\r\nIdempotency-Key: k1\r\n";
  EXPECT_EQ(client.Ask(Post("/api/things", "{}", key)).body, "{\"number\":1}");
  const auto again = client.Ask(Post("/api/things", "{}", key));
  EXPECT_EQ(again.body, "{\"number\":1}");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.headers.at("idempotent-replayed"), "true");
  EXPECT_EQ(client.Ask(Post("/api/things", "{\"a\":1}", key)).status, 422);
  const std::string failing = "Authorization: Bearer mk_border\r\nIdempotency-Key: k2\r\n";
  EXPECT_EQ(client.Ask(Post("/api/things", "{\"bad\":1}", failing)).status, 400);
  EXPECT_EQ(client.Ask(Post("/api/things", "{}", failing)).body, "{\"number\":3}");
}

TEST(Server, StreamsBothWaysAtOnce) {
  TestServer server(TestRoutes(), NoLimits());
  TestClient client(server.port());
  client.Send("POST /api/stream HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
  client.ReadUntil("one\n");  // the answer to the first line comes before the second is sent
  client.Send("4\r\ntwo\n\r\n");
  client.ReadUntil("two\n");
  client.Send("0\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
  EXPECT_EQ(client.Ask(Get("/api/hello?name=after")).body, "hello after");
}

TEST(Server, TellsAClientThatWaitsToSendItsBody) {
  TestServer server(TestRoutes(), NoLimits());
  TestClient client(server.port());
  client.Send("POST /api/count HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.Read()->status, 100);
  EXPECT_EQ(client.Ask("12345").body, "5");
  // Refused before the body: no 100, and the connection ends, since the body may still come.
  const auto refused =
      client.Ask("POST /api/who HTTP/1.1\r\n" + kHost + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.headers.at("connection"), "close");
}

TEST(Server, KnowsThatAnUploadWasCut) {
  TestServer server(TestRoutes(), NoLimits());
  const int before = broken_uploads;
  {
    TestClient client(server.port());
    client.Send("POST /api/count HTTP/1.1\r\n" + kHost + "Content-Length: 1000\r\n\r\nonly this");
    client.FinishSending();
    EXPECT_EQ(client.Read()->body, "http.cut");
  }
  EXPECT_EQ(broken_uploads, before + 1);
  TestClient client(server.port());
  client.Send("POST /api/count HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel");
  client.Reset();
  EXPECT_EQ(TestClient(server.port()).Ask(Get("/api/hello?name=next")).body, "hello next");
}

TEST(Server, DoesNotWaitForSlowClientsForEver) {
  ServerOptions options;
  options.head_timeout = milliseconds(200);
  options.body_timeout = milliseconds(200);
  options.idle_timeout = milliseconds(400);
  TestServer server(TestRoutes(), NoLimits(), options);
  TestClient slow_head(server.port());
  slow_head.Send("GET /api/hello HTTP/1.1\r\nHost: loc");
  EXPECT_EQ(slow_head.Read()->status, 408);
  TestClient slow_body(server.port());
  EXPECT_EQ(slow_body.Ask("POST /api/echo HTTP/1.1\r\n" + kHost + "Content-Length: 9\r\n\r\nabc").status, 408);
  TestClient idle(server.port());
  EXPECT_EQ(idle.Ask(Get("/api/hello")).status, 200);
  EXPECT_TRUE(idle.IsClosed());
}

TEST(Server, DoesNotWaitForAClientThatReadsNothing) {
  Router router;
  router.Add(Open(Method::kGet, "/api/endless", [](Request&) -> Task<Response> {
    Response response;
    response.content_type = "text/plain";
    response.stream = [](BodyWriter& writer) -> Task<base::Status> {
      for (;;) {
        base::Status written = co_await writer.Write(std::string(1 << 16, 'x'));
        if (!written.ok()) co_return written;
      }
    };
    co_return response;
  }));
  ServerOptions options;
  options.write_timeout = milliseconds(150);
  TestServer server(std::move(router), NoLimits(), options);
  TestClient client(server.port());
  client.Send(Get("/api/endless"));
  client.ReadUntil("\r\n\r\n");
  server.server().Stop();  // returns only when the connection is over
  EXPECT_EQ(server.server().connections(), 0U);
}

TEST(Server, ServesManyConnectionsAtOnce) {
  Door door;
  TestServer server(TestRoutes(&door), NoLimits());
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 64; ++i) {
    clients.push_back(std::make_unique<TestClient>(server.port()));
    clients.back()->Send(Get("/api/door?name=" + std::to_string(i)));
  }
  door.AwaitArrivals(64);
  EXPECT_EQ(server.server().connections(), 64U);
  // While 64 wait, others are served: no thread is held.
  EXPECT_EQ(TestClient(server.port()).Ask(Get("/api/hello?name=x")).body, "hello x");
  door.Open();
  for (int i = 0; i < 64; ++i) EXPECT_EQ(clients[std::size_t(i)]->Read()->body, "through " + std::to_string(i));
}

TEST(Server, TakesNoMoreConnectionsThanItMay) {
  Door door;
  ServerOptions options;
  options.max_connections = 2;
  TestServer server(TestRoutes(&door), NoLimits(), options);
  TestClient first(server.port());
  TestClient second(server.port());
  first.Send(Get("/api/door"));
  second.Send(Get("/api/door"));
  door.AwaitArrivals(2);
  EXPECT_TRUE(TestClient(server.port()).IsClosed());
  door.Open();
  EXPECT_EQ(first.Read()->status, 200);
}

TEST(Server, FinishesWhatIsInFlightWhenItStops) {
  Door door;
  TestServer server(TestRoutes(&door), NoLimits());
  TestClient idle(server.port());
  EXPECT_EQ(idle.Ask(Get("/api/hello")).status, 200);
  TestClient busy(server.port());
  busy.Send(Get("/api/door?name=last"));
  door.AwaitArrivals(1);
  std::thread stopper([&] { server.server().Stop(); });
  EXPECT_TRUE(idle.IsClosed());
  door.Open();
  const auto last = busy.Read();
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->body, "through last");
  EXPECT_EQ(last->headers.at("connection"), "close");
  stopper.join();
  EXPECT_EQ(server.server().connections(), 0U);
}

TEST(Server, CutsOffWhoKeepsItFromStopping) {
  ServerOptions options;
  options.stop_deadline = milliseconds(200);
  TestServer server(TestRoutes(), NoLimits(), options);
  TestClient client(server.port());
  client.Send("POST /api/stream HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n");
  client.ReadUntil("one\n");
  server.server().Stop();
  EXPECT_EQ(server.server().connections(), 0U);
  EXPECT_THAT(client.ReadUntil("never sent"), Not(HasSubstr("0\r\n\r\n")));
}

TEST(Server, SaysWhyItCannotListen) {
  TestServer server(TestRoutes());
  ServerOptions options;
  options.port = server.port();
  class Nothing final : public Application {
    Task<Response> Handle(Request&) override { co_return Response(); }
    Response Refuse(const base::Error&, const Request&) override { return {}; }
    void Finished(const Request&, const Response&, std::uint64_t) override {}
    void CountConnection(int) override {}
  } nothing;
  Server second(options, nothing);
  const base::Status started = second.Start();
  ASSERT_FALSE(started.ok());
  EXPECT_EQ(started.error().code, "http.cannot_listen");
  options.tls = TlsFiles{"/nowhere/chain.pem", "/nowhere/key.pem"};
  EXPECT_EQ(Server(options, nothing).Start().error().code, "http.bad_tls");
}

}  // namespace
}  // namespace maktab::http
