// A made-up demonstration: persons, papers, vehicles and vessels that exist nowhere, the same for the same seed,
// brought in through the same import as real lists.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/draw.h"
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

// Somebody who is searched. Born later than those whom requests are about, so that few of these are his namesakes.
struct DemoPerson {
  std::string latin, arabic, birth_date, gender, document;
};

// 17 characters with the right check digit; a paper's number; a plate.
std::string MadeUpVin(Draw& draw);
std::string MadeUpPaper(Draw& draw);
std::string MadeUpPlate(Draw& draw);

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
  DemoPerson PersonOf(std::uint64_t number) const;
  // One of the lists of words of the file; it must be there.
  const std::vector<std::string>& Words(std::string_view key) const;

 private:
  struct Pair {
    std::string arabic, latin, other;  // `other`: a second Latin spelling, or empty
  };
  std::vector<Pair> male_, female_, family_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;
};

}  // namespace maktab::desk
