// What makes records of a register alerts, what they live by, what follows from their actions, and which data they need
// (docs/adr/0012-alerts.md). Values, checked with the register that they are part of.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/condition.h"
#include "model/label.h"

namespace maktab::model {

// A record in one of these states searches, or is a source of others that do.
struct AlertRule {
  std::vector<std::string> in_force;  // states
  std::vector<std::string> asleep;    // states in which it is alive and searches nobody
  std::vector<std::string> searched;  // fields of persons, vehicles, documents; empty: a source alone
  std::string excluded;               // a field of persons who were taken for those searched; or empty
};

// Fields of one record and what is put into them: the id of a field of another record, "number" of it, or "=text".
using Filling = std::vector<std::pair<std::string, std::string>>;

// A record depends on those that its field `field` (links) names. Of each rule the first action that its state allows
// is done, by effect.
struct LivesByRule {
  std::string field;
  std::vector<std::string> none;    // no source is left
  std::vector<std::string> asleep;  // those that are left are asleep
  std::vector<std::string> awake;   // one is in force
  Filling filling;                  // of the actions of `none`; from the record itself
  std::string wakes;                // a field: while it says something, a source that is asleep counts as awake
  std::string keeps;                // a field: while it says something, the record lives without sources
  bool if_named = false;            // a record that names no source lives by itself
};

// What stands before the id of a field of a source, in the filling of LivesByRule.
constexpr std::string_view kOfSource = "source.";

// Done by effect when no clock of these rules runs any more.
struct WhenReceived {
  std::string action;
  std::vector<std::string> rules;
};

// Done by the program itself once a clock of this rule has run out while it runs, if the state allows the action
// (docs/adr/0016-by-itself.md).
struct WhenDue {
  std::string rule;
  std::string action;
  Filling filling;  // from the record itself
};

// Rules in code that an action names: desk/guards.h has each of them.
constexpr std::array<std::string_view, 4> kGuardNames = {"arrest_after_issue", "own_nationals", "refugee",
                                                         "refugee_withheld"};

// An action makes a record of another register whose field `link` names this one, or goes on with the record because of
// which it was itself done, if that is of the register. `then` is done to it. The fields of `filling` go to whichever
// of the two actions shows them. `follows`: a field of `then`, for the record of that register which names, with
// `link`, the record because of which the action was done, and was itself changed with it: the end that this one
// follows from.
struct Opening {
  std::string register_id;
  std::string link;
  Filling filling;
  std::string then;
  std::string follows;
};

// An action does `action` to the records that its field `field` (a link, or links) names, if `when` holds and that
// record's register has such an action. Of those with neither if_named nor if_possible the first that fits is done, and
// one must be; the others are done each for itself.
struct Moving {
  std::string field;
  std::string action;
  std::optional<Condition> when;
  Filling filling;
  bool without_source = false;  // refused while the other record still lives by a source
  bool if_named = false;        // nothing happens where the field is empty
  bool if_possible = false;     // nothing happens to a record whose state does not allow it
  bool adds = false;            // rows of persons and things are added to those that the other record has
};

// A record has parts that are records of another register, whose field `link` names it. When one of them comes to an
// end an action follows on the whole, by effect: `all` when each is in a state of `done`, `some` when one of them is.
struct ItemsRule {
  std::string register_id, link;
  std::vector<std::string> done;  // states of that register
  std::string some, all;          // actions; done if the state of the whole allows it
};

// What must be known before these actions are done. A term is a field ("warrant_reference"), a member that each row of
// a field has ("persons.gender"), a whole date in each row ("persons.birth_date:day"), nobody who is surely a minor
// ("persons.birth_date:adult"), a least number
// ("penalty_months>=24") or a choice ("public=no"); of two dates or instants that the one is not after the other
// ("issued_on<=arrested_at") or not in the future ("arrested_at<=now"), which holds where either is not known; or that
// what is said is written in Arabic ("persons.name:arabic", "summary:arabic"), which holds where nothing is.
struct Need {
  std::string id;
  Label label;  // what is missing, as people say it
  std::vector<std::string> actions;
  std::optional<Condition> when;
  std::vector<std::vector<std::string>> any;  // all terms of one of these
};

// The parts of a term.
struct Term {
  std::string field, member, is;
  std::optional<long long> least;
  bool whole_day = false, adult = false, arabic = false;
  std::string not_after;  // another field, or "now"
};
constexpr std::string_view kNow = "now";
Term ParseTerm(const std::string& text);

}  // namespace maktab::model
