#include "screening/exact_table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "base/hash.h"

namespace maktab::screening {
namespace {

std::vector<std::uint32_t> RowsOf(const ExactTable& table, std::uint64_t hash) {
  std::uint32_t single = 0;
  const auto rows = table.Rows(hash, single);
  return {rows.begin(), rows.end()};
}

TEST(ExactTable, FindsWhatAMapFinds) {
  EXPECT_TRUE(rc::check("as a multimap", [](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& pairs) {
    std::vector<ExactEntry> entries;
    std::map<std::uint64_t, std::set<std::uint32_t>> expected;
    for (const auto& [key, row] : pairs) {
      // Hashes that crowd in few buckets, at both ends too.
      const std::uint64_t hash = key % 3 == 0 ? ~std::uint64_t(key) : key % 3 == 1 ? key : base::MixBits(key);
      entries.push_back({hash, row});
      expected[hash].insert(row);
    }
    const ExactTable table = ExactTable::Build(entries);
    RC_ASSERT(table.Valid(256));
    for (const auto& [hash, rows] : expected) {
      RC_ASSERT(RowsOf(table, hash) == std::vector<std::uint32_t>(rows.begin(), rows.end()));
    }
    for (std::uint64_t hash = 300; hash < 400; ++hash) RC_ASSERT(RowsOf(table, hash * 0x123456789abcdULL).empty());
  }));
}

TEST(ExactTable, ManyKeysCostLessThanSixteenBytesEach) {
  constexpr std::uint32_t kKeys = 200'000;
  std::vector<ExactEntry> entries;
  for (std::uint32_t i = 0; i < kKeys; ++i) entries.push_back({base::MixBits(i + 1), i});
  const ExactTable table = ExactTable::Build(entries);
  EXPECT_LE(double(table.bytes()) / kKeys, 16.0);
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < 2 * kKeys; ++i) hashes.push_back(base::MixBits(i + 1));
  std::vector<std::uint32_t> found(hashes.size());
  table.References(hashes, found);
  for (std::uint32_t i = 0; i < 2 * kKeys; ++i) ASSERT_EQ(found[i], i < kKeys ? i : ExactTable::kNone) << i;
}

TEST(ExactTable, AnEmptyOneFindsNothing) {
  std::vector<ExactEntry> none;
  const ExactTable table = ExactTable::Build(none);
  EXPECT_TRUE(table.Valid(0));
  EXPECT_TRUE(RowsOf(table, 0).empty());
  EXPECT_TRUE(RowsOf(table, ~std::uint64_t(0)).empty());
}

TEST(ExactTable, ReferencesOutsideAreSeen) {
  std::vector<ExactEntry> entries = {{1, 5}, {1, 6}, {2, 7}};
  const ExactTable table = ExactTable::Build(entries);
  EXPECT_TRUE(table.Valid(8));
  EXPECT_FALSE(table.Valid(7));
}

}  // namespace
}  // namespace maktab::screening
