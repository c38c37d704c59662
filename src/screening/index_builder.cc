#include "screening/index_builder.h"

#include <algorithm>
#include <array>
#include <limits>

#include "names/keys.h"
#include "screening/candidates.h"
#include "screening/parallel.h"

namespace maktab::screening {
namespace {

// The keys are put in order by parts of the key space, so that the pairs that are sorted stay few.
constexpr std::size_t kParts = 16;
constexpr unsigned kPartShift = 28;

// The keys of a range of names, one after another.
struct KeyChunk {
  std::size_t first_name = 0;
  std::vector<std::uint8_t> counts;  // a name
  std::vector<std::uint32_t> keys;
  std::array<std::size_t, kParts> keys_of_part{};
};

void CollectKeys(const SegmentParts& parts, std::size_t begin, std::size_t end, KeyChunk& chunk) {
  std::vector<names::NameKey> found;
  std::vector<std::uint32_t> hashes;
  chunk.first_name = begin;
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint64_t from = parts.names[i].text;
    found.clear();
    names::AppendIndexKeys(names::PreparedView(Text(parts.name_text).substr(from, parts.names[i + 1].text - from)),
                           found);
    hashes.clear();
    for (const names::NameKey& key : found) hashes.push_back(IndexKey(key.hash, key.loose));
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    static_assert(names::kMaxKeys <= std::numeric_limits<std::uint8_t>::max());
    chunk.counts.push_back(std::uint8_t(hashes.size()));
    for (const std::uint32_t hash : hashes) {
      chunk.keys.push_back(hash);
      ++chunk.keys_of_part[hash >> kPartShift];
    }
  }
}

struct IndexPart {
  std::vector<std::uint32_t> keys;
  std::vector<std::uint32_t> starts;
};

// Writes the postings of one part from `at` on.
void SortPart(const std::vector<KeyChunk>& chunks, std::size_t part, std::uint32_t at, SegmentParts& parts,
              IndexPart& out) {
  std::vector<std::uint64_t> pairs;
  std::size_t count = 0;
  for (const KeyChunk& chunk : chunks) count += chunk.keys_of_part[part];
  pairs.reserve(count);
  for (const KeyChunk& chunk : chunks) {
    std::size_t key = 0;
    for (std::size_t i = 0; i < chunk.counts.size(); ++i) {
      for (std::size_t left = chunk.counts[i]; left > 0; --left, ++key) {
        if (chunk.keys[key] >> kPartShift != part) continue;
        pairs.push_back(std::uint64_t(chunk.keys[key]) << 32U | (chunk.first_name + i));
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto key = std::uint32_t(pairs[i] >> 32U);
    if (i == 0 || key != out.keys.back()) {
      out.keys.push_back(key);
      out.starts.push_back(at + std::uint32_t(i));
    }
    parts.postings[at + i] = std::uint32_t(pairs[i]);
  }
}

}  // namespace

base::Status BuildIndex(SegmentParts& parts) {
  const std::size_t name_count = parts.names.size() - 1;
  std::vector<KeyChunk> chunks(ThreadsFor(name_count));
  InParallel(name_count, chunks.size(), [&](std::size_t thread, std::size_t begin, std::size_t end) {
    CollectKeys(parts, begin, end, chunks[thread]);
  });
  std::array<std::size_t, kParts + 1> starts{};
  for (std::size_t part = 0; part < kParts; ++part) {
    starts[part + 1] = starts[part];
    for (const KeyChunk& chunk : chunks) starts[part + 1] += chunk.keys_of_part[part];
  }
  if (starts[kParts] > std::numeric_limits<std::uint32_t>::max()) return base::Err("screening.too_large");
  parts.postings = FlatArray<std::uint32_t>(starts[kParts]);
  std::array<IndexPart, kParts> index;
  InParallel(kParts, std::min(chunks.size(), kParts), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t part = begin; part < end; ++part) {
      SortPart(chunks, part, std::uint32_t(starts[part]), parts, index[part]);
    }
  });
  std::size_t key_count = 0;
  for (const IndexPart& part : index) key_count += part.keys.size();
  parts.keys = FlatArray<std::uint32_t>(key_count);
  parts.key_postings = FlatArray<std::uint32_t>(key_count + 1);
  std::size_t at = 0;
  for (const IndexPart& part : index) {
    std::copy(part.keys.begin(), part.keys.end(), parts.keys.data() + at);
    std::copy(part.starts.begin(), part.starts.end(), parts.key_postings.data() + at);
    at += part.keys.size();
  }
  parts.key_postings[key_count] = std::uint32_t(starts[kParts]);
  return {};
}

}  // namespace maktab::screening
