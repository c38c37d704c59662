#include "screening/assess.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "screening/birth.h"
#include "screening/test_support.h"

namespace maktab::screening {
namespace {

BirthMeeting Meet(std::string_view a, std::string_view b) {
  const BirthMeeting meeting = MeetBirths(*calendar::ParseDateSpan(a), *calendar::ParseDateSpan(b));
  EXPECT_EQ(meeting, MeetBirths(*calendar::ParseDateSpan(b), *calendar::ParseDateSpan(a)));
  return meeting;
}

Evidence EvidenceOf(const model::Entity& entity) {
  Evidence evidence;
  CollectEvidence(entity, evidence);
  return evidence;
}

NameFinding Named(float score, bool weak = false) {
  return {true, true, score, weak};
}

float Score(const model::Entity& a, const model::Entity& b, const NameFinding& name) {
  return Assess(EvidenceOf(a), EvidenceOf(b), name).score;
}

model::Entity Born(const std::string& date) {
  model::Entity person = MakePerson("x", "Zorgan Madeup");
  person.Add(model::kPropBirthDate, date);
  return person;
}

TEST(Birth, MeetsAsFarAsBothKnow) {
  EXPECT_EQ(Meet("1975-03-07", "1975-03-07"), BirthMeeting::kSame);
  EXPECT_EQ(Meet("1975-03-07", "1975-07-03"), BirthMeeting::kSwapped);
  EXPECT_EQ(Meet("1975-03-07", "1975-03"), BirthMeeting::kSameMonth);
  EXPECT_EQ(Meet("1975-03-07", "1975"), BirthMeeting::kSameYear);
  EXPECT_EQ(Meet("1975", "1975"), BirthMeeting::kSameYear);
  EXPECT_EQ(Meet("1975-03", "1975-04"), BirthMeeting::kNear);
  EXPECT_EQ(Meet("1975-03-31", "1975-04-01"), BirthMeeting::kOffByOne);
  EXPECT_EQ(Meet("1975-03-07", "1976-03-07"), BirthMeeting::kOffByOne);
  EXPECT_EQ(Meet("1975-03-07", "1975-04-07"), BirthMeeting::kOffByOne);
  EXPECT_EQ(Meet("1975-03-07", "1975-11-20"), BirthMeeting::kNear);
  EXPECT_EQ(Meet("1964/1967", "1966-02"), BirthMeeting::kInSpan);
  EXPECT_EQ(Meet("1964/1967", "1969"), BirthMeeting::kNear);
  EXPECT_EQ(Meet("1964/1967", "1972"), BirthMeeting::kDiffers);
  EXPECT_EQ(Meet("1960", "1975"), BirthMeeting::kFarApart);
}

TEST(Assess, EvidenceMovesTheScoreTheWayItPoints) {
  const NameFinding name = Named(0.72F);
  const float alone = Score(MakePerson("x", "Zorgan"), MakePerson("y", "Zorgan"), name);
  EXPECT_FLOAT_EQ(alone, 0.72F);
  EXPECT_GT(Score(Born("1975-03-07"), Born("1975-03-07"), name), Score(Born("1975"), Born("1975"), name));
  EXPECT_GT(Score(Born("1975"), Born("1975"), name), alone);
  EXPECT_LT(Score(Born("1975"), Born("1990"), name), Score(Born("1975"), Born("1980"), name));
  EXPECT_LT(Score(Born("1975"), Born("1980"), name), 0.70F);
}

TEST(Assess, ABirthDateAloneMakesNobodyAHit) {
  EXPECT_LT(Score(Born("1975-03-07"), Born("1975-03-07"), Named(0.2F)), 0.5F);
}

TEST(Assess, AWeakAliasWeighsLess) {
  EXPECT_FLOAT_EQ(Assess({}, {}, Named(1, true)).score, kWeakShare);
}

TEST(Assess, ANumberOfAnotherCountrySpeaksAgainst) {
  const model::Entity asked = MakePaper("q", "XX123456", "ma");
  const float same = Score(asked, MakePaper("a", "XX123456", "ma"), {});
  const float unknown = Score(asked, MakePaper("b", "XX123456", ""), {});
  const float other = Score(asked, MakePaper("c", "XX123456", "fr"), {});
  EXPECT_GT(same, unknown);
  EXPECT_GT(unknown, other);
  EXPECT_EQ(Score(asked, MakePaper("d", "XX123457", "ma"), {}), 0);
}

TEST(Assess, ContributionsAddUpToTheScore) {
  EXPECT_TRUE(rc::check("sum", [](unsigned a, unsigned b) {
    const model::Entity example = MadeUpPerson("a", a % 500);
    const model::Entity entity = MadeUpPerson("b", b % 500);
    const NameFinding name = Named(float(a % 101) / 100, b % 2 == 0);
    const Assessment assessment = Assess(EvidenceOf(example), EvidenceOf(entity), name);
    float sum = 0;
    for (const Contribution& part : assessment.all()) sum += part.weight;
    RC_ASSERT(std::fabs(sum - assessment.score) < 1e-4F);
    RC_ASSERT(assessment.score >= 0 && assessment.score <= 1);
  }));
}

TEST(Assess, NoEvidenceBesideNumbersLiftsANameAboveItsBound) {
  EXPECT_TRUE(rc::check("bound", [](unsigned a, unsigned b) {
    Evidence example = EvidenceOf(MadeUpPerson("a", a % 500));
    Evidence entity = EvidenceOf(MadeUpPerson("b", b % 500));
    example.numbers.clear();
    const NameFinding name = Named(float(a % 101) / 100, b % 2 == 0);
    RC_ASSERT(Assess(example, entity, name).score <= MostWith(name.Worth()) + 1e-5F);
  }));
}

std::string RandomBirth(unsigned seed) {
  const std::string year = std::to_string(1960 + seed % 7), month = "-0" + std::to_string(1 + seed / 7 % 9);
  switch (seed / 63 % 4) {
    case 0:
      return year;
    case 1:
      return year + month;
    case 2:
      return year + "/" + std::to_string(1960 + seed % 7 + seed / 252 % 4);
    default:
      return year + month + "-0" + std::to_string(1 + seed / 252 % 9);
  }
}

// What the index looks for must be no more than what evidence can make of a name.
TEST(Assess, ANameBelowTheLeastWorthNeverReachesTheScore) {
  EXPECT_TRUE(rc::check("least worth", [] {
    const auto number = rc::gen::inRange(0U, 4000U);
    const Evidence example = EvidenceOf(Born(RandomBirth(*number)));
    const Evidence entity = EvidenceOf(Born(RandomBirth(*number)));
    const float cutoff = float(*rc::gen::inRange(30, 96)) / 100;
    const bool may_meet = BirthYears(entity.births).Meets(BirthYears(example.births, kOffByOneYears));
    const float worth = LeastNameWorth(example, cutoff, may_meet) - 1e-4F;
    RC_PRE(worth > 0);
    RC_ASSERT(Assess(example, entity, Named(worth)).score < cutoff);
  }));
}

TEST(BirthYears, MeetWhereAnyYearIsTheSame) {
  const auto years = [](const char* date, int more = 0) { return BirthYears(EvidenceOf(Born(date)).births, more); };
  EXPECT_TRUE(years("1975-03-07").Meets(years("1975")));
  EXPECT_FALSE(years("1975-03-07").Meets(years("1976")));
  EXPECT_TRUE(years("1975-03-07", 1).Meets(years("1976")));
  EXPECT_TRUE(years("1970/1979").Meets(years("1972-01")));
  EXPECT_FALSE(BirthYears().Meets(years("1975")));
  EXPECT_FALSE(years("1975").Meets(BirthYears()));
  EXPECT_TRUE(years("1066").Meets(years("1200")));  // both are long ago
}

}  // namespace
}  // namespace maktab::screening
