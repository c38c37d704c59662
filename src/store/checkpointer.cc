#include "store/checkpointer.h"

#include <chrono>
#include <string>
#include <utility>

#include "base/log.h"

namespace maktab::store {
namespace {

// Long enough that a page which is changed again and again is copied a few times only; short enough that the disk is
// never given so much at once that those who write wait behind it: with 206,000 records and fifty officers p99 of an
// action was 54 ms at two seconds, 22 at half a second and 15 at a tenth or less.
constexpr auto kPause = std::chrono::milliseconds(100);

// Pages of 4 KiB. While it is written to and read without a pause, a log that was copied goes on growing, because it
// can be begun anew only when nobody reads what stands in it. Beginning it anew shuts out whoever writes, so from 24
// MiB on that is tried only where all is copied, and nobody is waited for: with a board of deadlines read all the time
// (60 ms each) p99 of an action was 62 ms when readers were waited for. From 256 MiB on they are: reading so long a log
// after a crash takes a second.
constexpr long long kLong = 6144, kTooLong = 65536;
constexpr int kWaitForReadersMs = 200;

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
    if (connection_ == nullptr) connection_ = std::make_unique<Connection>(where_);
    const auto [length, left] = CopyWhatIsThere(*connection_);
    if (length <= kLong || (left > 0 && length <= kTooLong)) return;
    connection_->Number("pragma busy_timeout = " + std::to_string(length > kTooLong ? kWaitForReadersMs : 0));
    connection_->Number("pragma wal_checkpoint(restart)");
  } catch (const std::exception& problem) {
    // Nothing is lost: the log holds it, and the writer copies a log that has become long.
    spdlog::warn("The log of the database could not be copied: {}", problem.what());
    connection_.reset();
  }
}

}  // namespace maktab::store
