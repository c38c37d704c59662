// Bytes as text. Reading is strict, so that one value has one spelling: anything else gives nullopt.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/digest.h"

namespace maktab::crypto {

std::string ToHex(std::string_view bytes);  // lower case
std::optional<std::string> FromHex(std::string_view text);
std::string ToHex(const Digest& digest);
std::optional<Digest> DigestFromHex(std::string_view text);

std::string ToBase64(std::string_view bytes);  // RFC 4648 section 4, padded
std::optional<std::string> FromBase64(std::string_view text);
std::string ToBase64(const Digest& digest);
std::optional<Digest> DigestFromBase64(std::string_view text);

std::string ToBase64Url(std::string_view bytes);  // RFC 4648 section 5, without padding

}  // namespace maktab::crypto
