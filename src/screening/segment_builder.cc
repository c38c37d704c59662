#include "screening/segment_builder.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "base/hash.h"
#include "screening/parallel.h"

namespace maktab::screening {
namespace {

// What one thread prepares of a range of rows.
struct NameChunk {
  std::vector<NameRow> names;
  std::string text;
  std::vector<std::uint32_t> names_of_row;
};

class NamePreparer {
 public:
  explicit NamePreparer(NameChunk& chunk) : chunk_(chunk) {}

  void Copy(const Segment& segment, std::uint32_t from, std::uint32_t row) {
    const std::uint32_t begin = segment.row(from).first_name;
    const std::uint32_t end = segment.parts().rows[from + 1].first_name;
    for (std::uint32_t i = begin; i < end; ++i) {
      NameRow name = segment.name(i);
      name.text = chunk_.text.size();
      name.row = row;
      chunk_.names.push_back(name);
      chunk_.text.append(segment.prepared(i).bytes());
    }
    chunk_.names_of_row.push_back(end - begin);
  }

  void Prepare(RowView view, model::Schema schema, std::uint32_t row) {
    const std::size_t before = chunk_.names.size();
    view.Read(texts_);
    for (const names::NameKind kind : KindsOf(schema)) {
      for (std::size_t i = 0; i < texts_.size(); ++i) Add(texts_[i], i, kind, row);
    }
    chunk_.names_of_row.push_back(std::uint32_t(chunk_.names.size() - before));
  }

 private:
  void Add(const RowName& text, std::size_t position, names::NameKind kind, std::uint32_t row) {
    const std::size_t begin = chunk_.text.size();
    names::PrepareName(text.text, kind, chunk_.text);
    const names::PreparedView prepared(std::string_view(chunk_.text).substr(begin));
    if (prepared.empty()) {
      chunk_.text.resize(begin);
      return;
    }
    chunk_.names.push_back({begin, row, std::uint16_t(position), text.strength, 0});
  }

  NameChunk& chunk_;
  std::vector<RowName> texts_;
};

std::uint64_t HashOf(const model::Entity& entity) {
  return base::HashBytes(model::WriteEntity(entity));
}

// Every number of every row, VINs by their end too.
ExactTable MakeNumbers(const SegmentParts& parts) {
  std::vector<ExactEntry> entries;
  Evidence evidence;
  for (std::uint32_t row = 0; row + 1 < parts.rows.size(); ++row) {
    const std::uint64_t begin = parts.rows[row].text;
    RowView(Text(parts.row_text).substr(begin, parts.rows[row + 1].text - begin)).Read(evidence);
    for (const Number& number : evidence.numbers) {
      entries.push_back({NumberHash(number.kind, number.text()), row});
      if (number.kind != NumberKind::kVin || number.size <= kVinTailBytes) continue;
      entries.push_back({NumberHash(NumberKind::kVinTail, number.text()), row});
    }
  }
  return ExactTable::Build(entries);
}

}  // namespace

void Staging::Add(const std::string& dataset, const model::Entity& entity) {
  auto [at, is_new] = dataset_numbers_.try_emplace(dataset, std::uint16_t(datasets_.size()));
  if (is_new) datasets_.push_back(dataset);
  Row row;
  row.text = text_.size();
  row.entity_hash = HashOf(entity);
  row.dataset = at->second;
  row.schema = entity.schema;
  rows_.push_back(row);
  AppendRow(entity, text_);
}

void RowMerger::Take(Staging& staging) {
  if (staging.size() == 0) return;
  runs_.push_back(picks_.size());
  sources_.push_back({nullptr, &staging, {}});
  for (std::uint32_t row = 0; row < staging.size(); ++row) picks_.push_back({std::uint32_t(sources_.size() - 1), row});
}

void RowMerger::Take(const Segment& segment, std::uint32_t row) {
  if (sources_.empty() || sources_.back().segment != &segment) {
    runs_.push_back(picks_.size());
    sources_.push_back({&segment, nullptr, {}});
  }
  picks_.push_back({std::uint32_t(sources_.size() - 1), row});
}

const Row& RowMerger::RowOf(const Pick& pick) const {
  const Source& source = sources_[pick.source];
  return source.segment != nullptr ? source.segment->row(pick.row) : source.staging->rows_[pick.row];
}

std::string_view RowMerger::TextOf(const Pick& pick) const {
  const Source& source = sources_[pick.source];
  if (source.segment != nullptr) {
    const auto& rows = source.segment->parts().rows;
    return Text(source.segment->parts().row_text)
        .substr(rows[pick.row].text, rows[pick.row + 1].text - rows[pick.row].text);
  }
  const auto& rows = source.staging->rows_;
  const std::uint64_t end = pick.row + 1 < rows.size() ? rows[pick.row + 1].text : source.staging->text_.size();
  return std::string_view(source.staging->text_).substr(rows[pick.row].text, end - rows[pick.row].text);
}

bool RowMerger::Before(const Pick& a, const Pick& b) const {
  const std::uint16_t dataset_a = sources_[a.source].dataset_numbers[RowOf(a).dataset];
  const std::uint16_t dataset_b = sources_[b.source].dataset_numbers[RowOf(b).dataset];
  return dataset_a != dataset_b ? dataset_a < dataset_b : RowView(TextOf(a)).id() < RowView(TextOf(b)).id();
}

base::Status RowMerger::NumberDatasets(SegmentParts& parts) {
  std::vector<std::vector<bool>> used(sources_.size());
  const auto names_of = [](const Source& source) -> const std::vector<std::string>& {
    return source.segment != nullptr ? source.segment->parts().datasets : source.staging->datasets_;
  };
  for (std::size_t i = 0; i < sources_.size(); ++i) used[i].resize(names_of(sources_[i]).size());
  for (const Pick& pick : picks_) used[pick.source][RowOf(pick).dataset] = true;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    for (std::size_t k = 0; k < used[i].size(); ++k) {
      if (used[i][k]) parts.datasets.push_back(names_of(sources_[i])[k]);
    }
  }
  std::sort(parts.datasets.begin(), parts.datasets.end());
  parts.datasets.erase(std::unique(parts.datasets.begin(), parts.datasets.end()), parts.datasets.end());
  if (parts.datasets.size() > std::numeric_limits<std::uint16_t>::max()) return base::Err("screening.too_large");
  for (Source& source : sources_) {
    for (const std::string& name : names_of(source)) {
      const auto at = std::lower_bound(parts.datasets.begin(), parts.datasets.end(), name);
      source.dataset_numbers.push_back(std::uint16_t(at - parts.datasets.begin()));
    }
  }
  return {};
}

