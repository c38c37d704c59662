// Brings what happened to the webhooks: makes deliveries of new entries, sends what is due, tries again with growing
// waits, gives up after the last. What waits is in the store, so that a restart loses nothing; a message may come twice
// (the program was killed before it could keep the answer), and says by its id that it is the same.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <thread>

#include "base/mutex.h"
#include "desk/events.h"
#include "desk/parts.h"
#include "desk/watcher.h"
#include "desk/webhooks.h"

namespace maktab::desk {

class Deliveries {
 public:
  // Seconds after the first attempt, the second…; after the last of them one more attempt, and it is given up.
  static constexpr std::array<std::int64_t, 8> kWaits = {10, 60, 300, 1'800, 7'200, 21'600, 43'200, 86'400};
  // Those that wait no more are kept so long.
  static constexpr int kKeptDays = 30;
  // So long a process may be at one before another takes it.
  static constexpr std::int64_t kTakenSeconds = 120;

  Deliveries(const Parts& parts, WebhookCarrier& carrier, Events& events)
      : parts_(parts), carrier_(carrier), events_(events) {}
  ~Deliveries() { Stop(); }
  Deliveries(const Deliveries&) = delete;
  Deliveries& operator=(const Deliveries&) = delete;

  // On threads of its own until Stop: at each event, and once a second, for other processes and what is due again.
  void Start();
  void Stop() EXCLUDES(mutex_);
  // All that is due now, on this thread. How many attempts it made.
  base::Result<std::int64_t> SendDue();

 private:
  // A webhook is served by one thread at a time, so that one that does not answer holds up no other.
  void Look() EXCLUDES(mutex_);
  void Serve(const store::Webhook& webhook) EXCLUDES(mutex_);
  // Whether there was one to send, and it arrived.
  enum class Sent : std::uint8_t { kNothing, kArrived, kFailed };
  base::Result<Sent> SendNext(const std::string& webhook);
  base::Result<std::optional<std::string>> BodyOf(const store::Delivery& delivery) const;
  base::Result<store::DeliveryOutcome> Try(const store::Webhook& webhook, const store::Delivery& delivery);
  base::Status Fill(const store::Webhook& webhook);

  const Parts& parts_;
  WebhookCarrier& carrier_;
  Events& events_;
  std::uint64_t subscription_ = 0;
  Watcher watcher_;
  base::Mutex mutex_;
  struct Lane {
    std::thread thread;
    bool done = false;
  };
  std::map<std::string, Lane> lanes_ GUARDED_BY(mutex_);  // by webhook
};

}  // namespace maktab::desk
