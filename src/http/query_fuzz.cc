// Any bytes as a target, as header values and as a whole request.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "base/utf8.h"
#include "http/header_values.h"
#include "http/request_parser.h"
#include "http/security.h"
#include "http/url.h"

namespace {

void ReadTarget(std::string_view text) {
  const auto target = maktab::http::ParseTarget(text);
  if (!target.ok()) return;
  for (const std::string& segment : target->segments) {
    MAKTAB_ASSERT(segment != ".." && segment != "." && maktab::base::IsValidUtf8(segment));
  }
  MAKTAB_ASSERT(target->query.size() <= maktab::http::kMaxQueryParameters);
}

void ReadRequest(std::string_view bytes) {
  maktab::http::RequestParser parser;
  const auto head = parser.Feed(bytes);
  if (!head.ok() || !parser.head_complete()) return;
  MAKTAB_ASSERT(*head <= bytes.size());
  const maktab::http::Request request = parser.TakeHead();
  MAKTAB_ASSERT(request.headers.all().size() <= maktab::http::kMaxHeaderFields);
  (void)maktab::http::CheckHost(request, true, {});
  (void)maktab::http::CheckOrigin(request);
  (void)maktab::http::ApiKeyOf(request);
  parser.StartBody();
  const auto body = parser.Feed(bytes.substr(*head));
  if (body.ok()) MAKTAB_ASSERT(parser.TakeBody().size() <= bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ReadTarget(bytes);
  ReadRequest(bytes);
  (void)maktab::http::ParseMediaType(bytes);
  (void)maktab::http::CookieValue(bytes, "maktab_session");
  (void)maktab::http::AcceptsCoding(bytes, "gzip");
  (void)maktab::http::NamesTag(bytes, "\"a\"");
  return 0;
}
