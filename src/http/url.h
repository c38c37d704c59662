// Targets of requests: path and query, percent-decoded once, and refused where two readers could understand them
// differently.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace maktab::http {

struct Target {
  std::string path;                   // as sent
  std::vector<std::string> segments;  // decoded one by one, so that %2F stays inside its segment
  std::vector<std::pair<std::string, std::string>> query;
  std::string authority;  // only of the absolute form (http://host/path)
};

constexpr std::size_t kMaxQueryParameters = 200;

// Reads the origin form and the absolute form (RFC 9112 section 3.2). Error http.bad_target: no such form, a broken
// percent escape, invalid UTF-8, a control character, "." or ".." as a segment, more than kMaxQueryParameters.
base::Result<Target> ParseTarget(std::string_view target);

// %XX, and + as a space if `plus_is_space`. False for a broken escape.
bool PercentDecode(std::string_view text, bool plus_is_space, std::string& out);
// Everything but unreserved letters (RFC 3986 section 2.3) as %XX.
std::string PercentEncode(std::string_view text);
// a=b&c=d. Error: http.bad_target.
base::Result<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query);

}  // namespace maktab::http
