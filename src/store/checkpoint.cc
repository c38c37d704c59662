#include "store/checkpoint.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "crypto/encoding.h"

namespace maktab::store {
namespace {

constexpr std::string_view kAlgorithm("\x01", 1);  // Ed25519 in signed notes
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash and a space
constexpr std::size_t kKeyHashBytes = 4;

// Which key: the first bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key).
std::string KeyHash(const NoteVerifier& verifier) {
  const crypto::Digest digest = crypto::Sha256Of({verifier.name, "\n", kAlgorithm, verifier.key.view()});
  return std::string(digest.view().substr(0, kKeyHashBytes));
}

struct KeyParts {
  std::string name;
  std::string hash;
  std::string bytes;  // 32
};

// name+hash+base64; the base64 may hold '+' itself.
base::Result<KeyParts> SplitKey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || first == 0) return base::Err("store.bad_key");
  const auto hash = crypto::FromHex(text.substr(first + 1, second - first - 1));
  const auto bytes = crypto::FromBase64(text.substr(second + 1));
  if (!hash || hash->size() != kKeyHashBytes || !bytes || bytes->size() != 33 || !bytes->starts_with(kAlgorithm)) {
    return base::Err("store.bad_key");
  }
  return KeyParts{std::string(text.substr(0, first)), *hash, bytes->substr(1)};
}

std::string KeyText(const NoteVerifier& verifier, std::string_view bytes) {
  return verifier.name + "+" + crypto::ToHex(KeyHash(verifier)) + "+" +
         crypto::ToBase64(std::string(kAlgorithm) + std::string(bytes));
}

std::string Body(std::string_view name, const TreeHead& tree) {
  return std::string(name) + "\n" + std::to_string(tree.size) + "\n" + crypto::ToBase64(tree.root) + "\n";
}

// A size as it is written: no sign, no leading zero, at most 18 digits.
std::optional<std::int64_t> ParseSize(std::string_view text) {
  if (text.empty() || text.size() > 18 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::int64_t size = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    size = size * 10 + (digit - '0');
  }
  return size;
}

bool SignedBy(const NoteVerifier& verifier, std::string_view body, std::string_view line) {
  const std::string start = std::string(kDash) + verifier.name + " ";
  if (!line.starts_with(start)) return false;
  const auto bytes = crypto::FromBase64(line.substr(start.size()));
  crypto::Signature signature{};
  if (!bytes || bytes->size() != kKeyHashBytes + signature.size()) return false;
  if (bytes->substr(0, kKeyHashBytes) != KeyHash(verifier)) return false;
  std::memcpy(signature.data(), bytes->data() + kKeyHashBytes, signature.size());
  return crypto::VerifySignature(verifier.key, body, signature);
}

}  // namespace

std::string NoteVerifier::Text() const {
  return KeyText(*this, key.view());
}

base::Result<NoteVerifier> NoteVerifier::Parse(std::string_view text) {
  MAKTAB_ASSIGN(KeyParts parts, SplitKey(text));
  NoteVerifier verifier{std::move(parts.name), {}};
  std::memcpy(verifier.key.bytes.data(), parts.bytes.data(), parts.bytes.size());
  if (KeyHash(verifier) != parts.hash) return base::Err("store.bad_key");
  return verifier;
}

std::string NoteSigner::Text() const {
  return std::string(kPrivate) + KeyText(Verifier(), key.Seed());
}

base::Result<NoteSigner> NoteSigner::Parse(std::string_view text) {
  if (!text.starts_with(kPrivate)) return base::Err("store.bad_key");
  MAKTAB_ASSIGN(KeyParts parts, SplitKey(text.substr(kPrivate.size())));
  NoteSigner signer{std::move(parts.name), crypto::SigningKey::FromSeed(parts.bytes)};
  if (KeyHash(signer.Verifier()) != parts.hash) return base::Err("store.bad_key");
  return signer;
}

std::string SignCheckpoint(const NoteSigner& signer, const TreeHead& tree) {
  std::string note = Body(signer.name, tree);
  const crypto::Signature signature = signer.key.Sign(note);
  const std::string bytes = KeyHash(signer.Verifier()) + std::string(signature.begin(), signature.end());
  note += "\n" + std::string(kDash) + signer.name + " " + crypto::ToBase64(bytes) + "\n";
  return note;
}

std::optional<TreeHead> OpenCheckpoint(const NoteVerifier& verifier, std::string_view note) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < note.size() && lines.size() < 6;) {
    const std::size_t end = note.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    lines.push_back(note.substr(at, end - at));
    at = end + 1;
  }
  if (lines.size() < 5 || !lines[3].empty()) return std::nullopt;
  const auto size = ParseSize(lines[1]);
  const auto root = crypto::DigestFromBase64(lines[2]);
  if (lines[0] != verifier.name || !size || !root) return std::nullopt;
  const TreeHead tree{*size, *root};
  if (!SignedBy(verifier, Body(verifier.name, tree), lines[4])) return std::nullopt;
  return tree;
}

bool IsPlainName(std::string_view name) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
  return !name.empty() && name.size() <= 64 && name.find_first_not_of(kLetters) == std::string_view::npos &&
         name.find_first_not_of('.') != std::string_view::npos;
}

}  // namespace maktab::store
