#include "crypto/random.h"

#include <sodium.h>

#include "crypto/encoding.h"
#include "crypto/sodium.h"

namespace maktab::crypto {

std::string RandomBytes(std::size_t count) {
  StartSodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string RandomToken(std::size_t bytes) {
  return ToBase64Url(RandomBytes(bytes));
}

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace maktab::crypto
