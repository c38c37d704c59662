#include "names/compare.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace maktab::names {
namespace {

const std::vector<std::string>& Words() {
  static const std::vector<std::string> words = {
      "Zoran",     "Benali",  "Ben",     "Ali",  "محمد", "بن", "عبد",        "الرحمن", "Abdelkrim",
      "Khattabi",  "الخطابي", "Mohamed", "J",    "Dr",   "de", "Шустров",    "Salah",  "al-Din",
      "Nasrallah", "الله",    "نصر",     "Abou", "أبو",  "Li", "O'Brannigan"};
  return words;
}

// Names out of words that matter to the matcher.
rc::Gen<std::string> ArbitraryName() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(Words())),
                      [](const std::vector<std::string>& words) {
                        std::string name;
                        for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 6); ++i) name += words[i] + " ";
                        return name;
                      });
}

TEST(Score, IsBetweenNothingAndOneForAnyBytes) {
  EXPECT_TRUE(rc::check("0 <= score <= 1", [](const std::string& a, const std::string& b) {
    for (const NameKind kind : {NameKind::kPerson, NameKind::kOrganisation, NameKind::kObject}) {
      const float score = CompareNames(a, b, kind);
      RC_ASSERT(score >= 0 && score <= 1);
    }
  }));
}

TEST(Score, IsTheSameFromBothSides) {
  EXPECT_TRUE(rc::check("symmetric", [] {
    const std::string a = *ArbitraryName();
    const std::string b = *ArbitraryName();
    const float there = CompareNames(a, b, NameKind::kPerson);
    const float back = CompareNames(b, a, NameKind::kPerson);
    RC_ASSERT(std::fabs(there - back) < 0.05F);
  }));
}

TEST(Score, OfANameWithItselfIsOne) {
  EXPECT_TRUE(rc::check("reflexive", [] {
    const std::string a = *ArbitraryName();
    std::string bytes;
    PrepareName(a, NameKind::kPerson, bytes);
    const bool has_name = CompareNames(a, "Benali Ali Zoran", NameKind::kPerson) > 0;
    RC_PRE(has_name);
    RC_ASSERT(CompareNames(a, a, NameKind::kPerson) > 0.999F);
  }));
}

TEST(Score, DoesNotDependOnTheOrderOfWords) {
  EXPECT_FLOAT_EQ(CompareNames("Zoran Tarik Belkheir", "Belkheir Zoran Tarik", NameKind::kPerson), 1);
  EXPECT_FLOAT_EQ(CompareNames("BELKHEIR, Zoran", "Zoran Belkheir", NameKind::kPerson), 1);
}

TEST(Score, IsNothingForEmptyNames) {
  EXPECT_EQ(CompareNames("", "", NameKind::kPerson), 0);
  EXPECT_EQ(CompareNames("---", "Zoran", NameKind::kPerson), 0);
}

TEST(Score, IsTheSameWhateverWasComparedBefore) {
  Comparer used;
  Comparer fresh;
  std::vector<std::string> candidates;
  for (const std::string& word : Words())
    PrepareName(word + " Zoran Khattabi", NameKind::kPerson, candidates.emplace_back());
  for (const std::string& word : Words()) {
    used.SetQuery(word + " الخطابي", NameKind::kPerson);
    for (const std::string& candidate : candidates) used.Score(PreparedView(candidate));
  }
  for (const std::string& candidate : candidates) {
    used.SetQuery("Zoran bin Ali", NameKind::kPerson);
    fresh.SetQuery("Zoran bin Ali", NameKind::kPerson);
    EXPECT_EQ(used.Score(PreparedView(candidate)), fresh.Score(PreparedView(candidate)));
  }
}

TEST(Score, TellsKindsOfNamesApartInOneComparer) {
  Comparer comparer;
  std::string person;
  std::string organisation;
  PrepareName("Zirkon Bank", NameKind::kPerson, person);
  PrepareName("Zirkon Bank", NameKind::kOrganisation, organisation);
  comparer.SetQuery("Zirkon", NameKind::kPerson);
  comparer.Score(PreparedView(person));
  comparer.SetQuery("Zirkon", NameKind::kOrganisation);
  EXPECT_EQ(comparer.Score(PreparedView(organisation)), CompareNames("Zirkon", "Zirkon Bank", NameKind::kOrganisation));
}

TEST(Score, TakesSeveralTimesALongNameWithoutHarm) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += static_cast<char>('a' + i % 26);
  EXPECT_FLOAT_EQ(CompareNames(text, text, NameKind::kPerson), 1);
}

