// A form with files on its way to disk: each file into a temporary one of its own, which goes away unless it is taken.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "http/task.h"

namespace maktab::http {

class Upload {
 public:
  struct File {
    std::string name;  // as the client calls it; only to show
    std::filesystem::path path;
    std::string sent_name = {};  // with the folder, if the client sent one
  };

  Upload() = default;
  ~Upload();  // removes the files that are left
  Upload(Upload&&) noexcept = default;
  Upload& operator=(Upload&&) = delete;

  std::map<std::string, std::string> fields;
  std::vector<File> files;

  // The caller owns the files from now on.
  std::vector<std::filesystem::path> TakeFiles();
};

constexpr std::size_t kMaxFieldBytes = 256 * 1024;

struct UploadOptions {
  std::filesystem::path folder;  // made if absent
  std::uint64_t max_bytes = 0;   // of all files together
};

// Reads the multipart/form-data body of a request to its end. Errors: http.unsupported_media_type, http.multipart_bad,
// http.upload_cut, http.upload_too_large, http.disk_full, http.bad_parameter (a field is too large), and those of the
// body.
Task<base::Result<Upload>> ReceiveUpload(Request& request, const UploadOptions& options, WorkerPool& pool);

}  // namespace maktab::http
