#include "screening/engine.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "screening/segment_builder.h"
#include "screening/similar_words.h"
#include "screening/snapshot_file.h"

namespace maktab::screening {
namespace {

// Apply merges small segments as long as no more rows than these are written, or a few times those of the change.
constexpr std::size_t kMergeRows = 20'000;
constexpr std::size_t kMergeTimesChange = 8;
// A segment is merged with what is new if it is at most this many times as large.
constexpr std::size_t kMergeTimesSize = 2;

std::shared_ptr<const Snapshot> MakeSnapshot(std::vector<SegmentInForce> segments,
                                             std::shared_ptr<const std::vector<ListInfo>> lists) {
  std::erase_if(segments, [](const SegmentInForce& in_force) { return in_force.live == 0; });
  std::stable_sort(segments.begin(), segments.end(),
                   [](const SegmentInForce& a, const SegmentInForce& b) { return a.live > b.live; });
  return std::make_shared<const Snapshot>(std::move(segments), std::move(lists));
}

SegmentInForce WholeSegment(std::shared_ptr<const Segment> segment) {
  const std::uint32_t rows = segment->row_count();
  return {std::move(segment), nullptr, rows};
}

// Ends rows of segments; each bitmap is copied once, for readers hold the old ones.
class Ender {
 public:
  explicit Ender(std::vector<SegmentInForce>& segments) : segments_(segments), copies_(segments.size()) {}

  // Publishes the copies.
  ~Ender() {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      if (copies_[i] != nullptr) segments_[i].ended = std::move(copies_[i]);
    }
  }
  Ender(const Ender&) = delete;
  Ender& operator=(const Ender&) = delete;

  void End(std::string_view dataset, std::string_view id) {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const auto row = segments_[i].segment->FindRow(dataset, id);
      if (row) EndRow(i, *row);
    }
  }

  void EndDataset(std::string_view dataset) {
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const Segment& segment = *segments_[i].segment;
      for (std::uint32_t row = 0; row < segment.row_count(); ++row) {
        if (segment.dataset(row) == dataset) EndRow(i, row);
      }
    }
  }

 private:
  void EndRow(std::size_t i, std::uint32_t row) {
    SegmentInForce& in_force = segments_[i];
    if (copies_[i] == nullptr) {
      copies_[i] = in_force.ended != nullptr ? std::make_shared<EndedRows>(*in_force.ended)
                                             : std::make_shared<EndedRows>(in_force.segment->row_count());
    }
    if (copies_[i]->Has(row)) return;
    copies_[i]->Add(row);
    --in_force.live;
  }

  std::vector<SegmentInForce>& segments_;
  std::vector<std::shared_ptr<EndedRows>> copies_;
};

void TakeLiving(RowMerger& merger, const SegmentInForce& in_force) {
  for (std::uint32_t row = 0; row < in_force.segment->row_count(); ++row) {
    if (in_force.Lives(row)) merger.Take(*in_force.segment, row);
  }
}

// Which change of each entity is the last one.
class LastChanges {
 public:
  explicit LastChanges(const std::vector<Change>& changes) {
    last_.reserve(changes.size());
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (changes[i].list_ended) {
        list_ends_[changes[i].dataset] = i;
      } else {
        last_[KeyOf(changes[i])] = i;
      }
    }
  }
  // Whether nothing later is said of the same entity or of its whole list.
  bool IsLast(const Change& change, std::size_t position) const {
    const auto end = list_ends_.find(change.dataset);
    if (end != list_ends_.end() && end->second > position) return false;
    return last_.at(KeyOf(change)) == position;
  }

 private:
  static std::string KeyOf(const Change& change) {
    std::string key = std::to_string(change.dataset.size());
    key.append(":").append(change.dataset).append(change.entity_id);
    return key;
  }
  std::unordered_map<std::string, std::size_t> last_;
  std::unordered_map<std::string, std::size_t> list_ends_;
};

const SegmentInForce* FindSegment(const Snapshot& snapshot, const SegmentInForce& wanted) {
  for (const SegmentInForce& in_force : snapshot.segments()) {
    if (in_force.segment == wanted.segment) return &in_force;
  }
  return nullptr;
}

// Ends in `merged`, which was made of what lived in `before`, what has ended since.
void EndWhatEnded(const Snapshot& before, const Snapshot& now, std::vector<SegmentInForce>& merged) {
  Ender ender(merged);
  for (const SegmentInForce& old : before.segments()) {
    const SegmentInForce* current = FindSegment(now, old);  // null: nothing of it lives any more
    if (current != nullptr && current->ended == old.ended) continue;
    for (std::uint32_t row = 0; row < old.segment->row_count(); ++row) {
      if (!old.Lives(row) || (current != nullptr && current->Lives(row))) continue;
      ender.End(old.segment->dataset(row), old.segment->view(row).id());
    }
  }
}

}  // namespace

