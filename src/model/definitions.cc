#include "model/definitions.h"

#include <algorithm>
#include <fstream>
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

base::Result<Definitions> Definitions::WithOverrides(const std::filesystem::path& folder) {
  Definitions definitions;
  for (const EmbeddedFile* file = maktab_definitions; file->name != nullptr; ++file) {
    const std::filesystem::path path = folder / file->name;
    std::error_code code;
    if (!std::filesystem::exists(path, code)) continue;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return base::Err("definitions.unreadable").With("file", path.string());
    definitions.overrides_.emplace_back(file->name, text.str());
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
  std::vector<std::string> names;
  for (const EmbeddedFile* file = maktab_definitions; file->name != nullptr; ++file) {
    const std::string_view name = file->name;
    if (name.size() > folder.size() + 1 && name.starts_with(folder) && name[folder.size()] == '/') {
      names.emplace_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace maktab::model
