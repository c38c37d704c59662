// Which files the rows of persons, vehicles and documents of a record refer to.
#pragma once

#include <string>
#include <vector>

#include "desk/record_values.h"
#include "model/principal.h"

namespace maktab::desk {

// What an action does to files.
struct SubjectChanges {
  struct Made {
    std::string id, kind;
  };
  std::vector<Made> made;
  std::vector<std::string> fields;  // whose rows changed
};

// Gives each row that the action changes its file: the one that the person picked, that which the same row had before,
// else a new one; nothing is merged by the program. Errors: record.bad_value (a file that is not there, that he may not
// see, or of another kind).
base::Result<SubjectChanges> GiveSubjects(const model::Register& in, const Values& before, Values& changes,
                                          const model::Principal& who, const Parts& parts);

// {"made": […], "fields": […]}, as the projector reads it; empty if nothing changed.
std::string WriteSubjectChanges(const SubjectChanges& changes);

// The rows of a field, "" for a value that is absent.
std::vector<std::string> RowsOf(const std::string& value);
// The file of a row; empty if it has none.
std::string SubjectOf(const std::string& row);

}  // namespace maktab::desk
