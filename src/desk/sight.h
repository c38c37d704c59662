// What is masked in files of persons and things, and in what was asked about rows of records. What is hidden the store
// has left out already (store/viewer.h).
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "desk/access.h"
#include "desk/answer.h"

namespace maktab::desk {

enum class Sight : std::uint8_t {
  kNone,    // it is not for the reader
  kMasked,  // it is shown to him with a reason
  kOpen,
};

// A row of a person or thing as it stands in a record that the reader sees.
Sight SightOf(const model::Field* field, const base::JsonRef& row, const Reader& reader);
enum class Masks : std::uint8_t { kOn, kOff };  // kOff: the reader gave a reason

struct SeenGroup {
  store::SubjectGroup group;
  bool masked = false;  // known from masked rows alone: nothing of it but its number may be shown
};

// Files that are merged, as far as they are for the reader: with masks on, a file says what rows say that are open, and
// masked rows are as if they were not there, so that a file does not tell that one whom it names is a victim elsewhere.
// Nothing if no file is left.
std::optional<SeenGroup> SeenBy(const Parts& parts, const Reader& reader, store::SubjectGroup group, Masks masks);
// The group that a file belongs to; nothing if it has none for the reader, or not this file.
base::Result<std::optional<SeenGroup>> GroupOf(const Parts& parts, const Reader& reader, const std::string& file,
                                               Masks masks);
// What is left of a masked group to be shown.
void Veil(store::SubjectGroup& group);

// A check: as the row that it was made for stands now; open if it was made for none. What it asked besides came from
// the file of the row, which may say less to the reader by now: then it is not for him.
base::Result<Sight> SightOf(const Parts& parts, const Reader& reader, const CheckAnswer& answer);

}  // namespace maktab::desk