void RowMerger::CopyRows(SegmentParts& parts) const {
  std::uint64_t bytes = 0;
  for (const Pick& pick : picks_) bytes += TextOf(pick).size();
  parts.rows = FlatArray<Row>(picks_.size() + 1);
  parts.row_text = FlatArray<char>(bytes);
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < picks_.size(); ++i) {
    const std::string_view text = TextOf(picks_[i]);
    Row row = RowOf(picks_[i]);
    row.dataset = sources_[picks_[i].source].dataset_numbers[row.dataset];
    row.text = at;
    parts.rows[i] = row;
    std::copy(text.begin(), text.end(), parts.row_text.data() + at);
    at += text.size();
  }
  parts.rows[picks_.size()].text = at;
}

void RowMerger::MakeNames(SegmentParts& parts) {
  std::vector<NameChunk> chunks(ThreadsFor(picks_.size()));
  InParallel(picks_.size(), chunks.size(), [&](std::size_t thread, std::size_t begin, std::size_t end) {
    NamePreparer preparer(chunks[thread]);
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = std::uint32_t(i);
      const Segment* segment = sources_[picks_[i].source].segment;
      if (segment != nullptr) {
        preparer.Copy(*segment, picks_[i].row, row);
        continue;
      }
      const std::uint64_t from = parts.rows[i].text;
      preparer.Prepare(RowView(Text(parts.row_text).substr(from, parts.rows[i + 1].text - from)), parts.rows[i].schema,
                       row);
    }
  });
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (const NameChunk& chunk : chunks) count += chunk.names.size(), bytes += chunk.text.size();
  parts.names = FlatArray<NameRow>(count + 1);
  parts.name_text = FlatArray<char>(bytes);
  std::uint32_t row = 0;
  std::uint32_t name = 0;
  std::uint64_t at = 0;
  for (NameChunk& chunk : chunks) {
    std::uint32_t first = name;
    for (const std::uint32_t names_of_row : chunk.names_of_row) {
      parts.rows[row++].first_name = first;
      first += names_of_row;
    }
    for (NameRow& entry : chunk.names) {
      entry.text += at;
      parts.names[name++] = entry;
    }
    std::copy(chunk.text.begin(), chunk.text.end(), parts.name_text.data() + at);
    at += chunk.text.size();
    chunk = NameChunk();
  }
  parts.rows[row].first_name = name;
  parts.names[name].text = at;
}

base::Result<std::shared_ptr<const Segment>> RowMerger::Build() {
  if (picks_.size() > Segment::kMaxRows) return base::Err("screening.too_large");
  SegmentParts parts;
  MAKTAB_TRY(NumberDatasets(parts));
  const auto before = [this](const Pick& a, const Pick& b) { return Before(a, b); };
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    const auto begin = picks_.begin() + std::ptrdiff_t(runs_[run]);
    const auto end = run + 1 < runs_.size() ? picks_.begin() + std::ptrdiff_t(runs_[run + 1]) : picks_.end();
    if (sources_[begin->source].staging != nullptr) std::stable_sort(begin, end, before);
    std::inplace_merge(picks_.begin(), begin, end, before);
  }
  // Only a staging can hold an entity twice; stable sorting kept the order in which they came.
  const auto same = [this](const Pick& a, const Pick& b) { return !Before(a, b) && !Before(b, a); };
  const auto first_kept = std::unique(picks_.rbegin(), picks_.rend(), same).base();
  picks_.erase(picks_.begin(), first_kept);

  CopyRows(parts);
  for (Source& source : sources_) {
    if (source.staging != nullptr) *source.staging = Staging();
  }
  MakeNames(parts);
  MAKTAB_ASSIGN(parts.words, WordIndex::Build(parts.names.span(), Text(parts.name_text)));
  parts.numbers = MakeNumbers(parts);
  return std::make_shared<const Segment>(std::move(parts));
}

}  // namespace maktab::screening
