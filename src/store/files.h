// The data folder: its lock files and the ledger's key. Internal to the store.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/checkpoint.h"

namespace maktab::store {

// An exclusive lock between processes (flock); the system releases it when its holder dies.
class FileLock {
 public:
  // Waits until the lock is free.
  static base::Result<FileLock> Take(const std::filesystem::path& file);
  // nullopt if someone holds it.
  static base::Result<std::optional<FileLock>> TryTake(const std::filesystem::path& file);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

// Makes data_dir, keys and locks, readable by their owner alone. Error: store.folder.
base::Status MakeFolders(const std::filesystem::path& data_dir);

std::filesystem::path KeyPath(const std::filesystem::path& data_dir);        // keys/ledger.key
std::filesystem::path PublicKeyPath(const std::filesystem::path& data_dir);  // keys/ledger.pub
std::filesystem::path LockPath(const std::filesystem::path& data_dir, std::string_view name);

// nullopt if there is no key file. Errors: store.folder (unreadable), store.bad_key.
base::Result<std::optional<NoteSigner>> ReadKey(const std::filesystem::path& data_dir);
// Writes both key files, durable. Error: store.folder.
base::Status WriteKey(const std::filesystem::path& data_dir, const NoteSigner& signer);

// Writes a file of the given mode whole or not at all, durable. Error: store.folder.
base::Status WriteFileDurably(const std::filesystem::path& file, std::string_view bytes, unsigned mode);
base::Status SyncFolder(const std::filesystem::path& folder);
base::Error FolderError(const std::filesystem::path& path, int error_number);

}  // namespace maktab::store
