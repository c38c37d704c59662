// The files of records, each kept once under the SHA-256 of its bytes: <data>/files/ab/cd/<hash>. A file comes to rest
// in the folder of those that are coming in first, and is put in its place, durable, before the entry that speaks of
// it; what no entry speaks of is cleaned away at a start. Any thread; several processes may share the folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/mutex.h"
#include "base/result.h"
#include "crypto/digest.h"
#include "store/files.h"

namespace maktab::store {

// What a file's bytes are.
struct FileDigest {
  std::string sha256;  // lower-case hex
  std::int64_t bytes = 0;
};

class FileShelf {
 public:
  explicit FileShelf(std::filesystem::path data_dir);

  // A new name in the folder of this process for files that come in; what is left there when the process is gone is
  // cleaned away. Errors: store.folder, store.disk_full.
  base::Result<std::filesystem::path> NewIncoming() EXCLUDES(mutex_);
  // Reads a whole file, in bounded memory. Error: store.file_missing.
  static base::Result<FileDigest> Digest(const std::filesystem::path& file);
  // Makes a file of NewIncoming durable under its hash; it stays where it was besides. One that is there already stays.
  // Errors: store.folder, store.disk_full.
  base::Status Place(const std::filesystem::path& incoming, const std::string& sha256) const;
  // Where it lies, if it does.
  std::filesystem::path PathOf(const std::string& sha256) const;
  // Whether the file in its place has these bytes: "" sound, "missing", "bytes", "hash".
  std::string WrongWith(const FileDigest& file) const;

  // Removes what dead processes left and, unless another process is at work, files that `known` does not name. How many
  // files it removed. Errors: those of `known`, store.folder.
  base::Result<std::int64_t> Clean(const std::function<base::Result<std::set<std::string>>()>& known) EXCLUDES(mutex_);

  std::filesystem::path folder() const { return data_dir_ / "files"; }

 private:
  base::Status OpenIncoming() REQUIRES(mutex_);
  // True if no other living process has a folder for incoming files.
  base::Result<bool> CleanIncoming() REQUIRES(mutex_);

  const std::filesystem::path data_dir_;
  base::Mutex mutex_;
  std::filesystem::path incoming_ GUARDED_BY(mutex_);
  std::optional<FileLock> alive_ GUARDED_BY(mutex_);
  std::int64_t made_ GUARDED_BY(mutex_) = 0;
};

}  // namespace maktab::store
