#include "lists/list_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lists/csv_list.h"
#include "lists/ftm.h"
#include "lists/intake.h"
#include "lists/interpol.h"
#include "lists/ofac.h"
#include "lists/un.h"

namespace maktab::lists {
namespace {

constexpr std::array<std::pair<Format, std::string_view>, 5> kFormats = {{
    {Format::kUn, "un"},
    {Format::kOfac, "ofac"},
    {Format::kFtm, "ftm"},
    {Format::kInterpol, "interpol"},
    {Format::kCsv, "csv"},
}};

base::Error Unreadable(std::string_view name, int error) {
  return base::Err("lists.unreadable_file").With("file", name).Log(std::strerror(error));
}

}  // namespace

base::Result<std::unique_ptr<ByteSource>> FileSource::Open(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  std::unique_ptr<FileSource> source(new FileSource);
  source->name_ = name;
  source->file_.reset(std::fopen(path.c_str(), "rbe"));
  if (!source->file_) return Unreadable(name, errno);
  struct stat info {};
  if (fstat(fileno(source->file_.get()), &info) != 0) return Unreadable(name, errno);
  if (S_ISDIR(info.st_mode)) return Unreadable(name, EISDIR);
  if (S_ISREG(info.st_mode)) source->size_ = std::uint64_t(info.st_size);
  return std::unique_ptr<ByteSource>(std::move(source));
}

base::Result<std::size_t> FileSource::Read(char* to, std::size_t size) {
  const std::size_t got = std::fread(to, 1, size, file_.get());
  if (got == 0 && std::ferror(file_.get()) != 0) return Unreadable(name_, errno);
  return got;
}

base::Result<std::size_t> MemorySource::Read(char* to, std::size_t size) {
  const std::size_t got = std::min({size, step_, text_.size() - at_});
  std::memcpy(to, text_.data() + at_, got);
  at_ += got;
  return got;
}

std::optional<Format> ParseFormat(std::string_view name) {
  for (const auto& [format, text] : kFormats) {
    if (text == name) return format;
  }
  return std::nullopt;
}

std::string_view FormatName(Format format) {
  return kFormats[std::size_t(format)].second;
}

base::Result<ListInfo> ReadList(Format format, std::vector<std::unique_ptr<ByteSource>> files,
                                const ReadOptions& options, EntrySink& sink) {
  if (files.empty()) return base::Err("lists.no_file");
  Intake intake(options, sink);
  ListInfo info;
  base::Status status;
  switch (format) {
    case Format::kUn:
      status = ReadUn(std::move(files), intake, info);
      break;
    case Format::kOfac:
      status = ReadOfac(std::move(files), intake, info);
      break;
    case Format::kFtm:
      status = ReadFtm(std::move(files), intake, info);
      break;
    case Format::kInterpol:
      status = ReadInterpol(std::move(files), intake, info);
      break;
    case Format::kCsv:
      status = ReadCsvList(std::move(files), options.csv_mapping, intake, info);
      break;
  }
  if (!status.ok()) return base::Error(status.error());
  MAKTAB_TRY(intake.Finish());
  return info;
}

}  // namespace maktab::lists
