#include "screening/snapshot_file.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <sstream>

#include "screening/test_support.h"

namespace maktab::screening {
namespace {

namespace fs = std::filesystem;

class SnapshotFile : public testing::Test {
 protected:
  SnapshotFile() {
    char name[] = "/tmp/maktab-snapshot-XXXXXX";
    folder_ = mkdtemp(name);
    for (unsigned i = 0; i < 60; ++i) in_force_[{"d", std::to_string(i)}] = MadeUpPerson(std::to_string(i), i);
    in_force_[{"papers", "1"}] = MakePaper("1", "XB100200", "fr");
    Fill(engine_, in_force_);
    ListInfo list{"d", "Made-up list", "v3", "2026-11-21", base::Instant{42}, 9, 59};
    std::vector<Change> changes;
    changes.push_back(Ended("d", "7"));
    changes.push_back(Added("d", MadeUpPerson("8", 999)));
    EXPECT_TRUE(engine_.Apply(std::move(changes), {list}).ok());
  }
  ~SnapshotFile() override { fs::remove_all(folder_); }

  fs::path path() const { return folder_ / "snapshot"; }
  std::string Bytes() const {
    std::ifstream in(path(), std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  void Write(const std::string& bytes) const { std::ofstream(path(), std::ios::binary) << bytes; }

  fs::path folder_;
  InForce in_force_;
  Engine engine_;
};

TEST_F(SnapshotFile, ComesBackAsItWas) {
  ASSERT_TRUE(engine_.Save(path()).ok());
  EXPECT_FALSE(fs::exists(path().string() + ".new"));
  Engine loaded;
  ASSERT_TRUE(loaded.Load(path()).ok());
  EXPECT_EQ(*loaded.Current()->lists(), *engine_.Current()->lists());
  EXPECT_EQ(loaded.Current()->entity_count(), engine_.Current()->entity_count());
  Checker checker;
  Checker other;
  for (unsigned i = 0; i < 60; ++i) {
    const model::Entity example = MadeUpPerson("", i);
    EXPECT_EQ(AllOf(checker.Check(*loaded.Current(), example, {})),
              AllOf(other.Check(*engine_.Current(), example, {})));
  }
  // It goes on from there.
  std::vector<Change> changes;
  changes.push_back(Ended("papers", "1"));
  ASSERT_TRUE(loaded.Apply(std::move(changes), {}).ok());
  EXPECT_EQ(loaded.Current()->entity_count(), engine_.Current()->entity_count() - 1);
}

TEST_F(SnapshotFile, AnEmptyEngineComesBack) {
  ASSERT_TRUE(Engine().Save(path()).ok());
  EXPECT_TRUE(engine_.Load(path()).ok());
  EXPECT_EQ(engine_.Current()->entity_count(), 0U);
}

TEST_F(SnapshotFile, OneChangedByteIsRefusedAndChangesNothing) {
  ASSERT_TRUE(engine_.Save(path()).ok());
  const std::string good = Bytes();
  const auto before = engine_.Current();
  EXPECT_TRUE(rc::check("changed byte", [&](unsigned position, std::uint8_t change) {
    RC_PRE(change != 0);
    std::string bad = good;
    char& byte = bad[position % bad.size()];
    byte = char(std::uint8_t(byte) ^ change);
    RC_ASSERT(!ParseSnapshot(bad).ok());
  }));
  std::string bad = good;
  bad[bad.size() / 2] = char(bad[bad.size() / 2] ^ 1);
  Write(bad);
  EXPECT_EQ(engine_.Load(path()).error().code, "screening.snapshot_damaged");
  EXPECT_EQ(engine_.Current(), before);
}

TEST_F(SnapshotFile, EveryTruncationIsRefused) {
  ASSERT_TRUE(engine_.Save(path()).ok());
  const std::string good = Bytes();
  for (std::size_t size = 0; size < good.size(); size += 1 + size / 40) {
    EXPECT_FALSE(ParseSnapshot(std::string_view(good).substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParseSnapshot(good + "x").ok());
  EXPECT_TRUE(ParseSnapshot(good).ok());
}

TEST_F(SnapshotFile, AnotherVersionIsToldApartFromDamage) {
  ASSERT_TRUE(engine_.Save(path()).ok());
  std::string other = Bytes();
  other[8] = 99;
  Write(other);
  EXPECT_EQ(engine_.Load(path()).error().code, "screening.snapshot_other_version");
  EXPECT_EQ(engine_.Load(folder_ / "none").error().code, "screening.no_snapshot");
  EXPECT_EQ(engine_.Load(folder_).error().code, "screening.snapshot_damaged");
}

TEST_F(SnapshotFile, AFolderThatIsNotThereIsSaid) {
  EXPECT_EQ(engine_.Save(folder_ / "nowhere" / "snapshot").error().code, "screening.not_saved");
}

}  // namespace
}  // namespace maktab::screening
