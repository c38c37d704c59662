// The work behind Store::Backup and Store::Restore. Internal to the store.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "store/checkpoint.h"
#include "store/sql.h"
#include "store/store.h"

namespace maktab::store {

// Error besides those of Store::Backup: store.file_damaged (a file that a record speaks of is missing or changed).
base::Result<BackupResult> WriteBackup(const Location& where, const FileShelf& files, const NoteSigner& signer,
                                       const std::filesystem::path& file, const Progress& progress);

// The caller holds the lock of the data folder, which exists.
base::Result<BackupResult> RestoreBackup(const Location& where, const std::filesystem::path& data_dir,
                                         const std::filesystem::path& file, const Progress& progress);

}  // namespace maktab::store
