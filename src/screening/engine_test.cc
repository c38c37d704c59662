#include "screening/engine.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <latch>
#include <thread>

#include "screening/test_support.h"

namespace maktab::screening {
namespace {

CheckOptions Everything() {
  CheckOptions options;
  options.limit = 1000;
  options.cutoff = 0.3F;
  return options;
}

// Every answer that one could ask for is the same as from an engine that was made of `in_force` at once.
void ExpectAnswersAsFresh(const Engine& engine, const InForce& in_force) {
  Engine fresh;
  Fill(fresh, in_force);
  ASSERT_EQ(engine.Current()->entity_count(), in_force.size());
  Checker checker;
  Checker other;
  for (unsigned i = 0; i < 30; ++i) {
    const model::Entity example = MadeUpPerson("", i * 3);
    EXPECT_EQ(AllOf(checker.Check(*engine.Current(), example, Everything())),
              AllOf(other.Check(*fresh.Current(), example, Everything())));
  }
}

// Applies made-up changes to both the engine and the map, which is the truth.
class Model {
 public:
  void Step(Engine& engine, unsigned seed, unsigned size) {
    std::vector<Change> changes;
    for (unsigned i = 0; i < size; ++i) {
      const unsigned draw = seed * 31 + i * 17;
      const std::string dataset = draw % 2 == 0 ? "even" : "odd";
      const std::string id = std::to_string(draw % 40);
      if (draw % 5 == 0) {
        changes.push_back(Ended(dataset, id));
        in_force_.erase({dataset, id});
      } else {
        const model::Entity person = MadeUpPerson(id, draw % 90);
        changes.push_back(Added(dataset, person));
        in_force_[{dataset, id}] = person;
      }
    }
    ASSERT_TRUE(engine.Apply(std::move(changes), {}).ok());
  }
  const InForce& in_force() const { return in_force_; }

