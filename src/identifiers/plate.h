// Registration plates: a table of patterns by country (definitions/plates.toml) and the reading of a plate by it,
// however it was typed: separators or none, Latin or Arabic letters, Latin, Arabic-Indic or Persian digits, and, where
// the country writes from right to left, either order. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "identifiers/warning.h"

namespace maktab::identifiers {

// What a plate may be. Views live as long as the PlateTable.
struct PlateCandidate {
  std::string_view country;  // ISO 3166-1 alpha-2
  std::string_view series;   // name of the pattern: "siv", "fni", "provincial"
  std::string canonical;     // as the plate shows it: "AA-123-AA", "12345-أ-6"
  std::string key;           // Latin letters and digits only; the same for each way of typing this plate
  std::vector<std::pair<std::string_view, std::string>> fields;  // groups of the pattern, region names
  std::vector<Warning> warnings;
  bool reversed = false;  // read from its other end
};

struct PlatePatterns;  // the compiled table (plate_patterns.h)

// Immutable after Load; any thread may read.
class PlateTable {
 public:
  // Error: definitions.wrong (file, line, what).
  static base::Result<PlateTable> Load(std::string_view toml);

  PlateTable(PlateTable&&) noexcept;
  PlateTable& operator=(PlateTable&&) noexcept;
  ~PlateTable();

  const PlatePatterns& patterns() const { return *patterns_; }

 private:
  PlateTable();
  std::unique_ptr<PlatePatterns> patterns_;
};

enum class PlateReading : std::uint8_t {
  kSure,  // only what can hardly be another number: patterns marked compact, or with their separators typed
  kAny,   // the reader says that it is a plate: separators may be missing everywhere
};

enum class PlateDetail : std::uint8_t {
  kAll,    // every candidate in full
  kFirst,  // the first in full; the others with country, series, key and `reversed` alone, for speed
};

// The candidates in the order of the table, one for each country and key; empty if no pattern fits.
std::vector<PlateCandidate> ParsePlate(std::string_view text, const PlateTable& table, PlateReading reading,
                                       PlateDetail detail = PlateDetail::kAll);

}  // namespace maktab::identifiers
