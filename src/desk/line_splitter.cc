#include "desk/bulk.h"

namespace maktab::desk {
namespace {

BulkLine MakeLine(std::string_view text) {
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  if (text.size() > kMaxBulkLineBytes) return {{}, true};
  return {text, false};
}

}  // namespace

std::vector<BulkLine> LineSplitter::Feed(std::string_view bytes, std::string& text) {
  std::vector<BulkLine> lines;
  if (skipping_) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return lines;
    skipping_ = false;
    bytes.remove_prefix(end + 1);
    lines.push_back({{}, true});
  }
  text.assign(held_);
  text += bytes;
  held_.clear();
  std::string_view rest = text;
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    lines.push_back(MakeLine(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  if (rest.size() > kMaxBulkLineBytes) {
    skipping_ = true;
  } else {
    held_ = rest;
  }
  return lines;
}

std::vector<BulkLine> LineSplitter::End(std::string& text) {
  if (skipping_) {
    skipping_ = false;
    return {{{}, true}};
  }
  text.assign(held_);
  held_.clear();
  if (text.empty()) return {};
  return {MakeLine(text)};
}

}  // namespace maktab::desk
