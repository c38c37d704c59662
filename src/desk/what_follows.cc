#include "desk/what_follows.h"

#include <algorithm>

#include "base/assert.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/exclusions.h"
#include "desk/guards.h"
#include "desk/hit_access.h"

namespace maktab::desk {
namespace {

// Definitions may make a circle; no honest chain is so long.
constexpr int kDeepest = 60;
constexpr std::size_t kIdBytes = 10;

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

model::Principal Program() {
  return {"system:desk", "Maktab", model::Role::kSupervisor, model::Principal::Kind::kSystem};
}

std::string Quoted(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

// What goes from one record into another.
Values Filled(const model::Filling& filling, const store::Record& from) {
  const Values values = ReadContent(from.content);
  Values filled;
  for (const auto& [target, source] : filling) {
    const auto value = values.find(source);
    if (source == "number") {
      filled[target] = Quoted(from.number);
    } else if (source.starts_with('=')) {
      filled[target] = Quoted(std::string_view(source).substr(1));
    } else if (value != values.end()) {
      filled[target] = value->second;
    }
  }
  return filled;
}

// To the rows that the other record has, those that it has not yet.
void AddRows(Values& filled, const Values& before) {
  for (auto& [field, value] : filled) {
    const auto there = before.find(field);
    if (there == before.end()) continue;
    std::vector<std::string> rows = RowsOf(there->second);
    for (std::string& row : RowsOf(value)) {
      if (!Contains(rows, row)) rows.push_back(std::move(row));
    }
    value.clear();
    base::JsonWriter json(value);
    json.BeginArray();
    for (const std::string& row : rows) json.Raw(row);
    json.EndArray();
  }
}

std::vector<std::string> AllTextsOf(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  return value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
}

// Rows of persons and things that it changes: their files are told of them.
std::vector<std::string> RowFields(const Step& step) {
  std::vector<std::string> fields;
  for (const auto& [id, value] : step.changes) {
    const model::Field* field = step.in.FindField(id);
    if (field != nullptr && !SubjectKindOf(field->type).empty()) fields.push_back(id);
  }
  return fields;
}

// What changes of a hit that is kept from these people too; nothing where it was already.
Values Narrower(const store::Record& hit, const Access& access) {
  const Values before = ReadContent(hit.content);
  Values after = before;
  Narrow(after, access);
  Values changes;
  for (const auto& [field, value] : after) {
    const auto was = before.find(field);
    if (was == before.end() || was->second != value) changes[field] = value;
  }
  // Where users alone are left, the list of units must go, or it would go on letting them in.
  for (const auto& [field, value] : before) {
    if (!after.contains(field)) changes[field] = "null";
  }
  return changes;
}

// What a confirmed hit becomes when somebody acts on it.
constexpr std::string_view kActed = "acted";

// Nobody acts on a hit whose search has ended since its source confirmed it (P4): it is closed. The list of an entry
// that is no record is no part of the transaction; of such a hit the front line is told so.
base::Status SearchGoesOn(const Parts& parts, const Values& hit, store::Transaction& transaction) {
  for (const std::string& number : AllTextsOf(hit, "alert")) {
    const auto alert = transaction.FindByNumber(number);
    const model::Register* in = alert ? parts.registers.Find(alert->register_id) : nullptr;
    if (in == nullptr || LifeIn(*in, alert->state) != Life::kInForce) return base::Err("hit.search_ended");
  }
  return {};
}

bool ChangesAccess(const Step& step) {
  const model::Restriction& rule = step.in.restriction;
  return std::any_of(step.changes.begin(), step.changes.end(), [&](const auto& change) {
    return change.first == rule.units || change.first == rule.users || change.first == rule.countries;
  });
}

}  // namespace

void TellOf(Events& events, const std::vector<Followed>& followed, const model::Principal& who) {
  for (const Followed& one : followed) {
    events.Publish(RecordEvent(one.id, one.register_id, one.action, one.version, who));
  }
}

const model::Register& WhatFollows::RegisterOf(const store::Record& record) const {
  const model::Register* in = parts_.registers.Find(record.register_id);
  MAKTAB_ASSERT(in != nullptr);  // CheckDefinitionsInUse
  return *in;
}

// Ends are ordered with four eyes: nobody ends a search by taking away, or exchanging, what it lives by.
bool WhatFollows::LosesItsSources(const Step& step) {
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  const bool goes_on = LifeIn(step.in, step.state) != Life::kNone && LifeIn(step.in, state) != Life::kNone;
  return goes_on && LifeOf(step.in, step.before) != Life::kNone && LifeOf(step.in, desk::After(step)) == Life::kNone;
}

base::Status WhatFollows::After(const Step& step) {
  const Deed deed{step.id, &step.action, step.state, {}, {}};
  const model::Register& in = step.in;
  if (!step.action.guards.empty()) {
    MAKTAB_TRY(Guard({parts_, step, desk::After(step), clocks_.zone(), transaction_}));
  }
  const std::string& state = step.action.to.empty() ? step.state : step.action.to;
  if (in.hits && state == kActed && step.state != kActed) {
    MAKTAB_TRY(SearchGoesOn(parts_, desk::After(step), transaction_));
  }
  const bool begins = LifeIn(in, state) == Life::kInForce && LifeIn(in, step.state) != Life::kInForce;
  if (in.lives_by && begins) {
    const Life life = LifeOf(in, desk::After(step));
    if (life == Life::kNone) return base::Err("alert.no_source");
    if (life == Life::kAsleep) return base::Err("alert.source_asleep");
  }
  if (in.lives_by && step.version != 0 && LosesItsSources(step)) return base::Err("alert.no_source");
  const model::Register* hits = parts_.registers.hits();
  const bool has_hits = in.alert || (hits != nullptr && Contains(hits->hits->cross_checks, in.id));
  if (has_hits && step.version != 0 && ChangesAccess(step)) MAKTAB_TRY(HideHits(step.id));
  // Most registers are no part of this, and nothing can rest on what is new.
  const bool lives_on = step.version == 0 || LifeIn(in, state) == LifeIn(in, step.state);
  const auto& all = parts_.registers.all();
  const bool part = std::any_of(all.begin(), all.end(), [&](const model::Register& whole) {
    return whole.items && whole.items->register_id == in.id;
  });
  const bool ties = in.lives_by || in.when_received || part || !step.action.moves.empty() || step.action.opens;
  if (lives_on && !ties) return {};
  doer_ = step.doer;
  return Follow(deed);
}

base::Status WhatFollows::Follow(const Deed& deed) {
  if (depth_ == kDeepest) return base::Err("record.follows_endlessly");
  ++depth_;
  const base::Status done = FollowAll(deed);
  --depth_;
  return done;
}

base::Status WhatFollows::FollowAll(const Deed& deed) {
  MAKTAB_TRY(Move(deed));
  MAKTAB_TRY(Open(deed));
  MAKTAB_TRY(FollowSources(deed.record, *transaction_.Find(deed.record)));
  MAKTAB_TRY(FollowReceipts(deed.record));
  MAKTAB_TRY(FollowItems(deed.record));
  return FollowDependants(deed);
}

base::Status WhatFollows::Move(const Deed& deed) {
  bool asked = false, moved = false;
  for (const model::Moving& moving : deed.action->moves) {
    const bool by_itself = moving.if_named || moving.if_possible;
    bool done = false;
    if (by_itself || !moved) MAKTAB_TRY(MoveOne(deed, moving, done));
    if (by_itself) continue;
    asked = true;
    moved = moved || done;
  }
  return !asked || moved ? base::Status() : base::Status(base::Err("alert.not_in_force"));
}

base::Status WhatFollows::MoveOne(const Deed& deed, const model::Moving& moving, bool& moved) {
  const store::Record from = *transaction_.Find(deed.record);
  const Values values = ReadContent(from.content);
  if (moving.when && !Holds(*moving.when, values)) return {};
  const std::vector<std::string> numbers = AllTextsOf(values, moving.field);
  if (numbers.empty() && moving.if_possible && !moving.if_named) return base::Err("alert.not_in_force");
  for (const std::string& number : numbers) {
    const auto target = transaction_.FindByNumber(number);
    if (target) MAKTAB_TRY(MoveRecord(*target, moving, from, moved));
  }
  return {};
}

base::Status WhatFollows::MoveRecord(const store::Record& target, const model::Moving& moving,
                                     const store::Record& from, bool& moved) {
  const model::Register& in = RegisterOf(target);
  const model::Action* action = in.FindAction(moving.action);
  if (action == nullptr) return {};
  if (!Fits(*action, target)) {
    if (moving.if_possible) return {};
    return base::Err("alert.not_in_force").With("number", target.number);
  }
  const bool alive = in.lives_by && LifeOf(in, ReadContent(target.content)) != Life::kNone;
  if (moving.without_source && alive) return base::Err("alert.has_source").With("number", target.number);
  moved = true;
  Values filled = Filled(moving.filling, from);
  if (moving.adds && filled.empty()) return {};
  if (moving.adds) AddRows(filled, ReadContent(target.content));
  return Do(target, *action, filled, from);
}

base::Status WhatFollows::WhenDue(const std::string& id, const std::string& rule, base::Instant now) {
  const auto record = transaction_.Find(id);
  if (!record) return {};
  const std::vector<store::Deadline> clocks = transaction_.Deadlines(id);
  const bool over = std::any_of(clocks.begin(), clocks.end(), [&](const store::Deadline& clock) {
    return clock.rule == rule && clock.state == "running" && clock.due_at <= now;
  });
  if (!over) return {};
  const model::Register& in = RegisterOf(*record);
  for (const model::WhenDue& due : in.when_due) {
    const model::Action& action = *in.FindAction(due.action);
    if (due.rule != rule || !Fits(action, *record)) continue;
    return Do(*record, action, Filled(due.filling, *record), *record);
  }
  return {};
}

base::Status WhatFollows::Open(const Deed& deed) {
  if (!deed.action->opens) return {};
  const model::Opening& opens = *deed.action->opens;
  const store::Record record = *transaction_.Find(deed.record);
  std::string other = deed.because;
  if (deed.because_register != opens.register_id) {
    MAKTAB_ASSIGN(other, Make(opens, record));
  }
  const model::Action* then = parts_.registers.Find(opens.register_id)->FindAction(opens.then);
  if (then == nullptr) return {};
  Values filled = Filled(opens.filling, record);
  if (const auto before = FollowsFrom(opens, deed); !before.empty()) filled[opens.follows] = Quoted(before);
  return Do(*transaction_.Find(other), *then, filled, record);
}

// The number of the record that `opens.follows` is for, or empty.
std::string WhatFollows::FollowsFrom(const model::Opening& opens, const Deed& deed) {
  if (opens.follows.empty() || deed.because.empty() || deed.because_register == opens.register_id) return {};
  const auto because = transaction_.Find(deed.because);
  if (!because) return {};
  for (const store::Record& one : transaction_.Naming(opens.register_id, opens.link, because->number)) {
    if (one.changed_seq >= transaction_.FirstSeq()) return one.number;
  }
  return {};
}

base::Result<std::string> WhatFollows::Make(const model::Opening& opens, const store::Record& record) {
  const model::Register& in = *parts_.registers.Find(opens.register_id);
  const model::Action& creation = in.Creation();
  Step step(in, creation);
  step.id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
  step.happened_at = parts_.clock.Now();
  step.doer = doer_;
  for (auto& [field, value] : Filled(opens.filling, record)) {
    if (Contains(creation.fields, field)) step.changes[field] = value;
  }
  step.changes[opens.link] = Quoted(record.number);
  MAKTAB_TRY(Write(step, SeriesOf(in, step.changes, parts_, step.happened_at), record));
  MAKTAB_TRY(Follow({step.id, &creation, {}, record.id, record.register_id}));
  return step.id;
}

// The first action of what its sources ask for that its state allows.
base::Status WhatFollows::FollowSources(const std::string& id, const store::Record& because) {
  const store::Record record = *transaction_.Find(id);
  const model::Register& in = RegisterOf(record);
  if (!in.lives_by) return {};
  const Life life = LifeOf(in, ReadContent(record.content));
  const auto& actions = life == Life::kNone     ? in.lives_by->none
                        : life == Life::kAsleep ? in.lives_by->asleep
                                                : in.lives_by->awake;
  for (const std::string& action_id : actions) {
    const model::Action& action = *in.FindAction(action_id);
    if (!Fits(action, record)) continue;
    return Do(record, action, life == Life::kNone ? FromSources(in, record) : Values(), because);
  }
  return {};
}

Values WhatFollows::FromSources(const model::Register& in, const store::Record& record) {
  Values filled = Filled(in.lives_by->filling, record);
  for (const std::string& number : AllTextsOf(ReadContent(record.content), in.lives_by->field)) {
    const auto source = transaction_.FindByNumber(number);
    if (!source) continue;
    const Values theirs = ReadContent(source->content);
    for (const auto& [target, from] : in.lives_by->filling) {
      if (!from.starts_with(model::kOfSource)) continue;
      const auto value = theirs.find(from.substr(model::kOfSource.size()));
      if (value != theirs.end()) filled.try_emplace(target, value->second);
    }
  }
  return filled;
}

base::Status WhatFollows::FollowReceipts(const std::string& id) {
  const store::Record record = *transaction_.Find(id);
  const model::Register& in = RegisterOf(record);
  if (!in.when_received) return {};
  const model::Action& action = *in.FindAction(in.when_received->action);
  if (!Fits(action, record)) return {};
  for (const store::Deadline& clock : transaction_.Deadlines(id)) {
    if (clock.open() && Contains(in.when_received->rules, clock.rule)) return {};
  }
  return Do(record, action, {}, record);
}

// What came to an end was perhaps one of the parts of another record.
base::Status WhatFollows::FollowItems(const std::string& id) {
  const store::Record item = *transaction_.Find(id);
  for (const model::Register& in : parts_.registers.all()) {
    const bool part = in.items && in.items->register_id == item.register_id;
    if (part) MAKTAB_TRY(FollowItem(item, in));
  }
  return {};
}

base::Status WhatFollows::FollowItem(const store::Record& item, const model::Register& in) {
  const model::ItemsRule& rule = *in.items;
  const Values values = ReadContent(item.content);
  const auto link = values.find(rule.link);
  if (link == values.end()) return {};
  const auto whole = transaction_.FindByNumber(TextsOf(link->second).front());
  const bool done = Contains(rule.done, item.state);
  if (!done || !whole || whole->register_id != in.id) return {};
  const std::vector<store::Record> items = transaction_.Naming(item.register_id, rule.link, whole->number);
  const bool all =
      std::all_of(items.begin(), items.end(), [&](const store::Record& one) { return Contains(rule.done, one.state); });
  const model::Action& action = *in.FindAction(all ? rule.all : rule.some);
  if (!Fits(action, *whole)) return {};
  return Do(*whole, action, {}, item);
}

base::Status WhatFollows::FollowDependants(const Deed& deed) {
  const store::Record record = *transaction_.Find(deed.record);
  const model::Register& in = RegisterOf(record);
  if (LifeIn(in, deed.state_before) == LifeIn(in, record.state)) return {};
  for (const model::Register& other : parts_.registers.all()) {
    if (!other.lives_by) continue;
    for (const store::Record& dependant : transaction_.Naming(other.id, other.lives_by->field, record.number)) {
      MAKTAB_TRY(FollowSources(dependant.id, record));
    }
  }
  return {};
}

base::Status WhatFollows::HideHits(const std::string& source) {
  const model::Register* hits = parts_.registers.hits();
  const model::Action* action = hits == nullptr ? nullptr : hits->FindAction(hits->hits->hide);
  if (action == nullptr) return {};
  const store::Record record = *transaction_.Find(source);
  const Access access = AccessOf(RegisterOf(record), ReadContent(record.content));
  for (const char* names_it : {"alert", "record"}) {
    for (const store::Record& hit : transaction_.Naming(hits->id, names_it, record.number)) {
      const Values changes = Narrower(hit, access);
      if (changes.empty() || !Fits(*action, hit)) continue;
      MAKTAB_TRY(Do(hit, *action, changes, record));
    }
  }
  return {};
}

base::Result<std::string> WhatFollows::Bring(const model::Register& in, const Values& values, const std::string& doer) {
  const model::Action& creation = in.Creation();
  Step step(in, creation);
  step.id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
  step.happened_at = parts_.clock.Now();
  step.doer = doer;
  step.changes = values;
  MAKTAB_TRY(Write(step, SeriesOf(in, values, parts_, step.happened_at), {}));
  return step.id;
}

base::Status WhatFollows::Do(const store::Record& record, const model::Action& action, const Values& values,
                             const store::Record& because) {
  Step step(RegisterOf(record), action);
  step.id = record.id;
  step.version = record.version;
  step.state = record.state;
  step.number = record.number;
  step.before = ReadContent(record.content);
  step.happened_at = parts_.clock.Now();
  step.doer = doer_;
  step.doers = record.doers;
  step.deadlines = transaction_.Deadlines(record.id);
  for (const auto& [field, value] : values) {
    const auto before = step.before.find(field);
    const bool same = before != step.before.end() && before->second == value;
    if (!same && Contains(action.fields, field)) step.changes[field] = value;
  }
  for (const std::string& field : action.clears) {
    if (step.before.contains(field)) step.changes[field] = "null";
  }
  MAKTAB_TRY(Write(step, {}, because));
  return Follow({record.id, &action, record.state, because.id, because.register_id});
}

base::Status WhatFollows::Write(Step& step, const std::string& series, const store::Record& because) {
  const base::Status complete = Complete(step);
  if (!complete.ok()) return In(step.in, complete.error());
  MAKTAB_TRY(CheckExclusions(step));
  // Of what is new a file is made where somebody looks at it; a question alone makes none.
  if (step.version != 0) step.subjects.fields = RowFields(step);
  step.because = because.id == step.id ? std::string() : because.id;
  const bool made = step.version == 0;
  const std::int64_t serial = made ? transaction_.NextSerial(series) : 0;
  const std::string body = StepBody(step, parts_, clocks_, series, serial);
  followed_.push_back({step.id, step.in.id, step.action.id, step.version + 1});
  return transaction_.Append({made ? "record.created" : "record.acted", Program(), purpose_, step.id, body});
}

Life WhatFollows::LifeOf(const model::Register& in, const Values& values) {
  const model::LivesByRule& rule = *in.lives_by;
  if (!rule.keeps.empty() && values.contains(rule.keeps)) return Life::kInForce;
  if (rule.if_named && !values.contains(rule.field)) return Life::kInForce;
  Life life = Life::kNone;
  for (const std::string& number : AllTextsOf(values, rule.field)) {
    const auto source = transaction_.FindByNumber(number);
    if (source) life = std::max(life, LifeIn(RegisterOf(*source), source->state));
  }
  const bool woken = life == Life::kAsleep && !rule.wakes.empty() && values.contains(rule.wakes);
  return woken ? Life::kInForce : life;
}

}  // namespace maktab::desk
