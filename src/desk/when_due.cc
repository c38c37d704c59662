#include "desk/when_due.h"

#include <algorithm>

#include "base/log.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

constexpr int kReadAtOnce = 200;

std::vector<store::DueRule> RulesOf(const model::Registers& registers) {
  std::vector<store::DueRule> rules;
  for (const model::Register& in : registers.all()) {
    for (const model::WhenDue& due : in.when_due) {
      rules.push_back({in.id, due.rule, in.FindAction(due.action)->from});
    }
  }
  return rules;
}

}  // namespace

TimeKeeper::TimeKeeper(const Parts& parts, ListFollower& follower, Events& events)
    : parts_(parts),
      follower_(follower),
      events_(events),
      clocks_(parts.registers, parts.settings),
      rules_(RulesOf(parts.registers)) {}

void TimeKeeper::Start() {
  if (rules_.empty()) return;
  subscription_ = events_.Subscribe([this](const Event& event) {
    if (Concerns(event)) watcher_.Wake();
  });
  watcher_.StartSelfTimed([this] { return Look(); });
}

void TimeKeeper::Stop() {
  if (subscription_ == 0) return;
  events_.Unsubscribe(subscription_);
  subscription_ = 0;
  watcher_.Stop();
}

// A busy register that asks for nothing must not wake it with each action.
bool TimeKeeper::Concerns(const Event& event) const {
  if (event.topic != "record") return false;
  const auto body = base::JsonDocument::Parse(event.json);
  if (!body.ok()) return false;
  const auto in = body->root()["register"].string();
  return std::any_of(rules_.begin(), rules_.end(), [&](const store::DueRule& rule) { return rule.register_id == in; });
}

std::chrono::milliseconds TimeKeeper::Look() {
  const auto done = DoDue();
  if (!done.ok()) spdlog::warn("what is due was not done: {} {}", done.error().code, done.error().log);
  if (!done.ok() || !next_) return kLongestSleep;
  const std::int64_t micros = next_->micros - parts_.clock.Now().micros;
  // A little later rather than a little earlier, so that it does not look twice.
  const std::chrono::milliseconds wait{std::max<std::int64_t>(micros / 1'000, 0) + 1};
  return std::min(wait, kLongestSleep);
}

base::Result<std::int64_t> TimeKeeper::DoDue() {
  std::int64_t done = 0;
  next_.reset();
  left_over_.clear();
  const base::Instant now = parts_.clock.Now();
  for (bool more = true; more && !watcher_.stopping();) {
    MAKTAB_ASSIGN(const auto clocks, parts_.store.DueClocks(rules_, kReadAtOnce + int(left_over_.size())));
    more = false;
    for (const store::Deadline& clock : clocks) {
      if (clock.due_at > now) {
        next_ = next_ ? std::min(*next_, clock.due_at) : clock.due_at;
        continue;
      }
      if (watcher_.stopping()) return done;
      if (left_over_.contains({clock.record, clock.rule})) continue;
      more = true;
      const auto did = Do(clock.record, clock.rule);
      if (did.ok() && *did) {
        ++done;
        continue;
      }
      left_over_.emplace(clock.record, clock.rule);
      if (did.ok()) continue;
      spdlog::warn("{} of record {} is due and can't be done: {} {}", clock.rule, clock.record, did.error().code,
                   did.error().log);
    }
    // What followed may have started clocks, and ended those that were read.
    if (more) next_.reset();
  }
  return done;
}

base::Result<bool> TimeKeeper::Do(const std::string& record, const std::string& rule) {
  const std::string purpose(parts_.purposes.default_code());
  std::vector<Followed> followed;
  MAKTAB_TRY(parts_.store.Decide([&](store::Transaction& transaction) -> base::Status {
    WhatFollows what(parts_, clocks_, purpose, transaction);
    const base::Status done = what.WhenDue(record, rule, parts_.clock.Now());
    followed = what.followed();
    return done;
  }));
  Tell(followed);
  if (!followed.empty()) follower_.KeepUp();
  return !followed.empty();
}

void TimeKeeper::Tell(const std::vector<Followed>& followed) const {
  static const model::Principal kNobody;
  for (const Followed& one : followed) {
    events_.Publish(RecordEvent(one.id, one.register_id, one.action, one.version, kNobody));
  }
}

}  // namespace maktab::desk
