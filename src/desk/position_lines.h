// When what a register says of a legal position ([position]; model/position.h) holds of somebody in one of its records.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "desk/access.h"
#include "desk/parts.h"
#include "desk/record_values.h"

namespace maktab::desk {

// Where a person stands in a record.
struct Standing {
  std::string field, role;
};

// A record with what decides.
struct PositionRecord {
  store::Record record;
  const model::Register* in = nullptr;  // it has [position]
  Values values;                        // as the store has them; what decides is for whoever sees the record
  std::vector<Standing> standings;      // empty: it is about him through a link
  std::set<std::string> over;           // rules of which a clock of it has run out, of those that decide
};

// By record, of all rows that speak of him.
std::map<std::string, std::vector<Standing>> StandingsIn(const store::SubjectGroup& group);
// REQUIRES: the reader sees the record, and its register has [position].
base::Result<PositionRecord> PositionRecordOf(const Parts& parts, const Reader& reader, store::Record record,
                                              std::vector<Standing> standings);
bool Applies(const model::PositionWhen& when, const PositionRecord& known);

}  // namespace maktab::desk
