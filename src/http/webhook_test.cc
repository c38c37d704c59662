// What goes out to webhooks over HTTP, and where it may not go; the routes by which they are kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "crypto/encoding.h"
#include "crypto/mac.h"
#include "http/access_fixture.h"
#include "http/test_certificate.h"
#include "http/test_server.h"
#include "http/web_address.h"
#include "http/webhook_carrier.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

TEST(WebAddress, IsReadAsItIsWritten) {
  const auto address = ParseWebAddress("https://receiver.example:8443/in/here?from=bureau&x=%20");
  ASSERT_TRUE(address.ok());
  EXPECT_TRUE(address->secure);
  EXPECT_EQ(address->host, "receiver.example");
  EXPECT_EQ(address->port, 8443);
  EXPECT_EQ(address->target, "/in/here?from=bureau&x=%20");
  EXPECT_EQ(address->HostHeader(), "receiver.example:8443");
  EXPECT_EQ(ParseWebAddress("https://a.example")->target, "/");
  EXPECT_EQ(ParseWebAddress("https://a.example?x")->target, "/?x");
  EXPECT_EQ(ParseWebAddress("https://a.example")->HostHeader(), "a.example");
  EXPECT_EQ(ParseWebAddress("http://a.example")->port, 80);
  EXPECT_EQ(ParseWebAddress("https://[2001:4860::8888]:444/x")->host, "2001:4860::8888");
  EXPECT_EQ(ParseWebAddress("https://[2001:4860::8888]/x")->HostHeader(), "[2001:4860::8888]");
}

TEST(WebAddress, IsRefusedWhereReadersCouldDiffer) {
  for (const char* text :
       {"", "ftp://a.example/", "https://", "https:///path", "https://user@a.example/", "https://user:pw@a.example/",
        "https://a.example:0/", "https://a.example:65536/", "https://a.example:x/", "https://a.example/#part",
        "https://a.example/a b", "https://a.example/\r\nX: y", "https://[::1", "https://[::1]x/",
        "https://a\\b.example/", "//a.example", "https://مثال.example/"}) {
    const auto address = ParseWebAddress(text);
    EXPECT_FALSE(address.ok()) << text;
    if (!address.ok()) {
      EXPECT_EQ(address.error().code, "webhook.bad_url");
    }
  }
  EXPECT_FALSE(ParseWebAddress("https://a.example/" + std::string(kMaxWebAddress, 'a')).ok());
}

TEST(WebAddress, TheOpenNetIsWhatIsLeft) {
  const auto open = [](const char* text) { return IsPublicAddress(boost::asio::ip::make_address(text)); };
  for (const char* closed : {"0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "100.127.255.255",
                             "127.0.0.1",
                             "127.255.255.255",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.0.0.8",
                             "192.0.2.1",
                             "192.168.1.1",
                             "198.18.0.1",
                             "198.19.255.255",
                             "198.51.100.1",
                             "203.0.113.1",
                             "224.0.0.1",
                             "240.0.0.1",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:127.0.0.1",
                             "::ffff:8.8.8.8",
                             "64:ff9b::a00:1",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "2001::1",
                             "2001:db8::1",
                             "2002:7f00:1::",
                             "3fff::1"}) {
    EXPECT_FALSE(open(closed)) << closed;
  }
  for (const char* there : {"8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "198.17.0.1",
                            "198.20.0.1", "223.255.255.255", "2001:4860:4860::8888", "2606:4700::1111", "2a00::1"}) {
    EXPECT_TRUE(open(there)) << there;
  }
}

// Keeps what came in, and answers as it is told.
class Receiver {
 public:
  explicit Receiver(ServerOptions options = {}) : server_(Routes(), {}, std::move(options)) {}

  struct Came {
    std::string body, signature, time, host, type;
  };
  std::vector<Came> came() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    return came_;
  }
  void Answer(Response response) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    answer_ = std::move(response);
  }
  std::uint16_t port() const { return server_.port(); }

 private:
  Router Routes() {
    Router router;
    router.Add({.method = Method::kPost,
                .pattern = "/in",
                .handler = [this](Request& request) { return Take(request); },
                .access = Access::kOpen,
                .body = BodyKind::kJson,
                .csrf_by_token = false});
    return router;
  }
  Task<Response> Take(Request& request) {
    const auto text = [&](std::string_view name) { return std::string(request.headers.Get(name)); };
    const base::MutexLock lock(mutex_);
    came_.push_back(
        {request.body, text("Maktab-Signature"), text("Maktab-Timestamp"), text("Host"), text("Content-Type")});
    co_return answer_;
  }

  base::Mutex mutex_;
  std::vector<Came> came_ GUARDED_BY(mutex_);
  Response answer_ GUARDED_BY(mutex_) = Response::Empty();
  TestServer server_;
};

