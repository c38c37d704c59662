#include "store/checkpoint.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "crypto/encoding.h"
#include "store/leaf.h"

namespace maktab::store {
namespace {

NoteSigner TestSigner() {
  return {"maktab/test", crypto::SigningKey::FromSeed(std::string(32, 'k'))};
}

// The example of Go's sumdb/note package, which the signed-note specification was written from.
TEST(SignedNote, ReadsTheKeyOfThePublishedExample) {
  const auto key = NoteVerifier::Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->name, "PeterNeumann");
  EXPECT_EQ(key->Text(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const auto secret =
      NoteSigner::Parse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  ASSERT_TRUE(secret.ok());
  EXPECT_EQ(secret->Verifier(), *key);
  EXPECT_EQ(secret->Text(), "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
}

TEST(SignedNote, RefusesKeysThatAreNone) {
  const std::string good = TestSigner().Verifier().Text();
  EXPECT_TRUE(NoteVerifier::Parse(good).ok());
  for (const std::string& text : {std::string(), std::string("a+b"), std::string("+00000000+AQ=="), "x" + good,
                                  good + "A", good.substr(0, good.size() - 4), TestSigner().Text()}) {
    EXPECT_EQ(NoteVerifier::Parse(text).ok(), false) << text;
  }
  EXPECT_FALSE(NoteSigner::Parse(good).ok());
}

TEST(Checkpoint, IsTheNoteThatTheSpecificationAsksFor) {
  const std::string note = SignCheckpoint(TestSigner(), {5, crypto::Sha256Of("root")});
  EXPECT_TRUE(note.starts_with("maktab/test\n5\n" + crypto::ToBase64(crypto::Sha256Of("root")) +
                               "\n\n\xe2\x80\x94 maktab/test "))
      << note;
  EXPECT_TRUE(note.ends_with("\n"));
  const auto tree = OpenCheckpoint(TestSigner().Verifier(), note);
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->size, 5);
  EXPECT_EQ(tree->root, crypto::Sha256Of("root"));
  // A witness's line may follow.
  EXPECT_TRUE(OpenCheckpoint(TestSigner().Verifier(), note + "\xe2\x80\x94 witness.example AAAAAA==\n").has_value());
}

TEST(Checkpoint, OneChangedByteIsRefused) {
  const std::string note = SignCheckpoint(TestSigner(), {1'795, crypto::Sha256Of("root")});
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (const unsigned bit : {1U, 2U, 128U}) {
      std::string changed = note;
      changed[at] = char(std::uint8_t(changed[at]) ^ bit);
      EXPECT_FALSE(OpenCheckpoint(TestSigner().Verifier(), changed).has_value()) << at << ": " << changed;
    }
    EXPECT_FALSE(OpenCheckpoint(TestSigner().Verifier(), note.substr(0, at)).has_value()) << at;
  }
  const NoteSigner other{"maktab/test", crypto::SigningKey::Generate()};
  EXPECT_FALSE(OpenCheckpoint(other.Verifier(), note).has_value());
}

TEST(Leaf, IsTheTextOfTheDocumentedExample) {
  const EntryDraft draft{"check.asked",
                         {"u-7", "Officer Made-Up", model::Role::kOfficer, model::Principal::Kind::kPerson},
                         "border",
                         "",
                         R"({"text":"example"})"};
  std::string leaf;
  WriteLeaf(ToColumns(draft, {41, base::Instant{1'795'292'347'000'000}}), leaf);
  EXPECT_EQ(leaf,
            "maktab-entry-1\n"
            "2:41,16:1795292347000000,11:check.asked,3:u-7,15:Officer Made-Up,7:officer,6:person,6:border,0:,"
            "18:{\"text\":\"example\"},");
  EXPECT_EQ(crypto::ToHex(LeafHash(leaf)), "8ca9fb70002fec6c9f0cd2d3189cfeef8676f21080933416b81159e0e617a963");
}

TEST(Leaf, DifferentEntriesHaveDifferentText) {
  EXPECT_TRUE(rc::check("moving bytes between fields changes the text", [](const std::string& a, const std::string& b) {
    EntryColumns one;
    one.purpose = a;
    one.subject = b;
    EntryColumns two;
    two.purpose = a + b;
    std::string first;
    std::string second;
    WriteLeaf(one, first);
    WriteLeaf(two, second);
    RC_ASSERT((first == second) == b.empty());
  }));
}

}  // namespace
}  // namespace maktab::store
