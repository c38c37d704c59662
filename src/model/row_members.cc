#include "model/row_members.h"

#include <algorithm>

namespace maktab::model {
namespace {

template <typename Is>
const RowShape* First(Is is) {
  const auto found = std::find_if(RowShapes().begin(), RowShapes().end(), is);
  return found == RowShapes().end() ? nullptr : &*found;
}

}  // namespace

bool RowShape::Has(std::string_view member) const {
  return std::find(members.begin(), members.end(), member) != members.end();
}

const std::vector<RowShape>& RowShapes() {
  static const std::vector<RowShape> kShapes = {
      {FieldType::kPerson, "person", {"name", "birth_date", "nationality", "gender", "document", "role"}, {"name"}, {}},
      {FieldType::kVehicle, "vehicle", {"plate", "vin", "engine", "country", "make"}, {}, {"vin", "plate", "engine"}},
      {FieldType::kDocument, "document", {"number", "type", "country"}, {"number"}, {}},
      {FieldType::kObject,
       "object",
       {"kind", "number", "make", "model", "description", "country"},
       {"kind"},
       {"number", "description"}}};
  return kShapes;
}

const RowShape* RowShapeOf(FieldType type) {
  return First([&](const RowShape& shape) { return shape.type == type; });
}

const RowShape* RowShapeOf(std::string_view kind) {
  return First([&](const RowShape& shape) { return shape.kind == kind; });
}

}  // namespace maktab::model
