// When a list changes, the checks of the last days are asked again of what was added or changed, and a hit that the
// asker was not shown is written down and shown as new. Checks of records are asked again for longer, and the officer
// of the record is told. When an alert of a record comes in force, what was asked before becomes a hit of it, a record
// like any other hit (docs/adr/0015-hits.md).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/events.h"
#include "desk/hit_desk.h"
#include "desk/judgement.h"
#include "desk/parts.h"
#include "desk/watcher.h"
#include "model/principal.h"
#include "screening/checker.h"

namespace maktab::desk {

class Recheck {
 public:
  Recheck(const Parts& parts, const Judgements& judgements, Events& events)
      : parts_(parts), judgements_(judgements), events_(events), hits_(parts) {}
  ~Recheck() { Stop(); }

  // After import `number` of `dataset` is in force. Gives the count of new hits. Leaves an entry "list.rechecked".
  base::Result<std::uint64_t> Run(const std::string& dataset, std::int64_t number);
  // At start: imports whose recheck was cut off by a crash are done now.
  base::Status ResumeMissed();

  // Compares the alerts of records that came in force since the last time with what was asked in the last days, as far
  // as its hits would be kept; the number of records that were made. What was compared is on record, so that what a
  // crash cut off is done again, and makes nothing twice. One thread at a time. `stopping` may end it early.
  base::Result<std::uint64_t> CompareRecords(const std::function<bool()>& stopping = {});
  // Does so on a thread of its own, about a tenth of the time at most, until Stop.
  void FollowRecords();
  void Stop() { watcher_.Stop(); }

 private:
  // Hits that were found and are not yet records.
  struct Retro {
    const model::Register& in;  // that keeps hits
    const std::function<bool()>& stopping;
    std::vector<HitFound> found = {};
    std::uint64_t seen = 0, made = 0;

    bool IsOver() const { return seen >= std::uint64_t(in.hits->most) || (stopping && stopping()); }
  };
  // One list whose change is looked at: what changed, and everything, for the score that counts.
  struct Round {
    const std::string& dataset;
    std::int64_t number;
    const screening::Snapshot& changed;
    const screening::Snapshot& whole;
    screening::Checker& checker;
    Retro* retro = nullptr;  // of a list of records
  };
  base::Result<std::vector<screening::Change>> ChangedEntries(const std::string& dataset, std::int64_t since) const;
  std::vector<screening::Hit> NewHitsOf(const Round& round, const CheckAnswer& answer) const;
  base::Result<std::int64_t> ComparedUntil(const std::string& dataset);
  base::Result<std::uint64_t> Compare(const std::string& dataset, std::int64_t since, Retro& retro);
  base::Status AskRetro(const Round& round, const store::Entry& entry, const CheckAnswer& answer);
  base::Status KeepRetro(store::EntryDraft draft, Retro& retro);
  base::Result<std::uint64_t> AskAgain(const Round& round, std::string_view kind, int days, std::uint64_t& asked);
  base::Result<std::uint64_t> AskAll(const Round& round, std::uint64_t& asked);
  base::Result<std::uint64_t> AskOne(const Round& round, const store::Entry& entry, const CheckAnswer& answer);

  const Parts& parts_;
  const Judgements& judgements_;
  Events& events_;
  const HitDesk hits_;
  std::map<std::string, std::int64_t> compared_;  // of CompareRecords alone
  Watcher watcher_;
};

// The page of new hits. Own checks, or everybody's with the right to see them.
base::Result<std::vector<store::NewHit>> NewHits(const Parts& parts, const model::Principal& who,
                                                 std::optional<std::int64_t> before, std::size_t limit);

}  // namespace maktab::desk
