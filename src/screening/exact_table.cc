#include "screening/exact_table.h"

#include <algorithm>

#include "base/assert.h"

namespace maktab::screening {
namespace {

// Five slots of 12 bytes on 64: 82 in 100 slots used make 15.6 bytes a key.
constexpr std::size_t kUsedPercent = 82;
constexpr std::size_t kAhead = 24;  // look-ups whose memory is on its way at once

struct Shape {
  std::size_t keys = 0;
  std::size_t group_words = 0;
};

// The end of the run of entries with the hash of entries[at].
std::size_t RunEnd(const std::vector<ExactEntry>& entries, std::size_t at) {
  std::size_t end = at + 1;
  while (end < entries.size() && entries[end].hash == entries[at].hash) ++end;
  return end;
}

Shape Measure(const std::vector<ExactEntry>& entries) {
  Shape shape;
  for (std::size_t at = 0; at < entries.size();) {
    const std::size_t end = RunEnd(entries, at);
    ++shape.keys;
    if (end - at > 1) shape.group_words += end - at + 1;
    at = end;
  }
  return shape;
}

}  // namespace

ExactTable::ExactTable(FlatArray<ExactBucket> buckets, FlatArray<std::uint32_t> groups, std::uint64_t homes)
    : buckets_(std::move(buckets)), groups_(std::move(groups)), homes_(homes) {}

ExactTable ExactTable::Build(std::vector<ExactEntry>& entries) {
  const auto order = [](const ExactEntry& a, const ExactEntry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.row < b.row;
  };
  const auto same = [](const ExactEntry& a, const ExactEntry& b) { return a.hash == b.hash && a.row == b.row; };
  if (!std::is_sorted(entries.begin(), entries.end(), order)) std::sort(entries.begin(), entries.end(), order);
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
  ExactTable table;
  if (entries.empty()) return table;

  const Shape shape = Measure(entries);
  MAKTAB_ASSERT(shape.group_words < kGroup - 1);
  table.homes_ = shape.keys * 100 / (ExactBucket::kSlots * kUsedPercent) + 1;
  // First where the last key ends up, then the filling: the two walks are the same.
  std::size_t last = 0;
  for (std::size_t at = 0, bucket = 0, used = 0; at < entries.size(); at = RunEnd(entries, at)) {
    const std::size_t home = table.Home(entries[at].hash);
    if (home > bucket) bucket = home, used = 0;
    if (used == ExactBucket::kSlots) ++bucket, used = 0;
    ++used;
    last = bucket;
  }
  table.buckets_ = FlatArray<ExactBucket>(std::max<std::size_t>(table.homes_, last + 1));
  table.groups_ = FlatArray<std::uint32_t>(shape.group_words);
  std::uint32_t group = 0;
  for (std::size_t at = 0, bucket = 0; at < entries.size();) {
    const std::size_t end = RunEnd(entries, at);
    const std::size_t home = table.Home(entries[at].hash);
    bucket = std::max(bucket, home);
    if (table.buckets_[bucket].used == ExactBucket::kSlots) ++bucket;
    for (std::size_t full = home; full < bucket; ++full) table.buckets_[full].spilled = 1;
    std::uint32_t reference = entries[at].row;
    MAKTAB_ASSERT(reference < kGroup);
    if (end - at > 1) {
      reference = kGroup | group;
      table.groups_[group++] = std::uint32_t(end - at);
      for (std::size_t i = at; i < end; ++i) table.groups_[group++] = entries[i].row;
    }
    ExactBucket& into = table.buckets_[bucket];
    into.hash[into.used] = entries[at].hash;
    into.reference[into.used] = reference;
    ++into.used;
    at = end;
  }
  return table;
}

bool ExactTable::Valid(std::uint32_t row_count) const {
  if (homes_ >= (std::uint64_t(1) << 32U) || buckets_.size() < homes_ || (homes_ == 0 && buckets_.size() > 0))
    return false;
  for (const ExactBucket& bucket : buckets_.span()) {
    if (bucket.used > ExactBucket::kSlots || bucket.spilled > 1) return false;
    for (std::size_t slot = 0; slot < bucket.used; ++slot) {
      const std::uint32_t reference = bucket.reference[slot];
      if ((reference & kGroup) == 0) {
        if (reference >= row_count) return false;
        continue;
      }
      const std::size_t group = reference & ~kGroup;
      if (group >= groups_.size() || groups_[group] >= groups_.size() - group) return false;
      for (std::size_t i = 1; i <= groups_[group]; ++i) {
        if (groups_[group + i] >= row_count) return false;
      }
    }
  }
  return true;
}

std::uint32_t ExactTable::Reference(std::uint64_t hash) const {
  if (homes_ == 0) return kNone;
  for (std::size_t at = Home(hash); at < buckets_.size(); ++at) {
    const ExactBucket& bucket = buckets_[at];
    for (std::size_t slot = 0; slot < ExactBucket::kSlots; ++slot) {
      if (bucket.hash[slot] == hash && slot < bucket.used) return bucket.reference[slot];
    }
    // Keys ascend over the whole table: what is not in a bucket whose last key is greater is not behind it either.
    if (bucket.spilled == 0 || bucket.hash[ExactBucket::kSlots - 1] > hash) break;
  }
  return kNone;
}

void ExactTable::References(std::span<const std::uint64_t> hashes, std::span<std::uint32_t> out) const {
  MAKTAB_ASSERT(hashes.size() == out.size());
  for (std::size_t i = 0; i < std::min(kAhead, hashes.size()); ++i) Prefetch(hashes[i]);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (i + kAhead < hashes.size()) Prefetch(hashes[i + kAhead]);
    out[i] = Reference(hashes[i]);
  }
}

}  // namespace maktab::screening
