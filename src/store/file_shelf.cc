#include "store/file_shelf.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "crypto/encoding.h"
#include "crypto/random.h"

namespace maktab::store {
namespace {

constexpr std::string_view kIncoming = "incoming";
constexpr std::string_view kAlive = "alive.lock";
constexpr std::size_t kPiece = std::size_t{256} << 10U;
constexpr std::size_t kHashDigits = 64;

base::Status MakeFolder(const std::filesystem::path& folder) {
  std::error_code problem;
  if (std::filesystem::is_directory(folder, problem)) return {};
  std::filesystem::create_directories(folder, problem);
  if (problem) return FolderError(folder, problem.value());
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
  return SyncFolder(folder.parent_path());
}

base::Status SyncFile(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return FolderError(file, errno);
  const bool synced = fsync(descriptor) == 0;
  const int error_number = errno;
  close(descriptor);
  if (!synced) return FolderError(file, error_number);
  return {};
}

}  // namespace

FileShelf::FileShelf(std::filesystem::path data_dir) : data_dir_(std::move(data_dir)) {}

base::Result<std::filesystem::path> FileShelf::NewIncoming() {
  const base::MutexLock lock(mutex_);
  if (!alive_) MAKTAB_TRY(OpenIncoming());
  return incoming_ / std::to_string(++made_);
}

// The lock of the whole folder for a moment, so that no process begins while another one cleans.
base::Status FileShelf::OpenIncoming() {
  MAKTAB_ASSIGN(const FileLock beginning, FileLock::Take(LockPath(data_dir_, "files")));
  const std::filesystem::path mine = folder() / kIncoming / crypto::RandomToken(12);
  MAKTAB_TRY(MakeFolder(folder()));
  MAKTAB_TRY(MakeFolder(folder() / kIncoming));
  MAKTAB_TRY(MakeFolder(mine));
  MAKTAB_ASSIGN(alive_, FileLock::TryTake(mine / kAlive));
  incoming_ = mine;
  return {};
}

base::Result<FileDigest> FileShelf::Digest(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return base::Err("store.file_missing").Log(file.string());
  thread_local std::vector<char> piece(kPiece);
  crypto::Sha256 hash;
  FileDigest digest;
  while (in.read(piece.data(), std::streamsize(piece.size())) || in.gcount() > 0) {
    hash.Update({piece.data(), std::size_t(in.gcount())});
    digest.bytes += in.gcount();
  }
  if (in.bad()) return base::Err("store.file_missing").Log(file.string());
  digest.sha256 = crypto::ToHex(hash.Finish());
  return digest;
}

base::Status FileShelf::Place(const std::filesystem::path& incoming, const std::string& sha256) const {
  const std::filesystem::path place = PathOf(sha256);
  MAKTAB_TRY(SyncFile(incoming));
  MAKTAB_TRY(MakeFolder(place.parent_path().parent_path()));
  MAKTAB_TRY(MakeFolder(place.parent_path()));
  if (link(incoming.c_str(), place.c_str()) != 0 && errno != EEXIST) return FolderError(place, errno);
  return SyncFolder(place.parent_path());
}

std::filesystem::path FileShelf::PathOf(const std::string& sha256) const {
  return folder() / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

std::string FileShelf::WrongWith(const FileDigest& file) const {
  const auto found = Digest(PathOf(file.sha256));
  if (!found.ok()) return "missing";
  if (found->bytes != file.bytes) return "bytes";
  return found->sha256 == file.sha256 ? "" : "hash";
}

base::Result<bool> FileShelf::CleanIncoming() {
  bool alone = true;
  std::error_code problem;
  for (const auto& other : std::filesystem::directory_iterator(folder() / kIncoming, problem)) {
    if (other.path() == incoming_) continue;
    MAKTAB_ASSIGN(const std::optional<FileLock> dead, FileLock::TryTake(other.path() / kAlive));
    if (!dead) {
      alone = false;
      continue;
    }
    std::filesystem::remove_all(other.path(), problem);
  }
  return alone;
}

base::Result<std::int64_t> FileShelf::Clean(const std::function<base::Result<std::set<std::string>>()>& known) {
  const base::MutexLock lock(mutex_);
  std::error_code problem;
  if (!std::filesystem::is_directory(folder(), problem)) return std::int64_t{0};
  MAKTAB_ASSIGN(const FileLock nobody_begins, FileLock::Take(LockPath(data_dir_, "files")));
  MAKTAB_ASSIGN(const bool alone, CleanIncoming());
  if (!alone) return std::int64_t{0};
  // Asked at this moment: whatever others placed before they ended is on record or never will be.
  MAKTAB_ASSIGN(const std::set<std::string> on_record, known());
  std::int64_t removed = 0;
  std::vector<std::filesystem::path> strays;
  for (std::filesystem::recursive_directory_iterator at(folder(), problem), end; at != end; at.increment(problem)) {
    if (at.depth() == 0 && at->path().filename() == kIncoming) {
      at.disable_recursion_pending();
    } else if (at.depth() == 2 && !on_record.contains(at->path().filename().string()) &&
               at->path().filename().string().size() == kHashDigits) {
      strays.push_back(at->path());
    }
  }
  for (const std::filesystem::path& stray : strays) removed += std::filesystem::remove(stray, problem) ? 1 : 0;
  return removed;
}

}  // namespace maktab::store
