#include "screening/similar_words.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>
#include <vector>

#include "names/token_facts.h"
#include "screening/test_support.h"

namespace maktab::screening {
namespace {

const Segment& OnlySegment(const Engine& engine) {
  return *engine.Current()->segments().front().segment;
}

// The words that SimilarWords gives for a word alone, by their letters.
std::map<std::string, float> SimilarTo(const Segment& segment, std::string_view text, float least) {
  std::string bytes;
  names::PrepareName(text, names::NameKind::kPerson, bytes);
  names::TokenView token;
  std::size_t at = names::PreparedView::begin();
  if (!names::PreparedView(bytes).Next(at, token)) return {};
  SimilarWords similar;
  std::map<std::string, float> out;
  for (const SimilarWord& found : similar.Of(segment, token, names::NameKind::kPerson, false, least)) {
    out[segment.words().token(found.word).Text()] = found.similarity;
  }
  return out;
}

TEST(SimilarWords, KnowsSpellingsScriptsFormsAndInitials) {
  InForce lists;
  for (const char* name : {"Zorgan Belmadeup", "Zourghane Tadrak", "زورغان تدرك", "Z. Nobody", "William Unseen"}) {
    lists[{"d", name}] = MakePerson(name, name);
  }
  Engine engine;
  Fill(engine, lists);
  const auto zorgan = SimilarTo(OnlySegment(engine), "Zorgan", kLeastAlike);
  EXPECT_EQ(zorgan.count("zorgan"), 1U);
  EXPECT_EQ(zorgan.count("zourghane"), 1U);
  EXPECT_EQ(zorgan.count("زورغان"), 1U);
  EXPECT_EQ(zorgan.count("z"), 1U);
  EXPECT_EQ(zorgan.count("tadrak"), 0U);
  EXPECT_EQ(SimilarTo(OnlySegment(engine), "Bill", kLeastAlike).count("william"), 1U);
}

// Beside the index a scan of every word: what it leaves out must not be nearly the same.
TEST(SimilarWords, MissesNothingThatIsNearlyTheSame) {
  EXPECT_TRUE(rc::check("similar words", [] {
    const auto seeds = *rc::gen::nonEmpty(rc::gen::container<std::vector<unsigned>>(rc::gen::inRange(0U, 3000U)));
    InForce lists;
    for (const unsigned seed : seeds) {
      const std::string name = MadeUpWord(seed, seed % 3 == 0);
      lists[{"d", name}] = MakePerson(name, name);
    }
    Engine engine;
    Fill(engine, lists);
    const WordIndex& words = OnlySegment(engine).words();
    const std::string asked = MadeUpWord(*rc::gen::inRange(0U, 3000U), *rc::gen::arbitrary<bool>());
    const auto found = SimilarTo(OnlySegment(engine), asked, kLeastAlike);
    std::string bytes;
    names::PrepareName(asked, names::NameKind::kPerson, bytes);
    names::TokenView token;
    std::size_t at = names::PreparedView::begin();
    RC_PRE(names::PreparedView(bytes).Next(at, token));
    const auto facts = names::FactsOf(token, names::NameKind::kPerson, names::BuiltInWeights());
    for (std::uint32_t word = 0; word < words.word_count(); ++word) {
      const float alike = names::TokenComparer(token, facts).With(words.token(word), words.facts(word));
      const auto known = found.find(words.token(word).Text());
      if (known != found.end()) RC_ASSERT(known->second == alike);
      if (known == found.end() && alike >= 0.85F)
        RC_FAIL(asked + " " + words.token(word).Text() + " " + std::to_string(alike));
    }
  }));
}

// What is found out beforehand is what a question would have found.
TEST(SimilarWords, AreTheSameWhetherKnownBeforeOrNot) {
  InForce lists;
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string name = MadeUpWord(seed, seed % 3 == 0);
    lists[{"d", name}] = MakePerson(name, name);
  }
  Engine known, asked;
  Fill(known, lists);
  Fill(asked, lists);
  known.GetToKnowWords([] { return false; });
  const Segment& segment = OnlySegment(known);
  for (std::uint32_t word = 0; word < segment.words().word_count(); ++word) {
    ASSERT_NE(segment.like_words().Find(word), nullptr);
    EXPECT_EQ(segment.words().Find(segment.words().token(word), segment.words().sounds(word).kind), word);
    EXPECT_EQ(OnlySegment(asked).like_words().Find(word), nullptr);
  }
  for (unsigned seed = 0; seed < 600; ++seed) {
    const std::string name = MadeUpWord(seed, seed % 2 == 0);
    EXPECT_EQ(SimilarTo(OnlySegment(known), name, kLeastAlike), SimilarTo(OnlySegment(asked), name, kLeastAlike));
  }
}

TEST(SimilarWords, AreFoundOutByManyThreadsAtOnce) {
  InForce lists;
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string name = MadeUpWord(seed, seed % 3 == 0);
    lists[{"d", name}] = MakePerson(name, name);
  }
  Engine engine;
  Fill(engine, lists);
  std::vector<std::thread> threads;
  std::array<std::map<std::string, float>, 3> found;
  for (auto& mine : found) {
    threads.emplace_back([&engine, &mine] {
      for (unsigned seed = 0; seed < 300; ++seed) {
        for (const auto& [word, similarity] : SimilarTo(OnlySegment(engine), MadeUpWord(seed, false), kLeastAlike)) {
          mine[std::to_string(seed) + word] = similarity;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(found[0].empty());
  EXPECT_EQ(found[0], found[1]);
  EXPECT_EQ(found[0], found[2]);
}

TEST(LikeWords, KeepsTheFirstListAndNoMoreThanItHasRoomFor) {
  LikeWords words(2, 100);
  EXPECT_EQ(words.Find(0), nullptr);
  const auto* kept = words.Keep(0, {{1, 0.5F}});
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(words.Keep(0, {}), kept);
  EXPECT_EQ(words.Find(0), kept);
  EXPECT_FALSE(words.full());
  ASSERT_NE(words.Keep(1, std::vector<SimilarWord>(10)), nullptr);
  EXPECT_TRUE(words.full());
  LikeWords full(2, 1);
  EXPECT_EQ(full.Keep(0, {}), nullptr);
}

}  // namespace
}  // namespace maktab::screening
