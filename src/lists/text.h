// Small helpers on ASCII words that several readers share. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace maktab::lists {

// Appends `part` with `separator` before it if `text` is not empty; nothing for an empty part.
void AppendWith(std::string& text, std::string_view separator, std::string_view part);

// Where `word` (in lower case) first stands in `text`, letter case of ASCII ignored; npos if nowhere.
std::size_t FindWord(std::string_view text, std::string_view word);
bool ContainsWord(std::string_view text, std::string_view word);
bool StartsWithWord(std::string_view text, std::string_view word);

// Without white space and control characters of ASCII at both ends.
std::string_view TrimAscii(std::string_view text);

// The parts between `separator`; one part if it is empty.
std::vector<std::string_view> SplitBy(std::string_view text, std::string_view separator);

// The number inside a text that says more than the number: "Afghan passport number SE 012820" gives "SE 012820". A text
// of figures and capitals alone is given back whole. Empty if no word has a figure.
std::string BareNumber(std::string_view text);

}  // namespace maktab::lists
