#include "model/schema.h"

#include <array>

namespace maktab::model {
namespace {

struct SchemaRow {
  Schema schema;
  std::string_view name;
  Schema parent;
};

constexpr std::array<SchemaRow, kSchemaCount> kSchemata = {{
    {Schema::kThing, "Thing", Schema::kThing},
    {Schema::kLegalEntity, "LegalEntity", Schema::kThing},
    {Schema::kPerson, "Person", Schema::kLegalEntity},
    {Schema::kOrganization, "Organization", Schema::kLegalEntity},
    {Schema::kCompany, "Company", Schema::kOrganization},
    {Schema::kPublicBody, "PublicBody", Schema::kOrganization},
    {Schema::kAsset, "Asset", Schema::kThing},
    {Schema::kVehicle, "Vehicle", Schema::kAsset},
    {Schema::kVessel, "Vessel", Schema::kVehicle},
    {Schema::kAirplane, "Airplane", Schema::kVehicle},
    {Schema::kIdentification, "Identification", Schema::kThing},
    {Schema::kPassport, "Passport", Schema::kIdentification},
}};

}  // namespace

std::string_view SchemaName(Schema schema) {
  return kSchemata[std::size_t(schema)].name;
}

std::optional<Schema> ParseSchema(std::string_view name) {
  for (const SchemaRow& row : kSchemata) {
    if (row.name == name) return row.schema;
  }
  return std::nullopt;
}

Schema ParentOf(Schema schema) {
  return kSchemata[std::size_t(schema)].parent;
}

bool IsA(Schema schema, Schema ancestor) {
  while (schema != ancestor) {
    if (schema == Schema::kThing) return false;
    schema = ParentOf(schema);
  }
  return true;
}

bool MayMatch(Schema query, Schema entity) {
  return IsA(entity, query) || IsA(query, entity);
}

bool HoldsNoNames(Schema schema) {
  return IsA(schema, Schema::kIdentification) || schema == Schema::kVehicle;
}

}  // namespace maktab::model
