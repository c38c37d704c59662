#include "model/file_rules.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

constexpr std::string_view kFile = "attachments.toml";
constexpr std::int64_t kMostBytes = std::int64_t{2} << 30U;
constexpr std::size_t kMaxNameBytes = 200;

std::string LowerEnding(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  std::string ending(dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return ending;
}

}  // namespace

base::Result<FileRules> FileRules::Load(const Definitions& definitions) {
  FileRules rules;
  TomlReader reader{std::string(kFile)};
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(kFile)));
  rules.max_bytes_ = table["max_bytes"].value_or(std::int64_t{0});
  if (rules.max_bytes_ <= 0 || rules.max_bytes_ >= kMostBytes) {
    reader.Note(table, "max_bytes: write a whole number from 1, below 2 GiB");
  }
  std::set<std::string> endings;
  reader.Rows(table, "type", [&](const toml::table& row) {
    FileType type{reader.Text(row, "media"), reader.Texts(row, "names"), reader.Texts(row, "content")};
    const bool media =
        type.media.find('/') != std::string::npos && type.media.find_first_of("\r\n;\"") == std::string::npos;
    if (!media) reader.Note(row, "media: write a media type, such as application/pdf");
    if (type.names.empty() || type.content.empty()) reader.Note(row, type.media + ": write names and content");
    for (const std::string& name : type.names) {
      if (name.empty() || LowerEnding("." + name) != name) reader.Note(row, name + ": lower case, without the dot");
      if (!endings.insert(name).second) reader.Note(row, name + " (doubled)");
    }
    rules.types_.push_back(std::move(type));
  });
  if (rules.types_.empty()) reader.Note(table, "write at least one [[type]]");
  MAKTAB_TRY(reader.status());
  return rules;
}

const FileType* FileRules::ByName(std::string_view name) const {
  const std::string ending = LowerEnding(name);
  for (const FileType& type : types_) {
    if (std::find(type.names.begin(), type.names.end(), ending) != type.names.end()) return &type;
  }
  return nullptr;
}

std::string FileRules::Endings() const {
  std::string out;
  for (const FileType& type : types_) {
    for (const std::string& name : type.names) out += (out.empty() ? "." : ", .") + name;
  }
  return out;
}

base::Status CheckFileName(std::string_view name) {
  if (name.find_first_of("/\\") != std::string_view::npos || name == "." || name == "..") {
    return base::Err("file.name_path");
  }
  bool hidden = !base::IsValidUtf8(name);
  for (std::size_t at = 0; at < name.size() && !hidden;) {
    const char32_t c = base::NextCodePoint(name, at);
    hidden = base::IsInvisibleControl(c) || (c < 0x20);
  }
  if (hidden) return base::Err("file.name_hidden");
  if (base::CleanText(name).empty()) return base::Err("file.name_missing");
  if (name.size() > kMaxNameBytes) return base::Err("file.name_long").With("limit", std::to_string(kMaxNameBytes));
  return {};
}

}  // namespace maktab::model
