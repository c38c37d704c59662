// Makers by world manufacturer identifier (definitions/wmi.toml).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace maktab::identifiers {

// Immutable after Load; any thread may read.
class WmiTable {
 public:
  // Error: definitions.wrong (file, line, what).
  static base::Result<WmiTable> Load(std::string_view toml);

  // The maker whose entry is the longest beginning of the VIN, small makers (third character 9) by their positions 12
  // to 14 first; empty if none is. The view lives as long as the table.
  std::string_view MakerOf(std::string_view vin) const;
  std::size_t size() const { return makers_by_key_.size(); }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::uint64_t, std::uint32_t> makers_by_key_;
  std::array<bool, 9> lengths_{};  // the lengths that entries have
};

}  // namespace maktab::identifiers
