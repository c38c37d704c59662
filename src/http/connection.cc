#include "http/connection.h"

#include <array>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

#include "base/log.h"

namespace maktab::http {

namespace {

constexpr std::size_t kReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 64 * 1024;
constexpr std::size_t kSkipBytes = 64 * 1024;
constexpr auto kLinger = std::chrono::milliseconds(2000);
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

std::string_view Phrase(int status) {
  static constexpr std::array<std::pair<int, std::string_view>, 26> kPhrases = {{
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  }};
  for (const auto& [code, phrase] : kPhrases) {
    if (code == status) return phrase;
  }
  return "Status";
}

// RFC 9110 section 5.6.7, made once a second on each thread.
std::string_view HttpDate() {
  thread_local std::time_t at = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != at) {
    static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  kDays[std::size_t(parts.tm_wday)], parts.tm_mday, kMonths[std::size_t(parts.tm_mon)],
                  parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    text = buffer.data();
    at = now;
  }
  return text;
}

bool MayHaveBody(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

Connection::Connection(std::unique_ptr<Transport> transport, boost::asio::any_io_executor executor, std::string client,
                       Shared& shared)
    : transport_(std::move(transport)), executor_(std::move(executor)), client_(std::move(client)), shared_(shared) {}

void Connection::ExpireAt(std::int64_t now_micros) {
  Expire(reading_, now_micros);
  Expire(writing_, now_micros);
}

void Connection::Expire(Deadline& deadline, std::int64_t now_micros) {
  const std::int64_t at = deadline.at;
  if (at == 0 || at > now_micros) return;
  boost::asio::post(executor_, [self = shared_from_this(), &deadline, at] {
    // What was late may have ended meanwhile and something else begun.
    if (deadline.at != at) return;
    deadline.expired = true;
    self->transport_->Cancel();
  });
}

void Connection::BeginStop() {
  boost::asio::post(executor_, [self = shared_from_this()] {
    if (self->idle_) self->transport_->Cancel();
  });
}

void Connection::Abort() {
  boost::asio::post(executor_, [self = shared_from_this()] { self->transport_->Close(); });
}

Task<void> Connection::Run() {
  const std::shared_ptr<Connection> self = shared_from_this();
  if (shared_.stopping) co_return;
  reading_.Set(shared_.timeouts.handshake);
  const auto [failed, ignored] = co_await transport_->Handshake();
  if (!failed) {
    while (keep_ && !shared_.stopping) {
      const bool served = co_await ServeOne();
      if (!served) break;
    }
    co_await EndGently();
  }
  transport_->Close();
}

// What the client still sends is read and thrown away for a moment: closing with unread bytes resets the connection,
// and the last answer could be lost with it (RFC 9112 section 9.6).
Task<void> Connection::EndGently() {
  reading_.Set(kLinger);
  const auto [failed, ignored] = co_await transport_->FinishSending();
  if (failed || shared_.secure || shared_.stopping) co_return;
  std::size_t thrown_away = 0;
  while (thrown_away < kLingerBytes) {
    in_.clear();
    in_used_ = 0;
    const ReadResult read = co_await ReadMore(kBodyReadBytes);
    if (!read.ok) co_return;
    thrown_away += in_.size();
  }
}

Task<bool> Connection::ServeOne() {
  parser_.emplace();
  continue_sent_ = false;
  chunked_ = false;
  sent_ = 0;
  base::Result<Request> read = co_await ReadHead();
  if (!read.ok()) {
    keep_ = false;
    if (read.error().code == "http.cut") co_return false;
    Request unread;
    unread.client = client_;
    unread.secure = shared_.secure;
    unread.started_micros = SteadyMicros();
    Response refusal = shared_.application.Refuse(read.error(), unread);
    co_await Answer(unread, std::move(refusal));
    co_return false;
  }
  Request request = std::move(read).value();
  request.reader = this;
  request.client = client_;
  request.secure = shared_.secure;
  request.started_micros = SteadyMicros();
  reading_.Clear();
  Response response = co_await shared_.application.Handle(request);
  bool skipped = true;
  if (!response.stream) skipped = co_await SkipSmallBody(request);
  if (!skipped || response.close || !request.keep_alive || shared_.stopping) keep_ = false;
  co_await Answer(request, std::move(response));
  // A stream may have read the body while it answered; what is left of it would be taken for the next request.
  co_return keep_ && parser_->done();
}

Task<base::Result<Request>> Connection::ReadHead() {
  idle_ = true;
  reading_.Set(shared_.timeouts.idle);
  bool begun = false;
  for (;;) {
    if (!Unread().empty()) {
      if (!begun) {
        begun = true;
        idle_ = false;
        reading_.Set(shared_.timeouts.head);
      }
      base::Result<std::size_t> used = parser_->Feed(Unread());
      if (!used.ok()) co_return used.error();
      in_used_ += *used;
      if (parser_->head_complete()) co_return parser_->TakeHead();
    }
    const ReadResult read = co_await ReadMore(kReadBytes);
    if (read.timed_out && begun) co_return base::Err("http.timeout");
    if (!read.ok) co_return base::Err("http.cut");
  }
}

Task<Connection::ReadResult> Connection::ReadMore(std::size_t bytes) {
  // Asio would wait for an event that has been and gone.
  if (input_over_) co_return ReadResult{};
  in_.erase(0, in_used_);
  in_used_ = 0;
  const std::size_t before = in_.size();
  in_.resize(before + bytes);
  const auto [failed, count] = co_await transport_->Read(in_.data() + before, bytes);
  in_.resize(before + count);
  if (failed && failed != boost::asio::error::operation_aborted) input_over_ = true;
  co_return ReadResult{!failed, reading_.expired};
}

Task<base::Result<std::string>> Connection::ReadSome() {
  parser_->StartBody();
  const bool asked = co_await SendContinue();
  if (!asked) co_return base::Err("http.cut");
  for (;;) {
    base::Result<std::size_t> used = parser_->Feed(Unread());
    if (!used.ok()) {
      keep_ = false;
      co_return used.error();
    }
    in_used_ += *used;
    std::string body = parser_->TakeBody();
    if (!body.empty() || parser_->done()) co_return body;
    reading_.Set(shared_.timeouts.body);
    const ReadResult read = co_await ReadMore(kBodyReadBytes);
    reading_.Clear();
    if (!read.ok) {
      keep_ = false;
      co_return base::Err(read.timed_out ? "http.timeout" : "http.cut");
    }
  }
}

Task<bool> Connection::SendContinue() {
  if (!parser_->expects_continue() || continue_sent_ || parser_->done() || !Unread().empty()) co_return true;
  continue_sent_ = true;
  const bool sent = co_await Send("HTTP/1.1 100 Continue\r\n\r\n", {});
  co_return sent;
}

// Reads over a small body that the handler did not want, so that the connection can go on.
Task<bool> Connection::SkipSmallBody(const Request& request) {
  if (parser_->done()) co_return true;
  const bool waits = parser_->expects_continue() && !continue_sent_;
  if (waits || !request.content_length || *request.content_length > kSkipBytes) co_return false;
  while (!parser_->done()) {
    const base::Result<std::string> skipped = co_await ReadSome();
    if (!skipped.ok()) co_return false;
  }
  co_return true;
}

std::string Connection::HeadOf(const Request& request, const Response& response, std::size_t length) const {
  std::string head;
  head.reserve(768);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(Phrase(response.status));
  head.append("\r\nDate: ").append(HttpDate()).append("\r\n").append(response.fixed_fields);
  for (const auto& [name, value] : response.headers.all()) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  if (MayHaveBody(response.status)) {
    if (!response.content_type.empty()) head.append("Content-Type: ").append(response.content_type).append("\r\n");
    if (!response.stream) {
      head.append("Content-Length: ").append(std::to_string(length)).append("\r\n");
    } else if (!request.http_1_0) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
  }
  if (!keep_) head.append("Connection: close\r\n");
  head.append("\r\n");
  return head;
}

Task<void> Connection::Answer(const Request& request, Response response) {
  const std::string_view body = response.embedded_body.empty() ? response.body : response.embedded_body;
  std::string head = HeadOf(request, response, body.size());
  bool sent = false;
  const bool with_body = MayHaveBody(response.status) && request.method != Method::kHead;
  if (response.stream && with_body) {
    sent = co_await SendStream(request, response, std::move(head));
  } else {
    sent = co_await Send(head, with_body ? body : std::string_view());
    if (with_body) sent_ = body.size();
  }
  if (!sent) keep_ = false;
  shared_.application.Finished(request, response, sent_);
}

Task<bool> Connection::SendStream(const Request& request, const Response& response, std::string head) {
  chunked_ = !request.http_1_0;
  // The stream may want the body, and the client waits to be told before it takes any other answer.
  const bool asked = co_await SendContinue();
  if (!asked) co_return false;
  const bool head_sent = co_await Send(head, {});
  if (!head_sent) co_return false;
  BodyWriter& writer = *this;
  const base::Status streamed = co_await response.stream(writer);
  // An answer that broke off must not look whole: no last chunk.
  if (!streamed.ok()) co_return false;
  if (!chunked_) co_return true;
  const bool ended = co_await Send("0\r\n\r\n", {});
  co_return ended;
}

Task<base::Status> Connection::Write(std::string bytes) {
  if (bytes.empty()) co_return base::Status();
  sent_ += bytes.size();
  std::string head;
  if (chunked_) {
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    head = size.data();
    bytes += "\r\n";
  }
  const bool sent = co_await Send(head, bytes);
  if (sent) co_return base::Status();
  co_return base::Err(writing_.expired ? "http.timeout" : "http.cut");
}

Task<bool> Connection::Send(std::string_view head, std::string_view body) {
  writing_.Set(shared_.timeouts.write * (1 + body.size() / kBodyReadBytes));
  const auto [failed, ignored] = co_await transport_->Write(head, body);
  writing_.Clear();
  co_return !failed;
}

}  // namespace maktab::http
