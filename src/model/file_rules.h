// Which files may be attached to records: definitions/attachments.toml. Values, checked when loaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/definitions.h"

namespace maktab::model {

struct FileType {
  std::string media;                 // what it is served as
  std::vector<std::string> names;    // endings of names, lower case, without the dot
  std::vector<std::string> content;  // media types that its bytes may be told to be
};

class FileRules {
 public:
  // Error: definitions.wrong (file, line, what).
  static base::Result<FileRules> Load(const Definitions& definitions);

  std::int64_t max_bytes() const { return max_bytes_; }
  const std::vector<FileType>& types() const { return types_; }
  // By the ending of a name, whatever its case; null if none is allowed.
  const FileType* ByName(std::string_view name) const;
  // All endings that are allowed, for people: ".pdf, .png".
  std::string Endings() const;

 private:
  std::int64_t max_bytes_ = 0;
  std::vector<FileType> types_;
};

// A name that people can be shown and that no system takes for anything but a name. Errors: file.name_missing,
// file.name_path (a path in it), file.name_hidden (controls, marks that turn the direction, bytes that are no UTF-8),
// file.name_long.
base::Status CheckFileName(std::string_view name);

}  // namespace maktab::model
