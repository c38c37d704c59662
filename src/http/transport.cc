#include "http/transport.h"

#include <openssl/ssl.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace maktab::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

std::array<asio::const_buffer, 2> Buffers(std::string_view head, std::string_view body) {
  return {asio::const_buffer(head.data(), head.size()), asio::const_buffer(body.data(), body.size())};
}

void ShutDownAndClose(asio::ip::tcp::socket& socket) {
  error_code ignored;
  socket.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket.close(ignored);
}

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

  asio::awaitable<Outcome> Handshake() override { co_return Outcome{}; }
  asio::awaitable<Outcome> Read(char* data, std::size_t size) override {
    return socket_.async_read_some(asio::buffer(data, size), kToken);
  }
  asio::awaitable<Outcome> Write(std::string_view head, std::string_view body) override {
    return asio::async_write(socket_, Buffers(head, body), kToken);
  }
  asio::awaitable<Outcome> FinishSending() override {
    error_code code;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, code);
    co_return Outcome{code, 0};
  }
  void Cancel() override {
    error_code ignored;
    socket_.cancel(ignored);
  }
  void Close() override { ShutDownAndClose(socket_); }

 private:
  asio::ip::tcp::socket socket_;
};

class TlsTransport final : public Transport {
 public:
  TlsTransport(asio::ip::tcp::socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}

  asio::awaitable<Outcome> Handshake() override {
    const auto [code] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kToken);
    co_return Outcome{code, 0};
  }
  asio::awaitable<Outcome> Read(char* data, std::size_t size) override {
    return stream_.async_read_some(asio::buffer(data, size), kToken);
  }
  asio::awaitable<Outcome> Write(std::string_view head, std::string_view body) override {
    return asio::async_write(stream_, Buffers(head, body), kToken);
  }
  asio::awaitable<Outcome> FinishSending() override {
    const auto [code] = co_await stream_.async_shutdown(kToken);
    co_return Outcome{code, 0};
  }
  void Cancel() override {
    error_code ignored;
    stream_.next_layer().cancel(ignored);
  }
  void Close() override { ShutDownAndClose(stream_.next_layer()); }

 private:
  asio::ssl::stream<asio::ip::tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<Transport> MakePlainTransport(asio::ip::tcp::socket socket) {
  return std::make_unique<PlainTransport>(std::move(socket));
}

std::unique_ptr<Transport> MakeTlsTransport(asio::ip::tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsTransport>(std::move(socket), context);
}

base::Result<std::shared_ptr<asio::ssl::context>> LoadTls(const std::string& certificate_chain,
                                                          const std::string& private_key) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  error_code code;
  context->use_certificate_chain_file(certificate_chain, code);
  if (code) return base::Err("http.bad_tls").With("file", certificate_chain).Log(code.message());
  context->use_private_key_file(private_key, asio::ssl::context::pem, code);
  if (code) return base::Err("http.bad_tls").With("file", private_key).Log(code.message());
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return base::Err("http.bad_tls").With("file", private_key).Log("the key is not the certificate's");
  }
  return context;
}

}  // namespace maktab::http
