// FollowTheMoney entities as lines of JSON (the form of OpenSanctions and of yente's answers), in and out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "lists/intake.h"

namespace maktab::lists {

// One entity a line, or one answer of yente a line: its entities stand in `results` or `responses`, and papers may be
// nested in their holder. Entities of schemata that Maktab does not check (Address, Sanction…) are counted as ignored.
// A bad line is a bad entry: lists.bad_json, lists.invalid_utf8, lists.entry_too_large, lists.truncated,
// json.too_deep, entity.not_object, entity.unknown_schema.
base::Status ReadFtm(Sources files, Intake& intake, ListInfo& info);

// What surrounds an entity in an answer and is not of the entity itself.
struct FtmContext {
  std::vector<std::string> datasets;
  std::string first_seen;  // instants as ISO 8601 without a zone; members are left out where empty
  std::string last_seen;
  std::string last_change;
  bool target = true;
};

// One line of JSON without its line end.
std::string WriteFtm(const model::Entity& entity, const FtmContext& context);
// The members alone, for answers that add their own (score, match, features). The caller has begun the object.
void WriteFtmMembers(base::JsonWriter& json, const model::Entity& entity, const FtmContext& context);

}  // namespace maktab::lists
