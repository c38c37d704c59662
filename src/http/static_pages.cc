#include "http/static_pages.h"

#include <array>
#include <utility>

#include "base/hash.h"
#include "http/header_values.h"

namespace maktab::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
}};

std::string TypeOf(std::string_view name) {
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

constexpr std::string_view kNoPages =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Maktab</title></head><body><h1>Maktab</h1>"
    "<p>This program was built without its pages (MAKTAB_WEB=OFF). The interface for programs is at "
    "<a href=\"/api/openapi.json\">/api/openapi.json</a>.</p></body></html>\n";

}  // namespace

StaticPages::StaticPages(const EmbeddedFile* files) {
  for (const EmbeddedFile* file = files; file->name != nullptr; ++file) {
    const std::string_view name = file->name;
    const std::string_view bytes(file->begin, std::size_t(file->end - file->begin));
    if (name.ends_with(".gz")) {
      files_[std::string(name.substr(0, name.size() - 3))].gzip = bytes;
      continue;
    }
    File& page = files_[std::string(name)];
    page.bytes = bytes;
    page.content_type = TypeOf(name);
    page.tag = '"' + std::to_string(base::HashBytes(bytes)) + '"';
    page.hashed = name.starts_with("assets/");
  }
}

std::optional<Response> StaticPages::Find(const Request& request) const {
  std::string name;
  for (const std::string& segment : request.segments) {
    if (!name.empty()) name += '/';
    name += segment;
  }
  if (const auto file = files_.find(name); file != files_.end() && !name.empty()) return Give(file->second, request);
  const bool looks_like_file = !request.segments.empty() && request.segments.back().find('.') != std::string::npos;
  if (looks_like_file) return std::nullopt;
  if (const auto index = files_.find("index.html"); index != files_.end()) return Give(index->second, request);
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.embedded_body = kNoPages;
  return response;
}

Response StaticPages::Give(const File& file, const Request& request) const {
  Response response;
  response.cacheable = true;
  response.headers.Add("Cache-Control", file.hashed ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.Add("ETag", file.tag);
  if (!file.gzip.empty()) response.headers.Add("Vary", "Accept-Encoding");
  if (NamesTag(request.headers.Get("If-None-Match"), file.tag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  response.embedded_body = file.bytes;
  if (!file.gzip.empty() && AcceptsCoding(request.headers.Get("Accept-Encoding"), "gzip")) {
    response.embedded_body = file.gzip;
    response.headers.Add("Content-Encoding", "gzip");
  }
  return response;
}

}  // namespace maktab::http
