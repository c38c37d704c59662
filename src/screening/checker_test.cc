#include "screening/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "model/words.h"
#include "names/compare.h"
#include "screening/test_support.h"

namespace maktab::screening {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;

// A bureau's lists in small: persons, papers, vehicles, a body and a vessel.
InForce SmallLists() {
  InForce lists;
  const auto put = [&](const std::string& dataset, model::Entity entity) {
    lists[{dataset, entity.id}] = std::move(entity);
  };
  model::Entity person = MakePerson("p1", "Zorgan BELMADEUP");
  person.Add(model::kPropName, "زورغان بلمادوب");
  person.Add(model::kPropWeakAlias, "Abou Fictif");
  person.Add(model::kPropBirthDate, "1975-03-07");
  person.Add(model::kPropNationality, "ma");
  person.Add(model::kPropGender, "male");
  person.documents.push_back({"Passport", "QQ700800", "ma", ""});
  put("wanted", person);
  put("wanted", MakePerson("p2", "Tamril QUDSHOMAN"));
  put("papers", MakePaper("d1", "XB100200", "fr"));
  model::Entity car;
  car.id = "v1";
  car.schema = model::Schema::kVehicle;
  car.caption = "ZZZ00000000123456";
  car.Add(model::kPropVin, "ZZZ00000000123456");
  car.Add(model::kPropOtherNumber, "12345-أ-6");
  put("vehicles", car);
  model::Entity body = MakePerson("o1", "Fictitious Shipping of Nowhere Ltd");
  body.schema = model::Schema::kOrganization;
  put("wanted", body);
  model::Entity vessel = MakePerson("s1", "MV Imaginaria");
  vessel.schema = model::Schema::kVessel;
  vessel.Add(model::kPropImoNumber, "9000003");
  put("wanted", vessel);
  return lists;
}

class SmallCheck : public testing::Test {
 protected:
  SmallCheck() { Fill(engine_, SmallLists()); }

  Answer Ask(const model::Entity& example, const CheckOptions& options = {}) {
    return checker_.Check(*engine_.Current(), example, options);
  }
  static model::Entity Example(model::Schema schema, std::string_view property, std::string_view value) {
    model::Entity example;
    example.schema = schema;
    example.Add(property, value);
    return example;
  }
  // The first hit's reason of this code; fails if there is none.
  static model::Reason ReasonOf(const Answer& answer, std::string_view code) {
    if (!answer.hits.empty()) {
      for (const model::Reason& reason : answer.hits.front().reasons) {
        if (reason.code == code) return reason;
      }
    }
    ADD_FAILURE() << "no " << code << " in\n" << AllOf(answer);
    return {};
  }

