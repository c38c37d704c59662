#include "http/desk_gate.h"

namespace maktab::http {

Task<base::Result<Identity>> DeskGate::BySession(std::string token) {
  Find find = [this, token]() -> base::Result<Identity> {
    MAKTAB_ASSIGN(desk::OpenSession session, people_.FindSession(token));
    return Identity{std::move(session.who), true, std::move(session.csrf), token};
  };
  return Look("s" + token, std::move(find));
}

Task<base::Result<Identity>> DeskGate::ByKey(std::string key) {
  Find find = [this, key]() -> base::Result<Identity> {
    MAKTAB_ASSIGN(model::Principal who, people_.FindKey(key));
    return Identity{std::move(who), false, {}, {}};
  };
  return Look("k" + key, std::move(find));
}

Task<base::Result<Identity>> DeskGate::Look(std::string secret, Find find) {
  if (std::optional<Identity> known = Remembered(secret)) co_return std::move(*known);
  const std::uint64_t generation = Generation();
  base::Result<Identity> found = co_await pool_.Run(std::move(find));
  if (found.ok()) Remember(secret, *found, generation);
  co_return found;
}

std::optional<Identity> DeskGate::Remembered(const std::string& secret) {
  const base::MutexLock lock(mutex_);
  const auto known = known_.find(secret);
  if (known == known_.end() || known->second.until < clock_.Now()) return std::nullopt;
  return known->second.identity;
}

void DeskGate::Remember(const std::string& secret, const Identity& identity, std::uint64_t generation) {
  const base::MutexLock lock(mutex_);
  if (generation != generation_) return;
  if (known_.size() >= kMaxRemembered) known_.clear();
  known_.insert_or_assign(secret, Known{identity, {clock_.Now().micros + kRemember}});
}

std::uint64_t DeskGate::Generation() {
  const base::MutexLock lock(mutex_);
  return generation_;
}

void DeskGate::Forget() {
  const base::MutexLock lock(mutex_);
  known_.clear();
  ++generation_;
}

}  // namespace maktab::http
