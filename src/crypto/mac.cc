#include "crypto/mac.h"

#include <sodium.h>

#include "crypto/sodium.h"

namespace maktab::crypto {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Digest HmacSha256(std::string_view key, std::initializer_list<std::string_view> pieces) {
  StartSodium();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Bytes(key), key.size());
  for (const std::string_view piece : pieces) crypto_auth_hmacsha256_update(&state, Bytes(piece), piece.size());
  Digest digest;
  crypto_auth_hmacsha256_final(&state, digest.bytes.data());
  return digest;
}

}  // namespace maktab::crypto
