// What is live: a change of a list, a hit found later, the progress of an import, told to whoever listens.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "base/mutex.h"
#include "model/principal.h"

namespace maktab::desk {

struct Event {
  std::string topic;  // "list", "newhit", "import", "record"
  std::string key;    // dataset, job id or id of a record
  std::string json;
};

// That an action was done to a record; `who` without a name: the program.
Event RecordEvent(const std::string& id, const std::string& register_id, const std::string& action,
                  std::int64_t version, const model::Principal& who);

class Events {
 public:
  using Listener = std::function<void(const Event&)>;

  // Any thread. The listener is called on the publisher's thread and must be quick; it is not called after Unsubscribe
  // has returned.
  std::uint64_t Subscribe(Listener listener) EXCLUDES(mutex_);
  void Unsubscribe(std::uint64_t id) EXCLUDES(mutex_);
  void Publish(const Event& event) EXCLUDES(mutex_);

 private:
  base::Mutex mutex_;
  std::uint64_t next_ GUARDED_BY(mutex_) = 1;
  std::map<std::uint64_t, Listener> listeners_ GUARDED_BY(mutex_);
};

}  // namespace maktab::desk
