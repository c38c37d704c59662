// What is due the program does itself ([[when_due]] of a register; docs/adr/0016-by-itself.md): a notice whose
// retention is over expires, a warrant that is barred lapses, while nobody is there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "desk/clocks.h"
#include "desk/events.h"
#include "desk/follow.h"
#include "desk/parts.h"
#include "desk/watcher.h"

namespace maktab::desk {

// It owns nothing but its thread; what it is given must outlive it.
class TimeKeeper {
 public:
  // The longest that it sleeps: clocks of machines are set, and another process may have ended before it could do what
  // was due.
  static constexpr std::chrono::milliseconds kLongestSleep{60'000};

  TimeKeeper(const Parts& parts, ListFollower& follower, Events& events);
  ~TimeKeeper() { Stop(); }
  TimeKeeper(const TimeKeeper&) = delete;
  TimeKeeper& operator=(const TimeKeeper&) = delete;

  // On a thread of its own until Stop: at once, whenever the next clock runs out, and when a record changes that may
  // have started a nearer one. Nothing where no register asks for it.
  void Start();
  void Stop();

  // All that is due now, on this thread, each record in a transaction of its own; how many that were. What can't be
  // done is logged and left for the next time. Several processes may do it at once: whether the clock still runs is
  // decided in the transaction, so that each is done once. Not from several threads of one TimeKeeper at once.
  base::Result<std::int64_t> DoDue();

 private:
  std::chrono::milliseconds Look();
  // Whether it did it; false: somebody else was first.
  base::Result<bool> Do(const std::string& record, const std::string& rule);
  void Tell(const std::vector<struct Followed>& followed) const;
  bool Concerns(const Event& event) const;

  const Parts& parts_;
  ListFollower& follower_;
  Events& events_;
  const Clocks clocks_;
  const std::vector<store::DueRule> rules_;
  std::optional<base::Instant> next_;                        // when the next clock runs out, as DoDue found it
  std::set<std::pair<std::string, std::string>> left_over_;  // record and rule of what DoDue could not do
  std::uint64_t subscription_ = 0;
  Watcher watcher_;
};

}  // namespace maktab::desk
