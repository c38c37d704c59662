// What is in force at one moment: a few immutable segments, which rows of them have ended, and which lists they come
// from. Immutable as a whole; any thread may read one as long as it holds the pointer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "screening/segment.h"

namespace maktab::screening {

// A list as it stands in the answers.
struct ListInfo {
  std::string dataset;
  std::string title;
  std::string version;    // the list's own, as its maker writes it; may be empty
  std::string list_date;  // the list's own, as its maker writes it; may be empty
  base::Instant imported_at;
  std::int64_t number = 0;  // of the last change of this list that is in the snapshot; the caller counts
  std::uint64_t count = 0;  // entities in force
  bool operator==(const ListInfo&) const = default;
};

// Which rows of a segment have ended; shared between snapshots until one more ends.
class EndedRows {
 public:
  explicit EndedRows(std::size_t rows) : words_((rows + 63) / 64) {}
  explicit EndedRows(std::vector<std::uint64_t> words) : words_(std::move(words)) {}

  bool Has(std::uint32_t row) const { return (words_[row / 64] >> (row % 64) & 1U) != 0; }
  void Add(std::uint32_t row) { words_[row / 64] |= std::uint64_t(1) << (row % 64); }
  std::uint32_t Count() const;
  const std::vector<std::uint64_t>& words() const { return words_; }

 private:
  std::vector<std::uint64_t> words_;
};

struct SegmentInForce {
  std::shared_ptr<const Segment> segment;  // never null
  std::shared_ptr<const EndedRows> ended;  // null: none
  std::uint32_t live = 0;                  // rows that have not ended

  bool Lives(std::uint32_t row) const { return ended == nullptr || !ended->Has(row); }
};

class Snapshot {
 public:
  Snapshot() : lists_(std::make_shared<std::vector<ListInfo>>()) {}
  Snapshot(std::vector<SegmentInForce> segments, std::shared_ptr<const std::vector<ListInfo>> lists)
      : segments_(std::move(segments)), lists_(std::move(lists)) {}

  const std::vector<SegmentInForce>& segments() const { return segments_; }  // the largest first
  const std::shared_ptr<const std::vector<ListInfo>>& lists() const { return lists_; }
  std::uint64_t entity_count() const;  // in force
  std::size_t bytes() const;           // of the segments

 private:
  std::vector<SegmentInForce> segments_;
  std::shared_ptr<const std::vector<ListInfo>> lists_;
};

}  // namespace maktab::screening
