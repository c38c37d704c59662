#include "http/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/assert.h"
#include "http/url.h"

namespace maktab::http {

namespace beast = boost::beast;

namespace {

base::Error ErrorFor(const beast::error_code& code) {
  using beast::http::error;
  if (code == error::header_limit || code == error::buffer_overflow) return base::Err("http.headers_too_large");
  return base::Err("http.bad_request").Log(code.message());
}

bool IsDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

class RequestParser::Impl final : public beast::http::basic_parser<true> {
 public:
  Impl() {
    eager(false);
    header_limit(kMaxHeadBytes);
    body_limit(boost::none);
  }

  base::Result<std::size_t> Feed(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && !is_done() && (!is_header_done() || body_started_)) {
      beast::error_code code;
      const std::size_t taken = put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), code);
      used += taken;
      if (refused_) return *refused_;
      if (code == beast::http::error::need_more) {
        if (bytes.size() - used >= kMaxHeadBytes) return base::Err("http.headers_too_large");
        break;
      }
      if (code) return ErrorFor(code);
    }
    return used;
  }

  Request head;
  std::string body;
  bool body_started_ = false;
  bool expects_continue_ = false;

 private:
  using string_view = beast::string_view;
  using error_code = beast::error_code;

  void Refuse(base::Error error, error_code& code) {
    refused_ = std::move(error);
    code = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb, string_view method, string_view target, int version,
                       error_code& code) override {
    const auto known = ParseMethod(std::string_view(method.data(), method.size()));
    if (!known) return Refuse(base::Err("http.unknown_method"), code);
    if (version != 10 && version != 11) return Refuse(base::Err("http.bad_request").Log("version"), code);
    head.method = *known;
    head.http_1_0 = version == 10;
    const std::string_view text(target.data(), target.size());
    if (text == "*" && *known == Method::kOptions) {
      head.path = "*";
      return;
    }
    base::Result<Target> parsed = ParseTarget(text);
    if (!parsed.ok()) return Refuse(parsed.error(), code);
    head.path = std::move(parsed->path);
    head.segments = std::move(parsed->segments);
    head.query = std::move(parsed->query);
    authority_ = std::move(parsed->authority);
  }

  void on_response_impl(int, string_view, int, error_code&) override {}

  void on_field_impl(beast::http::field, string_view name, string_view value, error_code& code) override {
    if (is_header_done()) return;  // trailers say nothing that we ask for
    if (head.headers.all().size() == kMaxHeaderFields) {
      return Refuse(base::Err("http.headers_too_large"), code);
    }
    head.headers.Add(std::string(name), std::string(value));
  }

  void on_header_impl(error_code& code) override {
    const Headers& headers = head.headers;
    if (headers.Count("Transfer-Encoding") > 0) {
      const bool chunked = headers.Count("Transfer-Encoding") == 1 && !head.http_1_0 &&
                           EqualsIgnoringCase(headers.Get("Transfer-Encoding"), "chunked") &&
                           headers.Count("Content-Length") == 0;
      if (!chunked) return Refuse(base::Err("http.unknown_coding"), code);
    }
    const bool one_length = headers.Count("Content-Length") < 2 && IsDigits(headers.Get("Content-Length"));
    if (!one_length) return Refuse(base::Err("http.bad_request").Log("lengths"), code);
    const std::size_t hosts = headers.Count("Host");
    if (hosts > 1 || (hosts == 0 && !head.http_1_0)) return Refuse(base::Err("http.bad_request").Log("host"), code);
    if (!authority_.empty() && !EqualsIgnoringCase(authority_, headers.Get("Host"))) {
      return Refuse(base::Err("http.bad_request").Log("authority"), code);
    }
    if (headers.Count("Expect") > 0) {
      if (!EqualsIgnoringCase(headers.Get("Expect"), "100-continue")) {
        return Refuse(base::Err("http.bad_request").Log("expect"), code);
      }
      expects_continue_ = !head.http_1_0;
    }
    if (const auto length = content_length()) head.content_length = *length;
    head.keep_alive = !head.http_1_0 && keep_alive();
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

  std::size_t on_body_impl(string_view bytes, error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_finish_impl(error_code&) override {}

  std::optional<base::Error> refused_;
  std::string authority_;
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) {}
RequestParser::~RequestParser() = default;

base::Result<std::size_t> RequestParser::Feed(std::string_view bytes) {
  return impl_->Feed(bytes);
}

bool RequestParser::head_complete() const {
  return impl_->is_header_done();
}

Request RequestParser::TakeHead() {
  MAKTAB_ASSERT(head_complete());
  return std::move(impl_->head);
}

bool RequestParser::expects_continue() const {
  return impl_->expects_continue_;
}

void RequestParser::StartBody() {
  impl_->body_started_ = true;
}

bool RequestParser::done() const {
  return impl_->is_done();
}

std::string RequestParser::TakeBody() {
  return std::exchange(impl_->body, {});
}

}  // namespace maktab::http
