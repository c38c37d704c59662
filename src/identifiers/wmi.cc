#include "identifiers/wmi.h"

#include <algorithm>

#include "identifiers/fold.h"
#include "identifiers/toml_table.h"

namespace maktab::identifiers {
namespace {

constexpr std::string_view kFile = "wmi.toml";
constexpr std::size_t kShortest = 2;
constexpr std::size_t kLongest = 8;
constexpr std::size_t kSmallMakerKey = 6;  // WMI and positions 12 to 14

std::uint64_t Pack(std::string_view key) {
  std::uint64_t packed = 0;
  for (const char c : key) packed = packed << 8U | static_cast<unsigned char>(c);
  return packed;
}

bool IsKey(std::string_view key) {
  return key.size() >= kShortest && key.size() <= kLongest &&
         std::all_of(key.begin(), key.end(), [](char c) { return IsDigit(c) || IsLatinLetter(c); });
}

}  // namespace

base::Result<WmiTable> WmiTable::Load(std::string_view toml) {
  MAKTAB_ASSIGN(const toml::table table, ParseToml(toml, kFile));
  MAKTAB_ASSIGN(const auto rows, Rows(table, "maker", kFile));
  WmiTable makers;
  for (const toml::table* row : rows) {
    MAKTAB_ASSIGN(std::string name, RequiredText(*row, "name", kFile));
    MAKTAB_ASSIGN(const auto keys, RequiredTexts(*row, "wmi", kFile));
    for (const std::string& key : keys) {
      if (!IsKey(key)) {
        return WrongDefinition(kFile, row->get("wmi"), "\"" + key + "\" is not 2 to 8 characters A-Z, 0-9");
      }
      if (!makers.makers_by_key_.emplace(Pack(key), makers.names_.size()).second) {
        return WrongDefinition(kFile, row->get("wmi"), "\"" + key + "\" is there twice");
      }
      makers.lengths_[key.size()] = true;
    }
    makers.names_.push_back(std::move(name));
  }
  return makers;
}

std::string_view WmiTable::MakerOf(std::string_view vin) const {
  const auto find = [&](std::string_view key) -> std::string_view {
    const auto at = makers_by_key_.find(Pack(key));
    return at == makers_by_key_.end() ? std::string_view() : std::string_view(names_[at->second]);
  };
  if (vin.size() >= 14 && vin[2] == '9') {
    char key[kSmallMakerKey];
    std::copy_n(vin.begin(), 3, key);
    std::copy_n(vin.begin() + 11, 3, key + 3);
    if (const auto maker = find({key, kSmallMakerKey}); !maker.empty()) return maker;
  }
  for (std::size_t length = std::min(kLongest, vin.size()); length >= kShortest; --length) {
    if (!lengths_[length]) continue;
    if (const auto maker = find(vin.substr(0, length)); !maker.empty()) return maker;
  }
  return {};
}

}  // namespace maktab::identifiers
