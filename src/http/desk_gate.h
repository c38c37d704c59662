// Finds people by their cookie and systems by their key, through the desk.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/mutex.h"
#include "desk/people.h"
#include "http/pipeline.h"
#include "http/task.h"

namespace maktab::http {

// Whom it found it remembers for kRemember, so that a system that asks thousands of times a second is not looked up in
// the database each time. An end of a session or key by this process counts at once (Forget), by another process after
// kRemember.
class DeskGate final : public Gate {
 public:
  static constexpr std::int64_t kRemember = base::kMicrosPerSecond;
  static constexpr std::size_t kMaxRemembered = 10'000;

  DeskGate(const desk::People& people, const base::Clock& clock, WorkerPool& pool)
      : people_(people), clock_(clock), pool_(pool) {}

  Task<base::Result<Identity>> BySession(std::string token) override;
  Task<base::Result<Identity>> ByKey(std::string key) override;
  void Forget() EXCLUDES(mutex_);

 private:
  struct Known {
    Identity identity;
    base::Instant until;
  };
  using Find = std::function<base::Result<Identity>()>;
  Task<base::Result<Identity>> Look(std::string secret, Find find);
  std::optional<Identity> Remembered(const std::string& secret) EXCLUDES(mutex_);
  // `generation`: of before the look-up, so that what was found before a Forget is not remembered after it.
  void Remember(const std::string& secret, const Identity& identity, std::uint64_t generation) EXCLUDES(mutex_);
  std::uint64_t Generation() EXCLUDES(mutex_);

  const desk::People& people_;
  const base::Clock& clock_;
  WorkerPool& pool_;
  base::Mutex mutex_;
  std::unordered_map<std::string, Known> known_ GUARDED_BY(mutex_);
  std::uint64_t generation_ GUARDED_BY(mutex_) = 0;
};

}  // namespace maktab::http
