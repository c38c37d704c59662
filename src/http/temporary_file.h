// A file that is made for one answer and goes away with it.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "http/message.h"
#include "http/task.h"

namespace maktab::http {

class TemporaryFile {
 public:
  // Its name in the folder, which is made if it is not there; nothing is written yet.
  TemporaryFile(const std::filesystem::path& folder, std::string_view ending);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// To be saved under this name (http/file_stream.h); the file lives as long as the answer. `pool` must outlive it.
Response ToSave(std::shared_ptr<TemporaryFile> file, std::string_view name, std::string_view media_type,
                WorkerPool& pool);

}  // namespace maktab::http
