#include "http/upload.h"

#include <cstdio>
#include <memory>

#include "crypto/random.h"
#include "http/multipart.h"

namespace maktab::http {

Upload::~Upload() {
  for (const File& file : files) {
    std::error_code ignored;
    std::filesystem::remove(file.path, ignored);
  }
}

std::vector<std::filesystem::path> Upload::TakeFiles() {
  std::vector<std::filesystem::path> taken;
  for (File& file : files) taken.push_back(std::move(file.path));
  files.clear();
  return taken;
}

namespace {

class UploadSink final : public MultipartSink {
 public:
  UploadSink(const UploadOptions& options, Upload& upload) : options_(options), upload_(upload) {}

  base::Status OnPart(const PartHead& head) override {
    is_file_ = head.is_file;
    if (!is_file_) {
      field_ = &upload_.fields[head.name];
      field_->clear();
      return {};
    }
    // A file input that was left empty sends a file without a name.
    if (head.sent_name.empty()) return {};
    const std::filesystem::path path = options_.folder / ("upload_" + crypto::RandomToken(12));
    file_.reset(std::fopen(path.c_str(), "wbx"));
    if (!file_) return base::Err("http.disk_full").Log("open " + path.string());
    upload_.files.push_back({head.file_name, path, head.sent_name});
    return {};
  }

  base::Status OnData(std::string_view bytes) override {
    if (!is_file_) {
      if (field_->size() + bytes.size() > kMaxFieldBytes) return base::Err("http.bad_parameter").With("name", "field");
      field_->append(bytes);
      return {};
    }
    received_ += bytes.size();
    if (received_ > options_.max_bytes) {
      return base::Err("http.upload_too_large").With("limit", std::to_string(options_.max_bytes));
    }
    if (!file_) return {};
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) return {};
    return base::Err("http.disk_full").Log("write");
  }

  base::Status OnPartEnd() override {
    if (!file_) return {};
    if (std::fclose(file_.release()) == 0) return {};
    return base::Err("http.disk_full").Log("close");
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const UploadOptions& options_;
  Upload& upload_;
  bool is_file_ = false;
  std::string* field_ = nullptr;
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t received_ = 0;
};

}  // namespace

Task<base::Result<Upload>> ReceiveUpload(Request& request, const UploadOptions& options, WorkerPool& pool) {
  base::Result<std::string> boundary = MultipartParser::BoundaryOf(request.headers.Get("Content-Type"));
  if (!boundary.ok()) co_return std::move(boundary).error();
  std::error_code ignored;
  std::filesystem::create_directories(options.folder, ignored);
  Upload upload;
  UploadSink sink(options, upload);
  MultipartParser parser(*boundary, sink);
  for (;;) {
    base::Result<std::string> bytes = co_await request.reader->ReadSome();
    if (!bytes.ok()) co_return std::move(bytes).error();
    if (bytes->empty()) break;
    const auto feed = [&parser, &bytes] { return parser.Feed(*bytes); };
    const base::Status fed = co_await pool.Run(feed);
    if (!fed.ok()) co_return fed.error();
  }
  const base::Status finished = parser.Finish();
  if (!finished.ok()) co_return finished.error();
  co_return std::move(upload);
}

}  // namespace maktab::http
