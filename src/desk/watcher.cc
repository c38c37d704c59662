#include "desk/watcher.h"

namespace maktab::desk {

void Watcher::Start(std::chrono::milliseconds every, std::function<void()> look) {
  thread_ = std::thread([this, every, look = std::move(look)] {
    while (Wait(every)) look();
  });
}

void Watcher::StartSelfTimed(std::function<std::chrono::milliseconds()> look) {
  thread_ = std::thread([this, look = std::move(look)] {
    while (Wait(look())) {
    }
  });
}

bool Watcher::Wait(std::chrono::milliseconds most) {
  const base::MutexLock lock(mutex_);
  changed_.wait_for(mutex_, most, [this]() REQUIRES(mutex_) { return stopping_ || awake_; });
  awake_ = false;
  return !stopping_;
}

bool Watcher::stopping() {
  const base::MutexLock lock(mutex_);
  return stopping_;
}

void Watcher::Wake() {
  {
    const base::MutexLock lock(mutex_);
    awake_ = true;
  }
  changed_.notify_all();
}

void Watcher::Stop() {
  {
    const base::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace maktab::desk
