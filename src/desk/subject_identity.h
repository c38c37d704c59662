// What files of a person, vehicle or document say of it, put together: what was written on them and what rows of
// records say, each value with where it comes from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"
#include "model/register.h"
#include "model/row_members.h"
#include "store/subjects.h"

namespace maktab::desk {

// The pseudo-list of the bureau's own files in answers and snapshots.
inline constexpr std::string_view kOwnFiles = "subjects";

struct SaidValue {
  std::string text;
  std::string kind;                  // of a name: "name", "alias", "weakAlias", "previousName"; of a paper: its type
  std::string country;               // of papers and plates; alpha-2, upper case
  std::vector<std::string> files;    // it was written on these
  std::vector<std::string> records;  // these say it
};

struct Identity {
  std::string kind;  // of model::RowShapes()
  std::vector<SaidValue> names, birth_dates, genders, nationalities, papers;
  std::vector<SaidValue> vins, plates, engines, makes;
  std::vector<SaidValue> numbers;  // of a document or an object itself; its kind is what it is
  std::vector<SaidValue> models, descriptions;
  std::vector<SaidValue> notes;
};

// "person" for a field of persons…; empty for other types.
std::string_view SubjectKindOf(model::FieldType type);

// A file that says nothing yet, alone under its own head.
store::SubjectGroup NewGroup(std::string_view kind, const std::string& id);
Identity IdentityOf(const store::SubjectGroup& group);
// What is screened: P11 holds, vehicles and documents have no names.
model::Entity EntityOf(const Identity& identity, const std::string& id);
// What it is called in lists: a name in its own script, else a plate, a VIN, a number, a description.
std::string CaptionOf(const Identity& identity);
// Another digest, another identity: what was judged before is judged anew.
std::string DigestOf(const Identity& identity);
// "P-000123", "V-000123", "D-000123", "O-000123".
std::string SubjectNumber(std::string_view kind, std::int64_t serial);
// Back, in any letter case: {kind, serial}; an empty kind if it is none.
std::pair<std::string, std::int64_t> ParseSubjectNumber(std::string_view text);

}  // namespace maktab::desk
