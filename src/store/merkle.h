// The Merkle tree of RFC 6962 section 2.1 (the same as RFC 9162): leaf = SHA-256(0x00 ‖ bytes), node = SHA-256(0x01 ‖
// left ‖ right). Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/digest.h"

namespace maktab::store {

crypto::Digest LeafHash(std::string_view leaf);
crypto::Digest NodeHash(const crypto::Digest& left, const crypto::Digest& right);

// The roots of the complete subtrees that make up a tree, largest first: enough to append and to give the root, in
// logarithmic room.
class Frontier {
 public:
  Frontier() = default;
  // REQUIRES: as many subtrees as `size` has bits set.
  Frontier(std::int64_t size, std::vector<crypto::Digest> subtrees);

  void Append(const crypto::Digest& leaf_hash);
  std::int64_t size() const { return size_; }
  const std::vector<crypto::Digest>& subtrees() const { return subtrees_; }
  // SHA-256 of nothing for the empty tree.
  crypto::Digest Root() const;

 private:
  std::int64_t size_ = 0;
  std::vector<crypto::Digest> subtrees_;
};

// Proofs from all leaf hashes of the tree; linear in their number.
// REQUIRES: index < leaves.size()
std::vector<crypto::Digest> InclusionProof(std::span<const crypto::Digest> leaves, std::int64_t index);
// REQUIRES: 0 < old_size <= leaves.size()
std::vector<crypto::Digest> ConsistencyProof(std::span<const crypto::Digest> leaves, std::int64_t old_size);

// RFC 9162 sections 2.1.3.2 and 2.1.4.2. False for anything that does not prove it, whatever the arguments.
struct TreeHead {
  std::int64_t size = 0;
  crypto::Digest root;
};
bool VerifyInclusion(const crypto::Digest& leaf_hash, std::int64_t index, const TreeHead& tree,
                     std::span<const crypto::Digest> proof);
bool VerifyConsistency(const TreeHead& older, const TreeHead& newer, std::span<const crypto::Digest> proof);

}  // namespace maktab::store
