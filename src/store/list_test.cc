#include <gtest/gtest.h>

#include <map>
#include <random>

#include "store/store_fixture.h"

namespace maktab::store {
namespace {

class ListTest : public OnEachBackend {
 protected:
  // What someone who follows the lists holds: "dataset/id" -> body.
  struct Follower {
    std::map<std::string, std::int64_t> numbers;
    std::map<std::string, std::string> entities;

    void Follow(Store& store) {
      auto reached = store.ReadChanges(numbers, [this](ListChange&& change) {
        if (change.kind == ChangeKind::kListEnded) {
          std::erase_if(entities, [&](const auto& row) { return row.first.starts_with(change.dataset + "/"); });
        } else if (change.kind == ChangeKind::kEnded) {
          entities.erase(change.dataset + "/" + change.entity_id);
        } else {
          entities[change.dataset + "/" + change.entity_id] = change.body;
        }
        return base::Status();
      });
      ASSERT_TRUE(reached.ok()) << reached.error().log;
      for (const ListState& list : *reached) numbers[list.dataset] = list.number;
    }
  };

  static std::vector<model::Entity> Persons(int from, int to, const std::string& note = "") {
    std::vector<model::Entity> persons;
    for (int i = from; i < to; ++i) persons.push_back(Person(i, note));
    return persons;
  }
};
MAKTAB_ON_ALL_BACKENDS(ListTest);

TEST_P(ListTest, AnImportIsADelta) {
  const auto store = Open();
  const auto first = ImportAll(*store, "un", Persons(0, 10));
  ASSERT_TRUE(first.ok()) << first.error().log;
  EXPECT_EQ(std::tie(first->number, first->added, first->changed, first->ended, first->unchanged),
            std::make_tuple(1, 10, 0, 0, 0));
  auto persons = Persons(2, 12);
  persons[0] = Person(2, "changed");
  clock_.Advance(base::kMicrosPerDay);
  const auto second = ImportAll(*store, "un", persons);
  ASSERT_TRUE(second.ok()) << second.error().log;
  EXPECT_EQ(std::tie(second->number, second->added, second->changed, second->ended, second->unchanged),
            std::make_tuple(2, 2, 1, 2, 7));
  EXPECT_EQ(store->FindEntry(second->receipt.seq, Viewer::Program())->value().kind, "list.imported");

  const ListState list = store->Lists()->at(0);
  EXPECT_EQ(list.dataset, "un");
  EXPECT_EQ(list.number, 2);
  EXPECT_EQ(list.entities, 10);
  EXPECT_EQ(list.meta.title, "A made-up list");
  EXPECT_EQ(list.imported_at, clock_.Now());
  EXPECT_EQ(store->ListNumbers()->at("un"), 2);
  const auto imports = store->ListImports("un").value();
  ASSERT_EQ(imports.size(), 2U);
  EXPECT_EQ(imports[0].result.ended, 2);
  EXPECT_EQ(imports[1].result.added, 10);
  const auto changes = store->ImportChanges("un", 2, 0, 3).value();
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].kind, ChangeKind::kChanged);
  EXPECT_EQ(changes[0].caption, "Madeup Personne 2");
  EXPECT_EQ(store->ImportChanges("un", 2, changes[2].row, 100)->size(), 2U);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(ListTest, FindsEntitiesWithTheirHistory) {
  const auto store = Open();
  const base::Instant day1 = clock_.Now();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 3)).ok());
  clock_.Advance(base::kMicrosPerDay);
  const base::Instant day2 = clock_.Now();
  ASSERT_TRUE(ImportAll(*store, "un", {Person(0), Person(1, "new note")}).ok());
  const auto same = store->FindEntity("un", "p-0")->value();
  EXPECT_TRUE(same.in_force);
  EXPECT_EQ(std::tie(same.first_seen, same.last_changed), std::tie(day1, day1));
  const auto changed = store->FindEntity("un", "p-1")->value();
  EXPECT_EQ(changed.entity.First("position"), "new note");
  EXPECT_EQ(std::tie(changed.first_seen, changed.last_changed), std::tie(day1, day2));
  const auto ended = store->FindEntity("un", "p-2")->value();
  EXPECT_FALSE(ended.in_force);
  EXPECT_EQ(ended.ended_at, day2);
  EXPECT_EQ(ended.entity.caption, "Madeup Personne 2");
  EXPECT_FALSE(store->FindEntity("un", "p-9")->has_value());
  const auto many = store->FindEntities({{"un", "p-1"}, {"xx", "p-1"}, {"un", "p-2"}, {"un", "p-1", 1}}).value();
  ASSERT_EQ(many.size(), 4U);
  EXPECT_EQ(many[0]->digest, changed.digest);
  EXPECT_FALSE(many[1].has_value());
  EXPECT_FALSE(many[2]->in_force);
  EXPECT_EQ(many[3]->entity.First("position"), "") << "as it was at the first import";
}

