#include "store/checkpointer.h"

#include <chrono>
#include <tuple>
#include <utility>

#include "base/log.h"

namespace maktab::store {
namespace {

// Long enough that a page which is changed again and again is copied a few times only; short enough that the disk is
// never given so much at once that those who write wait behind it: with 206,000 records and fifty officers p99 of an
// action was 54 ms at two seconds, 22 at half a second and 15 at a tenth or less.
constexpr auto kPause = std::chrono::milliseconds(100);

// Pages of 4 KiB. While it is written to without a pause a log is never copied to its end, so it would grow until the
// writer copies it (store/sql.cc): at this length it is begun anew. That holds writing up until what is left is copied
// and on the disk, so it is copied again and again before, each time the little that came in the meantime.
constexpr long long kLong = 6144, kShortRest = 64;
constexpr int kAtOnce = 10;

// How long the log is and what of it is left to copy, in pages.
std::pair<long long, long long> CopyWhatIsThere(Connection& connection) {
  const auto [busy, length, copied] =
      *connection.One<long long, long long, long long>("pragma wal_checkpoint(passive)");
  return {length, length - copied};
}

}  // namespace

Checkpointer::Checkpointer(Location where) : where_(std::move(where)) {
  if (!where_.postgres) thread_ = std::thread([this] { Run(); });
}

Checkpointer::~Checkpointer() {
  {
    const base::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::Wake() {
  {
    const base::MutexLock lock(mutex_);
    if (work_) return;
    work_ = true;
  }
  changed_.notify_all();
}

bool Checkpointer::WaitForWork() {
  const base::MutexLock lock(mutex_);
  while (!work_ && !stopping_) changed_.wait(mutex_);
  const auto until = std::chrono::steady_clock::now() + kPause;
  while (!stopping_ && changed_.wait_until(mutex_, until) != std::cv_status::timeout) {
  }
  work_ = false;
  return !stopping_;
}

void Checkpointer::Run() {
  while (WaitForWork()) Copy();
}

// What it can't copy now, because somebody still reads an older state, it copies the next time.
void Checkpointer::Copy() {
  try {
    if (connection_ == nullptr) {
      connection_ = std::make_unique<Connection>(where_);
      // Whoever reads for longer is not waited for, because those who write would wait as well.
      connection_->Number("pragma busy_timeout = 50");
    }
    long long length = 0, left = 0;
    for (int again = 0; again < kAtOnce; ++again) {
      std::tie(length, left) = CopyWhatIsThere(*connection_);
      if (length <= kLong || left <= kShortRest) break;
    }
    if (length > kLong && left <= kShortRest) connection_->Number("pragma wal_checkpoint(restart)");
  } catch (const std::exception& problem) {
    // Nothing is lost: the log holds it, and the writer copies a log that has become long.
    spdlog::warn("The log of the database could not be copied: {}", problem.what());
    connection_.reset();
  }
}

}  // namespace maktab::store
