#include "model/definitions.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

#include "base/assert.h"

namespace {
struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};
}  // namespace

extern "C" const EmbeddedFile maktab_definitions[];

namespace maktab::model {
namespace {

// In these a bureau may have files of its own besides those that replace built-in ones.
constexpr std::array<std::string_view, 4> kOpenFolders = {"calendars", "letters", "registers", "treaties"};

// The files of the bureau's folder that count.
std::set<std::string> NamesWithin(const std::filesystem::path& folder) {
  std::set<std::string> names;
  std::error_code code;
  for (const EmbeddedFile* file = maktab_definitions; file->name != nullptr; ++file) {
    if (std::filesystem::exists(folder / file->name, code)) names.insert(file->name);
  }
  for (const std::string_view open : kOpenFolders) {
    for (const auto& file : std::filesystem::directory_iterator(folder / open, code)) {
      if (file.path().extension() == ".toml") names.insert(std::string(open) + "/" + file.path().filename().string());
    }
  }
  return names;
}

}  // namespace

base::Result<Definitions> Definitions::WithOverrides(const std::filesystem::path& folder) {
  Definitions definitions;
  for (const std::string& name : NamesWithin(folder)) {
    const std::filesystem::path path = folder / name;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return base::Err("definitions.unreadable").With("file", path.string());
    definitions.overrides_.emplace_back(name, text.str());
  }
  return definitions;
}

std::string_view Definitions::Text(std::string_view name) const {
  for (const auto& [key, text] : overrides_) {
    if (key == name) return text;
  }
  for (const EmbeddedFile* file = maktab_definitions; file->name != nullptr; ++file) {
    if (name == file->name) return {file->begin, std::size_t(file->end - file->begin)};
  }
  const bool built_in = false;
  MAKTAB_ASSERT(built_in);
  return {};
}

std::vector<std::string> Definitions::Names(std::string_view folder) const {
  const auto inside = [&](std::string_view name) {
    return name.size() > folder.size() + 1 && name.starts_with(folder) && name[folder.size()] == '/';
  };
  std::set<std::string> names;
  for (const EmbeddedFile* file = maktab_definitions; file->name != nullptr; ++file) {
    if (inside(file->name)) names.insert(file->name);
  }
  for (const auto& [name, text] : overrides_) {
    if (inside(name)) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace maktab::model
