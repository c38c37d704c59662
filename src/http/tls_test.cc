// The server over TLS, with a certificate made for the test.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "http/test_certificate.h"
#include "http/test_client.h"
#include "http/test_server.h"

namespace maktab::http {
namespace {

using testing::HasSubstr;

// Asks once over TLS; the whole answer, or "" if no connection came about.
std::string AskTls(std::uint16_t port, const std::string& request, int newest_version) {
  const std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(context.get(), 0);
  SSL_CTX_set_max_proto_version(context.get(), newest_version);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  const std::unique_ptr<SSL, Freer<SSL_free>> ssl(SSL_new(context.get()));
  SSL_set_fd(ssl.get(), socket);
  std::string answer;
  if (SSL_connect(ssl.get()) == 1) {
    SSL_write(ssl.get(), request.data(), int(request.size()));
    std::array<char, 4096> bytes{};
    for (int count = 0; (count = SSL_read(ssl.get(), bytes.data(), int(bytes.size()))) > 0;) {
      answer.append(bytes.data(), std::size_t(count));
    }
    SSL_shutdown(ssl.get());
  }
  ::close(socket);
  return answer;
}

Task<Response> Large(Request& /*request*/) {
  co_return Response::Text(std::string(300'000, 'x'));
}

Router LargeRoute() {
  Router router;
  router.Add({.method = Method::kGet, .pattern = "/api/large", .handler = Large, .access = Access::kOpen});
  return router;
}

ServerOptions WithTls(const MadeUpCertificate& made, const std::string& key) {
  ServerOptions options;
  options.tls = TlsFiles{made.Path("chain.pem"), made.Path(key)};
  return options;
}

TEST(Tls, ServesAndTellsBrowsersToStayWithIt) {
  const MadeUpCertificate made;
  TestServer server(LargeRoute(), {}, WithTls(made, "key.pem"));
  const std::string request = "GET /api/large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const std::string answer = AskTls(server.port(), request, version);
    EXPECT_THAT(answer, HasSubstr("HTTP/1.1 200 OK"));
    EXPECT_THAT(answer, HasSubstr("Strict-Transport-Security: max-age="));
    EXPECT_TRUE(answer.ends_with(std::string(300'000, 'x')));
  }
  EXPECT_EQ(AskTls(server.port(), request, TLS1_1_VERSION), "");
}

TEST(Tls, DoesNotTalkToWhoSpeaksPlainHttp) {
  const MadeUpCertificate made;
  TestServer server(LargeRoute(), {}, WithTls(made, "key.pem"));
  TestClient plain(server.port());
  plain.Send("GET /api/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_FALSE(plain.Read().has_value());
}

TEST(Tls, AClientThatNeverShakesHandsIsLetGo) {
  const MadeUpCertificate made;
  ServerOptions options = WithTls(made, "key.pem");
  options.handshake_timeout = std::chrono::milliseconds(200);
  TestServer server(LargeRoute(), {}, options);
  EXPECT_TRUE(TestClient(server.port()).IsClosed());
}

TEST(Tls, StopsWhileAHandshakeIsOnItsWay) {
  const MadeUpCertificate made;
  TestServer server(LargeRoute(), {}, WithTls(made, "key.pem"));
  TestClient silent(server.port());
  server.server().Stop();
  EXPECT_TRUE(silent.IsClosed());
}

TEST(Tls, RefusesAKeyThatIsNotTheCertificates) {
  const MadeUpCertificate made;
  ServerOptions options = WithTls(made, "other.pem");
  options.port = 0;
  class Nothing final : public Application {
    Task<Response> Handle(Request&) override { co_return Response(); }
    Response Refuse(const base::Error&, const Request&) override { return {}; }
    void Finished(const Request&, const Response&, std::uint64_t) override {}
    void CountConnection(int) override {}
  } nothing;
  Server server(options, nothing);
  EXPECT_EQ(server.Start().error().code, "http.bad_tls");
}

}  // namespace
}  // namespace maktab::http
