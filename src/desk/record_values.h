// What may stand in the fields of a record, and the form in which it is kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "desk/access.h"
#include "desk/parts.h"
#include "model/register.h"

namespace maktab::desk {

using Values = std::map<std::string, std::string>;  // field → JSON text in the form that is kept

constexpr std::size_t kMaxTextBytes = 64 * 1024;
constexpr std::size_t kMaxRows = 200;  // persons, vehicles, documents, choices of one field

// Where the rows of a field of type attachment come from.
class FileSource {
 public:
  virtual ~FileSource() = default;
  // {"upload": id} of a file that came in, or {"sha256"} of one that the field has already: the row in the form that is
  // kept. Errors: file.gone, file.unknown.
  virtual base::Result<std::string> Read(const model::Field& field, const base::JsonRef& row) = 0;
};

// Who brings values, and to what.
struct ValueReading {
  const Parts& parts;
  const Reader& reader;
  FileSource& files;
  const Values& before;  // what is there already: a masked row stands for the one in its place
};

// The form in which a value is kept; "null" for an empty one. Errors: record.bad_value (field, what); a record that the
// reader does not see is none.
base::Result<std::string> ReadValue(const model::Field& field, const base::JsonRef& value, const ValueReading& with);
// All members of an object; only fields that the action shows and the reader may write. A field that is masked as a
// whole and comes back so is left out. Errors: record.bad_value, record.unknown_field, record.field_denied (field).
base::Result<Values> ReadValues(const model::Register& in, const model::Action& action, const base::JsonRef& object,
                                const ValueReading& with);
// The countries that a nationality names, as rules compare them: codes of two letters, whether it was written as a code
// of two or three letters or as a name; "XXA" and the like, codes of papers that are no country's, as they are.
// nullopt: one of them is none.
std::optional<std::vector<std::string>> NationalitiesOf(std::string_view text, const Parts& parts);
// The content of a record as it is kept.
Values ReadContent(std::string_view content);
std::string WriteContent(const Values& values);

// A field's value as plain texts: the text itself, ids of choices, names and numbers of persons, vehicles, documents.
std::vector<std::string> TextsOf(std::string_view value);
bool Holds(const model::Condition& condition, const Values& values);

// What finds a record whatever the script and the marks its words are written with: the normal form of each word, and
// its sounds, which Arabic and Latin letters share.
std::string SearchText(std::string_view text);
// What is looked for in it, in the order in which it was typed; the last word may be begun only.
std::string SearchWords(std::string_view text);

}  // namespace maktab::desk
