#include "lists/json_values.h"

namespace maktab::lists {
namespace {

constexpr std::size_t kReadBytes = 256U << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

base::Result<bool> JsonValues::Fill() {
  chunk_.resize(kReadBytes);
  std::size_t got = 0;
  bool ended = false;
  // The mark may come in pieces.
  do {
    MAKTAB_ASSIGN(const std::size_t more, intake_.Read(source_, chunk_.data() + got, kReadBytes - got));
    ended = more == 0;
    got += more;
  } while (first_ && got < kByteOrderMark.size() && !ended);
  chunk_.resize(got);
  at_ = first_ && chunk_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  first_ = false;
  return got > 0;
}

// False at the end of the source.
base::Result<bool> JsonValues::SkipBlank() {
  while (true) {
    for (; at_ < chunk_.size(); ++at_) {
      const char c = chunk_[at_];
      if (c == '\n') ++next_line_;
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return true;
    }
    MAKTAB_ASSIGN(const bool more, Fill());
    if (!more) return false;
  }
}

// Takes bytes until the value's brackets are closed or the chunk ends.
void JsonValues::Scan() {
  const std::size_t from = at_;
  while (at_ < chunk_.size()) {
    const char c = chunk_[at_++];
    if (c == '\n') ++next_line_;
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      break;
    }
  }
  too_long_ = too_long_ || value_.size() + (at_ - from) > intake_.limits().document_bytes;
  if (too_long_) {
    value_.clear();
  } else {
    value_.append(chunk_, from, at_ - from);
  }
}

base::Result<JsonValues::Kind> JsonValues::Next(std::string_view& text) {
  value_.clear();
  depth_ = 0;
  in_string_ = escaped_ = too_long_ = false;
  MAKTAB_ASSIGN(const bool found, SkipBlank());
  line_ = next_line_;
  if (!found) return Kind::kEnd;
  if (chunk_[at_] != '{' && chunk_[at_] != '[') {
    while (true) {
      while (at_ < chunk_.size() && chunk_[at_] != '\n') ++at_;
      if (at_ < chunk_.size()) return Kind::kNoBracket;
      MAKTAB_ASSIGN(const bool more, Fill());
      if (!more) return Kind::kNoBracket;
    }
  }
  while (true) {
    Scan();
    if (depth_ == 0) break;
    MAKTAB_ASSIGN(const bool more, Fill());
    if (!more) return Kind::kUnclosed;
  }
  text = value_;
  return too_long_ ? Kind::kTooLong : Kind::kValue;
}

}  // namespace maktab::lists
