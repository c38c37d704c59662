// HMAC-SHA-256 (RFC 2104, FIPS 198-1): who knows the secret can tell that a message is whole and ours.
#pragma once

#include <initializer_list>
#include <string_view>

#include "crypto/digest.h"

namespace maktab::crypto {

// Of the pieces, one after another. The key may be of any length.
Digest HmacSha256(std::string_view key, std::initializer_list<std::string_view> pieces);

}  // namespace maktab::crypto
