#include "model/treaties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"

namespace maktab::model {
namespace {

using testing::ElementsAre;

std::vector<std::string> Ids(const std::vector<const Treaty*>& treaties) {
  std::vector<std::string> ids;
  for (const Treaty* treaty : treaties) ids.push_back(treaty->id);
  return ids;
}

TEST(Treaties, TheMostFavourableIsProposedFirstAndTheLawLast) {
  const auto treaties = Treaties::Load(Definitions());
  ASSERT_TRUE(treaties.ok()) << treaties.error().params[0].second << treaties.error().params[2].second;
  TreatyQuestion asked{"extradition", "MA", "ES", "MA", "2026-02-10"};
  EXPECT_THAT(Ids(treaties->Proposed(asked)), ElementsAre("es_ma_2009", "untoc_2000", "law_ma"));
  asked.acting = "ES";
  EXPECT_THAT(Ids(treaties->Proposed(asked)), ElementsAre("es_ma_2009", "untoc_2000"))
      << "the law of Spain is not here";
  asked.day = "2009-06-23";
  EXPECT_THAT(Ids(treaties->Proposed(asked)), ElementsAre("untoc_2000")) << "not in force yet";
  EXPECT_THAT(Ids(treaties->Proposed({"extradition", "JO", "EG", "JO", "2026-02-10"})),
              ElementsAre("acc_1989", "riyadh_1983", "arab_terrorism_1998", "untoc_2000"));
  EXPECT_THAT(Ids(treaties->Proposed({"assistance", "MA", "FR", "FR", "2026-02-10"})),
              ElementsAre("fr_ma_mla_2008", "untoc_2000"));
}

TEST(Treaties, AnOrganisationIsBoundToItsPartiesAlone) {
  const auto treaties = Treaties::Load(Definitions());
  ASSERT_TRUE(treaties.ok());
  EXPECT_THAT(Ids(treaties->Proposed({"extradition", "ES", "ICC", "ES", "2026-02-10"})), ElementsAre("icc_rome"));
  EXPECT_TRUE(treaties->Proposed({"extradition", "EG", "ICC", "EG", "2026-02-10"}).empty());
  const auto between = Ids(treaties->Proposed({"extradition", "ES", "FR", "ES", "2026-02-10"}));
  EXPECT_THAT(between, ElementsAre("ece_1957", "untoc_2000")) << "the Court's statute does not bind them to each other";
  for (const Treaty& treaty : treaties->all()) {
    EXPECT_TRUE(treaty.kind != TreatyKind::kModel || treaty.parties.empty()) << treaty.id;
  }
}

TEST(Treaties, KnowZonesAndWhoSurrendersItsOwn) {
  const auto treaties = Treaties::Load(Definitions());
  ASSERT_TRUE(treaties.ok());
  EXPECT_EQ(treaties->ZoneOf("JO"), "Asia/Amman");
  EXPECT_EQ(treaties->ZoneOf("XX"), "");
  EXPECT_FALSE(treaties->SurrendersOwnNationals("MA"));
  EXPECT_TRUE(treaties->SurrendersOwnNationals("GB"));
  EXPECT_FALSE(treaties->SurrendersOwnNationals("XX")) << "who is not listed is taken for one that does not";
  EXPECT_EQ(treaties->LawOf("MA", "extradition", "2026-02-10")->id, "law_ma");
  EXPECT_EQ(treaties->LawOf("MA", "extradition", "2003-09-30"), nullptr);
  EXPECT_EQ(treaties->LawOf("MA", "assistance", "2026-02-10"), nullptr);
}

class TreatyFiles : public ChangedDefinitions {};

TEST_F(TreatyFiles, SayWhereTheyAreWrong) {
  const std::string acc = "treaties/acc_1989.toml", ece = "treaties/ece_1957.toml", law = "treaties/law_ma.toml";
  EXPECT_EQ(Said<Treaties>(acc, "amount = 30", "amount = 31"), "ok");
  const std::vector<std::array<std::string, 4>> wrong = {
      {acc, "id = \"acc_1989\"", "id = \"other\"", "name of the file"},
      {acc, "kind = \"treaty\"", "kind = \"pact\"", "treaty, law or model"},
      {acc, "kind = \"treaty\"", "kind = \"model\"", "a model has none"},
      {acc, "kind = \"treaty\"", "kind = \"law\"", "a law has one State"},
      {acc, "covers = [\"extradition\", ", "covers = [\"trade\", ", "covers: trade"},
      {acc, "covers = [\"extradition\", \"assistance\"]", "covers = []", "covers: write"},
      {acc, "parties = [\"EG\", ", "parties = [\"Egypt\", ", "codes of two letters"},
      {acc, "parties = [\"EG\", ", "parties = [\"JO\", ", "parties (doubled)"},
      {acc, "parties = [\"EG\", \"IQ\", \"JO\", \"YE\"]", "parties = [\"EG\"]", "name who is bound"},
      {acc, "since = \"1989-06-01\"", "since = \"1989\"", "since: write days"},
      {acc, "since = \"1989-06-01\"", "since = \"1989-06-01\"\nuntil = \"1988-01-01\"", "until: before since"},
      {acc, "since = \"1989-06-01\"", "except = [\"MA\"]", "except: only"},
      {acc, "id = \"arrest_must\"", "id = \"arrest_perhaps\"", "arrest_perhaps is not known"},
      {acc, "id = \"arrest_renewal\"", "id = \"arrest_must\"", "arrest_must (doubled)"},
      {acc, "amount = 30", "amount = 0", "whole number from 1"},
      {acc, "amount = 30", "amount = 40000", "whole number from 1"},
      {acc, "unit = \"calendar_days\"", "unit = \"moons\"", "unit: write hours"},
      {acc, "unit = \"calendar_days\"", "unit = \"months\"", "in its unit"},
      {acc, "times = 1", "times = 0", "times: of a renewal"},
      {acc, "times = 1\n", "", "times: of a renewal"},
      {acc, "source = \"Articles 35 and 36\"", "source = \"\"", "name the article"},
      {ece, "amount = 18", "amount = 41", "arrest_must: before arrest_may"},
      {ece, "unit = \"calendar_days\"", "unit = \"months\"", "in the unit of arrest_may"},
      {ece, "amount = 45\nunit = \"calendar_days\"", "amount = 45\nunit = \"hours\"", "speciality.unit: calendar_days"},
      {ece, "amount = 12\nunit = \"months\"", "amount = 12\nunit = \"hours\"", "penalty.unit: write months"},
      {law, "parties = [\"MA\"]", "parties = [\"*\"]", "a law has one State"},
      {"zones.toml", "Africa/Casablanca", "Africa/Nowhere", "Africa/Nowhere is no time zone"},
      {"zones.toml", "MA = ", "Morocco = ", "codes of two letters"},
      {"nationals.toml", "country = \"MA\"", "country = \"Morocco\"", "a code of two letters"},
      {"nationals.toml", "country = \"MA\"", "country = \"GB\"", "GB (doubled)"},
      {"nationals.toml", "surrenders = false\n", "", "write true or false"},
  };
  for (const auto& [file, from, to, said] : wrong) {
    EXPECT_THAT(Said<Treaties>(file, from, to), testing::HasSubstr(said)) << file << ": " << to;
  }
}

}  // namespace
}  // namespace maktab::model
