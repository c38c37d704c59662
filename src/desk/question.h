// From what was typed, scanned or sent to what the lists are asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "desk/answer.h"
#include "desk/parts.h"
#include "model/entity.h"
#include "screening/checker.h"

namespace maktab::desk {

constexpr std::size_t kMaxCheckLimit = 100;
constexpr std::size_t kMaxCheckTextBytes = 16 * 1024;
// How the body of a check of the front line begins: its hits are kept, whatever its purpose.
inline constexpr std::string_view kOfFrontLine = R"({"front_line":true,)";

struct CheckRequest {
  std::string text;                      // recognised as what it is; or else:
  std::optional<model::Entity> example;  // schema and properties, as FollowTheMoney writes them
  std::string purpose;                   // empty: the default purpose of systems
  std::string reference;
  std::size_t limit = 10;
  std::optional<float> threshold;     // from here on a result is a match; the bureau's setting if absent
  std::optional<float> cutoff;        // what is below is not shown; the threshold if absent
  std::vector<std::string> datasets;  // empty = all
  bool for_everybody = false;         // of alerts, only those that are kept from nobody
  bool front_line = false;            // its hits are kept, whatever its purpose
};

// {"text"} or {"schema","properties"}, with purpose, reference, limit, threshold, datasets.
// Errors: check.bad_field (field), entity.unknown_schema, check.nothing_asked, check.too_long.
base::Result<CheckRequest> ReadCheckRequest(const base::JsonRef& json);

// A birth date that nobody can read would count as none: what was asked is not what was meant. Error: check.bad_date
// (date).
base::Status ReadableDates(const CheckRequest& request);

// Why a name that is asked for was compared with no other, as a code of definitions/words: it has no letter, or is
// nothing but initials. Empty if it was, or if no name is asked for.
std::string_view NotCompared(const model::Entity& query);

// A text may ask for several things: an MRZ for the person and for the paper, a number for a paper and for its holder.
struct Question {
  std::optional<Recognition> recognised;
  std::vector<model::Entity> examples;  // at least one; the first stands for the question in lists and judgements
};
// Errors: check.nothing_asked, check.too_long.
base::Result<Question> QuestionFrom(CheckRequest request, const identifiers::Tables& tables, base::Instant now);

// Is it written with what names, numbers, plates and machine-readable zones are written with, in any script, and are
// there two letters or digits at least? What is not was mistyped, or cut on its way.
bool IsReadable(std::string_view text);

// The day of an instant, UTC: what decides centuries and model years.
calendar::PartialDate Today(base::Instant now);

// What a past question asked, from what its answer kept of it.
std::vector<model::Entity> ExamplesOf(const std::optional<Recognition>& recognised, const model::Entity& query);

// Asks all examples of one snapshot; an entry found by several keeps its best score. Best first, at most options.limit.
screening::Answer Ask(screening::Checker& checker, const screening::Snapshot& snapshot, const Question& question,
                      const screening::CheckOptions& options);

// Error: list.unknown (dataset), so that a misspelt list is not taken for "nothing found".
base::Status KnownLists(const screening::Snapshot& snapshot, const std::vector<std::string>& datasets);

}  // namespace maktab::desk
