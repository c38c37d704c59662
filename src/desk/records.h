// Records of registers: created, moved and changed by the actions of their definition, and by nothing else (design.md
// section 2). One action, one entry, one transaction.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/access.h"
#include "desk/clocks.h"
#include "desk/duplicates.h"
#include "desk/events.h"
#include "desk/files.h"
#include "desk/hit_desk.h"
#include "desk/parts.h"
#include "desk/position_warnings.h"
#include "desk/record_values.h"
#include "model/register.h"

namespace maktab::desk {

class CrossCheck;

struct ActionRequest {
  base::JsonRef values;  // object: field → value; absent: none. Must live until the call returns.
  std::string reason;
  std::string purpose;                       // empty: the default one
  std::optional<base::Instant> happened_at;  // if not now
  // Of a new record: why it is none of those that it looks like; nobody is asked then.
  std::string apart_reason;
  // What the same request says again if it is sent twice: then there is one record, or the action was done once. Empty:
  // it is another one.
  std::string once;
};

// What a person may do to a record now, and if not, why.
struct Choice {
  const model::Action* action = nullptr;
  std::optional<base::Error> why_not;
};

struct TimelineEntry {
  std::int64_t seq = 0;
  base::Instant at, happened_at;
  std::string who;
  std::string instead_of;  // whose deputy he was; empty: he did it for himself
  std::string action, from, to, reason;
  std::string file;  // that it came in with, from an older system
  std::int64_t line = 0;
  Values before, after;  // of the fields that changed, as far as the reader may see them
};

// A clock of a record as it stands now.
struct ClockView {
  store::Deadline deadline;
  double share = 0;  // used of it; of one that is met, when it was met
  int alarm = 0;     // per cent of the alarm that has gone off; 0: none, or met
  bool late = false;
  // When it would be due by the definitions and calendars of today, if that is not what is on record.
  std::optional<base::Instant> recounted_due_at;
};

struct RecordView {
  store::Record record;
  const model::Register* in = nullptr;
  std::vector<Choice> choices;  // in the order of the definition, those that leave the record's state
  std::vector<ClockView> clocks;
  std::vector<TimelineEntry> timeline;  // newest first
  std::vector<PersonWarning> warnings;  // of whom it names
};

// A record that the person does not see is, in every one of these, as one that is not there: record.unknown. Contents
// are what the person is shown of them (desk/redact.h).
class RecordDesk {
 public:
  RecordDesk(const Parts& parts, Events& events, FileDesk& files, const CrossCheck& cross_check, SubjectIndex& subjects)
      : parts_(parts),
        events_(events),
        files_(files),
        cross_check_(cross_check),
        subjects_(subjects),
        duplicates_(parts, subjects),
        hits_(parts),
        clocks_(parts.registers, parts.settings) {}

  // Of a record that its maker does not see himself it gives the id alone (register_id is empty). Errors:
  // access.denied, register.unknown, record.bad_value, record.unknown_field, record.field_denied, record.required
  // (field, register), record.reason_missing, record.happened_later, purpose.unknown, store.record_doubled,
  // record.may_be_there (number: of one that it may be the same as, and no reason is given why it is not); those of
  // CheckDesk::Check, for what comes in is asked of all lists and files.
  base::Result<store::Record> Create(const model::Principal& who, const std::string& register_id,
                                     const ActionRequest& request) const;
  // Records that a new one with these values may be the same as. Errors: access.denied, register.unknown,
  // record.bad_value, record.unknown_field.
  base::Result<std::vector<LikelyRecord>> Duplicates(const model::Principal& who, const std::string& register_id,
                                                     const base::JsonRef& values) const;
  // The same without waiting for the disk, so that many come in together; in the order of the calls. `done` is called
  // with the record's id, once, perhaps before this returns, on the store's thread: it must be quick. The desk must
  // live until then.
  void CreateThen(const model::Principal& who, const std::string& register_id, const ActionRequest& request,
                  std::function<void(base::Result<std::string>)> done) const;
  // What Create would refuse it for, without doing anything.
  base::Status CheckNew(const model::Principal& who, const std::string& register_id,
                        const ActionRequest& request) const;
  // `version` is the one that the person saw. Of a record that he sees no more by what he did it gives id and version
  // alone. What follows from it is done with it or nothing is (desk/what_follows.h). Besides those above:
  // record.unknown, action.unknown, action.not_now (the state does not allow it), action.four_eyes,
  // store.record_changed (somebody was first).
  base::Result<store::Record> Act(const model::Principal& who, const std::string& id, const std::string& action,
                                  std::int64_t version, const ActionRequest& request) const;
  // Looking is an entry (P10). Errors: access.denied, record.unknown.
  base::Result<RecordView> Open(const model::Principal& who, const std::string& id) const;
  // Which of these records the person sees, of now. Errors: access.denied.
  base::Result<std::set<std::string>> Seen(const model::Principal& who, const std::set<std::string>& ids) const;
  // What is masked in these fields, as it is. An entry like any look, with its reason. Errors: access.denied,
  // record.unknown, record.unknown_field (nothing of it is masked), record.field_denied (field), record.reason_missing,
  // purpose.unknown.
  base::Result<Values> Unmask(const model::Principal& who, const std::string& id,
                              const std::vector<std::string>& fields, const ActionRequest& why) const;
  // Officer "me" of the filter: the person himself and each whose deputy he is. Errors: access.denied,
  // register.unknown.
  base::Result<store::RecordPage> List(const model::Principal& who, store::RecordFilter filter,
                                       const std::string& text) const;
  base::Result<std::vector<std::pair<std::string, std::int64_t>>> States(const model::Principal& who,
                                                                         const std::string& register_id) const;

 private:
  base::Result<std::shared_ptr<struct Step>> NewRecord(const model::Principal& who, const Reader& reader,
                                                       const std::string& register_id, const ActionRequest& request,
                                                       FilesOfAction& files, std::string& purpose) const;
  // What the action makes of the values that were sent, with files and the files of persons and things.
  base::Status ReadChanges(const Reader& reader, const ActionRequest& request, FilesOfAction& files,
                           struct Step& step) const;
  // What follows from it, in its transaction.
  base::Status Follow(const struct Step& step, const std::string& purpose, store::Transaction& transaction,
                      std::vector<struct Followed>& followed) const;
  // The letter that the action makes becomes a file of the record.
  base::Status AddLetter(const model::Principal& who, const store::Record& record, struct Step& step,
                         FilesOfAction& files) const;
  // The action was done to this version before, by the same person with the same words.
  base::Result<bool> DoneBefore(const std::string& id, std::int64_t version, const std::string& once,
                                const Reader& reader) const;
  base::Result<store::Record> AsSeen(const std::string& id, std::int64_t version, const Reader& reader) const;
  base::Result<std::vector<TimelineEntry>> Timeline(const model::Register& in, const std::string& id,
                                                    const Reader& reader) const;

  const Parts& parts_;
  Events& events_;
  FileDesk& files_;
  const CrossCheck& cross_check_;
  SubjectIndex& subjects_;
  const DuplicateSearch duplicates_;
  const HitDesk hits_;
  const Clocks clocks_;
};

}  // namespace maktab::desk
