#include "desk/notifications.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "calendar/alarm.h"
#include "desk/access.h"
#include "desk/answer.h"
#include "desk/clocks.h"
#include "desk/sight.h"

namespace maktab::desk {

struct Notifications::All {
  std::vector<NotificationView> items;
  base::Instant next_at;
};

namespace {

constexpr int kLate = 100;

NotificationView ViewOf(const store::Notification& told) {
  NotificationView view;
  view.mark = store::MarkOf(told.seq);
  view.kind = told.what == "hit" ? NotificationKind::kHit : NotificationKind::kTold;
  view.at = told.at;
  view.read = told.read;
  view.record = told.record;
  view.register_id = told.register_id;
  view.number = told.number;
  view.caption = told.caption;
  view.state = told.state;
  view.action = told.action;
  view.who = told.actor_name;
  return view;
}

// Of a hit he is told if the row that was asked about is for him, be it masked. What he has read he was told, and that
// there was a hit is all that it says; looking again would cost a look at its record each time.
base::Result<bool> IsForHim(const Parts& parts, const Reader& reader, const store::Notification& told) {
  if (told.what != "hit" || told.read) return true;
  MAKTAB_ASSIGN(const auto check, parts.store.FindEntry(told.check_seq, reader.viewer));
  if (!check) return false;
  MAKTAB_ASSIGN(const CheckAnswer answer, ReadAnswerBody(check->body));
  MAKTAB_ASSIGN(const Sight sight, SightOf(parts, reader, answer));
  return sight != Sight::kNone;
}

// What is said of a clock; `what` tells it from other things that are.
NotificationView OfClock(const store::RecordClock& clock, const std::string& what) {
  const store::Deadline& deadline = clock.deadline;
  NotificationView view;
  view.mark = "c" + deadline.record + ":" + deadline.rule + ":" + std::to_string(deadline.started_seq) + ":" +
              (deadline.holder.empty() ? "" : deadline.holder + ":") + what;
  view.record = deadline.record;
  view.register_id = clock.register_id;
  view.number = clock.number;
  view.caption = clock.caption;
  view.state = clock.state;
  view.rule = deadline.rule;
  view.holder = deadline.holder;
  view.due_at = deadline.due_at;
  return view;
}

NotificationView AlarmOf(const store::RecordClock& clock, int percent) {
  const store::Deadline& deadline = clock.deadline;
  NotificationView view = OfClock(clock, std::to_string(percent));
  view.kind = NotificationKind::kAlarm;
  view.at = {percent == kLate ? deadline.due_at.micros
                              : calendar::AlarmAt(deadline.counted_from.micros, deadline.due_at.micros, percent)};
  view.percent = percent;
  return view;
}

// The last day on which a clock that is late was told, by the clock of the bureau; `next`: when it is told again.
NotificationView SilenceOf(const store::RecordClock& clock, const calendar::Zone& zone, base::Instant now,
                           std::int64_t& next) {
  const std::int64_t due = clock.deadline.due_at.micros;
  const std::int32_t today = zone.DayAt(now.micros);
  const int days = today - zone.DayAt(due) + 1;
  NotificationView view = OfClock(clock, "day" + std::to_string(days));
  view.kind = NotificationKind::kSilence;
  view.at = {std::max(due, zone.StartOf(today))};
  view.days = days;
  next = zone.StartOf(today + 1);
  return view;
}

// His: assigned to him, or to nobody yet in his unit, or owed by his unit.
base::Result<std::vector<store::RecordClock>> ClocksOf(const Parts& parts, const Reader& reader) {
  std::vector<store::ClockFilter> filters;
  for (const store::Seat& seat : reader.seats) filters.push_back({"", seat.id, std::nullopt});
  if (!reader.own().unit.empty()) {
    filters.push_back({"", "", reader.own().unit});
    filters.push_back({"", std::nullopt, std::nullopt, true, reader.own().unit});
  }
  std::vector<store::RecordClock> clocks;
  std::set<std::tuple<std::string, std::string, std::string, std::int64_t>> known;
  for (const store::ClockFilter& filter : filters) {
    MAKTAB_ASSIGN(auto some, parts.store.OpenClocks(filter, reader.viewer));
    for (store::RecordClock& clock : some) {
      const store::Deadline& one = clock.deadline;
      const bool fresh = known.emplace(one.record, one.rule, one.holder, one.started_seq).second;
      if (fresh && one.state == "running") clocks.push_back(std::move(clock));
    }
  }
  return clocks;
}

// The last alarm of the clock that has gone off (0: none), and when the next one does (0: none is left).
std::pair<int, std::int64_t> AlarmsOf(const store::Deadline& deadline, const std::vector<int>& alarms,
                                      base::Instant now) {
  std::vector<int> percents = alarms;
  percents.push_back(kLate);
  int reached = 0;
  for (const int percent : percents) {
    const std::int64_t at = percent == kLate
                                ? deadline.due_at.micros
                                : calendar::AlarmAt(deadline.counted_from.micros, deadline.due_at.micros, percent);
    if (now.micros < at) return {reached, at};
    reached = percent;
  }
  return {reached, 0};
}

// Clocks by rules that tell one of his roles each day, of all records that he sees.
base::Result<std::vector<store::RecordClock>> ClocksToldDaily(const Parts& parts, const Reader& reader) {
  std::vector<store::RecordClock> clocks;
  for (const model::DeadlineRule& rule : parts.registers.rules()) {
    if (!reader.HasRole(rule.daily)) continue;
    store::ClockFilter filter;
    filter.rule = rule.id;
    MAKTAB_ASSIGN(auto some, parts.store.OpenClocks(filter, reader.viewer));
    std::erase_if(some, [](const store::RecordClock& clock) { return clock.deadline.state != "running"; });
    std::move(some.begin(), some.end(), std::back_inserter(clocks));
  }
  return clocks;
}

std::set<std::string> MarksOf(const std::vector<NotificationView>& items) {
  std::set<std::string> marks;
  for (const NotificationView& item : items) marks.insert(item.mark);
  return marks;
}

}  // namespace

base::Result<Notifications::All> Notifications::Collect(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  const base::Instant now = reader.viewer.now;
  All all;
  const auto again_at = [&](std::int64_t next) {
    if (next != 0 && (all.next_at.micros == 0 || next < all.next_at.micros)) all.next_at = {next};
  };
  MAKTAB_ASSIGN(const auto clocks, ClocksOf(parts_, reader));
  for (const store::RecordClock& clock : clocks) {
    const auto [percent, next] = AlarmsOf(clock.deadline, parts_.registers.alarms(), now);
    if (percent != 0) all.items.push_back(AlarmOf(clock, percent));
    again_at(next);
  }
  MAKTAB_ASSIGN(const auto told_daily, ClocksToldDaily(parts_, reader));
  const Clocks calendars(parts_.registers, parts_.settings);
  for (const store::RecordClock& clock : told_daily) {
    std::int64_t next = clock.deadline.due_at.micros;
    if (clock.deadline.due_at <= now) all.items.push_back(SilenceOf(clock, calendars.zone(), now, next));
    again_at(next);
  }
  MAKTAB_ASSIGN(const auto read, parts_.store.ReadMarks(who.id, MarksOf(all.items)));
  // What was there before he came is no news to him: an old alarm is shown, for what is late stays late, but as read.
  MAKTAB_ASSIGN(const auto himself, parts_.store.FindUser(who.id));
  const base::Instant joined = himself ? himself->created_at : base::Instant{};
  for (NotificationView& item : all.items) item.read = read.contains(item.mark) || item.at < joined;
  store::NotificationFilter filter;
  filter.reader = who.id;
  for (const store::Seat& seat : reader.seats) filter.users.push_back(seat.id);
  filter.unit = reader.own().unit;
  filter.since = std::max(base::Instant{now.micros - kDays * base::kMicrosPerDay}, joined);
  MAKTAB_ASSIGN(const auto told, parts_.store.Notifications(filter, reader.viewer));
  for (const store::Notification& one : told) {
    MAKTAB_ASSIGN(const bool his, IsForHim(parts_, reader, one));
    if (his) all.items.push_back(ViewOf(one));
  }
  std::stable_sort(all.items.begin(), all.items.end(),
                   [](const NotificationView& a, const NotificationView& b) { return b.at < a.at; });
  return all;
}

base::Result<NotificationPage> Notifications::List(const model::Principal& who, const NotificationAsked& asked) const {
  MAKTAB_ASSIGN(All all, Collect(who));
  NotificationPage page;
  page.next_at = all.next_at;
  for (NotificationView& item : all.items) {
    if (!item.read) ++page.unread;
    if (item.read && asked.unread_only) continue;
    if (page.total >= asked.offset && page.total < asked.offset + asked.limit) page.items.push_back(std::move(item));
    ++page.total;
  }
  return page;
}

base::Status Notifications::Read(const model::Principal& who, const std::optional<std::set<std::string>>& marks) const {
  MAKTAB_ASSIGN(const All all, Collect(who));
  std::set<std::string> fresh;
  for (const NotificationView& item : all.items) {
    if (!item.read && (!marks || marks->contains(item.mark))) fresh.insert(item.mark);
  }
  if (fresh.empty()) return {};
  return parts_.store.KeepMarks(who.id, fresh, parts_.clock.Now());
}

}  // namespace maktab::desk
