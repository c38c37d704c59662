// A part of what is in force, in flat arrays: rows in the order of dataset and id, their names prepared for comparison,
// the index of their words and the exact table of numbers. Built or loaded once, then immutable; any thread may
// read; only what is known of its words grows (like_words.h). A row, once there, never changes: that it ended is kept
// outside (SegmentInForce).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/schema.h"
#include "names/name.h"
#include "screening/birth.h"
#include "screening/exact_table.h"
#include "screening/flat_array.h"
#include "screening/like_words.h"
#include "screening/row.h"
#include "screening/word_index.h"

namespace maktab::screening {

struct Row {
  std::uint64_t text = 0;         // where its bytes begin (row.h)
  std::uint64_t entity_hash = 0;  // of the canonical JSON of the entity
  std::uint32_t first_name = 0;   // its names are up to first_name of the next row
  std::uint16_t dataset = 0;      // position in Segment::datasets
  model::Schema schema = model::Schema::kThing;
  std::uint8_t reserved = 0;
};
static_assert(sizeof(Row) == 24);

struct NameRow {
  std::uint64_t text = 0;  // where its prepared form begins (names::PreparedView)
  std::uint32_t row = 0;
  std::uint16_t position = 0;  // among the names of the row as RowView reads them
  NameStrength strength = NameStrength::kName;
  std::uint8_t reserved = 0;
};
static_assert(sizeof(NameRow) == 16);

// What makes a segment; `rows` and `names` end with one more entry that says where the last one ends.
struct SegmentParts {
  std::vector<std::string> datasets;  // ascending
  FlatArray<Row> rows;
  FlatArray<char> row_text;
  FlatArray<NameRow> names;
  FlatArray<char> name_text;
  WordIndex words;
  ExactTable numbers;
};

class Segment {
 public:
  static constexpr std::size_t kMaxRows = 0x7fffffff;

  // REQUIRES: `parts` come from BuildSegment, or Valid(parts).
  explicit Segment(SegmentParts parts);
  // Whether parts that come from a file hang together, so that no reader ever leaves its arrays. Its words are asked by
  // WordIndex::Valid, before they are made.
  static bool Valid(const SegmentParts& parts);

  std::uint32_t row_count() const { return std::uint32_t(parts_.rows.size() - 1); }
  std::uint32_t name_count() const { return std::uint32_t(parts_.names.size() - 1); }
  const Row& row(std::uint32_t row) const { return parts_.rows[row]; }
  const NameRow& name(std::uint32_t name) const { return parts_.names[name]; }
  const std::string& dataset(std::uint32_t row) const { return parts_.datasets[parts_.rows[row].dataset]; }
  RowView view(std::uint32_t row) const {
    return RowView(
        Text(parts_.row_text).substr(parts_.rows[row].text, parts_.rows[row + 1].text - parts_.rows[row].text));
  }
  names::PreparedView prepared(std::uint32_t name) const {
    const std::uint64_t begin = parts_.names[name].text;
    return names::PreparedView(Text(parts_.name_text).substr(begin, parts_.names[name + 1].text - begin));
  }
  void PrefetchText(std::uint32_t name) const { __builtin_prefetch(parts_.name_text.data() + parts_.names[name].text); }
  void PrefetchName(std::uint32_t name) const { __builtin_prefetch(&parts_.names[name]); }
  void PrefetchRow(std::uint32_t row) const { __builtin_prefetch(&parts_.rows[row]); }
  void PrefetchRowText(std::uint32_t row) const { __builtin_prefetch(parts_.row_text.data() + parts_.rows[row].text); }
  LikeWords& like_words() const { return *like_words_; }
  const WordIndex& words() const { return parts_.words; }
  const ExactTable& numbers() const { return parts_.numbers; }

  std::optional<std::uint32_t> FindRow(std::string_view dataset, std::string_view id) const;

  const SegmentParts& parts() const { return parts_; }
  // Tells it from every other segment of this process, also from those that are gone.
  std::uint64_t number() const { return number_; }
  std::size_t bytes() const;

 private:
  SegmentParts parts_;
  std::unique_ptr<LikeWords> like_words_;
  std::uint64_t number_;
};

}  // namespace maktab::screening
