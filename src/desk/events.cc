#include "desk/events.h"

#include "base/json.h"

namespace maktab::desk {

Event RecordEvent(const std::string& id, const std::string& register_id, const std::string& action,
                  std::int64_t version, const model::Principal& who) {
  std::string json;
  base::JsonWriter(json)
      .BeginObject()
      .Field("id", id)
      .Field("register", register_id)
      .Field("action", action)
      .Field("version", version)
      .Field("who", who.name)
      .Field("who_id", who.id)
      .EndObject();
  return {"record", id, std::move(json)};
}

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