// docs/formats/lists.md: publishers touch remarks for reasons of form; the newer text is kept and nothing changed.
TEST_P(ListTest, ARemarkIsKeptAndChangesNothing) {
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 3)).ok());
  const std::string digest = store->FindEntity("un", "p-1")->value().digest;
  clock_.Advance(base::kMicrosPerDay);
  std::vector<model::Entity> persons = Persons(0, 3);
  persons[1].Add("notes", "seen in another form");
  const auto second = ImportAll(*store, "un", persons);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(std::tie(second->added, second->changed, second->ended, second->unchanged), std::tuple(0, 0, 0, 3));
  const auto stored = store->FindEntity("un", "p-1")->value();
  EXPECT_EQ(stored.entity.First("notes"), "seen in another form");
  EXPECT_EQ(stored.digest.substr(0, 32), digest.substr(0, 32));
  EXPECT_LT(stored.last_changed, clock_.Now());
  EXPECT_TRUE(store->ImportChanges("un", 2, 0, 10)->empty());
  persons[1].Add(model::kPropBirthDate, "1961");
  const auto third = ImportAll(*store, "un", persons);
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(std::tie(third->changed, third->unchanged), std::tuple(1, 2));
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(ListTest, AnEndedListCountsNoMoreAndCanComeBack) {
  const auto store = Open();
  Follower follower;
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 3)).ok());
  ASSERT_TRUE(ImportAll(*store, "other", Persons(0, 1)).ok());
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 4U);
  ASSERT_TRUE(store->AppendAndWait(Draft("list.ended", R"({"dataset":"un","reason":"withdrawn"})", "un")).ok());
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("list.ended", R"({"dataset":"un","reason":"again"})"))),
            "store.list_unknown");
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 1U);
  Follower fresh;
  fresh.Follow(*store);
  EXPECT_EQ(fresh.entities, follower.entities);
  const ListState list = store->Lists()->at(1);
  EXPECT_FALSE(list.active);
  EXPECT_EQ(list.entities, 0);
  EXPECT_FALSE(store->FindEntity("un", "p-1")->value().in_force);
  EXPECT_EQ(store->FindEntity("un", "p-1")->value().ended_at, clock_.Now());
  EXPECT_EQ(store->ListImports("un")->at(0).reason, "withdrawn");

  const auto again = ImportAll(*store, "un", Persons(1, 3));
  ASSERT_TRUE(again.ok()) << again.error().log;
  EXPECT_EQ(again->added, 2);
  EXPECT_EQ(again->number, 3);
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 3U);
  EXPECT_TRUE(store->FindEntity("un", "p-1")->value().in_force);
  EXPECT_FALSE(store->FindEntity("un", "p-0")->value().in_force);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(ListTest, FollowersArriveWhereOthersStart) {
  const auto store = Open();
  std::mt19937 random(20261121);
  Follower always;
  Follower sometimes;
  std::map<std::string, std::string> truth;
  for (int round = 0; round < 12; ++round) {
    truth.clear();
    std::vector<model::Entity> persons;
    for (int i = 0; i < 30; ++i) {
      if (random() % 3 == 0) continue;
      persons.push_back(Person(i, std::to_string(random() % 2)));
      truth["un/" + persons.back().id] = model::WriteEntity(persons.back());
    }
    ASSERT_TRUE(ImportAll(*store, "un", persons).ok());
    always.Follow(*store);
    if (round % 5 == 4) sometimes.Follow(*store);
    Follower fresh;
    fresh.Follow(*store);
    ASSERT_EQ(always.entities, truth);
    ASSERT_EQ(fresh.entities, truth);
  }
  sometimes.Follow(*store);
  EXPECT_EQ(sometimes.entities, truth);
  EXPECT_EQ(store->Lists()->at(0).entities, std::int64_t(truth.size()));
}

TEST_P(ListTest, ManyRowsComeBackWhole) {
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 4500)).ok());
  Follower follower;
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 4500U);
  const auto second = ImportAll(*store, "un", Persons(2250, 4500));
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->ended, 2250);
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 2250U);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(ListTest, RefusesADoubledOrBadIdAndGoesOn) {
  const auto store = Open();
  const auto import = store->BeginImport("un").value();
  ASSERT_TRUE(import->Put(Person(1)).ok());
  const auto doubled = import->Put(Person(1, "other"));
  EXPECT_EQ(CodeOf(doubled), "store.doubled_id");
  EXPECT_EQ(doubled.error().params[0].second, "p-1");
  model::Entity bad = Person(2);
  for (const std::string& id : {std::string(), std::string(513, 'x'), std::string("a\0", 2), std::string("\xff")}) {
    bad.id = id;
    EXPECT_EQ(CodeOf(import->Put(bad)), "store.bad_entity_id");
  }
  ASSERT_TRUE(import->Put(Person(2)).ok());
  EXPECT_EQ(import->Finish(Meta(), Who())->added, 2);
  EXPECT_EQ(store->FindEntity("un", "p-1")->value().entity.First("position"), "");
  // Also for an id that an earlier import brought.
  const auto again = store->BeginImport("un").value();
  ASSERT_TRUE(again->Put(Person(1)).ok());
  EXPECT_EQ(CodeOf(again->Put(Person(1))), "store.doubled_id");
}