  Engine engine_;
  Checker checker_;
};

std::string ParamOf(const model::Reason& reason, std::string_view name) {
  for (const auto& [key, value] : reason.params) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST_F(SmallCheck, ANameFindsItsEntityAndSaysWhichNameMet) {
  const Answer answer = Ask(MakePerson("", "Zorgan Belmadeup"));
  ASSERT_EQ(answer.hits.size(), 1U) << AllOf(answer);
  EXPECT_EQ(answer.hits[0].entity_id, "p1");
  EXPECT_TRUE(answer.hits[0].match);
  const model::Reason reason = ReasonOf(answer, "reason.name");
  EXPECT_EQ(ParamOf(reason, "query_name"), "Zorgan Belmadeup");
  EXPECT_EQ(ParamOf(reason, "entity_name"), "Zorgan BELMADEUP");
  EXPECT_GE(answer.considered, 1U);
}

TEST_F(SmallCheck, AnArabicNameFindsItToo) {
  const Answer answer = Ask(MakePerson("", "زورغان بلمادوب"));
  ASSERT_FALSE(answer.hits.empty());
  EXPECT_EQ(ParamOf(ReasonOf(answer, "reason.name"), "entity_name"), "زورغان بلمادوب");
}

TEST_F(SmallCheck, EvidenceIsTold) {
  model::Entity example = MakePerson("", "Zorgan Belmadeup");
  example.Add(model::kPropBirthDate, "1975-07-03");
  example.Add(model::kPropNationality, "FR");
  example.Add(model::kPropGender, "male");
  const Answer answer = Ask(example);
  EXPECT_EQ(ParamOf(ReasonOf(answer, "reason.birth.swapped"), "entity_value"), "1975-03-07");
  const model::Reason country = ReasonOf(answer, "reason.country.differs");
  EXPECT_EQ(country.side, model::Reason::Side::kAgainst);
  EXPECT_EQ(ParamOf(country, "query_value"), "FR");
  EXPECT_EQ(ParamOf(country, "entity_value"), "MA");
  EXPECT_EQ(ReasonOf(answer, "reason.gender.same").side, model::Reason::Side::kFor);
}

TEST_F(SmallCheck, APaperIsFoundHoweverItWasRead) {
  const Answer answer = Ask(Example(model::Schema::kPassport, model::kPropNumber, "xb-1OO2O0"));
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_EQ(answer.hits[0].entity_id, "d1");
  EXPECT_EQ(ParamOf(ReasonOf(answer, "reason.number.confused"), "position"), "4");
  const Answer exact = Ask(Example(model::Schema::kPassport, model::kPropNumber, "XB 100 200"));
  EXPECT_EQ(ReasonOf(exact, "reason.number.same").side, model::Reason::Side::kFor);
  EXPECT_GT(exact.hits[0].score, answer.hits[0].score);
  EXPECT_THAT(Ask(Example(model::Schema::kPassport, model::kPropNumber, "XB100201")).hits, IsEmpty());
}

TEST_F(SmallCheck, APaperLeadsToItsHolderAndAPersonsPaperToThePaper) {
  const Answer holder = Ask(Example(model::Schema::kPassport, model::kPropNumber, "QQ700800"));
  EXPECT_THAT(holder.hits, Contains(Field(&Hit::entity_id, "p1")));
  model::Entity traveller = MakePerson("", "Somebody Elsewhere");
  traveller.Add(model::kPropPassportNumber, "XB100200");
  EXPECT_THAT(Ask(traveller).hits, Contains(Field(&Hit::entity_id, "d1")));
}

TEST_F(SmallCheck, AVehicleIsFoundByVinByItsEndAndByPlate) {
  const auto score = [&](std::string_view property, std::string_view value) {
    const Answer answer = Ask(Example(model::Schema::kVehicle, property, value));
    return answer.hits.empty() ? 0 : answer.hits.front().score;
  };
  EXPECT_GT(score(model::kPropVin, "zzz-00000000-123456"), 0.9F);
  EXPECT_GT(score(model::kPropVin, "ZZZOOOOOOOO123456"), 0.6F);
  EXPECT_GT(score(model::kPropOtherNumber, "6 A 12345"), 0.9F);
  const float tail = score(model::kPropVin, "00123456");
  EXPECT_GT(tail, 0.5F);
  EXPECT_LT(tail, 0.7F) << "a candidate, no match";
  EXPECT_EQ(score(model::kPropVin, "55555555"), 0);
}

TEST_F(SmallCheck, BodiesAndVesselsAreFoundByName) {
  model::Entity body = MakePerson("", "Nowhere Fictitious Shipping");
  body.schema = model::Schema::kCompany;
  EXPECT_THAT(Ask(body).hits, Contains(Field(&Hit::entity_id, "o1")));
  body.schema = model::Schema::kLegalEntity;
  EXPECT_THAT(Ask(body).hits, Contains(Field(&Hit::entity_id, "o1")));
  EXPECT_THAT(Ask(MakePerson("", "Nowhere Fictitious Shipping")).hits, IsEmpty()) << "a person is no body";
  model::Entity vessel = MakePerson("", "Imaginaria");
  vessel.schema = model::Schema::kVessel;
  EXPECT_THAT(Ask(vessel).hits, Contains(Field(&Hit::entity_id, "s1")));
  EXPECT_THAT(Ask(Example(model::Schema::kVessel, model::kPropImoNumber, "IMO 9000003")).hits,
              Contains(Field(&Hit::entity_id, "s1")));
}

TEST_F(SmallCheck, OnlyTheListsAskedAnswer) {
  CheckOptions options;
  options.datasets = {"papers", "nowhere"};
  EXPECT_THAT(Ask(MakePerson("", "Zorgan Belmadeup"), options).hits, IsEmpty());
  EXPECT_EQ(Ask(Example(model::Schema::kPassport, model::kPropNumber, "XB100200"), options).hits.size(), 1U);
}

TEST_F(SmallCheck, NothingToAskByFindsNothing) {
  EXPECT_THAT(Ask({}).hits, IsEmpty());
  EXPECT_THAT(Ask(MakePerson("", "")).hits, IsEmpty());
  EXPECT_THAT(Ask(MakePerson("", "—— !!")).hits, IsEmpty());
  EXPECT_THAT(Ask(MakePerson("", std::string(10'000, 'q'))).hits, IsEmpty());
}

// Made-up names in pairs: who bears the one is found when the other is asked about, and the other way round.
TEST(FoundByName, WhateverKeepsTwoSpellingsFromSharingTheirSounds) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"Tarim Zorgan", "Tarim Zogran"},                     // two consonants changed places
      {"Rizkar Belmoch", "Rizkar Belmohc"},                 // the same of letters that are one sound
      {"ZK Belmadeup", "Zorgan Khalid Belmadeup"},          // first letters of two words
      {"ZKT Belmadeup", "Zorgan Khalid Tadrak Belmadeup"},  // of three
      {"Ben Belmadeup", "Benjamin Belmadeup"},              // short for a name, a particle elsewhere
      {"Zhu Tse-tung", "Zhu Zedong"},                       // syllables by two rules, written apart
      {"Hsi Chin-ping", "Xi Jinping"},                      //
      {"Josepkh Belmadeup", "Joseph Belmadeup"},            // a letter too many within one sound
  };
  for (const auto& [one, other] : pairs) {
    for (const auto& [asked, listed] : {std::pair(one, other), std::pair(other, one)}) {
      Engine engine;
      Fill(engine, {{{"list", "p"}, MakePerson("p", listed)}});
      Checker checker;
      const Answer answer = checker.Check(*engine.Current(), MakePerson("", asked), {});
      ASSERT_EQ(answer.hits.size(), 1U) << asked << " | " << listed;
      EXPECT_TRUE(answer.hits[0].match) << asked << " | " << listed;
      EXPECT_FLOAT_EQ(answer.hits[0].score, names::CompareNames(asked, listed, names::NameKind::kPerson));
    }
  }
}

TEST(Reasons, EveryReasonHasASentenceWithItsValuesInFourLanguages) {
  const auto words = model::Words::Load(model::Definitions{});
  ASSERT_TRUE(words.ok());
  InForce in_force;
  for (unsigned i = 0; i < 300; ++i) in_force[{"d", std::to_string(i)}] = MadeUpPerson(std::to_string(i), i);
  for (auto& [key, entity] : SmallLists()) in_force[key] = entity;
  Engine engine;
  Fill(engine, in_force);
  Checker checker;
  CheckOptions options;
  options.cutoff = 0.1F;
  for (const auto& [key, example] : in_force) {
    for (const Hit& hit : checker.Check(*engine.Current(), example, options).hits) {
      for (const model::Reason& reason : hit.reasons) {
        ASSERT_TRUE(words->Has(reason.code)) << reason.code;
        for (const model::Language language : model::kLanguages) {
          for (const std::string& value : words->Placeholders(language, reason.code)) {
            EXPECT_NE(ParamOf(reason, value), "(none)") << reason.code << " {" << value << "}";
          }
        }
      }
    }
  }
}

constexpr float kNearlyTheSame = 0.95F;

bool Contains(const std::vector<Hit>& hits, const Hit& wanted) {
  return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
    return hit.dataset == wanted.dataset && hit.entity_id == wanted.entity_id && hit.score == wanted.score;
  });
}

TEST(Oracle, TheIndexReturnsWhatScanningEverythingReturns) {
  EXPECT_TRUE(rc::check("oracle", [] {
    InForce in_force;
    const auto seeds = *rc::gen::resize(
        60, rc::gen::nonEmpty(rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 100'000U))));
    for (unsigned i = 0; i < seeds.size(); ++i) {
      const std::string id = std::to_string(i);
      in_force[{i % 3 == 0 ? "one" : "two", id}] = MadeUpPerson(id, seeds[i]);
    }
    Engine engine;
    Fill(engine, in_force);
    Checker checker;
    CheckOptions options;
    options.limit = *rc::gen::element<std::size_t>(3, 1000);
    options.cutoff = options.threshold;
    if (*rc::gen::inRange(0, 4) == 0) options.datasets = {"two"};
    // Half of the questions are about somebody on the list.
    for (unsigned i = 0; i < 8; ++i) {
      const unsigned other = *rc::gen::inRange(0U, 100'000U);
      const model::Entity example = MadeUpPerson("", i % 2 == 0 ? seeds[other % seeds.size()] : other);
      const Answer answer = checker.Check(*engine.Current(), example, options);
      const auto all = OracleHits(in_force, example, options);
      // What is found is what scanning finds, with the same score; and nothing that is nearly the same is missed, but
      // for what is no better than as many as are told. A name that shares too little by sound with the question may
      // be missed below that (candidates.h).
      for (const Hit& hit : answer.hits) RC_ASSERT(Contains(all, hit));
      const float told = answer.hits.size() < options.limit ? 0 : answer.hits.back().score;
      for (const Hit& hit : all) {
        if (hit.score < kNearlyTheSame || hit.score <= told || Contains(answer.hits, hit)) continue;
        RC_FAIL(model::WriteEntity(example) + " " + model::WriteEntity(in_force[{hit.dataset, hit.entity_id}]) +
                std::to_string(hit.score));
      }
    }
  }));
}

TEST(P8, AloneInBulkAndByReplayOneAnswer) {
  InForce in_force;
  for (unsigned i = 0; i < 400; ++i) in_force[{"d", std::to_string(i)}] = MadeUpPerson(std::to_string(i), i);
  for (auto& [key, entity] : SmallLists()) in_force[key] = entity;
  Engine engine;
  Fill(engine, in_force);
  std::vector<model::Entity> examples;
  for (unsigned i = 300; i < 500; ++i) examples.push_back(MadeUpPerson("", i));
  for (auto& [key, entity] : SmallLists()) examples.push_back(entity);
  Checker bulk;
  std::vector<Answer> answers;
  bulk.CheckMany(*engine.Current(), examples, {}, answers);
  ASSERT_EQ(answers.size(), examples.size());
  std::size_t hits = 0;
  for (std::size_t i = examples.size(); i-- > 0;) {
    Checker alone;
    const std::string expected = AllOf(alone.Check(*engine.Current(), examples[i], {}));
    EXPECT_EQ(AllOf(answers[i]), expected);
    EXPECT_EQ(AllOf(bulk.Check(*engine.Current(), examples[i], {})), expected);
    hits += answers[i].hits.size();
  }
  EXPECT_GT(hits, 100U);
}

}  // namespace
}  // namespace maktab::screening
