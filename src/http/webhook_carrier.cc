#include "http/webhook_carrier.h"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <exception>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "http/web_address.h"

namespace maktab::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Outcome = base::Result<int>;
using Message = beast::http::request<beast::http::string_body>;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
// How often a message on its way looks whether the program is stopping.
constexpr std::chrono::milliseconds kSlice{50};
constexpr std::uint32_t kMaxHead = 16 * 1024;

base::Error Said(const ErrorCode& problem, std::string_view otherwise) {
  const bool late = problem == beast::error::timeout || problem == asio::error::operation_aborted;
  base::Error error = base::Err(late ? "webhook.timed_out" : otherwise);
  error.log = problem.message();
  return error;
}

Message MessageOf(const desk::WebhookPost& post, const WebAddress& address) {
  Message message(beast::http::verb::post, address.target, 11);
  message.set(beast::http::field::host, address.HostHeader());
  message.set(beast::http::field::user_agent, "Maktab");
  message.set(beast::http::field::content_type, "application/json");
  message.set(beast::http::field::connection, "close");
  for (const auto& [name, value] : post.headers) message.set(name, value);
  message.body() = post.body;
  message.prepare_payload();
  return message;
}

// Sends and reads the head of the answer.
template <typename Stream>
asio::awaitable<Outcome> Exchange(Stream& stream, Message& message) {
  const auto [unsent, sent] = co_await beast::http::async_write(stream, message, kToken);
  if (unsent) co_return Said(unsent, "webhook.no_answer");
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::empty_body> parser;
  parser.header_limit(kMaxHead);
  const auto [unread, read] = co_await beast::http::async_read_header(stream, buffer, parser, kToken);
  if (unread) co_return Said(unread, "webhook.no_answer");
  co_return int(parser.get().result_int());
}

class Errand {
 public:
  Errand(const WebhookRules& rules, const WebAddress& address, Message message)
      : rules_(rules), address_(address), message_(std::move(message)) {}

  // Fills the outcome.
  asio::awaitable<void> Run() {
    try {
      outcome_ = co_await Go();
    } catch (const std::exception& problem) {
      base::Error error = base::Err("webhook.no_answer");
      error.log = problem.what();
      outcome_ = std::move(error);
    }
  }
  const std::optional<Outcome>& outcome() const { return outcome_; }

 private:
  asio::awaitable<Outcome> Go() {
    const auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    const auto [unknown, found] = co_await resolver.async_resolve(address_.host, std::to_string(address_.port), kToken);
    if (unknown) co_return Said(unknown, "webhook.unknown_host");
    std::vector<tcp::endpoint> endpoints;
    for (const auto& entry : found) endpoints.push_back(entry.endpoint());
    for (const tcp::endpoint& endpoint : endpoints) {
      // One closed address among others is a trap, not a choice.
      if (!rules_.allow_private && !IsPublicAddress(endpoint.address())) co_return base::Err("webhook.private_address");
    }
    beast::tcp_stream stream(executor);
    stream.expires_after(rules_.timeout);
    const auto [refused, chosen] = co_await stream.async_connect(endpoints, kToken);
    if (refused) co_return Said(refused, "webhook.no_connection");
    if (!address_.secure) co_return co_await Exchange(stream, message_);
    co_return co_await RunTls(std::move(stream));
  }

  asio::awaitable<Outcome> RunTls(beast::tcp_stream tcp) {
    asio::ssl::context context(asio::ssl::context::tls_client);
    ErrorCode problem;
    context.set_default_verify_paths(problem);
    if (!rules_.ca_file.empty()) context.load_verify_file(rules_.ca_file, problem);
    if (problem) co_return Said(problem, "webhook.bad_certificate");
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    beast::ssl_stream<beast::tcp_stream> stream(std::move(tcp), context);
    stream.set_verify_mode(asio::ssl::verify_peer);
    stream.set_verify_callback(asio::ssl::host_name_verification(address_.host));
    // The macro of OpenSSL casts its text to void*.
    std::string name = address_.host;
    SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    const auto [unproven] = co_await stream.async_handshake(asio::ssl::stream_base::client, kToken);
    if (unproven) co_return Said(unproven, "webhook.bad_certificate");
    co_return co_await Exchange(stream, message_);
  }

  const WebhookRules& rules_;
  const WebAddress& address_;
  Message message_;
  std::optional<Outcome> outcome_;
};

}  // namespace

HttpWebhookCarrier::HttpWebhookCarrier(WebhookRules rules) : rules_(std::move(rules)) {}
HttpWebhookCarrier::~HttpWebhookCarrier() = default;

base::Status HttpWebhookCarrier::Check(const std::string& url) const {
  MAKTAB_ASSIGN(const WebAddress address, ParseWebAddress(url));
  if (!address.secure && !rules_.allow_http) return base::Err("webhook.not_https");
  ErrorCode no_address;
  const auto ip = asio::ip::make_address(address.host, no_address);
  const bool closed = no_address ? address.host == "localhost" : !IsPublicAddress(ip);
  if (closed && !rules_.allow_private) return base::Err("webhook.private_address");
  return {};
}

base::Result<int> HttpWebhookCarrier::Send(const desk::WebhookPost& post) {
  // The rules may have become narrower since the address was taken.
  MAKTAB_TRY(Check(post.url));
  MAKTAB_ASSIGN(const WebAddress address, ParseWebAddress(post.url));
  if (stopping_) return base::Err("webhook.stopping");
  Errand errand(rules_, address, MessageOf(post, address));
  asio::io_context context(1);
  asio::co_spawn(context, errand.Run(), asio::detached);
  const auto deadline = std::chrono::steady_clock::now() + rules_.timeout;
  while (!errand.outcome() && !stopping_ && std::chrono::steady_clock::now() < deadline) context.run_for(kSlice);
  if (errand.outcome()) return *errand.outcome();
  return base::Err(stopping_ ? "webhook.stopping" : "webhook.timed_out");
}

}  // namespace maktab::http
