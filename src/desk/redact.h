// What of a record's values a reader is shown (P7, domain.md R-26): no field that is not for his roles, persons who are
// victims, witnesses or minors as masked rows, no number of a record that is hidden from him.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/access.h"
#include "desk/record_values.h"
#include "model/register.h"

namespace maktab::desk {

// A row of persons that is masked: {"masked":"<place in the field, from 0>","role":"victim"}; so it can be sent back
// and stays what it is. A field that is masked as a whole: {"masked":true}.
constexpr std::string_view kMasked = "masked";

// A row as it is shown masked.
std::string MaskedRow(const base::JsonRef& row, std::size_t place);
// Whether this row (JSON) of the field is masked by default.
bool IsMaskedRow(const model::Field& field, const base::JsonRef& row);

// What is filtered by must be for the reader: a field that is not his, and the number of a record that is hidden from
// him, find nothing.
base::Status NarrowValues(const Parts& parts, const Reader& reader, std::vector<store::RecordFilter::Value>& values);

class Redactor {
 public:
  Redactor(const Parts& parts, const Reader& reader) : parts_(parts), reader_(reader) {}

  // Asks the store once which of the records that these values link to are seen.
  base::Status Meet(const model::Register& in, const std::vector<const Values*>& all);
  // Who is masked in one of these values is in all of them: what one record said of him before is no way round it.
  void MaskAlways(const model::Register& in, const std::vector<const Values*>& all);
  // REQUIRES: Meet had them.
  Values Shown(const model::Register& in, const Values& values) const;

 private:
  const Parts& parts_;
  const Reader& reader_;
  std::set<std::string> seen_;
  std::set<std::string> always_;  // files whose rows are masked
};

// All of it for one record as lists give it: its content becomes what the reader is shown.
base::Status Redact(const Parts& parts, const Reader& reader, std::vector<store::Record>& records);

}  // namespace maktab::desk
