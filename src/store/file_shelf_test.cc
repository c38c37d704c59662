#include "store/file_shelf.h"

#include <gtest/gtest.h>

#include <fstream>

#include "crypto/encoding.h"
#include "crypto/random.h"

namespace maktab::store {
namespace {

class Shelf : public ::testing::Test {
 protected:
  Shelf() : folder(std::filesystem::temp_directory_path() / ("maktab_shelf_" + crypto::RandomToken(6))) {
    EXPECT_TRUE(MakeFolders(folder).ok());
  }
  ~Shelf() override { std::filesystem::remove_all(folder); }

  static void Write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
  }
  static std::string Read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // Comes in and is put in its place; its hash.
  static std::string Put(FileShelf& shelf, const std::string& bytes) {
    const auto incoming = shelf.NewIncoming();
    EXPECT_TRUE(incoming.ok());
    Write(*incoming, bytes);
    const auto digest = FileShelf::Digest(*incoming);
    EXPECT_TRUE(digest.ok());
    EXPECT_TRUE(shelf.Place(*incoming, digest->sha256).ok());
    std::filesystem::remove(*incoming);
    return digest->sha256;
  }
  static std::set<std::string> None() { return {}; }

  std::filesystem::path folder;
};

TEST_F(Shelf, KeepsEachFileOnceUnderItsHash) {
  FileShelf shelf(folder);
  const std::string hash = Put(shelf, "made up");
  EXPECT_EQ(hash, crypto::ToHex(crypto::Sha256Of("made up")));
  EXPECT_EQ(shelf.PathOf(hash), folder / "files" / hash.substr(0, 2) / hash.substr(2, 2) / hash);
  EXPECT_EQ(Put(shelf, "made up"), hash) << "the same bytes again";
  EXPECT_EQ(Read(shelf.PathOf(hash)), "made up");
  EXPECT_EQ(shelf.WrongWith({hash, 7}), "");
  EXPECT_EQ(shelf.WrongWith({hash, 8}), "bytes");
  Write(shelf.PathOf(hash), "made uq");
  EXPECT_EQ(shelf.WrongWith({hash, 7}), "hash");
  std::filesystem::remove(shelf.PathOf(hash));
  EXPECT_EQ(shelf.WrongWith({hash, 7}), "missing");
}

TEST_F(Shelf, CleansWhatNoRecordSpeaksOf) {
  FileShelf shelf(folder);
  const std::string kept = Put(shelf, "kept"), stray = Put(shelf, "stray");
  const auto removed = shelf.Clean([&]() -> base::Result<std::set<std::string>> { return std::set{kept}; });
  ASSERT_TRUE(removed.ok());
  EXPECT_EQ(*removed, 1);
  EXPECT_EQ(shelf.WrongWith({kept, 4}), "");
  EXPECT_EQ(shelf.WrongWith({stray, 5}), "missing");
}

TEST_F(Shelf, CleansNothingThatAnotherLivingProcessMayBeAboutToRecord) {
  FileShelf starting(folder);
  const auto none = []() -> base::Result<std::set<std::string>> { return None(); };
  {
    FileShelf working(folder);
    const std::string fresh = Put(working, "about to be recorded");
    const auto removed = starting.Clean(none);
    ASSERT_TRUE(removed.ok());
    EXPECT_EQ(*removed, 0);
    EXPECT_EQ(working.WrongWith({fresh, 20}), "");
  }
  // That process is gone: what it left goes too, and the folder of what was coming in.
  const auto removed = starting.Clean(none);
  ASSERT_TRUE(removed.ok());
  EXPECT_EQ(*removed, 1);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "files" / "incoming"));
}

TEST_F(Shelf, WhatComesInIsOutOfTheWayUntilItIsPlaced) {
  FileShelf shelf(folder);
  const auto one = shelf.NewIncoming(), two = shelf.NewIncoming();
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_NE(*one, *two);
  EXPECT_EQ(FileShelf::Digest(*one).error().code, "store.file_missing");
}

}  // namespace
}  // namespace maktab::store
