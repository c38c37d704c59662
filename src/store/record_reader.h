// Reading records. Internal to the store; throws what the database throws.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/records.h"
#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// None of these tells a viewer of a record that is hidden from him.
std::optional<Record> ReadRecord(Connection& connection, const std::string& id, const Viewer& viewer);
std::optional<Record> ReadRecordByNumber(Connection& connection, const std::string& number, const Viewer& viewer);
// Those whose field names this value, in the order in which they were made; whoever may see them.
std::vector<Record> ReadRecordsNaming(Connection& connection, const std::string& register_id, const std::string& field,
                                      const std::string& value);
RecordPage ReadRecords(Connection& connection, const RecordFilter& filter, const Viewer& viewer);
std::vector<Deadline> ReadDeadlines(Connection& connection, const std::string& record, const Viewer& viewer);
// How many records of a register are in each state, by state.
std::vector<std::pair<std::string, std::int64_t>> CountStates(Connection& connection, const std::string& register_id,
                                                              const Viewer& viewer);
// Those that are there and seen.
std::set<std::string> SeenRecords(Connection& connection, const std::set<std::string>& ids, const Viewer& viewer);
std::set<std::string> SeenNumbers(Connection& connection, const std::set<std::string>& numbers, const Viewer& viewer);
// Which of these numbers are given, to whomever's record; the digest of the line that brought it in, empty if none did.
std::map<std::string, std::string> ReadTakenNumbers(Connection& connection, const std::set<std::string>& numbers);
std::set<std::int64_t> ReadTakenSerials(Connection& connection, const std::string& series);
// Newest first.
std::vector<BrokenGlass> ReadBrokenGlass(Connection& connection, bool open_only, int limit, const Viewer& viewer);
std::vector<RecordUse> ReadRecordUses(Connection& connection);
// In the order in which they came.
std::vector<RecordFile> ReadRecordFiles(Connection& connection, const std::string& record, const Viewer& viewer);
// Of all files that any record speaks of, for cleaning.
std::set<std::string> ReadFileHashes(Connection& connection);
// The next number of a series. REQUIRES: within the writing transaction.
std::int64_t NextSerial(Connection& connection, const std::string& series);

}  // namespace maktab::store
