#include "screening/candidates.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "screening/test_support.h"

namespace maktab::screening {
namespace {

std::vector<std::string> LinesOf(std::vector<Candidate> candidates) {
  std::vector<std::string> lines;
  for (const Candidate& candidate : candidates) {
    lines.push_back(std::to_string(candidate.segment) + " " + std::to_string(candidate.name) + " " +
                    std::to_string(candidate.estimate));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

class Asking {
 public:
  explicit Asking(const Engine& engine) : snapshot_(engine.Current()) {
    filter_.Set(*snapshot_, model::Schema::kPerson, {});
  }
  std::vector<Candidate> Find(CandidateFinder& finder, std::string_view name, float needed,
                              std::size_t limit = 100'000) const {
    std::string bytes;
    names::PrepareName(name, names::NameKind::kPerson, bytes);
    std::vector<Candidate> out;
    finder.Find(*snapshot_, names::PreparedView(bytes), filter_, {needed, needed, {}}, limit, out);
    return out;
  }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  RowFilter filter_;
};

TEST(Candidates, AreTheSameByListsAndByBits) {
  EXPECT_TRUE(rc::check("ways", [] {
    const auto seeds = *rc::gen::resize(
        80, rc::gen::nonEmpty(rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 100'000U))));
    InForce in_force;
    for (unsigned i = 0; i < seeds.size(); ++i) {
      const std::string id = std::to_string(i);
      in_force[{"list", id}] = MadeUpPerson(id, seeds[i]);
    }
    Engine engine;
    Fill(engine, in_force);
    const Asking asking(engine);
    CandidateFinder lists(CandidateFinder::Way::kLists);
    CandidateFinder bits(CandidateFinder::Way::kBits);
    for (unsigned i = 0; i < 8; ++i) {
      const unsigned other = *rc::gen::inRange(0U, 100'000U);
      const model::Entity example = MadeUpPerson("", i % 2 == 0 ? seeds[other % seeds.size()] : other);
      const float needed = *rc::gen::element(0.2F, 0.35F, 0.53F, 0.69F);
      for (const auto& [kind, name] : example.Names()) {
        RC_ASSERT(LinesOf(asking.Find(lists, name, needed)) == LinesOf(asking.Find(bits, name, needed)));
      }
    }
  }));
}

TEST(Candidates, KnowWhatIsLeftOver) {
  InForce in_force;
  in_force[{"list", "near"}] = MakePerson("near", "Zorgan Tadrak Belmadeup");
  in_force[{"list", "far"}] = MakePerson("far", "Zorgan Tadrak Khoushim");
  Engine engine;
  Fill(engine, in_force);
  CandidateFinder finder;
  const Asking asking(engine);
  // Two words of three meet in both; the third of the one is a spelling, of the other another name.
  EXPECT_EQ(asking.Find(finder, "Zorgan Tadrak Belmadupe", 0.75F).size(), 1U);
  EXPECT_EQ(asking.Find(finder, "Zorgan Tadrak Belmadupe", 0.75F, 0).size(), 0U);
}

}  // namespace
}  // namespace maktab::screening
