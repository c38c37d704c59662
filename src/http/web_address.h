// Addresses outside that the program itself goes to: how they are written, and which of them are the open net.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace maktab::http {

struct WebAddress {
  bool secure = true;  // https
  std::string host;    // a name or an address, an IPv6 one without brackets
  std::uint16_t port = 443;
  std::string target;  // path and query, at least "/"

  // As in the header Host: without the scheme's own port.
  std::string HostHeader() const;
};

constexpr std::size_t kMaxWebAddress = 2'000;

// https://host[:port][/path][?query] or http://…; no user, no fragment. Error: webhook.bad_url.
base::Result<WebAddress> ParseWebAddress(std::string_view text);

// Whether packets to it leave for the open net: not this machine, no private, local, shared, reserved or documentation
// net (the special-purpose registries of IANA, RFC 6890), nor an IPv4 address of these within IPv6.
bool IsPublicAddress(const boost::asio::ip::address& address);

}  // namespace maktab::http