WebhookRules Local() {
  WebhookRules rules;
  rules.allow_http = true;
  rules.allow_private = true;
  return rules;
}

desk::WebhookPost PostTo(const std::string& url) {
  return {url, {{"Maktab-Timestamp", "1780000000"}, {"Maktab-Signature", "v1=00"}}, R"({"kind":"ping"})"};
}

std::string CodeOf(const base::Result<int>& result) {
  return result.ok() ? std::to_string(*result) : result.error().code;
}

TEST(WebhookCarrier, BringsTheMessageAndTheAnswersStatus) {
  Receiver receiver;
  HttpWebhookCarrier carrier(Local());
  const std::string url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/in?x=1";
  EXPECT_EQ(CodeOf(carrier.Send(PostTo(url))), "204");
  ASSERT_EQ(receiver.came().size(), 1U);
  EXPECT_EQ(receiver.came().front().body, R"({"kind":"ping"})");
  EXPECT_EQ(receiver.came().front().signature, "v1=00");
  EXPECT_EQ(receiver.came().front().time, "1780000000");
  EXPECT_EQ(receiver.came().front().type, "application/json");
  receiver.Answer(Response::Text(std::string(1'000'000, 'x'), 500));
  EXPECT_EQ(CodeOf(carrier.Send(PostTo(url))), "500") << "its body is not waited for";
  Response elsewhere = Response::Empty(307);
  elsewhere.headers.Add("Location", url);
  receiver.Answer(elsewhere);
  EXPECT_EQ(CodeOf(carrier.Send(PostTo(url))), "307");
  EXPECT_EQ(receiver.came().size(), 3U) << "nothing is followed";
}

TEST(WebhookCarrier, GoesNowhereThatTheSettingsDoNotAllow) {
  Receiver receiver;
  const std::string port = std::to_string(receiver.port());
  HttpWebhookCarrier strict({});
  EXPECT_EQ(CodeOf(strict.Send(PostTo("http://127.0.0.1:" + port + "/in"))), "webhook.not_https");
  EXPECT_EQ(CodeOf(strict.Send(PostTo("https://127.0.0.1:" + port + "/in"))), "webhook.private_address");
  EXPECT_EQ(CodeOf(strict.Send(PostTo("https://localhost:" + port + "/in"))), "webhook.private_address");
  EXPECT_EQ(CodeOf(strict.Send(PostTo("https://[::1]:" + port + "/in"))), "webhook.private_address");
  EXPECT_EQ(strict.Check("https://169.254.169.254/latest").error().code, "webhook.private_address");
  EXPECT_EQ(strict.Check("https://[::ffff:10.0.0.1]/").error().code, "webhook.private_address");
  EXPECT_TRUE(strict.Check("https://receiver.example/in").ok());
  // A name that leads to this machine is seen when it is looked up.
  WebhookRules http_only;
  http_only.allow_http = true;
  HttpWebhookCarrier half(http_only);
  for (const char* name : {"127.1", "2130706433", "0x7f000001"}) {
    EXPECT_EQ(CodeOf(half.Send(PostTo("http://" + std::string(name) + ":" + port + "/in"))), "webhook.private_address")
        << name;
  }
  EXPECT_EQ(receiver.came().size(), 0U);
}

TEST(WebhookCarrier, SaysWhyItDidNotArrive) {
  WebhookRules rules = Local();
  rules.timeout = std::chrono::milliseconds(300);
  HttpWebhookCarrier carrier(rules);
  std::uint16_t gone = 0;
  {
    const Receiver receiver;
    gone = receiver.port();
  }
  EXPECT_EQ(CodeOf(carrier.Send(PostTo("http://127.0.0.1:" + std::to_string(gone) + "/in"))), "webhook.no_connection");
  // One that takes the connection and says nothing.
  boost::asio::io_context context;
  boost::asio::ip::tcp::acceptor silent(context, {boost::asio::ip::address_v4::loopback(), 0});
  const std::string port = std::to_string(silent.local_endpoint().port());
  EXPECT_EQ(CodeOf(carrier.Send(PostTo("http://127.0.0.1:" + port + "/in"))), "webhook.timed_out");
  carrier.Stop();
  EXPECT_EQ(CodeOf(carrier.Send(PostTo("http://127.0.0.1:" + port + "/in"))), "webhook.stopping");
}

