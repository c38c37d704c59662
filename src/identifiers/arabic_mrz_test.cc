#include "identifiers/arabic_mrz.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace maktab::identifiers {
namespace {

TEST(ArabicToMrz, WritesTheLettersOfDoc9303) {
  EXPECT_EQ(ArabicToMrz("محمود"), "MXHMWD");
  EXPECT_EQ(ArabicToMrz("عبد الرحيم"), "EBD<ALRXHYM");
  EXPECT_EQ(ArabicToMrz("فاطمة"), "FAXTTMXAH");
  EXPECT_EQ(ArabicToMrz("فاطمة الزهراء"), "FAXTTMXAH<ALZHRAXE");
  EXPECT_EQ(ArabicToMrz("إبراهيم"), "IBRAHYM");
  EXPECT_EQ(ArabicToMrz("ليلى"), "LYLXAY");
  EXPECT_EQ(ArabicToMrz("آدم"), "XAADM");
}

TEST(ArabicToMrz, RepeatsALetterForAShaddaAndLeavesVowelsOut) {
  EXPECT_EQ(ArabicToMrz("مُحَمَّد"), "MXHMMD");
  EXPECT_EQ(ArabicToMrz("حسّان"), "XHSSAN");
  EXPECT_EQ(ArabicToMrz("قصّاب"), "QXSSXSSAB");
  EXPECT_EQ(ArabicToMrz("عـــلي"), "ELY");
}

TEST(ArabicToMrz, JoinsWordsByOneFiller) {
  EXPECT_EQ(ArabicToMrz(" علي - حسن "), "ELY<XHSN");
  EXPECT_EQ(ArabicToMrz("Ali علي"), "ALI<ELY");
  EXPECT_EQ(ArabicToMrz("123"), "");
}

TEST(MrzToArabic, ReadsTheLettersBack) {
  EXPECT_EQ(MrzToArabic("MXHMWD"), "محمود");
  EXPECT_EQ(MrzToArabic("EBDALRXHYM"), "عبدالرحيم");
  EXPECT_EQ(MrzToArabic("FAXTTMXAH<ALZHRAXE"), "فاطمة الزهراء");
  EXPECT_EQ(MrzToArabic("IBRAHYM<<<<<"), "إبراهيم");
}

TEST(MrzToArabic, TakesARepeatedLetterForAShaddaUnlessItBeginsAWord) {
  EXPECT_EQ(MrzToArabic("MXHMMD"), "محمّد");
  EXPECT_EQ(MrzToArabic("QXSSXSSAB"), "قصّاب");
  EXPECT_EQ(MrzToArabic("MMDWXH"), "ممدوح");
  EXPECT_EQ(MrzToArabic("ALLYXTH"), "الليث");
}

TEST(MrzToArabic, RefusesWhatIsNoArabic) {
  EXPECT_EQ(MrzToArabic("VICTOR"), std::nullopt);
  EXPECT_EQ(MrzToArabic("XIMENA"), std::nullopt);
  EXPECT_EQ(MrzToArabic("MARTIN"), std::nullopt);
  EXPECT_EQ(MrzToArabic(""), std::nullopt);
  EXPECT_EQ(MrzToArabic("X"), std::nullopt);
}

TEST(MrzToArabic, ComesBackToTheSameZone) {
  const std::vector<std::string> letters = {"ا", "ب", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص",
                                            "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي"};
  EXPECT_TRUE(rc::check("letters to zone to letters to zone", [&] {
    std::string word;
    for (const std::size_t i : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 28))) {
      word += letters[i];
    }
    const std::string zone = ArabicToMrz(word);
    const auto back = MrzToArabic(zone);
    RC_ASSERT(back.has_value() == !word.empty());
    if (back) RC_ASSERT(ArabicToMrz(*back) == zone);
  }));
}

}  // namespace
}  // namespace maktab::identifiers
