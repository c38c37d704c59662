// Reading files of persons, vehicles and documents. Internal to the store; throws what the database throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/sql.h"
#include "store/subjects.h"

namespace maktab::store {

std::optional<Subject> ReadSubject(Connection& connection, const std::string& id);
std::optional<Subject> ReadSubjectBySerial(Connection& connection, const std::string& kind, std::int64_t serial);
// In the order of `heads`; one that is nobody's head gives a group without members.
std::vector<SubjectGroup> ReadSubjectGroups(Connection& connection, const std::vector<std::string>& heads);
// By changed_seq.
std::vector<ChangedSubject> ReadChangedSubjects(Connection& connection, std::int64_t after_seq);
// Heads, what changed last first.
std::vector<ChangedSubject> ReadNewestHeads(Connection& connection, std::int64_t before_seq, int limit);
// Those of any of these files.
std::vector<SubjectPair> ReadSubjectPairs(Connection& connection, const std::vector<std::string>& ids);

}  // namespace maktab::store
