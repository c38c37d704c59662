// The lines of a backup (docs/formats/backup.md): reading them from outside bytes. Internal to the store; no database.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace maktab::store {

inline constexpr std::int64_t kBackupVersion = 2;  // 2: files of records

// A table as it stands in a backup: its columns' types, 'n' (number) or 't' (text), in order.
struct BackupTable {
  std::string_view name;
  std::string_view types;
};
// entry, checkpoint, head, credential, list_entry, file.
const BackupTable* FindBackupTable(std::string_view name);

using BackupCell = std::variant<std::int64_t, std::string>;

struct BackupHeader {
  std::int64_t schema = 0;
  std::string key;        // the private key's text
  std::int64_t rows = 0;  // about, for progress
};

struct BackupSink {
  std::function<base::Status(const BackupHeader&)> header;
  std::function<base::Status(const BackupTable&, std::vector<BackupCell>&& cells)> row;
};

// Reads a whole backup: `source` fills a buffer with the next decompressed bytes and gives how many (0 at the end, -1
// if they can't be read). Checks form, counts and the fingerprint at its end. Lines are bounded to 64 MiB. Errors:
// store.backup_wrong (with the line), store.backup_newer, and what the sink gives.
base::Status ReadBackup(const std::function<std::int64_t(char* buffer, std::size_t size)>& source,
                        const BackupSink& sink);

}  // namespace maktab::store
