#include "http/server.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>
#include <thread>
#include <vector>

#include "base/log.h"
#include "base/mutex.h"
#include "http/connection.h"
#include "http/transport.h"

namespace maktab::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr auto kSweep = std::chrono::milliseconds(100);

Timeouts TimeoutsOf(const ServerOptions& options) {
  return {options.handshake_timeout, options.idle_timeout, options.head_timeout, options.body_timeout,
          options.write_timeout};
}
}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Application& application)
      : options_(std::move(options)),
        shared_{application, TimeoutsOf(options_), options_.tls.has_value()},
        acceptor_(asio::make_strand(context_)),
        sweeper_(asio::make_strand(context_)) {}

  base::Status Start() {
    if (options_.tls) {
      MAKTAB_ASSIGN(tls_, LoadTls(options_.tls->certificate_chain, options_.tls->private_key));
    }
    MAKTAB_TRY(Listen());
    asio::co_spawn(acceptor_.get_executor(), Accept(), asio::detached);
    asio::co_spawn(sweeper_.get_executor(), Sweep(), asio::detached);
    const std::size_t threads =
        options_.threads > 0 ? options_.threads : std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
    return {};
  }

  void Stop() {
    if (threads_.empty()) return;
    shared_.stopping = true;
    asio::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
    });
    ForEach([](Connection& connection) { connection.BeginStop(); });
    const auto deadline = std::chrono::steady_clock::now() + options_.stop_deadline;
    if (!WaitUntilEmpty(deadline)) {
      spdlog::warn("http: {} connections are cut off: their clients took too long", connections());
      ForEach([](Connection& connection) { connection.Abort(); });
    }
    WaitUntilEmpty(std::chrono::steady_clock::time_point::max());
    asio::post(sweeper_.get_executor(), [this] { sweeper_.cancel(); });
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  std::uint16_t port() const { return port_; }

  std::size_t connections() const EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    return connections_.size();
  }

 private:
  using Connections = std::list<std::shared_ptr<Connection>>;

  base::Status Listen() {
    const auto failed = [&](const error_code& code) {
      return base::Err("http.cannot_listen")
          .With("address", options_.address)
          .With("port", std::to_string(options_.port))
          .With("why", code.message());
    };
    error_code code;
    const std::string name = options_.address == "localhost" ? "127.0.0.1" : options_.address;
    const auto address = asio::ip::make_address(name, code);
    if (code) return failed(code);
    const tcp::endpoint endpoint(address, options_.port);
    if (acceptor_.open(endpoint.protocol(), code)) return failed(code);
    acceptor_.set_option(tcp::acceptor::reuse_address(true), code);
    if (acceptor_.bind(endpoint, code)) return failed(code);
    if (acceptor_.listen(asio::socket_base::max_listen_connections, code)) return failed(code);
    port_ = acceptor_.local_endpoint(code).port();
    return {};
  }

  asio::awaitable<void> Accept() {
    while (acceptor_.is_open()) {
      auto strand = asio::make_strand(context_);
      auto [failed, socket] = co_await acceptor_.async_accept(strand, kToken);
      if (!failed) {
        Serve(tcp::socket(std::move(socket)), strand);
      } else if (acceptor_.is_open()) {
        // Out of descriptors, or the client was gone already: others may still come.
        spdlog::warn("http: accept: {}", failed.message());
        asio::steady_timer pause(acceptor_.get_executor(), kSweep);
        co_await pause.async_wait(kToken);
      }
    }
  }

  void Serve(tcp::socket socket, const asio::any_io_executor& executor) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const tcp::endpoint client = socket.remote_endpoint(ignored);
    if (shared_.stopping || connections() >= options_.max_connections) {
      spdlog::warn("http: refused a connection: {} are open", connections());
      socket.close(ignored);
      return;
    }
    auto transport = tls_ ? MakeTlsTransport(std::move(socket), *tls_) : MakePlainTransport(std::move(socket));
    auto connection =
        std::make_shared<Connection>(std::move(transport), executor, client.address().to_string(), shared_);
    Connections::iterator place;
    {
      const base::MutexLock lock(mutex_);
      place = connections_.insert(connections_.end(), connection);
    }
    shared_.application.CountConnection(1);
    asio::co_spawn(executor, connection->Run(), [this, place](const std::exception_ptr& failure) {
      if (failure) LogFailure(failure);
      shared_.application.CountConnection(-1);
      const base::MutexLock lock(mutex_);
      connections_.erase(place);
      empty_.notify_all();
    });
  }

  static void LogFailure(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& exception) {
      spdlog::error("http: a connection ended by an exception: {}", exception.what());
    } catch (...) {
      spdlog::error("http: a connection ended by an unknown exception");
    }
  }

  asio::awaitable<void> Sweep() {
    for (;;) {
      sweeper_.expires_after(kSweep);
      co_await sweeper_.async_wait(kToken);
      if (shared_.stopping && connections() == 0) co_return;
      const std::int64_t now = SteadyMicros();
      ForEach([now](Connection& connection) { connection.ExpireAt(now); });
    }
  }

  template <typename Use>
  void ForEach(Use use) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    for (const auto& connection : connections_) use(*connection);
  }

  bool WaitUntilEmpty(std::chrono::steady_clock::time_point deadline) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    while (!connections_.empty()) {
      if (deadline == std::chrono::steady_clock::time_point::max()) {
        empty_.wait(mutex_);
      } else if (empty_.wait_until(mutex_, deadline) == std::cv_status::timeout) {
        return connections_.empty();
      }
    }
    return true;
  }

  const ServerOptions options_;
  Connection::Shared shared_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  asio::steady_timer sweeper_;
  std::shared_ptr<asio::ssl::context> tls_;
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
  mutable base::Mutex mutex_;
  base::ConditionVariable empty_;
  Connections connections_ GUARDED_BY(mutex_);
};

Server::Server(ServerOptions options, Application& application)
    : impl_(std::make_unique<Impl>(std::move(options), application)) {}

Server::~Server() {
  Stop();
}

base::Status Server::Start() {
  return impl_->Start();
}

void Server::Stop() {
  impl_->Stop();
}

std::uint16_t Server::port() const {
  return impl_->port();
}

std::size_t Server::connections() const {
  return impl_->connections();
}

}  // namespace maktab::http
