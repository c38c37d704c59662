// Treaties and national laws as data (domain.md section 6.1): who is bound since when, what they cover, and how long
// things may last. definitions/treaties/*.toml, zones.toml and nationals.toml. A bureau may add files of its own.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/limit.h"
#include "model/definitions.h"
#include "model/label.h"

namespace maktab::model {

// What an instrument may be used for.
constexpr std::array<std::string_view, 2> kInstrumentCovers = {"extradition", "assistance"};

// What an instrument may say, each as an amount with its unit.
namespace treaty_value {
constexpr std::string_view kArrestMay = "arrest_may";          // provisional arrest: release is possible
constexpr std::string_view kArrestMust = "arrest_must";        // release is mandatory
constexpr std::string_view kArrestRenewal = "arrest_renewal";  // by so much, `times` times
constexpr std::string_view kSurrenderMay = "surrender_may";    // not taken over: release is possible
constexpr std::string_view kSurrenderMust = "surrender_must";
constexpr std::string_view kConsent = "consent";        // consent to simplified surrender is notified within
constexpr std::string_view kSpeciality = "speciality";  // protection ends so long after final discharge
constexpr std::string_view kOral = "oral";              // what was asked orally is confirmed in writing within
constexpr std::string_view kPenalty = "penalty";        // least maximum penalty, months
constexpr std::string_view kSentence = "sentence";      // least sentence that remains, months
constexpr std::array<std::string_view, 10> kAll = {kArrestMay,     kArrestMust, kArrestRenewal, kSurrenderMay,
                                                   kSurrenderMust, kConsent,    kSpeciality,    kOral,
                                                   kPenalty,       kSentence};
}  // namespace treaty_value

struct TreatyValue {
  std::string id;  // of treaty_value
  std::int64_t amount = 0;
  calendar::LimitUnit unit = calendar::LimitUnit::kCalendarDays;
  std::int64_t times = 0;    // of a renewal: how often
  std::string source;        // the article
  bool from_memory = false;  // nobody has compared it with the text: a lawyer confirms it
};

enum class TreatyKind : std::uint8_t {
  kTreaty,
  kLaw,    // of the one State that is its party; where it acts, and no treaty says more
  kModel,  // binds nobody: what others are written after
};
constexpr std::array<std::string_view, 3> kTreatyKindNames = {"treaty", "law", "model"};

struct Treaty {
  std::string id;
  Label title;
  TreatyKind kind = TreatyKind::kTreaty;
  std::vector<std::string> covers;   // of kInstrumentCovers
  std::vector<std::string> parties;  // ISO 3166-1 alpha-2; "*": all States but `except`
  std::vector<std::string> except;
  std::string organisation;  // it binds its parties to this organisation, not to each other
  std::string since, until;  // days, both included; empty: without bound
  std::string source;        // where it can be read
  bool from_memory = false;  // parties or days are
  std::vector<TreatyValue> values;

  const TreatyValue* Find(std::string_view value) const;
  bool Covers(std::string_view what) const;
  bool IsParty(std::string_view state) const;
  bool InForceOn(std::string_view day) const;
};

// Who asks whom for what, and when.
struct TreatyQuestion {
  std::string covers;   // of kInstrumentCovers
  std::string ours;     // the bureau's State
  std::string partner;  // a State or an organisation
  std::string acting;   // the one of both that arrests or executes
  std::string day;      // 2026-02-10
};

// Immutable after Load; any thread may read.
class Treaties {
 public:
  // Errors: definitions.wrong (file, line, what).
  static base::Result<Treaties> Load(const Definitions& definitions);

  const std::vector<Treaty>& all() const { return treaties_; }
  const Treaty* Find(std::string_view id) const;
  // What may be used, the most favourable first (several may bind the same two; the text that favours extradition more
  // prevails): the longest provisional arrest, then the lowest threshold, then the youngest. The law of the State that
  // acts is last.
  std::vector<const Treaty*> Proposed(const TreatyQuestion& asked) const;
  // The law by which a State acts where a treaty is silent; nullptr if it is not known here.
  const Treaty* LawOf(std::string_view state, std::string_view covers, std::string_view day) const;
  // IANA name of the zone by whose clock days end in a country; empty if it is not known.
  std::string ZoneOf(std::string_view country) const;
  // A State that is not listed is taken for one that does not: then a person is not sent away by mistake.
  bool SurrendersOwnNationals(std::string_view country) const;

 private:
  base::Status LoadZones(const Definitions& definitions);
  base::Status LoadNationals(const Definitions& definitions);

  std::vector<Treaty> treaties_;
  std::map<std::string, std::string, std::less<>> zones_;
  std::map<std::string, bool, std::less<>> surrender_own_;
};

}  // namespace maktab::model
