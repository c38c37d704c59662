// Answers one question: whom or what on the lists does this example resemble, how much, and why.
//
// Candidates come from two indexes and nothing scans a list: numbers from the exact table, names from the index of
// their words. Every candidate is then scored by one pure function of the example and the entity (assess.h), so
// that an answer is the same alone, in bulk and by replay on the same version of the lists (P8).
//
// What bounds a check: the words of an example's names (at most kMaxQueryNames names), kMaxScoredNames names compared a
// check. Where more names may reach the cutoff, those with the best estimate are compared (candidates.h).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/entity.h"
#include "model/reason.h"
#include "screening/snapshot.h"

namespace maktab::screening {

struct CheckOptions {
  std::size_t limit = 10;             // hits in the answer at most
  float threshold = 0.70F;            // from here on a hit is a match
  float cutoff = 0.50F;               // what is below is not shown
  std::vector<std::string> datasets;  // empty: all
};

struct Hit {
  std::string dataset;
  std::string entity_id;
  std::string caption;
  model::Schema schema = model::Schema::kThing;
  float score = 0;                // 0–1
  bool match = false;             // score >= threshold
  std::uint64_t entity_hash = 0;  // changes when the entity changes
  std::vector<model::Reason> reasons;
};

struct Answer {
  std::vector<Hit> hits;         // best first; of equal ones by dataset and id
  std::uint64_t considered = 0;  // entities that were compared
  std::shared_ptr<const std::vector<ListInfo>> lists;
};

constexpr std::size_t kMaxQueryNames = 16;
constexpr std::size_t kMaxScoredNames = 1000;

// Holds scratch memory; one per thread.
class Checker {
 public:
  Checker();
  ~Checker();
  Checker(Checker&&) noexcept;
  Checker& operator=(Checker&&) noexcept;

  // Looks at names, birth date, countries, gender and numbers of the example; its id does not matter. A number of a
  // paper finds persons who hold it and papers alike, whichever of the two is asked about.
  Answer Check(const Snapshot& snapshot, const model::Entity& example, const CheckOptions& options);

  // The same answers, one an example, faster where examples are numbers alone.
  void CheckMany(const Snapshot& snapshot, std::span<const model::Entity> examples, const CheckOptions& options,
                 std::vector<Answer>& answers);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace maktab::screening
