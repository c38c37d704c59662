#include "http/multipart.h"

#include <algorithm>

#include "http/header_values.h"
#include "http/message.h"

namespace maktab::http {

namespace {

base::Error Bad(const char* what) {
  return base::Err("http.multipart_bad").Log(what);
}

// name and file name of a part's Content-Disposition line.
base::Status ReadDisposition(std::string_view value, PartHead& head) {
  const auto disposition = ParseMediaType(value);
  if (!disposition || disposition->type != "form-data") return Bad("disposition");
  const auto name = disposition->parameters.find("name");
  if (name == disposition->parameters.end()) return Bad("part without a name");
  head.name = name->second;
  if (const auto file = disposition->parameters.find("filename"); file != disposition->parameters.end()) {
    head.is_file = true;
    head.sent_name = file->second;
    const auto slash = file->second.find_last_of("/\\");
    head.file_name = slash == std::string::npos ? file->second : file->second.substr(slash + 1);
  }
  return {};
}

base::Result<PartHead> ReadPartHead(std::string_view lines) {
  PartHead head;
  bool named = false;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find("\r\n"), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 2, lines.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Bad("head line without a colon");
    if (!EqualsIgnoringCase(line.substr(0, colon), "Content-Disposition")) continue;
    if (named) return Bad("two dispositions");
    MAKTAB_TRY(ReadDisposition(Trim(line.substr(colon + 1)), head));
    named = true;
  }
  if (!named) return Bad("no disposition");
  return head;
}

}  // namespace

base::Result<std::string> MultipartParser::BoundaryOf(std::string_view content_type) {
  const auto media = ParseMediaType(content_type);
  if (!media || media->type != "multipart/form-data") {
    return base::Err("http.unsupported_media_type").With("wanted", "multipart/form-data");
  }
  const auto boundary = media->parameters.find("boundary");
  if (boundary == media->parameters.end() || boundary->second.empty() || boundary->second.size() > 70 ||
      boundary->second.find_first_of("\r\n") != std::string::npos) {
    return Bad("boundary");
  }
  return boundary->second;
}

MultipartParser::MultipartParser(std::string_view boundary, MultipartSink& sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(sink) {}

base::Status MultipartParser::Feed(std::string_view bytes) {
  pending_.append(bytes);
  for (;;) {
    base::Result<bool> progressed = Step();
    if (!progressed.ok()) return progressed.error();
    if (!*progressed) break;
  }
  pending_.erase(0, used_);
  used_ = 0;
  return {};
}

base::Status MultipartParser::Finish() const {
  if (state_ != State::kEnd) return base::Err("http.upload_cut");
  return {};
}

base::Result<bool> MultipartParser::Step() {
  switch (state_) {
    case State::kPreamble:
      return StepPreamble();
    case State::kAfterDelimiter:
      return StepAfterDelimiter();
    case State::kHead:
      return StepHead();
    case State::kData:
      return StepData();
    case State::kEnd:
      break;
  }
  used_ = pending_.size();  // the epilogue means nothing
  return false;
}

bool MultipartParser::StepPreamble() {
  const auto at = Pending().find(delimiter_);
  if (at == std::string_view::npos) {
    const std::size_t keep = std::min(Pending().size(), delimiter_.size() - 1);
    used_ = pending_.size() - keep;
    return false;
  }
  used_ += at + delimiter_.size();
  state_ = State::kAfterDelimiter;
  return true;
}

base::Result<bool> MultipartParser::StepAfterDelimiter() {
  const std::size_t text = std::min(Pending().find_first_not_of(" \t"), Pending().size());
  if (text > kMaxPartHeadBytes) return Bad("padding");
  const std::string_view rest = Pending().substr(text);
  if (rest.size() < 2) return false;
  if (rest.starts_with("--")) {
    state_ = State::kEnd;
  } else if (rest.starts_with("\r\n")) {
    if (++parts_ > kMaxParts) return Bad("too many parts");
    state_ = State::kHead;
  } else {
    return Bad("delimiter");
  }
  used_ += text + 2;
  return true;
}

base::Result<bool> MultipartParser::StepHead() {
  const auto end = Pending().find("\r\n\r\n");
  if (end == std::string_view::npos || end > kMaxPartHeadBytes) {
    if (Pending().size() >= kMaxPartHeadBytes + 4) return Bad("head too long");
    return false;
  }
  MAKTAB_ASSIGN(const PartHead head, ReadPartHead(Pending().substr(0, end)));
  used_ += end + 4;
  MAKTAB_TRY(sink_.OnPart(head));
  state_ = State::kData;
  return true;
}

base::Result<bool> MultipartParser::StepData() {
  const auto at = Pending().find(delimiter_);
  if (at != std::string_view::npos) {
    if (at > 0) MAKTAB_TRY(sink_.OnData(Pending().substr(0, at)));
    MAKTAB_TRY(sink_.OnPartEnd());
    used_ += at + delimiter_.size();
    state_ = State::kAfterDelimiter;
    return true;
  }
  const std::size_t keep = std::min(Pending().size(), delimiter_.size() - 1);
  const std::size_t sure = Pending().size() - keep;
  if (sure > 0) MAKTAB_TRY(sink_.OnData(Pending().substr(0, sure)));
  used_ += sure;
  return false;
}

}  // namespace maktab::http
