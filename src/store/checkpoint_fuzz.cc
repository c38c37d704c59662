// Keys and signed checkpoints from outside. What is accepted must be spelt as we would spell it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "store/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace maktab;
  static const store::NoteSigner kSigner{"maktab/test", crypto::SigningKey::FromSeed(std::string(32, 'k'))};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto verifier = store::NoteVerifier::Parse(text);
  if (verifier.ok()) MAKTAB_ASSERT(verifier->Text() == text);
  const auto signer = store::NoteSigner::Parse(text);
  if (signer.ok()) MAKTAB_ASSERT(signer->Text() == text);
  const auto tree = store::OpenCheckpoint(kSigner.Verifier(), text);
  if (tree) MAKTAB_ASSERT(text.starts_with(store::SignCheckpoint(kSigner, *tree)));
  return 0;
}
