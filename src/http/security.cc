#include "http/security.h"

#include <algorithm>
#include <array>

#include "http/header_values.h"

namespace maktab::http {

namespace {

constexpr std::string_view kPolicy =
    "Content-Security-Policy: default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors ";
constexpr std::string_view kFields =
    "; base-uri 'none'; form-action 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n";

std::string FieldsFor(bool secure, bool no_store, bool framed) {
  std::string fields(kPolicy);
  fields.append(framed ? "'self'" : "'none'").append(kFields);
  if (secure) fields += "Strict-Transport-Security: max-age=31536000\r\n";
  if (no_store) fields += "Cache-Control: no-store\r\n";
  return fields;
}

}  // namespace

void AddSecurityHeaders(Response& response, bool secure) {
  // Made once: they are in every answer.
  static const std::array<std::string, 8> kMade = {FieldsFor(false, false, false), FieldsFor(false, true, false),
                                                   FieldsFor(true, false, false),  FieldsFor(true, true, false),
                                                   FieldsFor(false, false, true),  FieldsFor(false, true, true),
                                                   FieldsFor(true, false, true),   FieldsFor(true, true, true)};
  response.fixed_fields = kMade[(response.framed ? 4U : 0U) + (secure ? 2U : 0U) + (response.cacheable ? 0U : 1U)];
}

std::string HostName(std::string_view host) {
  if (host.starts_with('[')) {
    host = host.substr(0, std::min(host.find(']') + 1, host.size()));
  } else {
    host = host.substr(0, host.find(':'));
  }
  std::string name(host);
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

bool IsLoopback(std::string_view address) {
  if (address.starts_with("::ffff:")) address.remove_prefix(7);
  // Digits and dots alone: "127.example.org" may be anybody's name.
  const bool numbers = address.find_first_not_of("0123456789.") == std::string_view::npos;
  return address == "::1" || address == "[::1]" || address == "localhost" || (numbers && address.starts_with("127."));
}

base::Status CheckHost(const Request& request, bool bound_to_loopback, const std::vector<std::string>& allowed) {
  const std::string host = HostName(request.headers.Get("Host"));
  if (std::find(allowed.begin(), allowed.end(), host) != allowed.end()) return {};
  if (bound_to_loopback && IsLoopback(host)) return {};
  if (!bound_to_loopback && allowed.empty()) return {};
  return base::Err("http.bad_host");
}

base::Status CheckOrigin(const Request& request) {
  if (IsSafe(request.method)) return {};
  const std::string_view site = request.headers.Get("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return base::Err("http.foreign_origin");
  std::string_view origin = request.headers.Get("Origin");
  if (origin.empty()) return {};
  const auto scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return base::Err("http.foreign_origin");
  origin.remove_prefix(scheme_end + 3);
  if (!EqualsIgnoringCase(origin, request.headers.Get("Host"))) return base::Err("http.foreign_origin");
  return {};
}

base::Status CheckCsrf(const Request& request) {
  if (IsSafe(request.method) || !request.identity->by_cookie) return {};
  const std::string& wanted = request.identity->csrf;
  if (wanted.empty() || !EqualsInConstantTime(request.headers.Get(kCsrfHeader), wanted)) return base::Err("http.csrf");
  return {};
}

std::string_view ApiKeyOf(const Request& request) {
  const std::string_view value = request.headers.Get("Authorization");
  for (const std::string_view scheme : {"Bearer ", "ApiKey "}) {
    if (value.size() > scheme.size() && EqualsIgnoringCase(value.substr(0, scheme.size()), scheme)) {
      return Trim(value.substr(scheme.size()));
    }
  }
  return {};
}

}  // namespace maktab::http
