// New files of persons and things and the rows of records that speak of them, on their way into the tables subject and
// subject_row. An entry of its own writes them at its end, a replay many at once. Internal to the store; throws what
// the database throws.
#pragma once

#include <map>
#include <string>
#include <unordered_set>

#include "store/sql.h"

namespace maktab::store {

class SubjectRows {
 public:
  // `all_known`: the tables were emptied before, so what was not made here is not there.
  SubjectRows(Connection& connection, bool all_known);

  // A file of its own, with the next number of its kind. False if it is there.
  bool Make(const std::string& id, const std::string& kind, const std::string& record, std::int64_t seq);
  bool Knows(const std::string& id);
  // What a file says has changed, and with it what its head says.
  void Touch(const std::string& id, std::int64_t seq);
  // REQUIRES: the record has no row at this place.
  void AddRow(const std::string& record, const std::string& field, long long place, const std::string& subject,
              const std::string& body);
  // Whoever reads or changes these tables calls it before.
  void Flush();

 private:
  long long NextSerial(const std::string& kind);
  void WriteTouched();

  Connection& connection_;
  const bool all_known_;
  BulkInsert files_, rows_;
  std::unordered_set<std::string> made_;
  std::map<std::string, std::int64_t> touched_;  // the last entry that touched it
  std::map<std::string, long long> serials_;
};

}  // namespace maktab::store
