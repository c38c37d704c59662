// What protects people in browsers: headers of every answer, and the questions asked of a request before it is served.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace maktab::http {

inline constexpr std::string_view kSessionCookie = "maktab_session";
inline constexpr std::string_view kCsrfHeader = "X-Maktab-CSRF";

// Content-Security-Policy, nosniff, Referrer-Policy; Strict-Transport-Security over TLS; Cache-Control: no-store unless
// the answer says otherwise itself.
void AddSecurityHeaders(Response& response, bool secure);

// "host:port", "host", "[::1]:port" without the port, in lower case.
std::string HostName(std::string_view host);
bool IsLoopback(std::string_view address);

// A server bound to a loopback address answers only to loopback names, so that a page of another site can't reach it by
// a name that was made to point here (DNS rebinding). `allowed` are further names, without port; if the server is bound
// elsewhere, they are the only ones, or any if there are none. Error: http.bad_host.
base::Status CheckHost(const Request& request, bool bound_to_loopback, const std::vector<std::string>& allowed);

// Was a request that changes something sent by a page of this site? Sec-Fetch-Site and Origin are believed where a
// browser sends them. Error: http.foreign_origin.
base::Status CheckOrigin(const Request& request);

// The token of the session in X-Maktab-CSRF. REQUIRES: request.identity. Error: http.csrf.
base::Status CheckCsrf(const Request& request);

// What Authorization carries: "Bearer KEY" or "ApiKey KEY" (clients of others send either); empty if neither.
std::string_view ApiKeyOf(const Request& request);

}  // namespace maktab::http
