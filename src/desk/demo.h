// A made-up demonstration: persons, papers, vehicles and vessels that exist nowhere, the same for the same seed,
// brought in through the same import as real lists.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "model/definitions.h"

namespace maktab::desk {

struct DemoOptions {
  std::uint64_t seed = 1;
  std::size_t persons = 2'000;
  std::size_t papers = 1'000;
  std::size_t vehicles = 1'000;
  std::size_t vessels = 50;
  std::size_t organisations = 100;
};

// The words that made-up names are put together from: definitions/demo.toml. Error: definitions.wrong.
class DemoLists {
 public:
  static base::Result<DemoLists> Load(const model::Definitions& definitions);

  // FollowTheMoney NDJSON, one list of persons, bodies and vessels and one of papers and vehicles. Errors:
  // demo.not_written.
  base::Status WritePersons(const std::filesystem::path& file, const DemoOptions& options) const;
  base::Status WriteObjects(const std::filesystem::path& file, const DemoOptions& options) const;
  // A made-up person's name in Latin letters, the same for the same number.
  std::string NameOf(std::uint64_t number) const;

 private:
  struct Pair {
    std::string arabic, latin, other;  // `other`: a second Latin spelling, or empty
  };
  std::vector<Pair> male_, female_, family_;
  std::vector<std::string> bodies_, ships_, makes_;
};

}  // namespace maktab::desk
