// Copies what SQLite's log holds into the database beside the writing. On the writer's own thread those who wait for
// their entries would wait for that as well: every thousand pages, for as long as the disk takes. PostgreSQL has a
// process for it.
#pragma once

#include <memory>
#include <thread>

#include "base/mutex.h"
#include "store/sql.h"

namespace maktab::store {

class Checkpointer {
 public:
  // Does nothing on PostgreSQL.
  explicit Checkpointer(Location where);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Something was committed. Any thread; it returns at once.
  void Wake() EXCLUDES(mutex_);

 private:
  void Run() EXCLUDES(mutex_);
  // False when it is time to stop.
  bool WaitForWork() EXCLUDES(mutex_);
  void Copy();

  const Location where_;
  std::unique_ptr<Connection> connection_;  // its thread's own
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool work_ GUARDED_BY(mutex_) = false;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace maktab::store
