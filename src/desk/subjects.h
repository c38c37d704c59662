// The files of persons, vehicles and documents: looked for, opened, written on, merged and separated by a person, never
// by the program alone. Each change is an entry with old and new values.
//
// A merge joins files under one head and moves nothing: values and records stay with the file that they were written
// on, so that separating them gives back what was, and what was written meanwhile stays where it was written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/record_values.h"
#include "desk/subject_search.h"

namespace maktab::desk {

// What happened, on the files or on records that speak of them.
struct SubjectEvent {
  std::int64_t seq = 0;
  base::Instant at;
  std::string who;
  std::string kind;    // "subject.changed"… or "record.created", "record.imported", "record.acted"
  std::string file;    // the file it happened on; empty for records
  std::string other;   // the file it was merged with, or separated from
  std::string record;  // of records
  std::string action;  // of records
  std::string reason;
  Values before, after;  // of a file
};

// Two files that a person has said are not the same.
struct SaidApartView {
  store::SubjectPair pair;
  SubjectFile other;
  bool stands = false;  // neither has changed since
};

struct SubjectView {
  SubjectFile file;
  std::vector<store::Record> records;  // those that the reader may see, what came last first
  std::vector<LikelyFile> duplicates;
  std::vector<SaidApartView> apart;
  std::vector<SubjectEvent> timeline;  // newest first
};

struct SubjectQuestion {
  std::string text;                      // a name in any script, a number, a plate, "P-000123"
  std::optional<model::Entity> example;  // or what a row of a form says so far
  std::string kind;                      // empty: any
  std::size_t limit = 10;
};

struct ProposalPage {
  std::vector<Proposal> items;
  std::optional<std::int64_t> next;  // `before` of the next page
};

class SubjectDesk {
 public:
  SubjectDesk(const Parts& parts, SubjectIndex& index) : parts_(parts), search_(parts, index), index_(index) {}

  // Looking is an entry (P10). Errors: access.denied, purpose.unknown, check.nothing_asked, check.too_long.
  base::Result<std::vector<LikelyFile>> Find(const model::Principal& who, const SubjectQuestion& question) const;
  // Errors: access.denied, store.subject_unknown.
  base::Result<SubjectView> Open(const model::Principal& who, const std::string& id) const;
  // The same with what is masked of it, as far as the person may have that shown: an entry of its own with the reason.
  // Errors: access.denied, store.subject_unknown, record.reason_missing.
  base::Result<SubjectView> Unmask(const model::Principal& who, const std::string& id, const std::string& reason) const;
  // What was written on a file itself. `version` is the one that the person saw. Errors: access.denied,
  // store.subject_unknown, store.subject_changed, subject.bad_value (field), subject.unknown_field (field),
  // record.reason_missing.
  base::Status Change(const model::Principal& who, const std::string& id, std::int64_t version,
                      const base::JsonRef& values, const std::string& reason) const;
  // Puts a file, and those merged into it, under another one. Errors: access.denied, store.subject_unknown,
  // store.subject_merged, record.reason_missing.
  base::Status Merge(const model::Principal& who, const std::string& id, const std::string& into,
                     const std::string& reason) const;
  // Takes a file, with those that were merged into it, from the one that it was merged into. Errors: access.denied,
  // store.subject_unknown, store.subject_not_merged, record.reason_missing.
  base::Status Unmerge(const model::Principal& who, const std::string& id, const std::string& reason) const;
  // They are not the same: not proposed again until one of them changes. Errors: as Merge.
  base::Status SayApart(const model::Principal& who, const std::string& id, const std::string& other,
                        const std::string& reason) const;
  // Duplicates among the files that changed last, a part of them at a time. Looking is an entry. Errors: access.denied.
  base::Result<ProposalPage> Proposals(const model::Principal& who, std::optional<std::int64_t> before,
                                       std::size_t files) const;

 private:
  base::Status Write(const model::Principal& who, std::string kind, const std::string& id, std::string body) const;
  base::Status Catch() const;
  base::Result<SubjectView> Look(const Reader& reader, const std::string& id, Masks masks) const;
  base::Status ReadTimeline(const Reader& reader, SubjectView& view) const;
  base::Status ReadApart(const Reader& reader, SubjectView& view) const;

  const Parts& parts_;
  const SubjectSearch search_;
  SubjectIndex& index_;
};

// The members that may be written on a file of this kind, in the form that is kept; "null" takes one away. Errors:
// subject.bad_value (field, what), subject.unknown_field (field).
base::Result<Values> ReadSubjectValues(std::string_view kind, const base::JsonRef& object, base::Instant now);

}  // namespace maktab::desk
