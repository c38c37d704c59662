// A mutex that Clang's thread analysis understands (it does not accept std::mutex of libstdc++), and the marks for
// fields and functions. Every shared field says its lock.
#pragma once

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define MAKTAB_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define MAKTAB_THREAD_ANNOTATION(x)
#endif

#define GUARDED_BY(x) MAKTAB_THREAD_ANNOTATION(guarded_by(x))
#define REQUIRES(...) MAKTAB_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define EXCLUDES(...) MAKTAB_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))

namespace maktab::base {

class MAKTAB_THREAD_ANNOTATION(capability("mutex")) Mutex {
 public:
  void lock() MAKTAB_THREAD_ANNOTATION(acquire_capability()) { mutex_.lock(); }
  void unlock() MAKTAB_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  bool try_lock() MAKTAB_THREAD_ANNOTATION(try_acquire_capability(true)) { return mutex_.try_lock(); }

 private:
  std::mutex mutex_;
};

class MAKTAB_THREAD_ANNOTATION(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) MAKTAB_THREAD_ANNOTATION(acquire_capability(mutex)) : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() MAKTAB_THREAD_ANNOTATION(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Waits on a Mutex that the caller holds: cv.wait(mutex).
using ConditionVariable = std::condition_variable_any;

}  // namespace maktab::base
