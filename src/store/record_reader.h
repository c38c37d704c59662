// Reading records and deadlines. Internal to the store; throws what the database throws.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/records.h"
#include "store/sql.h"

namespace maktab::store {

std::optional<Record> ReadRecord(Connection& connection, const std::string& id);
std::optional<Record> ReadRecordByNumber(Connection& connection, const std::string& number);
RecordPage ReadRecords(Connection& connection, const RecordFilter& filter);
std::vector<Deadline> ReadDeadlines(Connection& connection, const std::string& record);
// Those that must be met and are not, by due_at.
std::vector<RecordClock> ReadOpenClocks(Connection& connection, const ClockFilter& filter);
// How many records of a register are in each state, by state.
std::vector<std::pair<std::string, std::int64_t>> CountStates(Connection& connection, const std::string& register_id);
// In the order in which they came.
std::vector<RecordFile> ReadRecordFiles(Connection& connection, const std::string& record);
// Of all files that any record speaks of.
std::set<std::string> ReadFileHashes(Connection& connection);
// The next number of a series. REQUIRES: within the writing transaction.
std::int64_t NextSerial(Connection& connection, const std::string& series);

}  // namespace maktab::store
