// What a row of persons or things says: the one table of its members, for whoever reads, writes, shows, exports or
// takes over rows. Tables of vehicles and documents hold no names (P11, domain.md R-14). Any thread may read.
#pragma once

#include <string_view>
#include <vector>

#include "model/register.h"

namespace maktab::model {

struct RowShape {
  FieldType type = FieldType::kPerson;
  std::string_view kind;                   // of its file: "person"
  std::vector<std::string_view> members;   // in the order in which people read them
  std::vector<std::string_view> required;  // each of these must be there
  std::vector<std::string_view> one_of;    // and one of these; empty: no more is asked

  bool Has(std::string_view member) const;
};

// The id of its file, which a row of any kind may have besides.
inline constexpr std::string_view kSubjectMember = "subject";

// In the order of FieldType.
const std::vector<RowShape>& RowShapes();
// Null: fields of this type have no rows of persons or things.
const RowShape* RowShapeOf(FieldType type);
// By the kind of a file; null: there is no such kind.
const RowShape* RowShapeOf(std::string_view kind);

}  // namespace maktab::model
