// A thread that looks again and again until it is stopped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>

#include "base/mutex.h"

namespace maktab::desk {

class Watcher {
 public:
  Watcher() = default;
  ~Watcher() { Stop(); }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  // Calls `look` on a thread of its own, `every` so often, until Stop.
  void Start(std::chrono::milliseconds every, std::function<void()> look);
  // The same at once, and then whenever the time is over that `look` said last.
  void StartSelfTimed(std::function<std::chrono::milliseconds()> look);
  // It looks at once. Any thread.
  void Wake() EXCLUDES(mutex_);
  void Stop() EXCLUDES(mutex_);
  // Whether Stop was called: what takes long asks it. Any thread.
  bool stopping() EXCLUDES(mutex_);

 private:
  // Whether to look; false: it was stopped.
  bool Wait(std::chrono::milliseconds most) EXCLUDES(mutex_);

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool awake_ GUARDED_BY(mutex_) = false;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace maktab::desk
