#include "store/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bit>

#include "crypto/encoding.h"

namespace maktab::store {
namespace {

using crypto::Digest;
using Leaves = std::vector<Digest>;

// The oracle: RFC 6962 section 2.1, as it is written there.
std::size_t SplitOf(std::size_t n) {
  return std::bit_floor(n - 1);
}

Digest OracleRoot(std::span<const Digest> leaves) {
  if (leaves.empty()) return crypto::Sha256Of("");
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = SplitOf(leaves.size());
  return NodeHash(OracleRoot(leaves.first(k)), OracleRoot(leaves.subspan(k)));
}

Leaves OraclePath(std::size_t m, std::span<const Digest> leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = SplitOf(leaves.size());
  const bool left = m < k;
  Leaves path = left ? OraclePath(m, leaves.first(k)) : OraclePath(m - k, leaves.subspan(k));
  path.push_back(left ? OracleRoot(leaves.subspan(k)) : OracleRoot(leaves.first(k)));
  return path;
}

Leaves OracleSubproof(std::size_t m, std::span<const Digest> leaves, bool whole) {
  if (m == leaves.size()) return whole ? Leaves() : Leaves{OracleRoot(leaves)};
  const std::size_t k = SplitOf(leaves.size());
  if (m <= k) {
    Leaves proof = OracleSubproof(m, leaves.first(k), whole);
    proof.push_back(OracleRoot(leaves.subspan(k)));
    return proof;
  }
  Leaves proof = OracleSubproof(m - k, leaves.subspan(k), false);
  proof.push_back(OracleRoot(leaves.first(k)));
  return proof;
}

Leaves MakeLeaves(std::int64_t count) {
  Leaves leaves;
  for (std::int64_t i = 0; i < count; ++i) leaves.push_back(LeafHash("leaf " + std::to_string(i)));
  return leaves;
}

Frontier FrontierOf(std::span<const Digest> leaves) {
  Frontier frontier;
  for (const Digest& leaf : leaves) frontier.Append(leaf);
  return frontier;
}

// The test vectors of RFC 6962 as its reference implementation has them.
TEST(Merkle, GivesThePublishedRoots) {
  const std::string_view inputs[] = {{"", 0}, {"\x00", 1}, {"\x10", 1}, {"\x20\x21", 2}, {"\x30\x31", 2}};
  const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"};
  Frontier frontier;
  EXPECT_EQ(crypto::ToHex(frontier.Root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < 5; ++i) {
    frontier.Append(LeafHash(inputs[i]));
    EXPECT_EQ(crypto::ToHex(frontier.Root()), roots[i]) << i;
  }
}

TEST(Merkle, FrontierAgreesWithTheOracleAtEverySize) {
  const Leaves leaves = MakeLeaves(130);
  Frontier frontier;
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    EXPECT_EQ(frontier.Root(), OracleRoot(std::span(leaves).first(n))) << n;
    if (n < leaves.size()) frontier.Append(leaves[n]);
  }
}

TEST(Merkle, InclusionProofsAgreeWithTheOracleAndVerify) {
  for (std::int64_t n = 1; n <= 40; ++n) {
    const Leaves leaves = MakeLeaves(n);
    const TreeHead tree{n, OracleRoot(leaves)};
    for (std::int64_t i = 0; i < n; ++i) {
      const Leaves proof = InclusionProof(leaves, i);
      ASSERT_EQ(proof, OraclePath(std::size_t(i), leaves)) << i << " of " << n;
      ASSERT_TRUE(VerifyInclusion(leaves[std::size_t(i)], i, tree, proof)) << i << " of " << n;
    }
  }
}

TEST(Merkle, ConsistencyProofsAgreeWithTheOracleAndVerify) {
  for (std::int64_t n = 1; n <= 40; ++n) {
    const Leaves leaves = MakeLeaves(n);
    const TreeHead newer{n, OracleRoot(leaves)};
    for (std::int64_t m = 1; m <= n; ++m) {
      const Leaves proof = ConsistencyProof(leaves, m);
      ASSERT_EQ(proof, OracleSubproof(std::size_t(m), leaves, true)) << m << " of " << n;
      const TreeHead older{m, OracleRoot(std::span(leaves).first(std::size_t(m)))};
      ASSERT_TRUE(VerifyConsistency(older, newer, proof)) << m << " of " << n;
    }
  }
}

TEST(Merkle, AWrongProofDoesNotVerify) {
  EXPECT_TRUE(rc::check("inclusion: anything changed is refused", [] {
    const auto n = *rc::gen::inRange<std::int64_t>(1, 200);
    const auto i = *rc::gen::inRange<std::int64_t>(0, n);
    const Leaves leaves = MakeLeaves(n);
    const TreeHead tree{n, FrontierOf(leaves).Root()};
    Leaves proof = InclusionProof(leaves, i);
    const auto& leaf = leaves[std::size_t(i)];
    RC_ASSERT(VerifyInclusion(leaf, i, tree, proof));
    for (const std::int64_t other : {std::int64_t{-1}, i + 1, i - 1, n}) {
      if (other != i) RC_ASSERT(!VerifyInclusion(leaf, other, tree, proof));
    }
    RC_ASSERT(!VerifyInclusion(LeafHash("other"), i, tree, proof));
    proof.push_back(leaf);
    RC_ASSERT(!VerifyInclusion(leaf, i, tree, proof));
    proof.pop_back();
    if (proof.empty()) return;
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    proof[at].bytes[0] ^= 1U;
    RC_ASSERT(!VerifyInclusion(leaf, i, tree, proof));
    proof.pop_back();
    RC_ASSERT(!VerifyInclusion(leaf, i, tree, proof));
  }));
  EXPECT_TRUE(rc::check("consistency: anything changed is refused", [] {
    const auto n = *rc::gen::inRange<std::int64_t>(2, 200);
    const auto m = *rc::gen::inRange<std::int64_t>(1, n);
    const Leaves leaves = MakeLeaves(n);
    const TreeHead newer{n, FrontierOf(leaves).Root()};
    TreeHead older{m, FrontierOf(std::span(leaves).first(std::size_t(m))).Root()};
    Leaves proof = ConsistencyProof(leaves, m);
    RC_ASSERT(VerifyConsistency(older, newer, proof));
    RC_ASSERT(!VerifyConsistency(newer, older, proof));
    RC_ASSERT(!VerifyConsistency({m, LeafHash("other")}, newer, proof));
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    proof[at].bytes[31] ^= 128U;
    RC_ASSERT(!VerifyConsistency(older, newer, proof));
    proof.pop_back();
    RC_ASSERT(!VerifyConsistency(older, newer, proof));
  }));
}

TEST(Merkle, TreesOfOneSizeAreConsistentOnlyIfTheyAreOne) {
  const Digest root = LeafHash("x");
  EXPECT_TRUE(VerifyConsistency({1, root}, {1, root}, {}));
  EXPECT_FALSE(VerifyConsistency({1, root}, {1, LeafHash("y")}, {}));
  EXPECT_TRUE(VerifyConsistency({0, crypto::Sha256Of("")}, {1, root}, {}));
  EXPECT_FALSE(VerifyConsistency({0, root}, {1, root}, {}));
}

}  // namespace
}  // namespace maktab::store
