// ICAO's transliteration of Arabic script in the machine-readable zone (Doc 9303 part 3, section 6, table of Arabic
// script), in both directions. It is not a romanisation that people read: محمود is MXHMWD. Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace maktab::identifiers {

// The MRZ form of a name in Arabic script: A–Z, and '<' for spaces and hyphens. Vowel marks are not encoded, a shadda
// repeats its letter, teh marbuta is XAH at the end of a word and XTA elsewhere. Latin letters go through in upper
// case; what has no form falls away.
std::string ArabicToMrz(std::string_view text);

// The Arabic letters of an MRZ name, '<' becoming a space. Where the zone is ambiguous the usual reading is taken: Y is
// ي, I is إ and so only begins a word (also behind AL); a repeated letter is a shadda unless it begins a word or is
// the lam behind the article. nullopt if the name is not ICAO Arabic as far as anyone can tell from its letters.
std::optional<std::string> MrzToArabic(std::string_view name);

}  // namespace maktab::identifiers
