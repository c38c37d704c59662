// What a field of a machine-readable zone would read as, had an eye or a camera not confused characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maktab::identifiers {

// The digit that a letter is taken for (O, Q and D: 0, I and L: 1, Z: 2, S: 5, G: 6, B: 8), or the character itself.
char AsMrzDigit(char c);
// The letter that a digit is taken for (0: O, 1: I, 2: Z, 5: S, 6: G, 8: B), or the character itself.
char AsMrzLetter(char c);

// A field and its check digit, both of digits: the reading with every letter as a digit, if that is a change and its
// check digit is right.
std::optional<std::string> RepairDigits(std::string_view field, char check);

// A field of letters and digits with its check digit: every reading with one confusable character changed (or only the
// check digit) that makes the check digit right, those that put a digit for a letter first.
std::vector<std::string> RepairMixed(std::string_view field, char check);

}  // namespace maktab::identifiers
