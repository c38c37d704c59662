// The bytes of one connection, plain or through TLS. Only the server's own files include this.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>

#include "base/result.h"

namespace boost::asio::ssl {
class context;
}

namespace maktab::http {

// Belongs to one connection; all calls come from its coroutines, one read and one write at a time.
class Transport {
 public:
  using Outcome = std::tuple<boost::system::error_code, std::size_t>;

  virtual ~Transport() = default;
  virtual boost::asio::awaitable<Outcome> Handshake() = 0;
  virtual boost::asio::awaitable<Outcome> Read(char* data, std::size_t size) = 0;
  // All of both.
  virtual boost::asio::awaitable<Outcome> Write(std::string_view head, std::string_view body) = 0;
  // Nothing more will be sent; the other side can still send.
  virtual boost::asio::awaitable<Outcome> FinishSending() = 0;
  // What is waiting fails with operation_aborted; the connection stays usable.
  virtual void Cancel() = 0;
  virtual void Close() = 0;
};

std::unique_ptr<Transport> MakePlainTransport(boost::asio::ip::tcp::socket socket);
std::unique_ptr<Transport> MakeTlsTransport(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context& context);

// A server context of TLS 1.2 and 1.3 with the certificate chain and key of two PEM files. Error: http.bad_tls (file).
base::Result<std::shared_ptr<boost::asio::ssl::context>> LoadTls(const std::string& certificate_chain,
                                                                 const std::string& private_key);

}  // namespace maktab::http
