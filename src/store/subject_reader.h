// Reading files of persons, vehicles and documents. Internal to the store; throws what the database throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/sql.h"
#include "store/subjects.h"
#include "store/viewer.h"

namespace maktab::store {

// None of these tells a viewer of a file that is hidden from him, or of what a hidden record says of one.
std::optional<Subject> ReadSubject(Connection& connection, const std::string& id, const Viewer& viewer);
std::optional<Subject> ReadSubjectBySerial(Connection& connection, const std::string& kind, std::int64_t serial,
                                           const Viewer& viewer);
// In the order of `heads`, each once; one that is nobody's head gives a group without members.
std::vector<SubjectGroup> ReadSubjectGroups(Connection& connection, const std::vector<std::string>& heads,
                                            const Viewer& viewer);
SeenGroups ReadSeenGroups(Connection& connection, const std::vector<std::string>& heads, const Viewer& viewer);
// By changed_seq. Of all files: for the index.
std::vector<ChangedSubject> ReadChangedSubjects(Connection& connection, std::int64_t after_seq);
// Heads, what changed last first.
std::vector<ChangedSubject> ReadNewestHeads(Connection& connection, std::int64_t before_seq, int limit,
                                            const Viewer& viewer);
// Those of any of these files.
std::vector<SubjectPair> ReadSubjectPairs(Connection& connection, const std::vector<std::string>& ids,
                                          const Viewer& viewer);

}  // namespace maktab::store
