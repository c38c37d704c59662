#include "crypto/crypto.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <thread>
#include <type_traits>

namespace maktab::crypto {
namespace {

std::string Hex(std::string_view text) {
  const auto bytes = FromHex(text);
  EXPECT_TRUE(bytes.has_value()) << text;
  return bytes.value_or("");
}

// FIPS 180-4, examples of NIST.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(ToHex(Sha256Of("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(Sha256Of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(ToHex(Sha256Of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, PiecesAndWholeAgree) {
  EXPECT_TRUE(rc::check("pieces", [](const std::vector<std::string>& pieces) {
    Sha256 hash;
    std::string whole;
    for (const std::string& piece : pieces) {
      hash.Update(piece);
      whole += piece;
    }
    RC_ASSERT(hash.Finish() == Sha256Of(whole));
    RC_ASSERT(hash.Finish() == Sha256Of(""));
  }));
  EXPECT_EQ(Sha256Of({"a", "", "bc"}), Sha256Of("abc"));
}

// RFC 4231 sections 4.2, 4.3 and 4.7: a short key, one of letters, and one longer than a block.
TEST(Hmac, GivesThePublishedValues) {
  EXPECT_EQ(ToHex(HmacSha256(std::string(20, '\x0b'), {"Hi There"})),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(ToHex(HmacSha256("Jefe", {"what do ya ", "want for nothing?"})),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(ToHex(HmacSha256(std::string(131, '\xaa'), {"Test Using Larger Than Block-Size Key - Hash Key First"})),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// RFC 8032 section 7.1, tests 1 and 2.
TEST(Ed25519, GivesThePublishedSignatures) {
  const auto one = SigningKey::FromSeed(Hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(ToHex(one.public_key().view()), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const Signature signature = one.Sign("");
  EXPECT_EQ(
      ToHex({reinterpret_cast<const char*>(signature.data()), signature.size()}),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
      "be24655141438e7a100b");
  const auto two = SigningKey::FromSeed(Hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(ToHex(two.public_key().view()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
}

TEST(Ed25519, AcceptsItsSignatureAndNoOther) {
  const SigningKey key = SigningKey::Generate();
  const SigningKey other = SigningKey::Generate();
  EXPECT_EQ(SigningKey::FromSeed(key.Seed()).public_key(), key.public_key());
  EXPECT_TRUE(rc::check("one flipped bit anywhere is refused", [&](std::string message) {
    Signature signature = key.Sign(message);
    RC_ASSERT(VerifySignature(key.public_key(), message, signature));
    RC_ASSERT(!VerifySignature(other.public_key(), message, signature));
    const auto bit = *rc::gen::inRange<std::size_t>(0, (signature.size() + message.size()) * 8);
    if (bit < signature.size() * 8) {
      signature[bit / 8] = std::uint8_t(signature[bit / 8] ^ (1U << bit % 8));
    } else {
      char& letter = message[bit / 8 - signature.size()];
      letter = char(letter ^ char(1U << bit % 8));
    }
    RC_ASSERT(!VerifySignature(key.public_key(), message, signature));
  }));
}

static_assert(!std::is_copy_constructible_v<Password> && !std::is_convertible_v<Password, std::string_view>);

TEST(Password, IsAcceptedByItsHashAlone) {
  const auto hash = HashPassword(Password("a long made-up password"));
  ASSERT_TRUE(hash.ok());
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(CheckPassword(Password("a long made-up password"), *hash));
  EXPECT_FALSE(CheckPassword(Password("a long made-up passworD"), *hash));
  EXPECT_FALSE(CheckPassword(Password(""), *hash));
  EXPECT_FALSE(CheckPassword(Password("x"), ""));
  EXPECT_FALSE(CheckPassword(Password("x"), std::string(500, '$')));
  EXPECT_FALSE(CheckNoPassword(Password("nobody signs in with this")));
  EXPECT_NE(*HashPassword(Password("a long made-up password")), *hash);
}

TEST(Password, LeavesNothingWhereItMovedFrom) {
  Password first("another made-up password");
  const Password second(std::move(first));
  EXPECT_EQ(first.size(), 0U);  // NOLINT(bugprone-use-after-move): what is left is the point
  EXPECT_EQ(second.Reveal(), "another made-up password");
}

// RFC 4648 section 10.
TEST(Base64, GivesThePublishedSpellings) {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : rows) {
    EXPECT_EQ(ToBase64(bytes), text);
    EXPECT_EQ(FromBase64(text), bytes);
  }
  EXPECT_EQ(ToBase64Url("\xfb\xff"), "-_8");
}

TEST(Base64, HasOneSpellingForEachValue) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n", "Z===", "====", "Zm9v====", "Zm 9", "Zm9-"}) {
    EXPECT_FALSE(FromBase64(text).has_value()) << text;
  }
  EXPECT_TRUE(
      rc::check("any bytes", [](const std::string& bytes) { RC_ASSERT(FromBase64(ToBase64(bytes)) == bytes); }));
  EXPECT_TRUE(rc::check("any text that is read is what would be written", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ABgw0189+/==")));
    const auto bytes = FromBase64(text);
    if (bytes) RC_ASSERT(ToBase64(*bytes) == text);
  }));
}

TEST(Hex, RoundTripsAndRefusesTheRest) {
  EXPECT_TRUE(rc::check("any bytes", [](const std::string& bytes) { RC_ASSERT(FromHex(ToHex(bytes)) == bytes); }));
  for (const char* text : {"0", "0g", "AB", " 0", "0x"}) EXPECT_FALSE(FromHex(text).has_value()) << text;
  EXPECT_FALSE(DigestFromHex("00").has_value());
  EXPECT_EQ(DigestFromHex(ToHex(Sha256Of("x"))), Sha256Of("x"));
  EXPECT_EQ(DigestFromBase64(ToBase64(Sha256Of("x"))), Sha256Of("x"));
}

TEST(Random, TokensAreLongAndDiffer) {
  const std::string token = RandomToken();
  EXPECT_EQ(token.size(), 43U);
  EXPECT_NE(token, RandomToken());
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_TRUE(ConstantTimeEqual(token, std::string(token)));
  EXPECT_FALSE(ConstantTimeEqual(token, token + "x"));
  EXPECT_FALSE(ConstantTimeEqual("abc", "abd"));
  EXPECT_TRUE(ConstantTimeEqual("", ""));
}

TEST(Sha256, ManyThreadsDoNotDisturbEachOther) {
  const Digest expected = Sha256Of("made-up");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 1000; ++round) EXPECT_EQ(Sha256Of("made-up"), expected);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace maktab::crypto
