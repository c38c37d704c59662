#include "names/name.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "names/keys.h"
#include "names/letters.h"

namespace maktab::names {
namespace {

std::string Prepared(std::string_view text, NameKind kind = NameKind::kPerson) {
  std::string bytes;
  PrepareName(text, kind, bytes);
  return bytes;
}

std::vector<TokenView> TokensOf(const std::string& bytes) {
  std::vector<TokenView> tokens;
  const PreparedView name(bytes);
  TokenView token;
  for (std::size_t at = name.begin(); name.Next(at, token);) tokens.push_back(token);
  return tokens;
}

// The normal forms with a space between.
std::string Normal(std::string_view text, NameKind kind = NameKind::kPerson) {
  const std::string bytes = Prepared(text, kind);
  std::string out;
  for (const TokenView& token : TokensOf(bytes)) {
    if (!out.empty()) out.push_back(' ');
    out += token.Text();
  }
  return out;
}

std::vector<NameKey> Keys(std::string_view text) {
  const std::string bytes = Prepared(text);
  std::vector<NameKey> keys;
  for (const TokenView& token : TokensOf(bytes)) AppendWordKeys(token, NameKind::kPerson, keys);
  std::vector<JoinedKey> joined;
  AppendJoinedKeys(PreparedView(bytes), joined);
  for (const JoinedKey& key : joined) keys.push_back({key.hash, true, false});
  return keys;
}

bool ShareStrongKey(std::string_view a, std::string_view b) {
  const std::vector<NameKey> left = Keys(a);
  const std::vector<NameKey> right = Keys(b);
  return std::any_of(left.begin(), left.end(), [&](const NameKey& key) {
    return !key.loose && std::any_of(right.begin(), right.end(),
                                     [&](const NameKey& other) { return other.hash == key.hash && !other.loose; });
  });
}

bool ShareAnyKey(std::string_view a, std::string_view b) {
  const std::vector<NameKey> left = Keys(a);
  const std::vector<NameKey> right = Keys(b);
  return std::any_of(left.begin(), left.end(), [&](const NameKey& key) {
    return std::any_of(right.begin(), right.end(), [&](const NameKey& other) { return other.hash == key.hash; });
  });
}

TEST(NormalForm, TakesCaseDiacriticsAndSignsAwayFromLatin) {
  EXPECT_EQ(Normal("ÉLODIE  Münch-Łoś"), "elodie munch los");
  EXPECT_EQ(Normal("O'Brannigan"), "obrannigan");
  EXPECT_EQ(Normal("Sa‘dūn"), "sadun");
  EXPECT_EQ(Normal("Straße"), "strasse");
}

TEST(NormalForm, BringsArabicLettersIntoOneForm) {
  EXPECT_EQ(Normal("أَحْمَد"), Normal("احمد"));
  EXPECT_EQ(Normal("مـحـمـد"), Normal("محمد"));
  EXPECT_EQ(Normal("فاطمة"), Normal("فاطمه"));
  EXPECT_EQ(Normal("مصطفى"), Normal("مصطفي"));
  EXPECT_EQ(Normal("یاسین کریم"), Normal("ياسين كريم"));
  EXPECT_EQ(Normal("ﻣﺤﻤﺪ"), Normal("محمد"));
  EXPECT_EQ(Normal("علاء"), Normal("علا"));
}

TEST(NormalForm, RemovesInvisibleControls) {
  EXPECT_EQ(Normal("\u202Eزهير\u202C \u200Fتامر"), Normal("زهير تامر"));
  EXPECT_EQ(Normal("Zo\u200Bran"), "zoran");
}

TEST(NormalForm, TakesTheArticleAway) {
  EXPECT_EQ(Normal("زهير الخطيب"), Normal("زهير خطيب"));
  EXPECT_EQ(Normal("Zuhayr al-Khatib"), "zuhayr khatib");
  EXPECT_EQ(Normal("Zuhayr El Khatib"), "zuhayr khatib");
  EXPECT_EQ(Normal("Nadir ash-Shami"), "nadir shami");
}

TEST(NormalForm, KeepsAlefLamThatIsNoArticle) {
  EXPECT_EQ(Normal("إلياس"), "الياس");
  EXPECT_EQ(Normal("الياس"), "الياس");
  EXPECT_EQ(Normal("ألكسندر"), "الكسندر");
}

TEST(NormalForm, BindsTheServantToTheNameThatFollows) {
  for (const char* text : {"Abd al-Karim", "Abdul Karim", "Abdulkarim", "Abdel-Karim", "Abd el Karim", "ABDELKARIM"}) {
    EXPECT_EQ(Normal(text), "abd karim") << text;
  }
  EXPECT_EQ(Normal("Abderrahman"), "abd rahman");
  EXPECT_EQ(Normal("Abdessalam"), "abd salam");
  EXPECT_EQ(Normal("عبد الكريم"), Normal("عبدالكريم"));
  EXPECT_EQ(Normal("Abdallah"), "abd allah");
  EXPECT_EQ(Normal("Abdullah"), "abd allah");
  EXPECT_EQ(Normal("Abdou"), "abdou");
}

TEST(NormalForm, BindsGodAndFaithToTheNameBefore) {
  EXPECT_EQ(Normal("نصر الله"), Normal("نصرالله"));
  EXPECT_EQ(Normal("Salah al-Din"), "salahuddin");
  EXPECT_EQ(Normal("Nasrallah"), "nasrullah");
  EXPECT_EQ(Normal("صلاح الدين"), Normal("صلاحالدين"));
}

TEST(NormalForm, MarksParticlesWithOneClassForAllSpellings) {
  std::uint8_t expected = 0;
  for (const char* text :
       {"Tamer bin Zuhayr", "Tamer Ben Zuhayr", "Tamer ibn Zuhayr", "تامر بن زهير", "تامر ابن زهير"}) {
    const std::string bytes = Prepared(text);
    const std::vector<TokenView> tokens = TokensOf(bytes);
    ASSERT_EQ(tokens.size(), 3U) << text;
    EXPECT_EQ(tokens[1].kind, TokenKind::kParticle);
    if (expected == 0) expected = tokens[1].word_class;
    EXPECT_EQ(tokens[1].word_class, expected) << text;
    EXPECT_NE(tokens[2].flags & kAfterChild, 0) << text;
  }
}

TEST(NormalForm, ReadsDigitsAsLettersInsideLatinWords) {
  EXPECT_EQ(Normal("Mo7sin"), "mohsin");
  EXPECT_EQ(Normal("9asim"), "qasim");
  EXPECT_EQ(Normal("3adil 42"), "adil");
}

TEST(NormalForm, TransliteratesOtherScripts) {
  EXPECT_EQ(Normal("Зоран Шустров"), "zoran shustrov");
  EXPECT_EQ(Normal("Γιώργος"), "giorgos");
  EXPECT_EQ(Normal("דוד"), "دود");
  EXPECT_EQ(Normal("成朱"), "cheng zhu");
}

TEST(NormalForm, MarksLegalFormsAndNumbersOfOrganisations) {
  const std::string bytes = Prepared("Zirkon Trading S.A.R.L. & Co 007", NameKind::kOrganisation);
  const std::vector<TokenView> tokens = TokensOf(bytes);
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_EQ(tokens[2].kind, TokenKind::kLegalForm);
  EXPECT_EQ(tokens[3].kind, TokenKind::kStopWord);
  EXPECT_EQ(tokens[4].kind, TokenKind::kLegalForm);
  EXPECT_EQ(tokens[5].kind, TokenKind::kNumber);
  EXPECT_EQ(tokens[5].Text(), "7");
}

TEST(NormalForm, IsEmptyWithoutLetters) {
  for (const char* text : {"", "   ", "-", "...", "12345", "\xFF\xFE", "\u202E\u200B"}) {
    const std::string bytes = Prepared(text);
    EXPECT_TRUE(PreparedView(bytes).valid());
    EXPECT_TRUE(PreparedView(bytes).empty()) << text;
  }
}

TEST(NormalForm, CutsWhatIsTooLong) {
  std::string letters(10'000, 'm');
  std::string words;
  std::string arabic;
  for (int i = 0; i < 10'000; ++i) words += "zed ", arabic += "ﷲ";
  for (const std::string& text : {letters, words, arabic}) {
    const std::string bytes = Prepared(text);
    EXPECT_TRUE(PreparedView(bytes).valid());
    EXPECT_FALSE(PreparedView(bytes).empty());
    EXPECT_LE(bytes.size(), kMaxPreparedBytes);
  }
}

TEST(NormalForm, HasNoMoreTokensThanAllowedWhereAWordBecomesTwo) {
  std::string name;
  for (std::size_t i = 0; i + 1 < kMaxTokens; ++i) name += "zorgan ";
  std::string bytes;
  PrepareName(name + "abd i zorgan", NameKind::kPerson, bytes);
  EXPECT_TRUE(PreparedView(bytes).valid());
  EXPECT_EQ(PreparedView(bytes).token_count(), kMaxTokens);
}

TEST(NormalForm, OfAnyBytesIsValid) {
  EXPECT_TRUE(rc::check("a prepared name is valid and has bounded keys", [](const std::string& text, bool person) {
    const std::string bytes = Prepared(text, person ? NameKind::kPerson : NameKind::kOrganisation);
    RC_ASSERT(PreparedView(bytes).valid());
    for (const TokenView& token : TokensOf(bytes)) {
      std::vector<NameKey> keys;
      AppendWordKeys(token, PreparedView(bytes).kind(), keys);
      RC_ASSERT(keys.size() <= kMaxKeys);
      RC_ASSERT(std::all_of(keys.begin(), keys.end(), [](const NameKey& key) { return key.hash != 0; }));
    }
  }));
}

TEST(PreparedView, RefusesBytesThatAreNoName) {
  const std::string good = Prepared("Tamer Zuhayr");
  EXPECT_TRUE(PreparedView(good).valid());
  EXPECT_FALSE(PreparedView("").valid());
  EXPECT_FALSE(PreparedView(std::string_view(good).substr(0, good.size() - 1)).valid());
  EXPECT_FALSE(PreparedView(good + "x").valid());
  std::string bad = good;
  bad[0] = 9;
  EXPECT_FALSE(PreparedView(bad).valid());
  bad = good;
  bad.back() = '!';
  EXPECT_FALSE(PreparedView(bad).valid());
}

TEST(Keys, AreSharedByTheSpellingsOfBothScripts) {
  const std::pair<const char*, const char*> kPairs[] = {{"محمد", "Mohamed"},    {"محمد", "Muhammad"},
                                                        {"يوسف", "Youssef"},    {"جمال", "Gamal"},
                                                        {"جمال", "Djamel"},     {"شريف", "Cherif"},
                                                        {"خالد", "Khaled"},     {"قاسم", "Kassem"},
                                                        {"غازي", "Ghazi"},      {"عبد الرحمن", "Abderrahmane"},
                                                        {"الخطيب", "Elkhatib"}, {"إسحاق", "Ishaq"},
                                                        {"فتحي", "Fathi"},      {"ذاكر", "Zakir"},
                                                        {"محمد", "Мухаммад"},   {"نصر الله", "Nasrallah"}};
  for (const auto& [arabic, latin] : kPairs) EXPECT_TRUE(ShareStrongKey(arabic, latin)) << arabic << " " << latin;
}

TEST(Keys, FindWordsThatWereJoinedOrCut) {
  EXPECT_TRUE(ShareAnyKey("Ben Ziri", "Benziri"));
  EXPECT_TRUE(ShareAnyKey("بن زيري", "Benziri"));
}

TEST(Keys, ForgiveOneConsonant) {
  EXPECT_TRUE(ShareAnyKey("Zerhouni", "Zerouni"));
  EXPECT_TRUE(ShareAnyKey("Belgacem", "Belkasem"));
}

TEST(Keys, ComeStrongBeforeLooseAndOnce) {
  const std::string bytes = Prepared("Abderrahmane ben Ziri El Khattabi Bill");
  for (const TokenView& token : TokensOf(bytes)) {
    std::vector<NameKey> keys;
    AppendWordKeys(token, NameKind::kPerson, keys);
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end(),
                               [](const NameKey& a, const NameKey& b) { return !a.loose && b.loose; }));
    for (std::size_t i = 0; i < keys.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) EXPECT_NE(keys[i].hash, keys[j].hash);
    }
  }
}

TEST(Keys, FormsOfOneGivenNameShareOne) {
  EXPECT_TRUE(ShareStrongKey("Bill", "William"));
  EXPECT_TRUE(ShareStrongKey("Benjamin", "Ben Ziri")) << "a particle and a short form";
  EXPECT_FALSE(ShareStrongKey("Bill", "Robert"));
}

TEST(Keys, AnInitialHasThatOfTheWordsItMayStandFor) {
  const std::string initial = Prepared("Z. Belmadeup"), word = Prepared("Zorgan"), arabic = Prepared("زورغان");
  std::vector<NameKey> keys;
  AppendWordKeys(TokensOf(initial)[0], NameKind::kPerson, keys);
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].hash, InitialKey(TokensOf(word)[0]));
  EXPECT_NE(keys[0].hash, InitialKey(TokensOf(arabic)[0]));
}

}  // namespace
}  // namespace maktab::names
