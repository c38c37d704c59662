#include "http/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/assert.h"

namespace maktab::http {

namespace {
constexpr std::size_t kPieceBytes = 256 * 1024;

base::Error Failed(const char* what) {
  return base::Err("http.disk_full").Log(std::string(what) + ": " + std::strerror(errno));
}
}  // namespace

Spool::Spool(std::filesystem::path folder, std::size_t memory_bytes, std::uint64_t file_bytes)
    : folder_(std::move(folder)), memory_bytes_(memory_bytes), file_bytes_(file_bytes) {}

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

base::Status Spool::Push(std::string bytes) {
  if (bytes.empty()) return {};
  if (written_ > read_ || in_memory_ + bytes.size() > memory_bytes_) return WriteToFile(bytes);
  in_memory_ += bytes.size();
  memory_.push_back(std::move(bytes));
  return {};
}

base::Status Spool::WriteToFile(const std::string& bytes) {
  if (file_ < 0) {
    std::string name = (folder_ / "spool_XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) return Failed("mkstemp");
    ::unlink(name.c_str());
  }
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::pwrite(file_, bytes.data() + done, bytes.size() - done, off_t(written_));
    if (count <= 0) return Failed("write");
    done += std::size_t(count);
    written_ += std::uint64_t(count);
  }
  return {};
}

base::Result<std::string> Spool::Pop() {
  MAKTAB_ASSERT(!empty());
  std::string bytes;
  while (!memory_.empty() && (bytes.empty() || bytes.size() + memory_.front().size() <= kPieceBytes)) {
    in_memory_ -= memory_.front().size();
    bytes.empty() ? bytes = std::move(memory_.front()) : bytes += memory_.front();
    memory_.pop_front();
  }
  if (!bytes.empty()) return bytes;
  bytes.resize(std::size_t(std::min<std::uint64_t>(kPieceBytes, written_ - read_)));
  const ssize_t count = ::pread(file_, bytes.data(), bytes.size(), off_t(read_));
  if (count <= 0) return Failed("read");
  bytes.resize(std::size_t(count));
  read_ += std::uint64_t(count);
  if (read_ == written_) {
    // All was read: the file begins anew, so that a long run does not keep what it has sent.
    read_ = written_ = 0;
    if (::ftruncate(file_, 0) != 0) return Failed("truncate");
  }
  return bytes;
}

}  // namespace maktab::http
