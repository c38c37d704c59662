// One connection from its first byte to its last: requests one after another, each read, served and answered before the
// next is looked at. Only the server's own files include this.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "http/application.h"
#include "http/request_parser.h"
#include "http/transport.h"

namespace maktab::http {

struct Timeouts {
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{75'000};   // between requests
  std::chrono::milliseconds head{10'000};   // from the first byte of a request to the end of its head
  std::chrono::milliseconds body{30'000};   // without a byte of the body
  std::chrono::milliseconds write{30'000};  // for 64 KiB of an answer
};

class Connection final : public std::enable_shared_from_this<Connection>, private BodyReader, private BodyWriter {
 public:
  struct Shared {
    Application& application;
    const Timeouts timeouts;
    const bool secure;
    std::atomic<bool> stopping{false};
  };

  // `executor` must run one thing of this connection at a time.
  Connection(std::unique_ptr<Transport> transport, boost::asio::any_io_executor executor, std::string client,
             Shared& shared);

  // Returns when the connection is over. Holds itself alive.
  Task<void> Run();

  // Any thread: ends what has taken longer than it may.
  void ExpireAt(std::int64_t now_micros);
  // Any thread: Shared::stopping was set. A connection between requests ends now, others after their answer.
  void BeginStop();
  // Any thread: ends at once whatever is going on.
  void Abort();

 private:
  struct ReadResult {
    bool ok = false;
    bool timed_out = false;
  };
  // When a read or a write must have ended; one each, because a bulk run reads and writes at once.
  struct Deadline {
    std::atomic<std::int64_t> at{0};  // steady microseconds; 0: none
    bool expired = false;
    void Set(std::chrono::milliseconds from_now) {
      expired = false;
      at = SteadyMicros() + std::chrono::microseconds(from_now).count();
    }
    void Clear() { at = 0; }
  };

  Task<bool> ServeOne();
  Task<base::Result<Request>> ReadHead();
  Task<ReadResult> ReadMore(std::size_t bytes);
  Task<bool> SkipSmallBody(const Request& request);
  Task<bool> SendContinue();
  Task<void> Answer(const Request& request, Response response);
  Task<bool> SendStream(const Request& request, const Response& response, std::string head);
  Task<bool> Send(std::string_view head, std::string_view body);
  Task<void> EndGently();
  std::string HeadOf(const Request& request, const Response& response, std::size_t length) const;

  Task<base::Result<std::string>> ReadSome() override;
  Task<base::Status> Write(std::string bytes) override;
  bool stopping() const override { return shared_.stopping; }

  void Expire(Deadline& deadline, std::int64_t now_micros);
  std::string_view Unread() const { return std::string_view(in_).substr(in_used_); }

  const std::unique_ptr<Transport> transport_;
  const boost::asio::any_io_executor executor_;
  const std::string client_;
  Shared& shared_;
  std::optional<RequestParser> parser_;
  std::string in_;  // what was read and not used begins at in_used_
  std::size_t in_used_ = 0;
  Deadline reading_, writing_;
  bool idle_ = true;         // nothing is lost by ending now
  bool input_over_ = false;  // the client has finished or is gone
  bool keep_ = true;         // another request may come on this connection
  bool continue_sent_ = false;
  bool chunked_ = false;
  std::uint64_t sent_ = 0;  // bytes of the body of the present answer
};

}  // namespace maktab::http