TEST(Explanation, HasTheScoreAndAPartForEachWord) {
  const Explanation explanation = ExplainNames("زوران بن علي الخطابي", "Zoran Ben Ali Tarek", NameKind::kPerson);
  EXPECT_EQ(explanation.score, CompareNames("زوران بن علي الخطابي", "Zoran Ben Ali Tarek", NameKind::kPerson));
  std::size_t other_script = 0;
  std::size_t minor = 0;
  std::size_t left = 0;
  for (const ExplainedPart& part : explanation.parts) {
    if (part.relation == Relation::kOtherScript) ++other_script;
    if (part.relation == Relation::kMinorWord) ++minor;
    if (part.relation == Relation::kLeftOverQuery || part.relation == Relation::kLeftOverCandidate) ++left;
  }
  EXPECT_EQ(other_script, 2U);
  EXPECT_EQ(minor, 1U);
  EXPECT_EQ(left, 2U);
}

TEST(Explanation, SaysWhatWasJoined) {
  const Explanation explanation = ExplainNames("Benziri", "Ben Ziri", NameKind::kPerson);
  ASSERT_EQ(explanation.parts.size(), 1U);
  EXPECT_EQ(explanation.parts[0].relation, Relation::kJoined);
  EXPECT_EQ(explanation.parts[0].candidate_text, "ben ziri");
}

TEST(Explanation, TellsFirstLettersFromAnInitial) {
  const Explanation letters = ExplainNames("ZLA", "Zorgan Liberation Army", NameKind::kOrganisation);
  ASSERT_EQ(letters.parts.size(), 1U);
  EXPECT_EQ(letters.parts[0].relation, Relation::kInitials);
  const Explanation initial = ExplainNames("Z. Tadrak", "Zorgan Tadrak", NameKind::kPerson);
  const auto is_initial = [](const ExplainedPart& part) { return part.relation == Relation::kInitial; };
  EXPECT_EQ(std::count_if(initial.parts.begin(), initial.parts.end(), is_initial), 1);
}

TEST(Explanation, SaysWhatLowersAScore) {
  const Explanation swapped =
      ExplainNames("Muhammad bin Salman Zarkut", "Salman bin Muhammad Zarkut", NameKind::kPerson);
  EXPECT_TRUE(swapped.forefathers_swapped);
  EXPECT_FALSE(swapped.only_initials);
  const Explanation initials = ExplainNames("J. Z.", "Jalal Zirkon", NameKind::kPerson);
  EXPECT_TRUE(initials.only_initials);
  EXPECT_EQ(initials.score, 0.5F);
  const Explanation plain = ExplainNames("Muhammad bin Salman", "Muhammad bin Salman", NameKind::kPerson);
  EXPECT_FALSE(plain.forefathers_swapped || plain.only_initials);
}

TEST(Explanation, DoesNotCallACompoundOrAnotherNameTheSameWord) {
  using Codes = std::vector<std::string_view>;
  const auto relations = [](std::string_view a, std::string_view b) {
    Codes codes;
    for (const ExplainedPart& part : ExplainNames(a, b, NameKind::kPerson).parts) {
      codes.push_back(RelationCode(part.relation));
    }
    return codes;
  };
  EXPECT_EQ(relations("Nasr Zirkani", "Nasrallah Zirkani"), Codes({"same", "compound"}));
  EXPECT_EQ(relations("Hussein Zarkan", "Hassan Zarkan"), Codes({"same", "hardly_alike"}));
}

TEST(Explanation, CallsCommonNamesCommon) {
  const Explanation explanation = ExplainNames("Mohamed Zerktouni", "محمد الزرقطوني", NameKind::kPerson);
  for (const ExplainedPart& part : explanation.parts) EXPECT_EQ(part.common, part.query_text == "mohamed");
}

TEST(Weights, AreLowForCommonSoundsAndFullForRareOnes) {
  std::string bytes;
  PrepareName("Muhammad Zwxqlpm", NameKind::kPerson, bytes);
  const PreparedView name(bytes);
  TokenView token;
  std::size_t at = name.begin();
  ASSERT_TRUE(name.Next(at, token));
  EXPECT_LT(BuiltInWeights().Weight(token.strong_key), 0.6F);
  ASSERT_TRUE(name.Next(at, token));
  EXPECT_EQ(BuiltInWeights().Weight(token.strong_key), 1);
}

}  // namespace
}  // namespace maktab::names