 private:
  InForce in_force_;
};

TEST(Engine, BeginsEmpty) {
  const Engine engine;
  Checker checker;
  const Answer answer = checker.Check(*engine.Current(), MakePerson("", "Zorgan Madeup"), {});
  EXPECT_TRUE(answer.hits.empty());
  ASSERT_NE(answer.lists, nullptr);
  EXPECT_TRUE(answer.lists->empty());
}

TEST(Engine, AnswersCarryTheListsOfTheirSnapshot) {
  Engine engine;
  ListInfo list;
  list.dataset = "made-up";
  list.number = 7;
  ASSERT_TRUE(engine.Apply({}, {list}).ok());
  Checker checker;
  EXPECT_EQ(*checker.Check(*engine.Current(), {}, {}).lists, std::vector<ListInfo>{list});
}

TEST(Engine, TheLaterOfTwoChangesStands) {
  Engine engine;
  std::vector<Change> changes;
  changes.push_back(Added("d", MakePerson("1", "Zorgan Madeup")));
  changes.push_back(Ended("d", "1"));
  changes.push_back(Ended("d", "2"));
  changes.push_back(Added("d", MakePerson("2", "Tamril Qudshoman")));
  ASSERT_TRUE(engine.Apply(std::move(changes), {}).ok());
  Checker checker;
  EXPECT_TRUE(checker.Check(*engine.Current(), MakePerson("", "Zorgan Madeup"), {}).hits.empty());
  EXPECT_EQ(checker.Check(*engine.Current(), MakePerson("", "Tamril Qudshoman"), {}).hits.size(), 1U);
}

TEST(Engine, TheEndOfAListEndsWhatWasBeforeItAndNothingElse) {
  Engine engine;
  InForce in_force;
  for (unsigned i = 0; i < 20; ++i) in_force[{"gone", std::to_string(i)}] = MadeUpPerson(std::to_string(i), i);
  in_force[{"stays", "1"}] = MadeUpPerson("1", 50);
  Fill(engine, in_force);
  std::vector<Change> changes;
  changes.push_back(Added("gone", MadeUpPerson("early", 60)));
  changes.push_back({.dataset = "gone", .list_ended = true, .entity_id = {}, .entity = {}});
  changes.push_back(Added("gone", MadeUpPerson("3", 70)));
  ASSERT_TRUE(engine.Apply(std::move(changes), {}).ok());
  InForce expected;
  expected[{"gone", "3"}] = MadeUpPerson("3", 70);
  expected[{"stays", "1"}] = in_force[{"stays", "1"}];
  ExpectAnswersAsFresh(engine, expected);
}

TEST(Engine, AnEntityThatChangedHasAnotherHash) {
  Engine engine;
  Checker checker;
  const auto hash = [&](model::Entity person) {
    EXPECT_TRUE(engine
                    .Apply(
                        [&] {
                          std::vector<Change> changes;
                          changes.push_back(Added("d", std::move(person)));
                          return changes;
                        }(),
                        {})
                    .ok());
    return checker.Check(*engine.Current(), MakePerson("", "Zorgan Madeup"), {}).hits.at(0).entity_hash;
  };
  model::Entity person = MakePerson("1", "Zorgan Madeup");
  const std::uint64_t before = hash(person);
  EXPECT_EQ(hash(person), before);
  person.Add(model::kPropBirthDate, "1975");
  EXPECT_NE(hash(person), before);
}

TEST(P4, WhatEndedNeverHits) {
  EXPECT_TRUE(rc::check("ended", [](const std::vector<std::uint8_t>& steps) {
    Engine engine;
    Model model;
    for (const std::uint8_t step : steps) model.Step(engine, step, 1 + step % 20);
    Checker checker;
    for (unsigned i = 0; i < 90; i += 7) {
      const Answer answer = checker.Check(*engine.Current(), MadeUpPerson("", i), Everything());
      for (const Hit& hit : answer.hits) RC_ASSERT(model.in_force().count({hit.dataset, hit.entity_id}) == 1);
    }
  }));
}

TEST(Engine, AfterAnyChangesAnswersAsIfMadeAtOnce) {
  EXPECT_TRUE(rc::check("as fresh", [](const std::vector<std::uint8_t>& steps) {
    Engine engine;
    Model model;
    for (const std::uint8_t step : steps) {
      model.Step(engine, step, 1 + step % 20);
      if (step % 4 == 0) RC_ASSERT(engine.Compact().ok());
    }
    ExpectAnswersAsFresh(engine, model.in_force());
    RC_ASSERT(!testing::Test::HasFailure());
  }));
}

TEST(Engine, AStepThatFailsChangesNothing) {
  Engine engine;
  InForce before;
  for (unsigned i = 0; i < 25; ++i) before[{"d", std::to_string(i)}] = MadeUpPerson(std::to_string(i), i);
  using Take = std::function<void(Change&&)>;
  const auto all = [&](const Take& take) -> base::Result<std::vector<ListInfo>> {
    for (const auto& [key, person] : before) take(Added(key.first, person));
    return std::vector<ListInfo>();
  };
  ASSERT_TRUE(engine.ApplyStep(all).ok());
  ExpectAnswersAsFresh(engine, before);
  const auto failing = [](const Take& take) -> base::Result<std::vector<ListInfo>> {
    take({.dataset = "d", .list_ended = true, .ended = false, .entity_id = {}, .entity = {}});
    take(Added("d", MadeUpPerson("x", 7)));
    return base::Err("store.gone");
  };
  EXPECT_EQ(engine.ApplyStep(failing).error().code, "store.gone");
  ExpectAnswersAsFresh(engine, before);
}

TEST(Engine, SmallChangesAreMergedAsTheyCome) {
  Engine engine;
  for (unsigned i = 0; i < 300; ++i) {
    std::vector<Change> changes;
    changes.push_back(Added("d", MadeUpPerson(std::to_string(i), i)));
    ASSERT_TRUE(engine.Apply(std::move(changes), {}).ok());
  }
  EXPECT_LE(engine.Current()->segments().size(), 12U);
  ASSERT_TRUE(engine.Compact().ok());
  EXPECT_EQ(engine.Current()->segments().size(), 1U);
}

TEST(Engine, ReadersSeeEachChangeWholeWhileTheWriterWorks) {
  constexpr int kVersions = 150;
  constexpr int kReaders = 3;
  Engine engine;
  const auto publish = [&](int version) {
    std::vector<Change> changes;
    model::Entity person = MakePerson("1", "Zorgan Madeup");
    person.caption = std::to_string(version);
    changes.push_back(Added("d", person));
    changes.push_back(Added("d", MadeUpPerson(std::to_string(2 + version % 7), unsigned(version))));
    ListInfo list;
    list.dataset = "d";
    list.number = version;
    ASSERT_TRUE(engine.Apply(std::move(changes), {list}).ok());
  };
  publish(0);
  std::latch start(kReaders + 1);
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      Checker checker;
      std::int64_t last = 0;
      start.arrive_and_wait();
      for (bool more = true; more;) {
        more = !done.load();
        const Answer answer = checker.Check(*engine.Current(), MakePerson("", "Zorgan Madeup"), {});
        ASSERT_FALSE(answer.hits.empty());
        ASSERT_EQ(answer.hits[0].caption, std::to_string(answer.lists->at(0).number));
        ASSERT_GE(answer.lists->at(0).number, last);
        last = answer.lists->at(0).number;
      }
      EXPECT_EQ(last, kVersions);
    });
  }
  start.arrive_and_wait();
  for (int version = 1; version <= kVersions; ++version) publish(version);
  done.store(true);
  for (std::thread& reader : readers) reader.join();
}

TEST(Engine, CompactingLosesNothingThatHappensMeanwhile) {
  Engine engine;
  Model model;
  for (unsigned i = 0; i < 20; ++i) model.Step(engine, i, 10);
  std::latch start(2);
  std::thread compacting([&] {
    start.arrive_and_wait();
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(engine.Compact().ok());
  });
  start.arrive_and_wait();
  for (unsigned i = 20; i < 120; ++i) model.Step(engine, i, 6);
  compacting.join();
  ExpectAnswersAsFresh(engine, model.in_force());
}

}  // namespace
}  // namespace maktab::screening
