// Entries read ahead by a thread of their own, page by page. Internal to the store.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>
#include <utility>

#include "base/mutex.h"
#include "store/sql.h"

namespace maktab::store {

// Which pages a reader reads: the first, and each `step` behind it, of a ledger of `size` entries, `length` a page.
struct PageShare {
  std::int64_t first = 0, step = 1, size = 0, length = 1024;
};

// Page: what is kept of one, with a member `problem` (std::exception_ptr) for what ended the reading before its time.
// Its room is used again. One thread beside that of the reader may call it.
template <typename Page>
class PageReader {
 public:
  // Reads the entries with from <= seq < to.
  using Fill = std::function<void(Connection& connection, std::int64_t from, std::int64_t to, Page& page)>;

  // The connection is the reader's alone until it is destroyed.
  PageReader(Connection& connection, PageShare share, Fill fill)
      : connection_(connection), share_(share), fill_(std::move(fill)) {
    thread_ = std::thread([this] { Run(); });
  }
  ~PageReader() {
    {
      const base::MutexLock lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  // Waits for the next page. Valid until the next call. REQUIRES: one is left.
  Page& Next() EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    ++given_;
    changed_.notify_all();
    while (read_ < given_) changed_.wait(mutex_);
    return pages_[(given_ - 1) % pages_.size()];
  }

 private:
  void Run() EXCLUDES(mutex_) {
    for (std::int64_t page = share_.first; page * share_.length < share_.size; page += share_.step) {
      std::size_t place = 0;
      {
        const base::MutexLock lock(mutex_);
        // The one that was given last is still looked at.
        while (!stopping_ && read_ + 1 >= given_ + pages_.size()) changed_.wait(mutex_);
        if (stopping_) return;
        place = read_ % pages_.size();
      }
      Read(page * share_.length, pages_[place]);
      {
        const base::MutexLock lock(mutex_);
        ++read_;
      }
      changed_.notify_all();
    }
  }

  void Read(std::int64_t from, Page& page) {
    page.problem = nullptr;
    try {
      fill_(connection_, from, std::min(from + share_.length, share_.size), page);
    } catch (...) {
      page.problem = std::current_exception();
    }
  }

  Connection& connection_;
  const PageShare share_;
  const Fill fill_;
  // The one that was given last is looked at while the others are read.
  std::array<Page, 4> pages_;
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::size_t read_ GUARDED_BY(mutex_) = 0;
  std::size_t given_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace maktab::store
