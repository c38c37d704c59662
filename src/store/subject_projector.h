// The projection of files of persons, vehicles and documents. Internal to the store; throws what the database throws.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"
#include "store/subject_rows.h"

namespace maktab::store {

// What an action on a record does to files: body.subjects = {made: [{id, kind}], fields: [ids]}; the rows of these
// fields are those of body.values. Errors: store.subject_exists, store.subject_unknown.
base::Status ProjectRecordSubjects(Connection& connection, SubjectRows& subjects, const EntryColumns& entry,
                                   const base::JsonRef& body);
// body: version, values, old. Errors: store.subject_unknown, store.subject_changed.
base::Status ProjectSubjectChanged(Connection& connection, SubjectRows& subjects, const EntryColumns& entry,
                                   const base::JsonRef& body);
// body: into, reason. Errors: store.subject_unknown, store.subject_merged (it is already, or the two are).
base::Status ProjectSubjectMerged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
// body: from, reason. Errors: store.subject_unknown, store.subject_not_merged.
base::Status ProjectSubjectUnmerged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
// body: other, digest, other_digest, reason. Error: store.subject_unknown.
base::Status ProjectSubjectsApart(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);

}  // namespace maktab::store
