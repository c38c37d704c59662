// Keeps screening in step with the lists in the store: at start from the saved snapshot and what came after it, then by
// looking for new imports, also those of other processes.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/mutex.h"
#include "desk/parts.h"
#include "desk/watcher.h"

namespace maktab::desk {

class ListFollower {
 public:
  explicit ListFollower(const Parts& parts) : parts_(parts) {}
  ~ListFollower() { Stop(); }

  // Loads the saved snapshot if it is sound, then catches up. A damaged snapshot is set aside with a line in the log
  // and rebuilt from the store.
  base::Status Start() EXCLUDES(mutex_);
  // Looks every 250 ms on a thread of its own until Stop; what ended stops hitting within a second. Another one, which
  // takes what time others leave, finds out which words of the lists are like each other.
  void Watch();
  void Stop();

  // Brings the engine to what is now in force; returns when it shows. True if anything changed. Any thread.
  base::Result<bool> CatchUp() EXCLUDES(mutex_);
  // The same for whoever has changed an alert: what he did shows in checks when this returns. Nothing where nobody
  // screens. A failure is logged, and made up for by Watch.
  void KeepUp() EXCLUDES(mutex_);
  // Whether every list of the snapshot is still at the number it has there. One small read of the store. Any thread.
  base::Result<bool> IsInStep(const screening::Snapshot& snapshot) const;
  // Saves the snapshot for a fast start; called after changes when it is worth it, and at stop.
  base::Status SaveSnapshot() EXCLUDES(mutex_);

 private:
  std::filesystem::path SnapshotPath() const;
  void Learn();

  const Parts& parts_;
  base::Mutex mutex_;  // one writer of the engine at a time
  std::uint64_t changes_since_save_ GUARDED_BY(mutex_) = 0;
  bool follows_ GUARDED_BY(mutex_) = false;  // it was in step once
  // The numbers of all lists, ended ones too, when the engine was last in step.
  std::map<std::string, std::int64_t> in_step_ GUARDED_BY(mutex_);
  std::weak_ptr<const screening::Snapshot> learned_;  // of learner_ alone
  Watcher watcher_, learner_;
};

}  // namespace maktab::desk