TEST_P(ListTest, AnAbandonedImportNeverWas) {
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 5)).ok());
  const std::int64_t entries = *store->EntryCount();
  {
    const auto import = store->BeginImport("un").value();
    for (const model::Entity& person : Persons(3, 1503)) ASSERT_TRUE(import->Put(person).ok());
  }
  EXPECT_GT(ground_.Connect()->Number("select count(*) from list_entry"), 5);
  EXPECT_EQ(*store->EntryCount(), entries);
  EXPECT_TRUE(store->ImportChanges("un", 2, 0, 10)->empty());
  EXPECT_FALSE(store->FindEntity("un", "p-1000")->has_value());
  Follower follower;
  follower.Follow(*store);
  EXPECT_EQ(follower.entities.size(), 5U);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
  const auto next = ImportAll(*store, "un", Persons(0, 6));
  ASSERT_TRUE(next.ok()) << next.error().log;
  EXPECT_EQ(next->added, 1);
  EXPECT_EQ(ground_.Connect()->Number("select count(*) from list_entry"), 6);
}

TEST_P(ListTest, OneImportOfAListAtATime) {
  const auto store = Open();
  auto first = store->BeginImport("un").value();
  const auto second = store->BeginImport("un");
  EXPECT_EQ(CodeOf(second), "store.import_running");
  EXPECT_EQ(second.error().params[0].second, "un");
  EXPECT_TRUE(store->BeginImport("other").ok());
  ASSERT_TRUE(first->Put(Person(1)).ok());
  ASSERT_TRUE(first->Finish(Meta(), Who()).ok());
  EXPECT_TRUE(store->BeginImport("un").ok());
}

// Two machines with one database do not see each other's lock files.
TEST_P(ListTest, TwoMachinesCannotMixTheirImports) {
  const auto here = Open();
  const auto there = Open(ground_.Elsewhere());
  const auto first = here->BeginImport("un").value();
  for (const model::Entity& person : Persons(0, 600)) ASSERT_TRUE(first->Put(person).ok());
  const auto second = there->BeginImport("un").value();
  for (const model::Entity& person : Persons(0, 700)) ASSERT_TRUE(second->Put(person).ok());
  EXPECT_EQ(CodeOf(first->Finish(Meta(), Who())), "store.import_running");
  EXPECT_EQ(second->Finish(Meta(), Who())->added, 700);
  EXPECT_TRUE(Verify(here->PublicKey()).ok);
}

TEST_P(ListTest, AnEndDuringAnImportIsNotOverrun) {
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 3)).ok());
  const auto import = store->BeginImport("un").value();
  ASSERT_TRUE(import->Put(Person(0)).ok());
  ASSERT_TRUE(store->AppendAndWait(Draft("list.ended", R"({"dataset":"un","reason":"withdrawn"})")).ok());
  EXPECT_EQ(CodeOf(import->Finish(Meta(), Who())), "store.list_changed");
  EXPECT_FALSE(store->Lists()->at(0).active);
}

TEST_P(ListTest, AnErrorOfTheVisitorStopsTheReading) {
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", Persons(0, 10)).ok());
  int visited = 0;
  const auto result = store->ReadChanges(
      {}, [&](ListChange&&) { return ++visited == 3 ? base::Status(base::Err("test.enough")) : base::Status(); });
  EXPECT_EQ(CodeOf(result), "test.enough");
  EXPECT_EQ(visited, 3);
}

TEST_P(ListTest, ChecksGoOnDuringAnImport) {
  const auto store = Open();
  const auto import = store->BeginImport("un").value();
  for (const model::Entity& person : Persons(0, 1200)) ASSERT_TRUE(import->Put(person).ok());
  EXPECT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
  EXPECT_EQ(*store->EntryCount(), 1);
  EXPECT_TRUE(store->Lists()->empty());
  ASSERT_TRUE(import->Finish(Meta(), Who()).ok());
  EXPECT_EQ(store->Lists()->at(0).entities, 1200);
}

}  // namespace
}  // namespace maktab::store
