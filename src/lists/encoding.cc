#include "lists/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/utf8.h"

namespace maktab::lists {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

class Decoding final : public ByteSource {
 public:
  Decoding(std::unique_ptr<ByteSource> source, Converter from) : source_(std::move(source)), from_(std::move(from)) {}
  base::Result<std::size_t> Read(char* to, std::size_t size) override;
  std::optional<std::uint64_t> size() const override { return source_->size(); }
  std::string_view name() const override { return source_->name(); }

 private:
  base::Status Fill();

  std::unique_ptr<ByteSource> source_;
  Converter from_;
  std::string text_;  // UTF-8 not yet given
  std::size_t at_ = 0;
  bool at_end_ = false;
};

// Converts one piece of the file into text_.
base::Status Decoding::Fill() {
  constexpr std::size_t kPiece = 32U << 10U;
  std::vector<char> raw(kPiece);
  std::vector<UChar> units(kPiece + 16);
  MAKTAB_ASSIGN(const std::size_t got, source_->Read(raw.data(), raw.size()));
  at_end_ = got == 0;
  text_.clear();
  at_ = 0;
  const char* from = raw.data();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  std::u16string all;
  while (error == U_BUFFER_OVERFLOW_ERROR) {
    error = U_ZERO_ERROR;
    UChar* to = units.data();
    ucnv_toUnicode(from_.get(), &to, units.data() + units.size(), &from, raw.data() + got, nullptr,
                   static_cast<UBool>(at_end_), &error);
    all.append(units.data(), to);
  }
  if (U_FAILURE(error) != 0) return base::Err("lists.unreadable_file").With("file", name()).Log(u_errorName(error));
  // The converter never gives half a surrogate pair at the end of a piece.
  for (std::size_t i = 0; i < all.size(); ++i) {
    char32_t c = all[i];
    const bool pair = c >= 0xD800 && c < 0xDC00 && i + 1 < all.size();
    if (pair) c = 0x10000 + ((c - 0xD800) << 10U) + (all[++i] - 0xDC00);
    base::AppendUtf8(text_, c);
  }
  return {};
}

base::Result<std::size_t> Decoding::Read(char* to, std::size_t size) {
  while (at_ == text_.size() && !at_end_) MAKTAB_TRY(Fill());
  const std::size_t give = std::min(size, text_.size() - at_);
  std::memcpy(to, text_.data() + at_, give);
  at_ += give;
  return give;
}

}  // namespace

base::Result<std::unique_ptr<ByteSource>> DecodingSource(std::unique_ptr<ByteSource> source,
                                                         const std::string& encoding) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &error));
  if (U_FAILURE(error) != 0 || encoding.empty()) {
    return base::Err("lists.unknown_encoding").With("encoding", base::CleanText(base::TruncateUtf8(encoding, 60)));
  }
  return std::unique_ptr<ByteSource>(std::make_unique<Decoding>(std::move(source), std::move(converter)));
}

}  // namespace maktab::lists
