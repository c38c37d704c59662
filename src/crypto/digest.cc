#include "crypto/digest.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace maktab::crypto {
namespace {

// libsodium's SHA-256 does not use the processor's SHA instructions; OpenSSL's does and is five times as fast, which
// `verify` needs. Fetching the algorithm takes longer than hashing an entry, hence once for the program.
const EVP_MD* Algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  MAKTAB_ASSERT(kAlgorithm != nullptr);
  return kAlgorithm;
}

class Context {
 public:
  Context() : context_(EVP_MD_CTX_new()) {
    MAKTAB_ASSERT(context_ != nullptr);
    MAKTAB_ASSERT(EVP_DigestInit_ex2(context_, Algorithm(), nullptr) == 1);
  }
  ~Context() { EVP_MD_CTX_free(context_); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void Update(std::string_view bytes) { MAKTAB_ASSERT(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1); }
  Digest Finish() {
    Digest digest;
    MAKTAB_ASSERT(EVP_DigestFinal_ex(context_, digest.bytes.data(), nullptr) == 1);
    MAKTAB_ASSERT(EVP_DigestInit_ex2(context_, nullptr, nullptr) == 1);
    return digest;
  }

 private:
  EVP_MD_CTX* context_;
};

Context& ThreadContext() {
  thread_local Context context;
  return context;
}

}  // namespace

struct Sha256::State {
  Context context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::Update(std::string_view bytes) {
  state_->context.Update(bytes);
  return *this;
}

Digest Sha256::Finish() {
  return state_->context.Finish();
}

Digest Sha256Of(std::string_view bytes) {
  Context& context = ThreadContext();
  context.Update(bytes);
  return context.Finish();
}

Digest Sha256Of(std::initializer_list<std::string_view> pieces) {
  Context& context = ThreadContext();
  for (const std::string_view piece : pieces) context.Update(piece);
  return context.Finish();
}

}  // namespace maktab::crypto
