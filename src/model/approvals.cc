#include "model/approvals.h"

#include <algorithm>
#include <set>

namespace maktab::model {
namespace {

using Ids = std::set<std::string>;

bool Has(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// A person does it, and no other person has to agree.
bool IsDoneAlone(const Action& action) {
  return !action.by_effect && action.four_eyes.empty();
}

// One field that the action changes and that is among these; empty if there is none.
std::string Changed(const Action& action, const Ids& fields) {
  for (const auto* changed : {&action.fields, &action.clears}) {
    const auto found =
        std::find_if(changed->begin(), changed->end(), [&](const std::string& id) { return fields.contains(id); });
    if (found != changed->end()) return *found;
  }
  return {};
}

void AddPlaces(const Template& text, const Register& in, Ids& fields) {
  for (const Template::Piece& piece : text.pieces()) {
    if (in.FindField(piece.place) != nullptr) fields.insert(piece.place);
  }
}

// What a letter says, in any language, and which language it is in.
Ids FieldsOf(const Letter& letter, const Register& in) {
  Ids fields = {letter.language_field};
  for (const LetterText& text : letter.texts) {
    for (const Template* part : {&text.lines, &text.subject, &text.body, &text.closing}) AddPlaces(*part, in, fields);
  }
  return fields;
}

// Who may see a record can be changed at any time: it is no part of what is approved.
void RemoveRestrictions(const Register& in, Ids& fields) {
  for (const std::string* id : {&in.restriction.units, &in.restriction.users, &in.restriction.countries}) {
    fields.erase(*id);
  }
}

class Approvals {
 public:
  Approvals(const Register& in, const std::vector<Letter>& letters) : in_(in), letters_(letters) {}

  std::optional<WrongDefinition> FirstWrong() const {
    for (const Action& action : in_.actions) {
      if (auto wrong = WrongLetter(action)) return wrong;
    }
    for (const State& state : in_.states) {
      if (!state.approved) continue;
      if (auto wrong = WrongState(state)) return wrong;
    }
    return std::nullopt;
  }

 private:
  // The letter that the action sends, if another person than its drafter signs it.
  const Letter* SignedLetter(const Action& action) const {
    const auto letter = std::find_if(letters_.begin(), letters_.end(), [&](const Letter& one) {
      return one.id == action.letter && one.register_id == in_.id;
    });
    if (letter == letters_.end()) return nullptr;
    const Action* signs = in_.FindAction(letter->signed_by);
    return signs == nullptr || signs->four_eyes.empty() ? nullptr : &*letter;
  }

  // A letter leaves only from where it was approved.
  std::optional<WrongDefinition> WrongLetter(const Action& action) const {
    const Letter* letter = SignedLetter(action);
    if (letter == nullptr) return std::nullopt;
    for (const std::string& from : action.from) {
      const State* state = in_.FindState(from);
      if (state == nullptr || state->approved) continue;
      return WrongDefinition{state->line, "state " + from + ": the action " + action.id + " sends what " +
                                              letter->signed_by + " approved; write approved = true"};
    }
    return std::nullopt;
  }

  std::optional<WrongDefinition> WrongState(const State& state) const {
    bool reached = false;
    for (const Action& approval : in_.actions) {
      if (approval.to != state.id || approval.four_eyes.empty()) continue;
      reached = true;
      if (auto wrong = ChangedBefore(approval, state)) return wrong;
      if (auto wrong = ChangedAfter(approval, state)) return wrong;
    }
    if (!reached)
      return WrongDefinition{state.line, "state " + state.id + ".approved: no action with four_eyes leads to it"};
    return WrongUnapproved(state);
  }

  // Who changes the draft must be named beside who wrote it, or he could approve what he changed.
  std::optional<WrongDefinition> ChangedBefore(const Action& approval, const State& state) const {
    const Ids fields = Drafted(approval, state);
    for (const Action& action : in_.actions) {
      const bool stays = action.to.empty() || Has(approval.from, action.to);
      if (!IsDoneAlone(action) || !stays || Has(approval.four_eyes, action.id)) continue;
      const std::string field = Changed(action, fields);
      const bool possible = std::any_of(action.from.begin(), action.from.end(),
                                        [&](const auto& from) { return Has(approval.from, from); });
      if (field.empty() || !possible) continue;
      return WrongDefinition{action.line, action.id + " changes " + field + ", which " + approval.id +
                                              " approves: name it in four_eyes of " + approval.id +
                                              ", or take the states before the approval out of its from"};
    }
    return std::nullopt;
  }

  std::optional<WrongDefinition> ChangedAfter(const Action& approval, const State& state) const {
    Ids fields(in_.Creation().fields.begin(), in_.Creation().fields.end());
    // Whose work it is may change hands.
    fields.erase("unit");
    fields.erase("officer");
    RemoveRestrictions(in_, fields);
    fields.merge(Drafted(approval, state));
    for (const Action& action : in_.actions) {
      const bool back = Has(approval.from, action.to);
      if (!IsDoneAlone(action) || back || !Has(action.from, state.id)) continue;
      const std::string field = Changed(action, fields);
      if (field.empty()) continue;
      return WrongDefinition{action.line, action.id + " changes " + field + " after " + approval.id +
                                              " approved it: take " + state.id + " out of its from, or give it a to" +
                                              " before the approval or four_eyes"};
    }
    return std::nullopt;
  }

  // A letter that waits to be sent was approved on every way to there.
  std::optional<WrongDefinition> WrongUnapproved(const State& state) const {
    const bool sends = std::any_of(in_.actions.begin(), in_.actions.end(), [&](const Action& action) {
      return Has(action.from, state.id) && SignedLetter(action) != nullptr;
    });
    if (!sends) return std::nullopt;
    for (const Action& action : in_.actions) {
      if (action.to != state.id || !action.four_eyes.empty()) continue;
      return WrongDefinition{action.line, action.id + " leads to " + state.id +
                                              ", from where a letter is sent, without an approval: give it four_eyes"};
    }
    return std::nullopt;
  }

  // What those wrote whose work is approved, and what the letter is made of that waits in the state.
  Ids Drafted(const Action& approval, const State& state) const {
    Ids fields;
    for (const std::string& id : approval.four_eyes) {
      const Action* drafted = in_.FindAction(id);
      if (drafted != nullptr) fields.insert(drafted->fields.begin(), drafted->fields.end());
    }
    for (const Action& action : in_.actions) {
      const Letter* letter = Has(action.from, state.id) ? SignedLetter(action) : nullptr;
      if (letter != nullptr) fields.merge(FieldsOf(*letter, in_));
    }
    RemoveRestrictions(in_, fields);
    return fields;
  }

  const Register& in_;
  const std::vector<Letter>& letters_;
};

}  // namespace

std::optional<WrongDefinition> WrongApproval(const Register& in, const std::vector<Letter>& letters) {
  return Approvals(in, letters).FirstWrong();
}

}  // namespace maktab::model
