#include "store/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace maktab::store {
namespace {

constexpr unsigned kOwnerOnly = 0600;
constexpr unsigned kEveryoneReads = 0644;

base::Result<int> OpenLock(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (descriptor < 0) return FolderError(file, errno);
  return descriptor;
}

base::Status WriteAll(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FolderError(file, errno);
    bytes.remove_prefix(std::size_t(written));
  }
  if (fsync(descriptor) != 0) return FolderError(file, errno);
  return {};
}

}  // namespace

base::Error FolderError(const std::filesystem::path& path, int error_number) {
  if (error_number == ENOSPC || error_number == EDQUOT) return base::Err("store.disk_full").Log(path.string());
  return base::Err("store.folder").With("path", path.string()).Log(std::strerror(error_number));
}

base::Result<FileLock> FileLock::Take(const std::filesystem::path& file) {
  MAKTAB_ASSIGN(const int descriptor, OpenLock(file));
  FileLock lock(descriptor);
  while (flock(descriptor, LOCK_EX) != 0) {
    if (errno != EINTR) return FolderError(file, errno);
  }
  return lock;
}

base::Result<std::optional<FileLock>> FileLock::TryTake(const std::filesystem::path& file) {
  MAKTAB_ASSIGN(const int descriptor, OpenLock(file));
  FileLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return std::optional<FileLock>(std::move(lock));
  if (errno == EWOULDBLOCK) return std::optional<FileLock>();
  return FolderError(file, errno);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

base::Status MakeFolders(const std::filesystem::path& data_dir) {
  for (const auto& folder : {data_dir, data_dir / "keys", data_dir / "locks"}) {
    std::error_code problem;
    if (std::filesystem::is_directory(folder, problem)) continue;
    std::filesystem::create_directories(folder, problem);
    if (problem) return FolderError(folder, problem.value());
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    if (problem) return FolderError(folder, problem.value());
  }
  return {};
}

std::filesystem::path KeyPath(const std::filesystem::path& data_dir) {
  return data_dir / "keys" / "ledger.key";
}

std::filesystem::path PublicKeyPath(const std::filesystem::path& data_dir) {
  return data_dir / "keys" / "ledger.pub";
}

std::filesystem::path LockPath(const std::filesystem::path& data_dir, std::string_view name) {
  return data_dir / "locks" / name;
}

base::Result<std::optional<NoteSigner>> ReadKey(const std::filesystem::path& data_dir) {
  const std::filesystem::path file = KeyPath(data_dir);
  std::error_code problem;
  if (!std::filesystem::exists(file, problem)) {
    if (problem) return FolderError(file, problem.value());
    return std::optional<NoteSigner>();
  }
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) return FolderError(file, EIO);
  MAKTAB_ASSIGN(NoteSigner signer, NoteSigner::Parse(line));
  return std::optional<NoteSigner>(std::move(signer));
}

base::Status WriteKey(const std::filesystem::path& data_dir, const NoteSigner& signer) {
  MAKTAB_TRY(WriteFileDurably(PublicKeyPath(data_dir), signer.Verifier().Text() + "\n", kEveryoneReads));
  return WriteFileDurably(KeyPath(data_dir), signer.Text() + "\n", kOwnerOnly);
}

base::Status WriteFileDurably(const std::filesystem::path& file, std::string_view bytes, unsigned mode) {
  const std::filesystem::path part = file.string() + ".part";
  const int descriptor = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return FolderError(part, errno);
  const base::Status written = WriteAll(descriptor, bytes, part);
  close(descriptor);
  if (!written.ok()) {
    unlink(part.c_str());
    return written;
  }
  if (rename(part.c_str(), file.c_str()) != 0) return FolderError(file, errno);
  return SyncFolder(file.parent_path());
}

base::Status SyncFolder(const std::filesystem::path& folder) {
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return FolderError(folder, errno);
  const bool synced = fsync(descriptor) == 0;
  const int error_number = errno;
  close(descriptor);
  if (!synced) return FolderError(folder, error_number);
  return {};
}

}  // namespace maktab::store
