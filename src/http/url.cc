#include "http/url.h"

#include <algorithm>

#include "base/utf8.h"

namespace maktab::http {

namespace {

int HexValue(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F;
  });
}

base::Error BadTarget() {
  return base::Err("http.bad_target");
}

base::Status SplitPath(std::string_view path, std::vector<std::string>& segments) {
  std::size_t at = 1;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    std::string segment;
    if (!PercentDecode(path.substr(at, end - at), false, segment)) return BadTarget();
    if (segment == "." || segment == ".." || HasControl(segment) || !base::IsValidUtf8(segment)) return BadTarget();
    segments.push_back(std::move(segment));
    at = end + 1;
  }
  return {};
}

}  // namespace

bool PercentDecode(std::string_view text, bool plus_is_space, std::string& out) {
  out.reserve(out.size() + text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return false;
      const int high = HexValue(text[i + 1]);
      const int low = HexValue(text[i + 2]);
      if (high < 0 || low < 0) return false;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  return true;
}

std::string PercentEncode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      out.push_back(letter);
    } else {
      out.push_back('%');
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 0xFU]);
    }
  }
  return out;
}

base::Result<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::size_t at = 0;
  while (at < query.size()) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string key;
    std::string value;
    if (!PercentDecode(pair.substr(0, equals), true, key)) return BadTarget();
    if (equals < pair.size() && !PercentDecode(pair.substr(equals + 1), true, value)) return BadTarget();
    if (!base::IsValidUtf8(key) || !base::IsValidUtf8(value)) return BadTarget();
    if (parameters.size() == kMaxQueryParameters) return BadTarget();
    parameters.emplace_back(std::move(key), std::move(value));
  }
  return parameters;
}

base::Result<Target> ParseTarget(std::string_view target) {
  Target parsed;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    parsed.authority = target.substr(0, end);
    if (parsed.authority.empty()) return BadTarget();
    target.remove_prefix(end);
    if (target.empty()) target = "/";
    break;
  }
  if (target.empty() || target.front() != '/' || HasControl(target)) return BadTarget();
  if (const auto fragment = target.find('#'); fragment != std::string_view::npos) return BadTarget();
  const std::size_t question = std::min(target.find('?'), target.size());
  parsed.path = target.substr(0, question);
  MAKTAB_TRY(SplitPath(parsed.path, parsed.segments));
  if (question < target.size()) {
    MAKTAB_ASSIGN(parsed.query, ParseQuery(target.substr(question + 1)));
  }
  return parsed;
}

}  // namespace maktab::http
