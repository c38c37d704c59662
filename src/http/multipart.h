// multipart/form-data (RFC 7578) as it streams by. Does no I/O and keeps no more than one delimiter and one part's
// head.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace maktab::http {

struct PartHead {
  std::string name;
  std::string file_name;  // as sent, without any folder; only to show, never to open
  std::string sent_name;  // with the folder, if the client sent one
  bool is_file = false;   // a file name was given, if an empty one
};

class MultipartSink {
 public:
  virtual ~MultipartSink() = default;
  // An error stops the reading and is what Feed gives.
  virtual base::Status OnPart(const PartHead& head) = 0;
  virtual base::Status OnData(std::string_view bytes) = 0;
  virtual base::Status OnPartEnd() = 0;
};

constexpr std::size_t kMaxPartHeadBytes = 8 * 1024;
constexpr std::size_t kMaxParts = 64;

class MultipartParser {
 public:
  // The boundary of a Content-Type value. Errors: http.unsupported_media_type, http.multipart_bad (no boundary, or one
  // that is empty or longer than 70 letters).
  static base::Result<std::string> BoundaryOf(std::string_view content_type);

  MultipartParser(std::string_view boundary, MultipartSink& sink);
  // Errors: http.multipart_bad, and the sink's.
  base::Status Feed(std::string_view bytes);
  // To be called at the end of the body. Error: http.upload_cut if the last delimiter has not come.
  base::Status Finish() const;

 private:
  enum class State { kPreamble, kAfterDelimiter, kHead, kData, kEnd };
  // Each takes what it can off pending_; false if it needs more.
  base::Result<bool> Step();
  bool StepPreamble();
  base::Result<bool> StepAfterDelimiter();
  base::Result<bool> StepHead();
  base::Result<bool> StepData();
  std::string_view Pending() const { return std::string_view(pending_).substr(used_); }

  const std::string delimiter_;  // CR LF -- boundary
  MultipartSink& sink_;
  State state_ = State::kPreamble;
  std::string pending_ = "\r\n";  // so that a delimiter at the very start looks like any other
  std::size_t used_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace maktab::http
