#include "http/header_values.h"

#include <algorithm>

#include "http/message.h"

namespace maktab::http {

namespace {

std::string Lowered(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// Calls `use` with each trimmed part; stops when it returns true.
template <typename Use>
bool AnyPart(std::string_view list, char separator, Use use) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (use(Trim(list.substr(0, end)))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// A token or a quoted string at the head of `rest`, which moves past it. Browsers write a quote inside a file name as
// %22 (WHATWG) and others as \" (RFC 7230), so a backslash escapes only a quote or itself.
std::string TakeValue(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    value = Trim(rest.substr(0, end));
    rest.remove_prefix(end);
    return value;
  }
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    const bool escape = rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\');
    if (escape) ++at;
    value.push_back(rest[at]);
  }
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return value;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<MediaType> ParseMediaType(std::string_view value) {
  MediaType media;
  const std::size_t semicolon = std::min(value.find(';'), value.size());
  media.type = Lowered(Trim(value.substr(0, semicolon)));
  if (media.type.empty()) return std::nullopt;
  std::string_view rest = value.substr(semicolon);
  while (rest.starts_with(';')) {
    rest = Trim(rest.substr(1));
    if (rest.empty()) break;
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || rest.find(';') < equals) return std::nullopt;
    const std::string name = Lowered(Trim(rest.substr(0, equals)));
    rest = Trim(rest.substr(equals + 1));
    media.parameters.insert_or_assign(name, TakeValue(rest));
    rest = Trim(rest);
  }
  if (!rest.empty()) return std::nullopt;
  return media;
}

std::string_view CookieValue(std::string_view header, std::string_view name) {
  std::string_view found;
  AnyPart(header, ';', [&](std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || part.substr(0, equals) != name) return false;
    found = part.substr(equals + 1);
    return true;
  });
  return found;
}

std::string SetCookie(std::string_view name, std::string_view value, const CookieOptions& options) {
  std::string cookie(name);
  cookie.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  cookie += std::to_string(options.max_age_seconds);
  if (options.secure) cookie += "; Secure";
  return cookie;
}

bool AcceptsCoding(std::string_view accept_encoding, std::string_view coding) {
  return AnyPart(accept_encoding, ',', [&](std::string_view part) {
    const std::size_t semicolon = std::min(part.find(';'), part.size());
    if (!EqualsIgnoringCase(Trim(part.substr(0, semicolon)), coding)) return false;
    const std::string_view quality = Trim(part.substr(std::min(semicolon + 1, part.size())));
    return quality.find_first_of("123456789") != std::string_view::npos || quality.empty();
  });
}

bool NamesTag(std::string_view if_none_match, std::string_view tag) {
  return AnyPart(if_none_match, ',', [&](std::string_view part) {
    if (part.starts_with("W/")) part.remove_prefix(2);
    return part == "*" || part == tag;
  });
}

bool EqualsInConstantTime(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char different = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    different = static_cast<unsigned char>(different | static_cast<unsigned char>(a[i] ^ b[i]));
  }
  return different == 0;
}

}  // namespace maktab::http
