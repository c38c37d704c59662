// Any bytes as a form, in pieces of any size: what is told of the parts must not depend on the pieces.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "http/multipart.h"

namespace {

class Transcript final : public maktab::http::MultipartSink {
 public:
  std::string text;
  maktab::base::Status OnPart(const maktab::http::PartHead& head) override {
    text += "<" + head.name + "|" + head.file_name + ">";
    return {};
  }
  maktab::base::Status OnData(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  maktab::base::Status OnPartEnd() override {
    text += "<end>";
    return {};
  }
};

// False if the form was refused: then how much was told before it depends on the pieces.
bool Read(std::string_view bytes, std::size_t step, std::string& text) {
  Transcript transcript;
  maktab::http::MultipartParser parser("b", transcript);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    if (!parser.Feed(bytes.substr(at, step)).ok()) return false;
  }
  text = transcript.text + (parser.Finish().ok() ? "" : "<cut>");
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string whole;
  std::string pieces;
  const bool read_whole = Read(bytes, size + 1, whole);
  const bool read_pieces = Read(bytes, 1, pieces);
  MAKTAB_ASSERT(read_whole == read_pieces);
  if (read_whole) {
    // Data that may still be part of a delimiter is held back, so a cut form may have told less of its last part.
    MAKTAB_ASSERT(whole == pieces || whole.ends_with("<cut>"));
  }
  (void)maktab::http::MultipartParser::BoundaryOf(bytes);
  return 0;
}
