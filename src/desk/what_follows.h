// What follows from an action on a record, in its transaction (docs/adr/0012-alerts.md): linked records are moved and
// made, what lived by a source that ended ends, what nobody owes anything for any more is complete.
#pragma once

#include <string>
#include <vector>

#include "desk/alerts.h"
#include "desk/clocks.h"
#include "desk/events.h"
#include "desk/parts.h"
#include "desk/record_entry.h"
#include "store/transaction.h"

namespace maktab::desk {

// A record that was changed by what followed, to be told of once it is durable.
struct Followed {
  std::string id, register_id, action;
  std::int64_t version = 0;
};

// Tells whoever listens that records were changed, and by whom.
void TellOf(Events& events, const std::vector<Followed>& followed, const model::Principal& who);

class WhatFollows {
 public:
  WhatFollows(const Parts& parts, const Clocks& clocks, const std::string& purpose, store::Transaction& transaction)
      : parts_(parts), clocks_(clocks), purpose_(purpose), transaction_(transaction) {}

  // After a person's action on this record, whose entry is applied. Errors: alert.no_source, alert.source_asleep (it
  // may not be in force, or not be left without a source), alert.not_in_force (number: what it would end is not, or no
  // more), alert.has_source (a source of it is alive), record.required (of a record that it would make),
  // record.follows_endlessly.
  base::Status After(const Step& step);
  // A new record of a register that the program alone adds to (hits). `doer` began it. Its id. Errors: as After.
  base::Result<std::string> Bring(const model::Register& in, const Values& values, const std::string& doer);
  // What the register of this record says is due, if a clock of the rule still runs and has run out by now and the
  // state allows it; else nothing. Errors: as of After, but of nobody's action.
  base::Status WhenDue(const std::string& record, const std::string& rule, base::Instant now);
  // In the order in which they were changed, each perhaps several times.
  const std::vector<Followed>& followed() const { return followed_; }

 private:
  // An action that was done, by somebody or by effect.
  struct Deed {
    std::string record;  // id
    const model::Action* action = nullptr;
    std::string state_before;               // empty: it is new
    std::string because, because_register;  // the record because of which it was done by effect
  };

  bool LosesItsSources(const Step& step);
  base::Status Follow(const Deed& deed);
  base::Status FollowAll(const Deed& deed);
  base::Status Move(const Deed& deed);
  // Each record that the field names; `moved`: one was.
  base::Status MoveOne(const Deed& deed, const model::Moving& moving, bool& moved);
  base::Status MoveRecord(const store::Record& target, const model::Moving& moving, const store::Record& from,
                          bool& moved);
  base::Status Open(const Deed& deed);
  base::Result<std::string> Make(const model::Opening& opens, const store::Record& record);
  std::string FollowsFrom(const model::Opening& opens, const Deed& deed);
  base::Status FollowSources(const std::string& id, const store::Record& because);
  base::Status FollowReceipts(const std::string& id);
  base::Status FollowItems(const std::string& id);
  base::Status FollowItem(const store::Record& item, const model::Register& in);
  base::Status FollowDependants(const Deed& deed);
  // Hits of an alert, or of a record whose rows were asked about, are hidden from whom it is hidden.
  base::Status HideHits(const std::string& source);

  // Does it by effect, with those of the values that the action shows.
  base::Status Do(const store::Record& record, const model::Action& action, const Values& values,
                  const store::Record& because);
  base::Status Write(Step& step, const std::string& series, const store::Record& because);
  Life LifeOf(const model::Register& in, const Values& values);
  // What a record that no source is left of is given.
  Values FromSources(const model::Register& in, const store::Record& record);
  const model::Register& RegisterOf(const store::Record& record) const;

  const Parts& parts_;
  const Clocks& clocks_;
  const std::string& purpose_;
  store::Transaction& transaction_;
  std::string doer_;  // id of who began it
  std::vector<Followed> followed_;
  int depth_ = 0;
};

}  // namespace maktab::desk
