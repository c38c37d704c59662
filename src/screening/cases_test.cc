// The published made-up names (tests/names/cases.tsv), all on one list: whatever reaches the usual threshold in a
// comparison with each of them is found by the index.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "model/schema.h"
#include "names/compare.h"
#include "screening/checker.h"
#include "screening/test_support.h"

namespace maktab::screening {
namespace {

// Each name once.
std::vector<model::Entity> NamesOfCases() {
  std::vector<model::Entity> entities;
  std::ifstream file(MAKTAB_SOURCE_DIR "/tests/names/cases.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string phenomenon, schema, names[2];
    std::getline(cells, phenomenon, '\t');
    std::getline(cells, schema, '\t');
    for (std::string& name : names) {
      std::getline(cells, name, '\t');
      model::Entity entity = MakePerson(schema + " " + name, name);
      entity.schema = *model::ParseSchema(schema);
      entities.push_back(entity);
    }
  }
  return entities;
}

// What comparing says of an entity that has nothing but a name.
class Listed {
 public:
  explicit Listed(model::Entity entity) : entity_(std::move(entity)), kind_(KindsOf(entity_.schema).kinds[0]) {
    names::PrepareName(entity_.caption, kind_, prepared_);
  }
  const model::Entity& entity() const { return entity_; }
  names::PreparedView name() const { return names::PreparedView(prepared_); }
  // 0 where a question about the other cannot find it.
  float Score(names::Comparer& comparer, const Listed& asked) const {
    const bool may = kind_ == asked.kind_ && model::MayMatch(asked.entity_.schema, entity_.schema);
    return may ? comparer.Score(name()) : 0;
  }

 private:
  model::Entity entity_;
  names::NameKind kind_;
  std::string prepared_;
};

// Of a question that is nothing but initials nothing is found.
bool HasAWord(names::PreparedView name) {
  names::TokenView token;
  for (std::size_t at = name.begin(); name.Next(at, token);) {
    if (token.kind == names::TokenKind::kName) return true;
  }
  return false;
}

TEST(PublishedNames, AreFoundByTheIndexWhereverComparingThemReachesTheThreshold) {
  std::vector<Listed> all;
  InForce in_force;
  for (const model::Entity& entity : NamesOfCases()) {
    all.emplace_back(entity);
    in_force[{"cases", entity.id}] = entity;
  }
  Engine engine;
  Fill(engine, in_force);
  Checker checker;
  names::Comparer comparer;
  CheckOptions options;
  options.limit = all.size();
  std::size_t found = 0;
  for (const Listed& asked : all) {
    if (!HasAWord(asked.name())) continue;
    comparer.SetQuery(asked.name());
    std::set<std::string> hits;
    for (const Hit& hit : checker.Check(*engine.Current(), asked.entity(), options).hits) hits.insert(hit.entity_id);
    for (const Listed& listed : all) {
      const float score = listed.Score(comparer, asked);
      if (score < options.threshold) continue;
      EXPECT_EQ(hits.count(listed.entity().id), 1U) << asked.entity().id << " | " << listed.entity().id << " " << score;
      ++found;
    }
  }
  EXPECT_GT(found, all.size());
}

}  // namespace
}  // namespace maktab::screening
