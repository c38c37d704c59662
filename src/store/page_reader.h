// Entries read ahead by a thread of their own, page by page, each with the hash of its leaf. Internal to the store.
#pragma once

#include <array>
#include <cstdint>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "crypto/digest.h"
#include "store/leaf.h"
#include "store/sql.h"

namespace maktab::store {

constexpr std::int64_t kVerifyPage = 1024;

struct VerifyPage {
  struct Row {
    EntryColumns entry;
    crypto::Digest hash;  // of its leaf
    bool sound = false;   // it is the one that is stored beside it
    bool files = false;   // it may speak of files
    bool alerts = false;  // it may give rows to a list
  };
  std::vector<Row> rows;
  std::size_t count = 0;       // of rows, that are of this page
  std::exception_ptr problem;  // what ended the reading before its time; what was read until then is there
};

// Which pages a reader reads: the first, and each `step` behind it, of a ledger of `size` entries.
struct PageShare {
  std::int64_t first = 0, step = 1, size = 0;
};

// One thread beside that of the reader may call it.
class PageReader {
 public:
  // The connection is the reader's alone until it is destroyed.
  PageReader(Connection& connection, PageShare share);
  ~PageReader();
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  // Waits for the next page. Valid until the next call. REQUIRES: one is left.
  const VerifyPage& Next() EXCLUDES(mutex_);

 private:
  void Run() EXCLUDES(mutex_);
  void Read(std::int64_t page, VerifyPage& out);

  Connection& connection_;
  const PageShare share_;
  std::string leaf_;  // of the thread's own
  // The one that was given last is looked at while the others are read.
  std::array<VerifyPage, 4> pages_;
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::size_t read_ GUARDED_BY(mutex_) = 0;
  std::size_t given_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace maktab::store
