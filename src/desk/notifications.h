// What concerns a person: what was assigned to him or his unit, what became of his drafts, hits on his records, alarms
// of his clocks, and what is not answered although it is late, for those whom a rule names, every day. The first come
// from entries (who is told, the definition of the action says); alarms are computed whenever they are asked for. Only
// what each has read is kept.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

enum class NotificationKind : std::uint8_t { kTold, kHit, kAlarm, kSilence };
constexpr std::array<std::string_view, 4> kNotificationKinds = {"told", "hit", "alarm", "silence"};

struct NotificationView {
  std::string mark;  // names it: "e123" of an entry; of a clock's alarm a text of its own
  NotificationKind kind = NotificationKind::kTold;
  base::Instant at;
  bool read = false;
  std::string record, register_id, number, caption, state;
  std::string action, who;  // kTold: what was done, and by whom
  std::string rule;         // kAlarm, kSilence: the clock
  std::string holder;       // kAlarm, kSilence: who owes it, where the clock has a holder
  int percent = 0;          // of it that is used; 100: it is late
  int days = 0;             // kSilence: on so many days it has been late; told anew on each of them
  base::Instant due_at;
};

struct NotificationPage {
  std::vector<NotificationView> items;  // newest first
  std::int64_t total = 0;               // that match
  std::int64_t unread = 0;              // of all
  base::Instant next_at;                // when the next alarm of a clock of his goes off; 0: none is to come
};

struct NotificationAsked {
  bool unread_only = false;
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};

class Notifications {
 public:
  // So long an entry is told of.
  static constexpr int kDays = 90;

  explicit Notifications(const Parts& parts) : parts_(parts) {}

  // Of records that he sees now; for whose deputy he is, too. Of what happened before he was a user he is told nothing,
  // but clocks that are late by then are shown, as read. Error: access.denied.
  base::Result<NotificationPage> List(const model::Principal& who, const NotificationAsked& asked) const;
  // Keeps that he has read these; without marks, all that there are. Marks of nothing of his are passed over. Error:
  // access.denied.
  base::Status Read(const model::Principal& who, const std::optional<std::set<std::string>>& marks) const;

 private:
  struct All;
  base::Result<All> Collect(const model::Principal& who) const;

  const Parts& parts_;
};

}  // namespace maktab::desk
