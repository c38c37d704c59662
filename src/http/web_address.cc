#include "http/web_address.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace maktab::http {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v4;
using boost::asio::ip::address_v6;

struct Net4 {
  std::uint32_t start;
  int bits;
};

constexpr std::uint32_t Ip(unsigned a, unsigned b, unsigned c, unsigned d) {
  return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

constexpr std::array<Net4, 15> kClosed4 = {{
    {Ip(0, 0, 0, 0), 8},        // this network
    {Ip(10, 0, 0, 0), 8},       // private
    {Ip(100, 64, 0, 0), 10},    // shared by carriers
    {Ip(127, 0, 0, 0), 8},      // this machine
    {Ip(169, 254, 0, 0), 16},   // link; where clouds keep their secrets
    {Ip(172, 16, 0, 0), 12},    // private
    {Ip(192, 0, 0, 0), 24},     // protocols
    {Ip(192, 0, 2, 0), 24},     // documentation
    {Ip(192, 88, 99, 0), 24},   // 6to4 relays
    {Ip(192, 168, 0, 0), 16},   // private
    {Ip(198, 18, 0, 0), 15},    // benchmarks
    {Ip(198, 51, 100, 0), 24},  // documentation
    {Ip(203, 0, 113, 0), 24},   // documentation
    {Ip(224, 0, 0, 0), 4},      // many at once
    {Ip(240, 0, 0, 0), 4},      // reserved, broadcast
}};

bool IsPublic4(std::uint32_t ip) {
  return std::none_of(kClosed4.begin(), kClosed4.end(), [&](const Net4& net) {
    const auto shift = unsigned(32 - net.bits);
    return (ip >> shift) == (net.start >> shift);
  });
}

bool IsPublic6(const address_v6::bytes_type& bytes) {
  // Global unicast is 2000::/3; everything else is local, of one machine, or of many.
  if ((bytes[0] & 0xE0U) != 0x20U) return false;
  // 2001::/23 protocols (Teredo among them), 2001:db8::/32 documentation, 2002::/16 6to4, 3fff::/20 documentation.
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xFEU) == 0) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8) return false;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return false;
  return !(bytes[0] == 0x3F && bytes[1] == 0xFF && (bytes[2] & 0xF0U) == 0);
}

bool IsHostLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool IsSixLetter(char c) {
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

bool TakeScheme(std::string_view& text, WebAddress& address) {
  for (const bool secure : {true, false}) {
    const std::string_view scheme = secure ? "https://" : "http://";
    if (!text.starts_with(scheme)) continue;
    text.remove_prefix(scheme.size());
    address.secure = secure;
    address.port = secure ? 443 : 80;
    return true;
  }
  return false;
}

bool TakeHost(std::string_view& authority, WebAddress& address) {
  const bool six = authority.starts_with('[');
  const std::size_t end = six ? authority.find(']') : std::min(authority.find(':'), authority.size());
  if (end == std::string_view::npos) return false;
  const std::string_view host = authority.substr(six ? 1 : 0, six ? end - 1 : end);
  authority.remove_prefix(six ? end + 1 : end);
  const auto right = six ? IsSixLetter : IsHostLetter;
  address.host = host;
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), right);
}

bool TakePort(std::string_view authority, WebAddress& address) {
  if (authority.empty()) return true;
  if (!authority.starts_with(':')) return false;
  authority.remove_prefix(1);
  const auto [end, failed] = std::from_chars(authority.data(), authority.data() + authority.size(), address.port);
  return failed == std::errc() && end == authority.data() + authority.size() && address.port != 0;
}

}  // namespace

std::string WebAddress::HostHeader() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (secure ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

base::Result<WebAddress> ParseWebAddress(std::string_view text) {
  WebAddress address;
  const auto wrong = [] { return base::Err("webhook.bad_url"); };
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (text.size() > kMaxWebAddress || !printable || text.find_first_of("#\\\"<>") != std::string_view::npos)
    return wrong();
  if (!TakeScheme(text, address)) return wrong();
  const std::size_t end = std::min(text.find_first_of("/?"), text.size());
  std::string_view authority = text.substr(0, end);
  address.target = text.substr(end);
  if (!address.target.starts_with('/')) address.target.insert(0, "/");
  if (!TakeHost(authority, address) || !TakePort(authority, address)) return wrong();
  return address;
}

bool IsPublicAddress(const address& address) {
  if (address.is_v4()) return IsPublic4(address.to_v4().to_uint());
  // Within IPv6, addresses of IPv4 (::ffff:0:0/96, ::/96, 64:ff9b::/96) are outside 2000::/3 and so closed.
  return IsPublic6(address.to_v6().to_bytes());
}

}  // namespace maktab::http