Engine::Engine() : current_(std::make_shared<const Snapshot>()) {}

base::Status Engine::Apply(std::vector<Change>&& changes, std::vector<ListInfo> lists) {
  return ApplyStep([&](const std::function<void(Change&&)>& take) -> base::Result<std::vector<ListInfo>> {
    const LastChanges last(changes);
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (changes[i].list_ended || last.IsLast(changes[i], i)) take(std::move(changes[i]));
    }
    return std::move(lists);
  });
}

base::Status Engine::ApplyStep(const Step& step) {
  const base::MutexLock lock(writer_);
  const std::shared_ptr<const Snapshot> before = Current();  // keeps alive what is merged
  std::vector<SegmentInForce> segments = before->segments();
  Staging staging;
  std::vector<ListInfo> lists;
  {
    Ender ender(segments);
    const auto take = [&](Change&& change) {
      if (change.list_ended) return ender.EndDataset(change.dataset);
      ender.End(change.dataset, change.entity_id);
      if (change.ended) return;
      change.entity.id = change.entity_id;
      staging.Add(change.dataset, change.entity);
    };
    MAKTAB_ASSIGN(lists, step(take));
  }
  MAKTAB_TRY(MergeSmall(staging, segments));
  current_.Store(MakeSnapshot(std::move(segments), std::make_shared<const std::vector<ListInfo>>(std::move(lists))));
  return {};
}

// Makes a segment of what is new, and of the small ones that can come with it.
base::Status Engine::MergeSmall(Staging& staging, std::vector<SegmentInForce>& segments) {
  if (staging.size() == 0) return {};
  RowMerger merger;
  const std::size_t most = std::max(kMergeRows, kMergeTimesChange * staging.size());
  merger.Take(staging);
  while (!keep_segments_ && !segments.empty() && segments.back().live <= kMergeTimesSize * merger.size() &&
         segments.back().live + merger.size() <= most) {
    TakeLiving(merger, segments.back());
    segments.pop_back();
  }
  MAKTAB_ASSIGN(auto segment, merger.Build());
  segments.push_back(WholeSegment(std::move(segment)));
  return {};
}

base::Status Engine::Compact() {
  const base::MutexLock one_at_a_time(compacting_);
  std::shared_ptr<const Snapshot> before;
  {
    const base::MutexLock lock(writer_);
    before = Current();
    const bool whole =
        before->segments().empty() || (before->segments().size() == 1 && before->segments().front().ended == nullptr);
    if (whole) return {};
    keep_segments_ = true;
  }
  RowMerger merger;
  for (const SegmentInForce& in_force : before->segments()) TakeLiving(merger, in_force);
  auto merged = merger.Build();

  const base::MutexLock lock(writer_);
  keep_segments_ = false;
  if (!merged.ok()) return merged.error();
  std::vector<SegmentInForce> segments = {WholeSegment(*merged)};
  const std::shared_ptr<const Snapshot> now = Current();
  EndWhatEnded(*before, *now, segments);
  for (const SegmentInForce& in_force : now->segments()) {
    if (FindSegment(*before, in_force) == nullptr) segments.push_back(in_force);
  }
  current_.Store(MakeSnapshot(std::move(segments), now->lists()));
  return {};
}

void Engine::GetToKnowWords(const std::function<bool()>& stop) const {
  SimilarWords similar;
  const std::shared_ptr<const Snapshot> current = Current();
  for (const SegmentInForce& in_force : current->segments()) {
    const Segment* segment = in_force.segment.get();
    const WordIndex& words = segment->words();
    std::vector<std::uint32_t> unknown;
    for (std::uint32_t word = 0; word < words.word_count(); ++word) {
      if (segment->like_words().Find(word) == nullptr) unknown.push_back(word);
    }
    std::stable_sort(unknown.begin(), unknown.end(), [&](std::uint32_t a, std::uint32_t b) {
      return words.Holding(a).size() > words.Holding(b).size();
    });
    for (const std::uint32_t word : unknown) {
      if (stop()) return;
      if (segment->like_words().full()) break;
      similar.GetToKnow(*segment, word);
    }
  }
}

base::Status Engine::Save(const std::filesystem::path& path) const {
  return WriteSnapshot(*Current(), path);
}

base::Status Engine::Load(const std::filesystem::path& path) {
  MAKTAB_ASSIGN(auto snapshot, ReadSnapshot(path));
  const base::MutexLock no_compacting(compacting_);
  const base::MutexLock lock(writer_);
  current_.Store(std::move(snapshot));
  return {};
}

}  // namespace maktab::screening
