#include "crypto/signature.h"

#include <sodium.h>

#include <algorithm>

#include "base/assert.h"
#include "crypto/random.h"
#include "crypto/sodium.h"

namespace maktab::crypto {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SigningKey SigningKey::Generate() {
  std::string seed = RandomBytes(crypto_sign_SEEDBYTES);
  SigningKey key = FromSeed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SigningKey SigningKey::FromSeed(std::string_view seed) {
  StartSodium();
  MAKTAB_ASSERT(seed.size() == crypto_sign_SEEDBYTES);
  SigningKey key;
  PublicKey unused;
  crypto_sign_seed_keypair(unused.bytes.data(), key.secret_.data(), Bytes(seed));
  return key;
}

SigningKey::~SigningKey() {
  sodium_memzero(secret_.data(), secret_.size());
}

// The secret is the seed followed by the public key.
PublicKey SigningKey::public_key() const {
  PublicKey key;
  std::copy(secret_.begin() + crypto_sign_SEEDBYTES, secret_.end(), key.bytes.begin());
  return key;
}

std::string SigningKey::Seed() const {
  return {secret_.begin(), secret_.begin() + crypto_sign_SEEDBYTES};
}

Signature SigningKey::Sign(std::string_view message) const {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, Bytes(message), message.size(), secret_.data());
  return signature;
}

bool VerifySignature(const PublicKey& key, std::string_view message, const Signature& signature) {
  StartSodium();
  return crypto_sign_verify_detached(signature.data(), Bytes(message), message.size(), key.bytes.data()) == 0;
}

}  // namespace maktab::crypto
