// Signed checkpoints: C2SP tlog-checkpoint bodies in C2SP signed notes (https://c2sp.org/tlog-checkpoint,
// https://c2sp.org/signed-note), so that others' verifiers read them. Pure.
//
//   maktab/rabat                                   the origin: which log
//   5                                              how many entries
//   qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=   the root hash, base64
//                                                  (empty line)
//   — maktab/rabat xHp4yA…                         who signed: base64(key hash (4 bytes) ‖ Ed25519 signature)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/signature.h"
#include "store/merkle.h"

namespace maktab::store {

// A public key with the name of its log. Text: "name+hash+base64(0x01 ‖ key)".
struct NoteVerifier {
  std::string name;
  crypto::PublicKey key;

  std::string Text() const;
  // Error: store.bad_key.
  static base::Result<NoteVerifier> Parse(std::string_view text);
  bool operator==(const NoteVerifier&) const = default;
};

// A private key with the name of its log. Text: "PRIVATE+KEY+name+hash+base64(0x01 ‖ seed)".
struct NoteSigner {
  std::string name;
  crypto::SigningKey key;

  std::string Text() const;
  // Error: store.bad_key.
  static base::Result<NoteSigner> Parse(std::string_view text);
  NoteVerifier Verifier() const { return {name, key.public_key()}; }
};

std::string SignCheckpoint(const NoteSigner& signer, const TreeHead& tree);

// The tree head if the note is a checkpoint of the verifier's log, is spelt as SignCheckpoint spells it and carries its
// signature. Further signatures (of witnesses) after the log's own are passed over. nullopt otherwise.
std::optional<TreeHead> OpenCheckpoint(const NoteVerifier& verifier, std::string_view note);

// Letters, digits, '-', '_' and '.', 1–64: what names of bureaus and datasets are made of.
bool IsPlainName(std::string_view name);

}  // namespace maktab::store
