// What kinds of thing lists speak of, in the words of FollowTheMoney (the model that screening clients of today use),
// as far as a bureau checks them. A schema has one parent; a query for a parent may meet its children.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace maktab::model {

enum class Schema : std::uint8_t {
  kThing,  // only as the root; no list entry is a bare Thing
  kLegalEntity,
  kPerson,
  kOrganization,
  kCompany,
  kPublicBody,
  kAsset,
  kVehicle,
  kVessel,
  kAirplane,
  kIdentification,  // any paper with a number
  kPassport,
};
constexpr std::size_t kSchemaCount = std::size_t(Schema::kPassport) + 1;

// "Person", "Passport"…
std::string_view SchemaName(Schema schema);
std::optional<Schema> ParseSchema(std::string_view name);
Schema ParentOf(Schema schema);  // kThing is its own parent
bool IsA(Schema schema, Schema ancestor);
// May an entity of one meet a query of the other: one descends from the other.
bool MayMatch(Schema query, Schema entity);
// Tables of papers and of road vehicles hold no names of persons (P11, domain.md R-14).
bool HoldsNoNames(Schema schema);

}  // namespace maktab::model
