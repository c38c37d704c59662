#include "model/intake_rules.h"

#include <gtest/gtest.h>

namespace maktab::model {
namespace {

class Intake : public ::testing::Test {
 protected:
  const IntakeRules rules = IntakeRules::Load(Definitions()).value();
};

TEST_F(Intake, TheSenderIsToldByHisAddressThenByItsEnding) {
  EXPECT_EQ(rules.FindSender("Rabat@Desk.NCB-madeup.es")->partner, "ES");
  EXPECT_EQ(rules.FindSender("rabat@ncb-madeup.es")->channel, "interpol");
  EXPECT_EQ(rules.FindSender("someone@police.it")->partner, "IT");
  EXPECT_EQ(rules.FindSender("someone@police.uk")->partner, "GB");
  EXPECT_FALSE(rules.FindSender("someone@example.org").has_value());
  EXPECT_FALSE(rules.FindSender("xncb-madeup.es").has_value());
  EXPECT_EQ(rules.FindSender("a@notncb-madeup.es")->channel, "") << "another domain that ends alike";
}

TEST_F(Intake, LanguagesAreTold) {
  EXPECT_EQ(rules.LanguageOf("We request the identity of the person who was arrested by the police in this city."),
            Language::kEnglish);
  EXPECT_EQ(rules.LanguageOf(
                "Nous vous prions de bien vouloir nous communiquer l'identité des personnes dans cette affaire."),
            Language::kFrench);
  EXPECT_EQ(
      rules.LanguageOf("Se solicita la identidad de las personas que han sido detenidas por la policía en el puerto."),
      Language::kSpanish);
  EXPECT_EQ(rules.LanguageOf("المرجو موافاتنا بهوية الشخص المسمى Zorvan"), Language::kArabic);
  EXPECT_FALSE(rules.LanguageOf("12345 ABC").has_value());
  EXPECT_FALSE(rules.LanguageOf("").has_value());
}

TEST_F(Intake, LabelsInFourLanguages) {
  EXPECT_TRUE(rules.IsNameLabel("Full Name"));
  EXPECT_TRUE(rules.IsNameLabel("الاسم الكامل"));
  EXPECT_TRUE(rules.IsBirthLabel("DOB"));
  EXPECT_FALSE(rules.IsNameLabel("address"));
}

}  // namespace
}  // namespace maktab::model
