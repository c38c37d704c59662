// A request and its answer as route files see them: our own types, nothing of the HTTP library.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/task.h"
#include "model/language.h"
#include "model/principal.h"

namespace maktab::http {

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions };

std::string_view MethodName(Method method);  // "GET"…
std::optional<Method> ParseMethod(std::string_view name);
// Neither changes anything (RFC 9110 section 9.2.1).
bool IsSafe(Method method);

// Fields in the order they came; names compare without regard to case.
class Headers {
 public:
  void Add(std::string name, std::string value);
  // The first value; empty if there is none.
  std::string_view Get(std::string_view name) const;
  std::size_t Count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Of a clock that never jumps; only differences mean anything.
std::int64_t SteadyMicros();

bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Who sent the request, as the gate found out.
struct Identity {
  model::Principal who;
  bool by_cookie = false;     // a person in a browser; else a system with an API key
  std::string csrf;           // of the session; empty for systems
  std::string session_token;  // of the cookie; empty for systems
};

// The body of a request as it arrives. Belongs to the connection.
class BodyReader {
 public:
  virtual ~BodyReader() = default;
  // The next bytes, at most 64 KiB; empty at the end. Errors: http.cut (the client broke off), http.timeout,
  // http.bad_request, http.stopping.
  virtual Task<base::Result<std::string>> ReadSome() = 0;
};

// The body of an answer as it is made. Belongs to the connection.
class BodyWriter {
 public:
  virtual ~BodyWriter() = default;
  // Waits until the bytes are handed to the system. Errors: http.cut, http.timeout.
  virtual Task<base::Status> Write(std::string bytes) = 0;
  // The server is stopping: a stream without an end of its own (events) should end now.
  virtual bool stopping() const = 0;
};

struct Request {
  Method method = Method::kGet;
  std::string path;                   // as sent, without the query
  std::vector<std::string> segments;  // of the path, decoded
  std::vector<std::pair<std::string, std::string>> query;
  Headers headers;
  std::string body;              // if the route takes a bounded body
  BodyReader* reader = nullptr;  // never null while a handler runs; where a bounded body was read it is at its end
  std::optional<std::uint64_t> content_length;
  std::string client;   // address without port
  bool secure = false;  // came over TLS
  bool http_1_0 = false;
  bool keep_alive = true;
  model::Language language = model::Language::kEnglish;
  std::optional<Identity> identity;
  std::vector<std::pair<std::string_view, std::string>> params;  // {name} of the pattern → value
  std::string_view pattern;                                      // of the route, for counters and the log
  std::int64_t started_micros = 0;                               // steady clock

  // REQUIRES: the pattern has {name}.
  const std::string& Param(std::string_view name) const;
  // The first value of a query parameter; empty if there is none.
  std::string_view Query(std::string_view name) const;
  std::vector<std::string_view> QueryAll(std::string_view name) const;
  // REQUIRES: the route asks for a sign-in.
  const model::Principal& who() const;
};

using StreamBody = std::function<Task<base::Status>(BodyWriter&)>;

struct Response {
  int status = 200;
  std::string content_type;  // empty: no body
  std::string body;
  std::string_view embedded_body;  // instead of `body`: bytes that live as long as the program
  StreamBody stream;               // instead of both: called after the head is sent; the request lives until it ends
  Headers headers;
  // Fields that are the same for many answers, as they are sent, each with its line end; lives as long as the program.
  std::string_view fixed_fields;
  bool close = false;      // end the connection after this answer
  bool framed = false;     // a page of this site may show it in a frame
  bool cacheable = false;  // the answer sets Cache-Control itself; others get no-store
  // The error that the answer tells of, for the log.
  std::optional<base::Error> problem;

  static Response Json(std::string body, int status = 200);
  static Response Text(std::string body, int status = 200);
  static Response Empty(int status = 204);
};

}  // namespace maktab::http
