// Ed25519 signatures (RFC 8032).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace maktab::crypto {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const PublicKey&) const = default;
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

using Signature = std::array<std::uint8_t, 64>;

// A private key; wiped when it goes. Any thread may sign.
class SigningKey {
 public:
  static SigningKey Generate();
  // REQUIRES: seed.size() == 32
  static SigningKey FromSeed(std::string_view seed);
  ~SigningKey();
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;

  PublicKey public_key() const;
  // 32 bytes, for the key file alone.
  std::string Seed() const;
  Signature Sign(std::string_view message) const;

 private:
  SigningKey() = default;
  std::array<std::uint8_t, 64> secret_{};
};

bool VerifySignature(const PublicKey& key, std::string_view message, const Signature& signature);

}  // namespace maktab::crypto
