// Files of persons, vehicles and documents as they are now (design.md section 2: subject). A file says what was written
// on it and what the rows of records say that refer to it. Files that a person merged stay files of their own, joined
// under a head, so that a merge is undone without a trace.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace maktab::store {

struct Subject {
  std::string id;
  std::string kind;          // "person", "vehicle", "document", "object"
  std::int64_t serial = 0;   // 1, 2, 3… of its kind, in the order of the ledger
  std::string born_record;   // the record for which the file was made
  std::int64_t version = 0;  // 1 when made; each change, merge and unmerge of this file adds one
  std::string content;       // JSON object: what was written on the file itself
  std::string merged_into;   // empty: it stands for itself
  std::string head;          // at the top of the files that it is merged with; its own id if it stands for itself
  std::int64_t created_seq = 0, changed_seq = 0;  // of what it says, also by records and merges
};

// A row of a person, vehicle or document of a record, as it stands there.
struct SubjectRow {
  std::string record, field;
  std::int64_t place = 0;
  std::string subject;
  std::string body;              // JSON object
  std::string register_id = {};  // of the record
};

// Files that are merged, and all rows that refer to any of them.
struct SubjectGroup {
  std::string head;
  std::vector<Subject> members;  // in the order in which they were made
  std::vector<SubjectRow> rows;  // by when the record was opened, field and place
};

// The same groups as they are, and as a viewer sees them.
struct SeenGroups {
  std::vector<SubjectGroup> whole, seen;
};

// For a group of which some files were taken out: they leave no name behind. The head is the first if it was one of
// them.
void CloseGaps(SubjectGroup& group);

// A person said that two files are not of the same one.
struct SubjectPair {
  std::string a, b;                // a < b
  std::string a_digest, b_digest;  // what they said then
  std::string reason, by_name;
  base::Instant at;
  std::int64_t seq = 0;
};

struct ChangedSubject {
  std::string id, head;
  std::int64_t changed_seq = 0;
};

}  // namespace maktab::store
