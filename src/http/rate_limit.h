// How often one client may do a thing: a token bucket each, in bounded memory.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/mutex.h"

namespace maktab::http {

struct Rate {
  double per_second = 0;  // 0: no limit
  double burst = 1;       // so many at once after a rest
};

// Any thread.
class RateLimiter {
 public:
  // Remembers the `max_clients` that came last; one that is forgotten starts with a full bucket, so the number must be
  // large enough that filling it costs an attacker more than he gains.
  RateLimiter(Rate rate, std::size_t max_clients);

  // 0: go on. Else the whole seconds to wait until one more is allowed, at least 1.
  std::int64_t Take(std::string_view client, base::Instant now);

 private:
  struct Bucket {
    std::string client;
    double tokens;
    base::Instant at;
  };
  struct Shard {
    base::Mutex mutex;
    std::list<Bucket> recent GUARDED_BY(mutex);  // the last to come first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_client GUARDED_BY(mutex);
  };
  static constexpr std::size_t kShards = 16;

  const Rate rate_;
  const std::size_t max_per_shard_;
  std::array<Shard, kShards> shards_;
};

}  // namespace maktab::http
