// Randomness from the operating system, and comparison that does not tell by its time where two secrets differ.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace maktab::crypto {

std::string RandomBytes(std::size_t count);
// base64url text of `bytes` random bytes: session tokens, key secrets, one-time links. 32 bytes give 43 letters.
std::string RandomToken(std::size_t bytes = 32);

bool ConstantTimeEqual(std::string_view a, std::string_view b);

}  // namespace maktab::crypto
