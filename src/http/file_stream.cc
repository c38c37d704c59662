#include "http/file_stream.h"

#include <fstream>
#include <memory>

#include "base/utf8.h"

namespace maktab::http {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;

Task<base::Status> SendFile(const std::filesystem::path& path, WorkerPool& pool, BodyWriter& writer) {
  std::ifstream in(path, std::ios::binary);
  for (;;) {
    const auto read = [&in]() -> base::Result<std::string> {
      std::string piece(kPiece, '\0');
      in.read(piece.data(), std::streamsize(piece.size()));
      if (in.bad()) return base::Err("store.file_missing");
      piece.resize(std::size_t(in.gcount()));
      return piece;
    };
    base::Result<std::string> piece = co_await pool.Run(read);
    if (!piece.ok()) co_return piece.error();
    if (piece->empty()) co_return base::Status();
    const base::Status sent = co_await writer.Write(std::move(*piece));
    if (!sent.ok()) co_return sent;
  }
}

// RFC 8187: what no token may hold as %XX of its UTF-8.
std::string Percent(std::string_view name) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : name) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 0x0FU]};
    }
  }
  return out;
}

// For clients that know no other names: ASCII without quotes.
std::string Plain(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = base::NextCodePoint(name, at);
    out += c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%' ? char(c) : '_';
  }
  return out;
}

}  // namespace

std::string Disposition(std::string_view kind, std::string_view name) {
  return std::string(kind) + "; filename=\"" + Plain(name) + "\"; filename*=UTF-8''" + Percent(name);
}

void MarkToSave(Response& response, std::string_view name) {
  response.headers.Add("Content-Disposition", Disposition("attachment", name));
  response.headers.Add("Content-Security-Policy", "sandbox; default-src 'none'");
}

Response FileToSave(const std::filesystem::path& file, std::string_view name, std::string_view media_type,
                    WorkerPool& pool) {
  Response response;
  response.content_type = media_type;
  MarkToSave(response, name);
  response.stream = [file, &pool](BodyWriter& writer) { return SendFile(file, pool, writer); };
  return response;
}

}  // namespace maktab::http
