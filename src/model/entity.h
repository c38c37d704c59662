// One entry of a list: a person, organisation, paper, vehicle or vessel with what the list says of it.
//
// It is held as FollowTheMoney does: a schema and properties with several values each, so that what one list knows and
// another does not needs no new column. The property names that Maktab reads itself are the constants below; others are
// kept and shown. The canonical JSON (sorted, no white space) is what is stored, hashed and compared between imports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/schema.h"

namespace maktab::model {

// Names. weakAlias: a name of low quality (kunya, nom de guerre, list says "low").
inline constexpr std::string_view kPropName = "name";
inline constexpr std::string_view kPropAlias = "alias";
inline constexpr std::string_view kPropWeakAlias = "weakAlias";
inline constexpr std::string_view kPropPreviousName = "previousName";
// Evidence. Dates are ISO 8601, partial or spans ("1975", "1985-03", "1964/1967"). Countries are ISO 3166-1 alpha-2 in
// lower case where the list's word is known, else its word as written. Gender: "male", "female", "other".
inline constexpr std::string_view kPropBirthDate = "birthDate";
inline constexpr std::string_view kPropNationality = "nationality";
inline constexpr std::string_view kPropCitizenship = "citizenship";
inline constexpr std::string_view kPropCountry = "country";
inline constexpr std::string_view kPropGender = "gender";
// Numbers. On a Person: papers he holds. On a Passport or Identification: `number`.
inline constexpr std::string_view kPropNumber = "number";
inline constexpr std::string_view kPropPassportNumber = "passportNumber";
inline constexpr std::string_view kPropIdNumber = "idNumber";
inline constexpr std::string_view kPropTaxNumber = "taxNumber";
inline constexpr std::string_view kPropSocialSecurityNumber = "socialSecurityNumber";
inline constexpr std::string_view kPropOtherNumber =
    "registrationNumber";  // plate of a Vehicle, register number of a body
inline constexpr std::string_view kPropVin = "vin";
inline constexpr std::string_view kPropImoNumber = "imoNumber";
inline constexpr std::string_view kPropMmsi = "mmsi";
inline constexpr std::string_view kPropSerialNumber = "serialNumber";

// A paper of a person with all that the list says of it; the bare number stands in the properties too.
struct IdentityDocument {
  std::string type;  // as the list writes it
  std::string number;
  std::string country;  // alpha-2 in lower case, or as written
  std::string note;
  auto operator<=>(const IdentityDocument&) const = default;
};

class Entity {
 public:
  std::string id;  // unique within its dataset, as the list numbers it ("6908555", "2021/75051")
  Schema schema = Schema::kPerson;
  std::string caption;                      // the name or number to show; the first name if the reader gives none
  std::vector<IdentityDocument> documents;  // in the list's order
  std::string source_record;  // compact JSON object as received, kept only by readers that must give it back

  // Adds a value once; empty values are passed over.
  void Add(std::string_view property, std::string_view value);
  const std::vector<std::string>& Get(std::string_view property) const;
  std::string_view First(std::string_view property) const;
  const std::vector<std::pair<std::string, std::vector<std::string>>>& properties() const { return properties_; }
  // The name properties in order of strength, with which they are.
  std::vector<std::pair<std::string_view, std::string_view>> Names() const;  // {property, name}

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> properties_;  // sorted by property
};

// Limits: a longer text is cut at a letter, more values than these are dropped (both are noted by readers as warnings).
constexpr std::size_t kMaxValueBytes = 16 * 1024;
constexpr std::size_t kMaxValues = 2000;

// Why an entity can't be taken: entity.no_id, entity.no_name (persons, bodies), entity.no_number (papers, vehicles
// without any number), or nothing. Takes names of persons off papers and vehicles (P11); true in `names_removed` if
// there were any.
base::Status Validate(Entity& entity, bool* names_removed = nullptr);

// Canonical JSON: {"id","schema","caption","properties":{…},"documents":[…],"source":{…}}.
std::string WriteEntity(const Entity& entity);
// The part that a check, or what an officer does after a hit, can turn on: without remarks, addresses, the list's own
// date of change, and the source record. An import counts an entry as changed when this differs; where only the rest
// differs the new text is stored, and the entry counts as unchanged.
std::string WriteComparable(const Entity& entity);
// Reads what WriteEntity writes, and FollowTheMoney's own JSON. Errors: entity.not_object, entity.unknown_schema.
base::Result<Entity> ReadEntity(const base::JsonRef& json);

}  // namespace maktab::model
