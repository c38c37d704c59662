// The bytes of one HTTP/1.1 request become its head and body. Does no I/O. Strict where leniency would let two servers
// see different requests (smuggling): one length at most, Transfer-Encoding only "chunked", one Host, no white space
// before a colon, lines ended by CR LF.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace maktab::http {

constexpr std::size_t kMaxHeadBytes = 16 * 1024;
constexpr std::size_t kMaxHeaderFields = 100;

class RequestParser {
 public:
  RequestParser();
  ~RequestParser();

  // Takes bytes of the head, or, once the head is complete and StartBody was called, of the body. Gives how many were
  // used; the rest must be offered again, with more bytes after it. Once done() it uses none: what follows is the next
  // request. Errors: http.bad_request, http.bad_target, http.headers_too_large, http.unknown_method,
  // http.unknown_coding.
  base::Result<std::size_t> Feed(std::string_view bytes);

  bool head_complete() const;
  // REQUIRES: head_complete(). The request without its body; valid once.
  Request TakeHead();
  // The client waits for "100 Continue" before it sends the body.
  bool expects_continue() const;
  void StartBody();
  // The body has been read to its end. True at once for a request without one.
  bool done() const;
  // Body bytes since the last call.
  std::string TakeBody();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace maktab::http
