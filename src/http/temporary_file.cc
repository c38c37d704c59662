#include "http/temporary_file.h"

#include <string>
#include <utility>

#include "crypto/random.h"
#include "http/file_stream.h"

namespace maktab::http {

TemporaryFile::TemporaryFile(const std::filesystem::path& folder, std::string_view ending)
    : path_(folder / ("export_" + crypto::RandomToken(12) + "." + std::string(ending))) {
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

Response ToSave(std::shared_ptr<TemporaryFile> file, std::string_view name, std::string_view media_type,
                WorkerPool& pool) {
  Response response = FileToSave(file->path(), name, media_type, pool);
  response.stream = [file = std::move(file), send = std::move(response.stream)](BodyWriter& writer) {
    return send(writer);
  };
  return response;
}

}  // namespace maktab::http
