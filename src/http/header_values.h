// What stands inside header values: media types, cookies, coding lists, disposition parameters.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace maktab::http {

struct MediaType {
  std::string type;                                            // lower case: "multipart/form-data"
  std::map<std::string, std::string, std::less<>> parameters;  // names in lower case
};

// "text/plain; charset=utf-8", and form-data; name="file" of RFC 7578 likewise. nullopt if it is none.
std::optional<MediaType> ParseMediaType(std::string_view value);

// The value of one cookie of a Cookie header (RFC 6265 section 5.4); empty if it is not there.
std::string_view CookieValue(std::string_view header, std::string_view name);

struct CookieOptions {
  bool secure = false;
  long max_age_seconds = 0;  // 0: takes the cookie away
};
// HttpOnly; SameSite=Strict; Path=/.
std::string SetCookie(std::string_view name, std::string_view value, const CookieOptions& options);

// Does an Accept-Encoding value allow this coding ("gzip;q=0" does not).
bool AcceptsCoding(std::string_view accept_encoding, std::string_view coding);

// Does an If-None-Match value name this entity tag (with its quotes), or any.
bool NamesTag(std::string_view if_none_match, std::string_view tag);

std::string_view Trim(std::string_view text);

// The same time for any wrong guess of one length.
bool EqualsInConstantTime(std::string_view a, std::string_view b);

}  // namespace maktab::http
