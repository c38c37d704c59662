// The score of one entity for one example, and what it is made of. One pure function, used by every way of finding
// candidates and by the oracle of the tests; reasons are told from what it returns and never computed a second time.
//
// The score begins with the name (0–1, of a weak alias at most kWeakShare of it) or with a number that meets, whichever
// is more. What speaks for the entity closes a share of what is missing to 1, a smaller one where the score begins low,
// so that a common birth date alone makes nobody a hit; what speaks against takes away. The weights of the
// contributions add up to the score.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "model/reason.h"
#include "screening/row.h"

namespace maktab::screening {

constexpr float kWeakShare = 0.80F;

enum class Finding : std::uint8_t {
  kName,               // how alike the names are
  kWeakName,           // the name is a weak alias
  kNamesDiffer,        // the number meets, the names do not
  kNumberSame,         // the same number
  kNumberConfused,     // the same but for letters and digits that look alike
  kVinTail,            // the end of a VIN
  kNumberCountrySame,  // and of the same country
  kNumberCountryDiffers,
  kNumberDiffers,   // another number where one would expect the same
  kBirthSame,       // the same day
  kBirthSameMonth,  // one of them knows no day
  kBirthSameYear,   // one of them knows no month
  kBirthInSpan,     // one of them is a span that holds the other
  kBirthSwapped,    // day and month changed places
  kBirthOffByOne,   // one day, month or year more or less
  kBirthNear,       // not the same, but within two years
  kBirthDiffers,
  kCountrySame,
  kCountryDiffers,
  kGenderSame,
  kGenderDiffers
};

struct Contribution {
  Finding finding = Finding::kName;
  float weight = 0;         // added to the score
  std::uint8_t mine = 0;    // position of the value among those of the example
  std::uint8_t theirs = 0;  // and of the entity
};

struct Assessment {
  float score = 0;
  std::array<Contribution, 12> contributions;
  std::size_t count = 0;
  std::span<const Contribution> all() const { return {contributions.data(), count}; }
};

struct NameFinding {
  bool asked = false;  // the example has names
  bool there = false;  // the entity has names of a kind that may be compared
  float score = 0;     // of the best pair, before it is taken as weak
  bool weak = false;   // one of the pair is a weak alias
  float Worth() const { return weak ? score * kWeakShare : score; }
};

Assessment Assess(const Evidence& example, const Evidence& entity, const NameFinding& name);

// The most that evidence other than numbers can make of a name of this worth: below it an entity need not be assessed.
float MostWith(float name_worth);

// The least that a name must be worth for evidence of what the example knows to lead to this score, where the entity's
// date of birth may speak for it or not.
float LeastNameWorth(const Evidence& example, float score, bool birth_may_meet);

model::Reason::Side SideOf(Finding finding);

}  // namespace maktab::screening
