// Many questions as lines of JSON (NDJSON), answered in their order. One ledger entry a run: purpose, counts, the
// SHA-256 of what came in and what went out, and the hits. A bad line gives an error line and the rest goes on.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "crypto/digest.h"
#include "desk/events.h"
#include "desk/follow.h"
#include "desk/hit_desk.h"
#include "desk/judgement.h"
#include "desk/parts.h"
#include "screening/checker.h"

namespace maktab::desk {

constexpr std::size_t kMaxBulkLineBytes = 1024 * 1024;

struct BulkOptions {
  std::string purpose;
  std::size_t limit = 10;
  std::optional<float> threshold;
  std::vector<std::string> datasets;
  model::Language language = model::Language::kEnglish;
  std::string reference;
};

// One line of the input, without its end. A line longer than kMaxBulkLineBytes comes without its text.
struct BulkLine {
  std::string_view text;
  bool too_long = false;
};

// Cuts a stream of bytes into lines with bounded memory, however long a line is. Not thread-safe.
class LineSplitter {
 public:
  // Takes the next bytes. The lines point into `text`, which is overwritten.
  std::vector<BulkLine> Feed(std::string_view bytes, std::string& text);
  // The last line, if it has no end.
  std::vector<BulkLine> End(std::string& text);

 private:
  std::string held_;  // the beginning of a line whose end has not come yet
  bool skipping_ = false;
};

struct BulkCounts {
  std::uint64_t lines = 0, hits = 0, lines_with_hits = 0, errors = 0;
};

// Each batch of lines is asked of one version of the lists, the newest (P4), and each line says which. Workers may be
// used side by side, one thread each. AddInput is called by one thread at a time, and so is Add; the two may run beside
// each other. Finish comes after all of them.
class BulkRun {
 public:
  // The follower must outlive the run. Errors: access.denied, purpose.unknown, list.unknown.
  static base::Result<std::unique_ptr<BulkRun>> Begin(const Parts& parts, const Judgements& judgements,
                                                      ListFollower& follower, Events& events,
                                                      const model::Principal& who, BulkOptions options);
  ~BulkRun();

  using Lists = std::shared_ptr<const std::vector<screening::ListInfo>>;
  struct Batch {
    std::string output;  // a line for each line, each ended by \n
    Lists lists;         // that were asked
    BulkCounts counts;
    std::vector<std::string> hit_rows;  // for the ledger entry
    std::vector<HitFound> found;        // hits that become records
  };
  class Worker {
   public:
    ~Worker();
    // Thread-compatible: one thread at a time. Empty lines give no output. If a list changes meanwhile, the lists are
    // caught up with and the lines asked again.
    Batch Process(std::span<const BulkLine> lines);

   private:
    friend class BulkRun;
    explicit Worker(const BulkRun& run);
    struct State;
    std::unique_ptr<State> state_;
  };
  std::unique_ptr<Worker> NewWorker() const;

  // In the order of the input: the raw bytes that came in, and the batches made of them.
  void AddInput(std::string_view bytes) { input_hash_.Update(bytes); }
  void Add(const Batch& batch);
  // Writes the entry and the records of its hits, up to a bound; the run is on record when this returns. `complete` is
  // false if the input broke off.
  base::Result<store::Receipt> Finish(bool complete);
  const BulkCounts& counts() const { return counts_; }

 private:
  friend class Worker;
  BulkRun(const Parts& parts, const Judgements& judgements, ListFollower& follower, Events& events,
          model::Principal who, BulkOptions options);
  bool MayKeepMore(const std::vector<HitFound>& found) const;
  base::Result<store::Receipt> KeepHits(store::EntryDraft first);

  const Parts& parts_;
  const Judgements& judgements_;
  ListFollower& follower_;
  Events& events_;
  const HitDesk hits_;
  const model::Principal who_;
  const BulkOptions options_;
  Lists first_lists_;  // asked by the first batch
  Lists last_lists_;   // and by the last, if others
  crypto::Sha256 input_hash_, output_hash_;
  BulkCounts counts_;
  std::vector<std::string> hit_rows_;
  std::vector<HitFound> found_;
};

}  // namespace maktab::desk
