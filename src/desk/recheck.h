// When a list changes, the checks of the last days are asked again of what was added or changed, and a hit that the
// asker was not shown is written down and shown as new. Checks of records are asked again for longer, and the officer
// of the record is told.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/events.h"
#include "desk/judgement.h"
#include "desk/parts.h"
#include "model/principal.h"
#include "screening/checker.h"

namespace maktab::desk {

class Recheck {
 public:
  Recheck(const Parts& parts, const Judgements& judgements, Events& events)
      : parts_(parts), judgements_(judgements), events_(events) {}

  // After import `number` of `dataset` is in force. Gives the count of new hits. Leaves an entry "list.rechecked".
  base::Result<std::uint64_t> Run(const std::string& dataset, std::int64_t number);
  // At start: imports whose recheck was cut off by a crash are done now.
  base::Status ResumeMissed();

 private:
  // One list whose change is looked at: what changed, and everything, for the score that counts.
  struct Round {
    const std::string& dataset;
    std::int64_t number;
    const screening::Snapshot& changed;
    const screening::Snapshot& whole;
    screening::Checker& checker;
  };
  base::Result<std::vector<screening::Change>> ChangedEntries(const std::string& dataset, std::int64_t number) const;
  base::Result<std::uint64_t> AskAgain(const Round& round, std::string_view kind, int days, std::uint64_t& asked);
  base::Result<std::uint64_t> AskAll(const Round& round, std::uint64_t& asked);
  base::Result<std::uint64_t> AskOne(const Round& round, const store::Entry& entry, const CheckAnswer& answer);

  const Parts& parts_;
  const Judgements& judgements_;
  Events& events_;
};

// The page of new hits. Own checks, or everybody's with the right to see them.
base::Result<std::vector<store::NewHit>> NewHits(const Parts& parts, const model::Principal& who,
                                                 std::optional<std::int64_t> before, std::size_t limit);

}  // namespace maktab::desk
