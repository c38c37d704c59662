// Who may see what of the files of persons and things. A file is known from records, so that whoever may not see a
// record must not learn from a file what only that record says (P7).
#pragma once

#include <optional>
#include <string>

#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

// The one place that decides whether a file may say to this person what a record says.
bool MaySeeRecord(const Parts& parts, const model::Principal& who, const std::string& record);

// Whether he may see anything of a file, whichever it is merged with.
bool MaySeeSubject(const Parts& parts, const model::Principal& who, const std::string& id);

// What the person may see of files that are merged: rows of records that he may see, and the files that such a row
// refers to, or that no row refers to any more but that were made for such a record. Nothing if that is no file. The
// head is the first that he may see if he may not see the real one.
std::optional<store::SubjectGroup> SeenBy(const Parts& parts, const model::Principal& who, store::SubjectGroup group);

}  // namespace maktab::desk