TEST(WebhookCarrier, TrustsOnlyCertificatesOfKnownAuthoritiesForThatName) {
  const MadeUpCertificate made("localhost"), other("elsewhere.example");
  const auto with = [](const MadeUpCertificate& certificate) {
    ServerOptions options;
    options.tls = TlsFiles{certificate.Path("chain.pem"), certificate.Path("key.pem")};
    return options;
  };
  Receiver receiver(with(made)), stranger(with(other));
  const auto send = [](std::uint16_t port, const std::string& ca_file) {
    WebhookRules rules;
    rules.allow_private = true;
    rules.ca_file = ca_file;
    HttpWebhookCarrier carrier(rules);
    return CodeOf(carrier.Send(PostTo("https://localhost:" + std::to_string(port) + "/in")));
  };
  EXPECT_EQ(send(receiver.port(), made.Path("chain.pem")), "204");
  EXPECT_EQ(receiver.came().front().host, "localhost:" + std::to_string(receiver.port()));
  EXPECT_EQ(send(receiver.port(), ""), "webhook.bad_certificate") << "nobody known signed it";
  EXPECT_EQ(send(stranger.port(), other.Path("chain.pem")), "webhook.bad_certificate") << "another's name";
  EXPECT_EQ(stranger.came().size(), 0U);
}

TEST_F(Bureau, WebhooksAreKeptByAdministratorsAndShowWhatBecameOfEachMessage) {
  const Person administrator = SignIn("Made Up Seven", Role::kAdministrator);
  const Person officer = SignIn("Made Up One", Role::kOfficer, "pursuits");
  const std::string words =
      R"({"url":"https://receiver.example/in","kinds":["record.acted"],"registers":["requests"]})";
  EXPECT_EQ(api.Send("POST", "/api/v1/webhooks", words, officer.headers).status, 403);
  EXPECT_EQ(api.Get("/api/v1/webhooks", officer.headers).status, 403);
  const auto made = api.Send("POST", "/api/v1/webhooks", words, administrator.headers);
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id = TextIn(made.body, "id"), secret = TextIn(made.body, "secret");
  const std::string path = "/api/v1/webhooks/" + id;
  const auto listed = api.Get("/api/v1/webhooks", administrator.headers);
  EXPECT_THAT(listed.body, HasSubstr("https://receiver.example/in"));
  EXPECT_THAT(listed.body, Not(HasSubstr(secret))) << "told once";
  const Made record = Make(administrator, "zqone", "pursuits", officer.id);
  api.bureau().carrier.answer = 503;
  ASSERT_TRUE(api.bureau().deliveries->SendDue().ok());
  const auto deliveries = api.Get(path + "/deliveries?lang=fr", administrator.headers);
  EXPECT_EQ(deliveries.status, 200);
  EXPECT_THAT(deliveries.body, HasSubstr(record.number));
  EXPECT_THAT(deliveries.body, HasSubstr(R"("state":"waiting")"));
  EXPECT_THAT(deliveries.body, HasSubstr("Le destinataire l'a refusé (HTTP 503)"));
  EXPECT_EQ(api.Get(path + "/deliveries", officer.headers).status, 403);
  // By hand, and it goes through.
  api.bureau().carrier.answer = 200;
  const auto items = Json(deliveries.body);
  const std::string delivery(*items.root()["items"].elements()[0]["id"].string());
  const std::string again = path + "/deliveries/" + delivery + "/send-again";
  EXPECT_EQ(api.Send("POST", again, "", officer.headers).status, 403);
  EXPECT_EQ(api.Send("POST", again, "", administrator.headers).status, 204);
  EXPECT_EQ(api.Send("POST", path + "/deliveries/nothing/send-again", "", administrator.headers).status, 404);
  EXPECT_EQ(api.Send("POST", path + "/ping", "", administrator.headers).status, 202);
  api.bureau().carrier.posts.clear();
  ASSERT_TRUE(api.bureau().deliveries->SendDue().ok());
  const auto& posts = api.bureau().carrier.posts;
  ASSERT_EQ(posts.size(), 2U) << "the one that was sent again, and the ping";
  for (const desk::WebhookPost& post : posts) {
    std::string time, signature;
    for (const auto& [name, value] : post.headers) {
      if (name == "Maktab-Timestamp") time = value;
      if (name == "Maktab-Signature") signature = value;
    }
    EXPECT_EQ(signature, "v1=" + crypto::ToHex(crypto::HmacSha256(secret, {time, ".", post.body})));
  }
  EXPECT_EQ(api.Send("PATCH", path, R"({"state":"paused"})", administrator.headers).status, 204);
  EXPECT_EQ(api.Send("PATCH", path, R"({"state":"asleep"})", administrator.headers).status, 400);
  EXPECT_EQ(api.Send("PATCH", path, R"({"url":"http://a.example/"})", administrator.headers).status, 422);
  EXPECT_EQ(api.Send("DELETE", path, "", administrator.headers).status, 204);
  EXPECT_EQ(api.Send("DELETE", path, "", administrator.headers).status, 404);
}

}  // namespace
}  // namespace maktab::http
