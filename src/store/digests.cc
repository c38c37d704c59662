#include "store/digests.h"

#include <cstring>

#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "store/sql.h"

namespace maktab::store {
namespace {

constexpr std::size_t kPrintBytes = sizeof(Print);
constexpr std::size_t kDigestsBytes = kPrintBytes + sizeof(std::uint64_t);
constexpr std::size_t kMaxCaptionBytes = 1024;

}  // namespace

Print PrintOf(std::string_view bytes) {
  const crypto::Digest digest = crypto::Sha256Of(bytes);
  Print print;
  std::memcpy(&print, digest.bytes.data(), kPrintBytes);
  return print;
}

std::string WriteDigests(const Digests& digests) {
  std::string bytes(kDigestsBytes, '\0');
  std::memcpy(bytes.data(), &digests.comparable, kPrintBytes);
  std::memcpy(bytes.data() + kPrintBytes, &digests.body, sizeof digests.body);
  return crypto::ToHex(bytes);
}

Digests ParseDigests(std::string_view text) {
  Digests digests;
  const auto bytes = crypto::FromHex(text);
  if (!bytes || bytes->size() != kDigestsBytes) return digests;
  std::memcpy(&digests.comparable, bytes->data(), kPrintBytes);
  std::memcpy(&digests.body, bytes->data() + kPrintBytes, sizeof digests.body);
  return digests;
}

Digests DigestsOf(const model::Entity& entity, std::string_view body) {
  return {PrintOf(model::WriteComparable(entity)), PrintOf(body).low};
}

std::string CaptionOf(const model::Entity& entity) {
  return std::string(base::TruncateUtf8(Storable(entity.caption), kMaxCaptionBytes));
}

}  // namespace maktab::store
