// The words by which lists name countries, to ISO 3166-1 alpha-2 in lower case. Pure; any thread.
#pragma once

#include <string_view>

namespace maktab::lists {

// Understands alpha-2 and alpha-3 codes, names in Arabic, English, French and Spanish (ICU), the formal names of the
// United Nations and the inverted ones of OFAC ("Korea, North"). Empty if the word is not known: a list's own code such
// as INTERPOL's "914" (domain.md 4.4) names no country of ISO 3166. Kosovo is "xk". The view lives as long as the
// program.
std::string_view CountryCode(std::string_view word);

}  // namespace maktab::lists
