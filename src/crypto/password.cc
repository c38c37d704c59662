#include "crypto/password.h"

#include <sodium.h>

#include <array>

#include "crypto/sodium.h"

namespace maktab::crypto {

Password::~Password() {
  Wipe();
}

Password::Password(Password&& other) noexcept : text_(other.text_) {
  other.Wipe();
}

Password& Password::operator=(Password&& other) noexcept {
  if (this == &other) return *this;
  Wipe();
  text_ = other.text_;
  other.Wipe();
  return *this;
}

void Password::Wipe() {
  sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

base::Result<std::string> HashPassword(const Password& password) {
  StartSodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const std::string_view text = password.Reveal();
  if (crypto_pwhash_str(hash.data(), text.data(), text.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return base::Err("crypto.no_memory");
  }
  return std::string(hash.data());
}

bool CheckPassword(const Password& password, const std::string& hash) {
  StartSodium();
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  const std::string_view text = password.Reveal();
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

bool CheckNoPassword(const Password& password) {
  static const std::string kHash = [] {
    auto hash = HashPassword(Password("nobody signs in with this"));
    return hash.ok() ? *hash : std::string();
  }();
  CheckPassword(password, kHash);
  return false;
}

}  // namespace maktab::crypto
