// Proofs of entries, and that no changed one proves anything.
#include "store/proof.h"

#include <gtest/gtest.h>

#include "store/store_fixture.h"

namespace maktab::store {
namespace {

class Proof : public OnEachBackend {};

TEST_P(Proof, ProvesEachEntryWithoutTheDatabase) {
  const auto store = Open();
  for (int i = 0; i < 13; ++i) {
    ASSERT_TRUE(store->AppendAndWait(Draft("made.up", "{\"n\":" + std::to_string(i) + "}")).ok());
  }
  const std::string key = store->PublicKey();
  for (std::int64_t seq = 0; seq < 13; ++seq) {
    const auto proof = MakeProof(ground_.Options(), seq);
    ASSERT_TRUE(proof.ok()) << proof.error().code << proof.error().log;
    const auto proved = CheckProof(*proof, key + "\n");
    ASSERT_TRUE(proved.ok()) << proved.error().code;
    EXPECT_EQ(proved->entry.seq, seq);
    EXPECT_EQ(proved->entry.body, "{\"n\":" + std::to_string(seq) + "}");
    EXPECT_EQ(proved->tree_size, 13);
  }
  EXPECT_EQ(MakeProof(ground_.Options(), 13).error().code, "proof.no_entry");
  EXPECT_EQ(MakeProof(ground_.Options(), -1).error().code, "proof.no_entry");
}

TEST_P(Proof, AnyChangedLetterProvesNothing) {
  const auto store = Open();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->AppendAndWait(Draft("made.up", "{}")).ok());
  const std::string proof = MakeProof(ground_.Options(), 3).value();
  const std::string key = store->PublicKey();
  for (std::size_t at = 0; at + 1 < proof.size(); ++at) {
    std::string changed = proof;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(CheckProof(changed, key).ok()) << at;
  }
  EXPECT_EQ(CheckProof(proof, "maktab/other+00000000+AQ==").error().code, "proof.other_key");
}

MAKTAB_ON_ALL_BACKENDS(Proof);

}  // namespace
}  // namespace maktab::store
