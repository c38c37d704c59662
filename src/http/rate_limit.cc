#include "http/rate_limit.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace maktab::http {

RateLimiter::RateLimiter(Rate rate, std::size_t max_clients)
    : rate_(rate), max_per_shard_(std::max<std::size_t>(1, max_clients / kShards)) {}

std::int64_t RateLimiter::Take(std::string_view client, base::Instant now) {
  if (rate_.per_second <= 0) return 0;
  Shard& shard = shards_[base::HashBytes(client) % kShards];
  const base::MutexLock lock(shard.mutex);
  const auto known = shard.by_client.find(client);
  if (known == shard.by_client.end()) {
    if (shard.recent.size() == max_per_shard_) {
      shard.by_client.erase(shard.recent.back().client);
      shard.recent.pop_back();
    }
    shard.recent.push_front(Bucket{std::string(client), rate_.burst, now});
    shard.by_client.emplace(shard.recent.front().client, shard.recent.begin());
  } else {
    shard.recent.splice(shard.recent.begin(), shard.recent, known->second);
  }
  Bucket& bucket = shard.recent.front();
  const double seconds = std::max(0.0, double(now.micros - bucket.at.micros) / double(base::kMicrosPerSecond));
  bucket.tokens = std::min(rate_.burst, bucket.tokens + seconds * rate_.per_second);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return std::max<std::int64_t>(1, std::int64_t(std::ceil((1 - bucket.tokens) / rate_.per_second)));
}

}  // namespace maktab::http
