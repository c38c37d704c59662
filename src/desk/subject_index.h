// The bureau's own files of persons and things in an index of the screening engine, beside that of the lists and apart
// from it: what a check at the border asks must never meet what records say, which only those who see records may
// learn.
//
// Files that are merged are one entry, under their head. A change shows within a second, also that of another process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "desk/parts.h"
#include "desk/watcher.h"
#include "screening/checker.h"
#include "screening/engine.h"

namespace maktab::desk {

class SubjectIndex {
 public:
  explicit SubjectIndex(const Parts& parts) : parts_(parts) {}
  ~SubjectIndex() { Stop(); }

  // Loads what was saved, if it is sound, and catches up.
  base::Status Start() EXCLUDES(mutex_);
  // Looks every 250 ms on a thread of its own until Stop.
  void Follow();
  // Something was written: the thread looks at once. Any thread, does not wait.
  void Wake() { watcher_.Wake(); }
  void Stop() { watcher_.Stop(); }
  // Returns when what is in the store now shows. True if anything changed. Any thread.
  base::Result<bool> CatchUp() EXCLUDES(mutex_);
  // Saves it for a fast start, if that is worth it.
  base::Status Save() EXCLUDES(mutex_);

  std::shared_ptr<const screening::Snapshot> Current() const { return engine_.Current(); }

 private:
  base::Result<std::uint64_t> Load(std::int64_t after, const std::function<void(screening::Change&&)>& take) const;

  const Parts& parts_;
  screening::Engine engine_;
  base::Mutex mutex_;  // one writer of the engine at a time
  std::uint64_t changes_since_save_ GUARDED_BY(mutex_) = 0;
  Watcher watcher_;
};

}  // namespace maktab::desk
