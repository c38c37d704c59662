#include "http/idempotency.h"

namespace maktab::http {

void IdempotencyStore::Erase(Entries::iterator entry) {
  if (entry->response) bytes_ -= entry->response->body.size();
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

void IdempotencyStore::MakeRoom(base::Instant now) {
  auto entry = entries_.begin();
  while (entry != entries_.end()) {
    const auto next = std::next(entry);
    const bool old = entry->at.micros + kKeepMicros < now.micros;
    const bool full = entries_.size() >= kMaxAnswers || bytes_ > kMaxAnswerBytes;
    if (!old && !full) return;
    // What is still being answered stays: its end looks for it.
    if (entry->response) Erase(entry);
    entry = next;
  }
}

base::Result<std::optional<Response>> IdempotencyStore::Begin(const std::string& key, std::uint64_t request_hash,
                                                              base::Instant now) {
  const base::MutexLock lock(mutex_);
  MakeRoom(now);
  if (const auto known = by_key_.find(key); known != by_key_.end()) {
    const Entry& entry = *known->second;
    if (entry.request_hash != request_hash) return base::Err("http.idempotency_mismatch");
    if (!entry.response) return base::Err("http.idempotency_busy");
    return std::optional<Response>(*entry.response);
  }
  entries_.push_back(Entry{key, request_hash, now, std::nullopt});
  by_key_.emplace(entries_.back().key, std::prev(entries_.end()));
  return std::optional<Response>();
}

void IdempotencyStore::Keep(const std::string& key, const Response& response) {
  const base::MutexLock lock(mutex_);
  const auto known = by_key_.find(key);
  if (known == by_key_.end()) return;
  known->second->response = response;
  bytes_ += response.body.size();
}

void IdempotencyStore::Forget(const std::string& key) {
  const base::MutexLock lock(mutex_);
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) Erase(known->second);
}

}  // namespace maktab::http
