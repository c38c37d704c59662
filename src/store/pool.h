// Read connections, made when needed and kept. Any thread.
#pragma once

#include <memory>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "store/sql.h"

namespace maktab::store {

class Pool {
 public:
  explicit Pool(Location where) : where_(std::move(where)) {}

  // body: Connection& -> base::Result<T>. Waits while all connections are in use. A connection that failed is closed,
  // and the idle ones with it: what cut one has most likely cut all.
  template <typename F>
  auto Read(F&& body) -> decltype(body(std::declval<Connection&>())) {
    return Guarded([&]() -> decltype(body(std::declval<Connection&>())) {
      const Seat seat(*this);
      std::unique_ptr<Connection> connection = TakeIdle();
      if (connection == nullptr) connection = std::make_unique<Connection>(where_);
      try {
        auto result = body(*connection);
        GiveBack(std::move(connection));
        return result;
      } catch (...) {
        CloseIdle();
        throw;
      }
    });
  }

 private:
  static constexpr int kMaxConnections = 8;

  // The right to hold one connection.
  class Seat {
   public:
    explicit Seat(Pool& pool);
    ~Seat();
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

   private:
    Pool& pool_;
  };

  std::unique_ptr<Connection> TakeIdle() EXCLUDES(mutex_);
  void GiveBack(std::unique_ptr<Connection> connection) EXCLUDES(mutex_);
  void CloseIdle() EXCLUDES(mutex_);

  const Location where_;
  base::Mutex mutex_;
  base::ConditionVariable seat_free_;
  int in_use_ GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<Connection>> idle_ GUARDED_BY(mutex_);
};

}  // namespace maktab::store
