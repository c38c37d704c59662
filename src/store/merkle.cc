#include "store/merkle.h"

#include <bit>

#include "base/assert.h"

namespace maktab::store {
namespace {

using crypto::Digest;

// The next level up: pairs become nodes, an odd last one goes up as it is.
std::vector<Digest> LevelAbove(std::span<const Digest> level) {
  std::vector<Digest> above;
  above.reserve((level.size() + 1) / 2);
  for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(NodeHash(level[i], level[i + 1]));
  if (level.size() % 2 != 0) above.push_back(level.back());
  return above;
}

// The siblings on the way from node `index` of a level up to the root.
void AddPath(std::vector<Digest> level, std::size_t index, std::vector<Digest>& proof) {
  while (level.size() > 1) {
    const std::size_t sibling = index ^ 1U;
    if (sibling < level.size()) proof.push_back(level[sibling]);
    level = LevelAbove(level);
    index /= 2;
  }
}

}  // namespace

Digest LeafHash(std::string_view leaf) {
  return crypto::Sha256Of({std::string_view("\x00", 1), leaf});
}

Digest NodeHash(const Digest& left, const Digest& right) {
  return crypto::Sha256Of({std::string_view("\x01", 1), left.view(), right.view()});
}

Frontier::Frontier(std::int64_t size, std::vector<Digest> subtrees) : size_(size), subtrees_(std::move(subtrees)) {
  MAKTAB_ASSERT(size >= 0 && std::size_t(std::popcount(std::uint64_t(size))) == subtrees_.size());
}

void Frontier::Append(const Digest& leaf_hash) {
  Digest node = leaf_hash;
  for (std::int64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    node = NodeHash(subtrees_.back(), node);
    subtrees_.pop_back();
  }
  subtrees_.push_back(node);
  ++size_;
}

Digest Frontier::Root() const {
  if (subtrees_.empty()) return crypto::Sha256Of("");
  Digest root = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) root = NodeHash(subtrees_[i], root);
  return root;
}

std::vector<Digest> InclusionProof(std::span<const Digest> leaves, std::int64_t index) {
  MAKTAB_ASSERT(index >= 0 && std::size_t(index) < leaves.size());
  std::vector<Digest> proof;
  AddPath({leaves.begin(), leaves.end()}, std::size_t(index), proof);
  return proof;
}

// Starts from the largest complete subtree that ends where the old tree ended.
std::vector<Digest> ConsistencyProof(std::span<const Digest> leaves, std::int64_t old_size) {
  MAKTAB_ASSERT(old_size > 0 && std::size_t(old_size) <= leaves.size());
  std::vector<Digest> proof;
  if (std::size_t(old_size) == leaves.size()) return proof;
  std::vector<Digest> level(leaves.begin(), leaves.end());
  auto index = std::size_t(old_size) - 1;
  for (; index % 2 != 0; index /= 2) level = LevelAbove(level);
  if (index != 0) proof.push_back(level[index]);
  AddPath(std::move(level), index, proof);
  return proof;
}

bool VerifyInclusion(const Digest& leaf_hash, std::int64_t index, const TreeHead& tree, std::span<const Digest> proof) {
  if (index < 0 || index >= tree.size) return false;
  std::int64_t node = index;
  std::int64_t last = tree.size - 1;
  Digest root = leaf_hash;
  for (const Digest& sibling : proof) {
    if (last == 0) return false;
    if (node % 2 != 0 || node == last) {
      root = NodeHash(sibling, root);
      for (; node % 2 == 0 && node != 0; node >>= 1) last >>= 1;
    } else {
      root = NodeHash(root, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && root == tree.root;
}

bool VerifyConsistency(const TreeHead& older, const TreeHead& newer, std::span<const Digest> proof) {
  if (older.size < 0 || older.size > newer.size) return false;
  if (older.size == newer.size) return proof.empty() && older.root == newer.root;
  if (older.size == 0) return proof.empty() && older.root == crypto::Sha256Of("");
  std::int64_t node = older.size - 1;
  std::int64_t last = newer.size - 1;
  for (; node % 2 != 0; node >>= 1) last >>= 1;
  std::size_t at = 0;
  // A complete old tree is its own first node.
  if (node != 0 && proof.empty()) return false;
  const Digest first = node == 0 ? older.root : proof[at++];
  Digest old_root = first;
  Digest new_root = first;
  for (; at < proof.size(); ++at) {
    if (last == 0) return false;
    if (node % 2 != 0 || node == last) {
      old_root = NodeHash(proof[at], old_root);
      new_root = NodeHash(proof[at], new_root);
      for (; node % 2 == 0 && node != 0; node >>= 1) last >>= 1;
    } else {
      new_root = NodeHash(new_root, proof[at]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && old_root == older.root && new_root == newer.root;
}

}  // namespace maktab::store
