// Output that its reader has not taken yet: a little in memory, the rest in a file without a name. A client that sends
// all its questions before it reads an answer (browsers do) would otherwise wait for the server, and the server for it.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace maktab::http {

// Not thread-safe.
class Spool {
 public:
  // The file is made in `folder` when it is first needed; the folder must be there.
  Spool(std::filesystem::path folder, std::size_t memory_bytes, std::uint64_t file_bytes);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Error: http.disk_full.
  base::Status Push(std::string bytes);
  // The next bytes in order, at most 256 KiB and at least one. REQUIRES: !empty(). Error: http.disk_full (the file
  // can't be read).
  base::Result<std::string> Pop();
  bool empty() const { return memory_.empty() && written_ == read_; }
  // More than file_bytes wait: whoever pushes should wait for the reader.
  bool full() const { return written_ - read_ > file_bytes_; }

 private:
  base::Status WriteToFile(const std::string& bytes);

  const std::filesystem::path folder_;
  const std::size_t memory_bytes_;
  const std::uint64_t file_bytes_;
  std::deque<std::string> memory_;  // older than what the file holds
  std::size_t in_memory_ = 0;
  int file_ = -1;
  std::uint64_t written_ = 0, read_ = 0;  // of the file
};

}  // namespace maktab::http
