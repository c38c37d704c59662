// Files of records: they come in, are attached by an action, and are opened through the permission of their record.
//
// A file that came in waits, for a day, for the action that attaches it; it belongs to who brought it. The action puts
// it in its place, durable, before its entry is made, so that no entry speaks of a file that is not there.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/mutex.h"
#include "desk/parts.h"
#include "desk/record_values.h"
#include "model/file_rules.h"

namespace maktab::desk {

// A file that came in and waits for an action.
struct Upload {
  std::string id;  // for {"upload": id} in the value of a field
  std::string name, type, sha256;
  std::int64_t bytes = 0;
};

// A file to be read; the bytes were compared with its hash.
struct OpenedFile {
  store::RecordFile file;
  std::filesystem::path path;
};

class FileDesk {
 public:
  explicit FileDesk(const Parts& parts) : parts_(parts) {}

  // Moves the file away from `path`. `name`: as it was sent. Errors: access.denied, file.empty, file.too_large (limit),
  // file.type_forbidden (name, allowed), file.type_differs (name, type), those of model::CheckFileName, store.folder,
  // store.disk_full.
  base::Result<Upload> Take(const model::Principal& who, const std::filesystem::path& path, std::string_view name)
      EXCLUDES(mutex_);
  // The same for bytes that the program made or read out of another file.
  base::Result<Upload> TakeBytes(const model::Principal& who, std::string_view bytes, std::string_view name);
  // A file that the program itself made, whose type is known: a letter, a message as it came. Its name and size are not
  // asked about. Errors: access.denied, store.folder, store.disk_full.
  base::Result<Upload> Keep(const model::Principal& who, std::string_view bytes, std::string_view name,
                            std::string_view type);
  // A new name for a file on its way to Take.
  base::Result<std::filesystem::path> NewFile() const { return parts_.store.Files().NewIncoming(); }

  // Looking is an entry (P10): made before the file is given. Errors: access.denied, record.unknown, file.unknown,
  // file.damaged (it is not what is on record), purpose.unknown.
  base::Result<OpenedFile> Open(const model::Principal& who, const std::string& record, const std::string& sha256,
                                const std::string& purpose) const;

  // Of this person; nullopt if there is none any more.
  std::optional<Upload> Find(const model::Principal& who, std::string_view id) const EXCLUDES(mutex_);
  // Puts the file in its place, durable. It goes on waiting, so that an action that failed can be done again.
  base::Status Place(const Upload& upload) const EXCLUDES(mutex_);
  // What an action has attached, or nobody wants any more.
  void Drop(const std::vector<Upload>& uploads) EXCLUDES(mutex_);

 private:
  struct Waiting {
    Upload upload;
    std::string owner;
    std::filesystem::path path;
    base::Instant since;
  };
  base::Result<Upload> Wait(const model::Principal& who, Upload upload, const std::filesystem::path& place)
      EXCLUDES(mutex_);
  base::Result<std::filesystem::path> Write(std::string_view bytes) const;
  void Forget(base::Instant now, const std::string& owner) REQUIRES(mutex_);

  const Parts& parts_;
  mutable base::Mutex mutex_;
  std::map<std::string, Waiting, std::less<>> waiting_ GUARDED_BY(mutex_);
};

// The files that one action attaches: told apart while its values are read, put in their places before its entry.
class FilesOfAction final : public FileSource {
 public:
  // `before`: the values of the record, whose files an action may keep.
  FilesOfAction(FileDesk& desk, const model::Principal& who, const Values& before)
      : desk_(desk), who_(who), before_(before) {}

  base::Result<std::string> Read(const model::Field& field, const base::JsonRef& row) override;
  // Adds a file that the action itself makes to the rows of a field.
  std::string Append(const model::Field& field, const Upload& upload, const std::string& rows);
  // Errors: those of FileDesk::Place.
  base::Status Place() const;
  // Once the entry is durable.
  void Done() { desk_.Drop(uploads_); }
  const std::vector<store::RecordFile>& files() const { return files_; }

 private:
  FileDesk& desk_;
  const model::Principal& who_;
  const Values& before_;
  std::vector<Upload> uploads_;
  std::vector<store::RecordFile> files_;
};

}  // namespace maktab::desk
