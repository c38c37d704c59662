#include "desk/events.h"

namespace maktab::desk {

std::uint64_t Events::Subscribe(Listener listener) {
  const base::MutexLock lock(mutex_);
  listeners_.emplace(next_, std::move(listener));
  return next_++;
}

void Events::Unsubscribe(std::uint64_t id) {
  const base::MutexLock lock(mutex_);
  listeners_.erase(id);
}

void Events::Publish(const Event& event) {
  // Under the lock on purpose: after Unsubscribe a listener may be gone.
  const base::MutexLock lock(mutex_);
  for (const auto& [id, listener] : listeners_) listener(event);
}

}  // namespace maktab::desk
