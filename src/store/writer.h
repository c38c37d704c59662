// The one thread of this process that writes: group commit.
//
// It takes all jobs that wait (up to a bound) into one transaction, writes their entries, applies them to the
// projections, updates and signs the head of the tree, commits, and only then completes them. If a job of the group
// fails, the group is rolled back and done again with a savepoint a job, so that it spoils nobody else's. Each
// transaction first updates the head row, which lets one process at a time go on, and reads the tree there, so several
// processes never fork it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/result.h"
#include "store/checkpoint.h"
#include "store/checkpointer.h"
#include "store/entry.h"
#include "store/merkle.h"
#include "store/people.h"
#include "store/sql.h"
#include "store/transaction.h"

namespace maktab::store {

struct Job {
  std::optional<EntryDraft> draft;                // checked by CheckDraft
  std::vector<EntryDraft> also;                   // further entries, right after the first, checked like it
  std::vector<Extra> extras;                      // done after the entry's projection
  std::function<base::Status(Connection&)> work;  // done before it; may be done twice, the first time rolled back
  // Finishes the draft with what only the transaction knows; may be done twice, like work.
  std::function<base::Status(Connection&, EntryDraft&)> complete;
  Consequences follows;                             // after all entries
  std::function<void(base::Result<Receipt>)> done;  // seq -1 if the job has no entry
};

// Error: store.bad_entry (text that can't be kept, a body that is no JSON object or larger than 16 MiB).
base::Status CheckDraft(const EntryDraft& draft);

class Writer {
 public:
  // The head row exists. Makes the first connection when the first job comes.
  Writer(Location where, NoteSigner signer, base::Clock& clock);
  // Finishes all jobs and keeps a checkpoint of the whole ledger.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Any thread.
  void Submit(Job job) EXCLUDES(mutex_);
  base::Result<Receipt> SubmitAndWait(Job job);

  struct State {
    std::int64_t waiting = 0;
    std::string error;  // code of what the last transaction met; empty if it succeeded
  };
  State Now() EXCLUDES(mutex_);

 private:
  using Outcomes = std::vector<base::Result<Receipt>>;

  void Run() EXCLUDES(mutex_);
  // Empty when it is time to stop.
  std::vector<Job> TakeJobs() EXCLUDES(mutex_);
  void Commit(std::vector<Job>& jobs) EXCLUDES(mutex_);
  // False if a job failed and it must be done one by one; nothing remains then.
  bool Together(std::vector<Job>& jobs, Outcomes& outcomes);
  void OneByOne(std::vector<Job>& jobs, Outcomes& outcomes);
  base::Result<Receipt> Apply(Job& job, Frontier& tree, BulkInsert& entries);
  base::Status Follow(const Job& job, const Receipt& first, Frontier& tree, BulkInsert& entries);
  base::Result<Receipt> Write(const EntryDraft& draft, base::Instant at, Frontier& tree, BulkInsert& entries);
  Frontier LockHead();
  void WriteHead(const Frontier& tree, std::int64_t old_size);
  void KeepCheckpoint() EXCLUDES(mutex_);

  const Location where_;
  const NoteSigner signer_;
  base::Clock& clock_;

  Checkpointer checkpointer_;

  // The writer thread's own.
  std::unique_ptr<Connection> connection_;
  Frontier tree_;  // as last committed or read
  std::string root_;
  std::string leaf_;

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::deque<Job> jobs_ GUARDED_BY(mutex_);
  std::int64_t in_work_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::string error_ GUARDED_BY(mutex_);
  std::thread thread_;
};

// Hex of the subtrees, one after another, as the head row keeps them.
std::string WriteFrontier(const Frontier& tree);
std::optional<Frontier> ReadFrontier(std::int64_t size, std::string_view text);

}  // namespace maktab::store
