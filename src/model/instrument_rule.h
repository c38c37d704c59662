// How records of a register rest on a treaty or law, and what of it they keep (docs/adr/0014-treaties.md). Values,
// checked with the register that they are part of.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/condition.h"

namespace maktab::model {

// What a record may keep of its instrument besides the amount of each treaty_value.
namespace instrument_part {
constexpr std::string_view kTitle = "title";          // in each language a line
constexpr std::string_view kSource = "source";        // where it says so
constexpr std::string_view kCertainty = "certainty";  // one of kCertainties
constexpr std::string_view kZone = "zone";            // of the State that acts
constexpr std::string_view kFile = "file";            // the file must be there: before release is possible
constexpr std::string_view kArrestUnit = "arrest_unit";
constexpr std::string_view kSurrenderUnit = "surrender_unit";
constexpr std::string_view kRenewals = "renewals";  // how often the arrest may be renewed
constexpr std::array<std::string_view, 8> kAll = {kTitle, kSource,     kCertainty,     kZone,
                                                  kFile,  kArrestUnit, kSurrenderUnit, kRenewals};
}  // namespace instrument_part
// Compared with the text, or to be confirmed by a lawyer.
constexpr std::array<std::string_view, 2> kCertainties = {"sourced", "to_confirm"};

struct InstrumentRule {
  std::string field;                // text: the id of the treaty; whoever chooses it does so in an action that shows it
  std::string covers;               // of kInstrumentCovers
  std::string at;                   // a date or instant on which it must be in force; empty, or no value: today
  std::optional<Condition> abroad;  // then it is the partner that acts, else the bureau's State
  std::vector<std::pair<std::string, std::string>> keeps;  // field of the record → part or treaty_value

  // An action that prolongs: the field `times` says how often it still may, and `total` becomes what it was (at first
  // what `base` says) and what `by` says.
  struct Renewal {
    std::string action, times, by, base, total;
  };
  std::optional<Renewal> renewal;

  // The field that keeps a part; empty: none does.
  std::string KeptIn(std::string_view part) const;
};

}  // namespace maktab::model
