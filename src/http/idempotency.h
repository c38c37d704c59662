// Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a creation that is sent again with the same key gets the
// first answer again and creates nothing. Kept in memory, bounded, for a day: a restart forgets it.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/result.h"
#include "http/message.h"

namespace maktab::http {

constexpr std::size_t kMaxIdempotencyKeyBytes = 255;

class IdempotencyStore {
 public:
  static constexpr std::size_t kMaxAnswers = 10'000;
  static constexpr std::size_t kMaxAnswerBytes = 64 * 1024 * 1024;
  static constexpr std::int64_t kKeepMicros = base::kMicrosPerDay;

  // Any thread. `key` stands for principal, route and the client's key; `request_hash` for what was sent. The answer to
  // give again; or nothing: go on, and call Keep or Forget. Errors: http.idempotency_busy (the first is still being
  // answered), http.idempotency_mismatch (the same key with another request).
  base::Result<std::optional<Response>> Begin(const std::string& key, std::uint64_t request_hash, base::Instant now)
      EXCLUDES(mutex_);
  void Keep(const std::string& key, const Response& response) EXCLUDES(mutex_);
  void Forget(const std::string& key) EXCLUDES(mutex_);

 private:
  struct Entry {
    std::string key;
    std::uint64_t request_hash;
    base::Instant at;
    std::optional<Response> response;
  };
  using Entries = std::list<Entry>;
  void Erase(Entries::iterator entry) REQUIRES(mutex_);
  void MakeRoom(base::Instant now) REQUIRES(mutex_);

  base::Mutex mutex_;
  Entries entries_ GUARDED_BY(mutex_);  // oldest first
  std::unordered_map<std::string_view, Entries::iterator> by_key_ GUARDED_BY(mutex_);
  std::size_t bytes_ GUARDED_BY(mutex_) = 0;
};

}  // namespace maktab::http
