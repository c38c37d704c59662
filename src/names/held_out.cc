#include "names/held_out.h"

#include <string>

#include "base/hash.h"
#include "names/name.h"

namespace maktab::names {

bool IsHeldOut(std::string_view arabic) {
  std::string bytes;
  PrepareName(arabic, NameKind::kPerson, bytes);
  std::string letters;
  TokenView token;
  const PreparedView name(bytes);
  for (std::size_t at = name.begin(); name.Next(at, token);) letters += token.letters;
  return base::HashBytes(letters) % 10 == 0;
}

}  // namespace maktab::names
