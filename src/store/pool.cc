#include "store/pool.h"

namespace maktab::store {

Pool::Seat::Seat(Pool& pool) : pool_(pool) {
  const base::MutexLock lock(pool_.mutex_);
  while (pool_.in_use_ == kMaxConnections) pool_.seat_free_.wait(pool_.mutex_);
  ++pool_.in_use_;
}

Pool::Seat::~Seat() {
  {
    const base::MutexLock lock(pool_.mutex_);
    --pool_.in_use_;
  }
  pool_.seat_free_.notify_one();
}

std::unique_ptr<Connection> Pool::TakeIdle() {
  const base::MutexLock lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void Pool::GiveBack(std::unique_ptr<Connection> connection) {
  const base::MutexLock lock(mutex_);
  idle_.push_back(std::move(connection));
}

void Pool::CloseIdle() {
  std::vector<std::unique_ptr<Connection>> closed;
  const base::MutexLock lock(mutex_);
  closed.swap(idle_);
}

}  // namespace maktab::store
