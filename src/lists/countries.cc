#include "lists/countries.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

namespace maktab::lists {
namespace {

// Names that ICU has not, folded as Fold does. UN and OFAC names, older names, and short forms.
constexpr std::array kAliases = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"bolivia plurinational state of", "bo"},
    {"brunei darussalam", "bn"},
    {"burma", "mm"},
    {"cabo verde", "cv"},
    {"congo", "cg"},
    {"cote d ivoire", "ci"},
    {"czech republic", "cz"},
    {"democratic people s republic of korea", "kp"},
    {"democratic republic of congo", "cd"},
    {"democratic republic of timor leste", "tl"},
    {"dprk", "kp"},
    {"drc", "cd"},
    {"east timor", "tl"},
    {"england", "gb"},
    {"federal republic of germany", "de"},
    {"federated states of micronesia", "fm"},
    {"former yugoslav republic of macedonia", "mk"},
    {"great britain", "gb"},
    {"holland", "nl"},
    {"holy see", "va"},
    {"hong kong", "hk"},
    {"hong kong special administrative region china", "hk"},
    {"ivory coast", "ci"},
    {"kingdom of netherlands", "nl"},
    {"kosovo", "xk"},
    {"lao people s democratic republic", "la"},
    {"libyan arab jamahiriya", "ly"},
    {"macao", "mo"},
    {"macao special administrative region china", "mo"},
    {"macau", "mo"},
    {"macedonia", "mk"},
    {"palestine", "ps"},
    {"palestinian", "ps"},
    {"people s republic of china", "cn"},
    {"republic of congo", "cg"},
    {"republic of korea", "kr"},
    {"republic of north macedonia", "mk"},
    {"russian federation", "ru"},
    {"south korea", "kr"},
    {"swaziland", "sz"},
    {"syrian arab republic", "sy"},
    {"taiwan province of china", "tw"},
    {"timor leste", "tl"},
    {"turkey", "tr"},
    {"turkiye", "tr"},
    {"uae", "ae"},
    {"uk", "gb"},
    {"united kingdom of great britain and northern ireland", "gb"},
    {"united states of america", "us"},
    {"usa", "us"},
    {"viet nam", "vn"},
    {"west bank", "ps"},
    {"west bank and gaza", "ps"},
    {"zaire", "cd"},
});

constexpr std::array<std::string_view, 8> kFormalPrefixes = {
    "republic of ",      "kingdom of ",         "state of ",     "islamic republic of ",
    "arab republic of ", "united republic of ", "sultanate of ", "commonwealth of "};

// Lower case, without accents and marks, words apart by one space, "&" as "and", "saint" as "st", without "the".
std::string Fold(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error) != 0) return {};
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), int32_t(text.size())));
  icu::UnicodeString folded = normalizer->normalize(source, error).foldCase();
  if (U_FAILURE(error) != 0) return {};
  std::string out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && word != "the") {
      if (!out.empty()) out.push_back(' ');
      out += word == "saint" ? "st" : word;
    }
    word.clear();
  };
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 c = folded.char32At(at);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isalnum(c) != 0) {
      icu::UnicodeString(c).toUTF8String(word);
      continue;
    }
    end_word();
    if (c == '&') word = "and", end_word();
  }
  end_word();
  return out;
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Names = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

void AddNamesOf(Names& names, const std::string& code, const icu::Locale& country) {
  names.emplace(Fold(country.getISO3Country()), code);
  for (const char* language : {"en", "fr", "es", "ar"}) {
    icu::UnicodeString display;
    country.getDisplayCountry(icu::Locale(language), display);
    std::string name;
    display.toUTF8String(name);
    names.emplace(Fold(name), code);
    // "Myanmar (Burma)" is known by either name.
    const std::size_t open = name.find('(');
    if (open != std::string::npos) names.emplace(Fold(std::string_view(name).substr(0, open)), code);
  }
}

Names MakeNames() {
  Names names;
  for (const auto& [name, code] : kAliases) names.emplace(name, code);
  names.emplace("xk", "xk");
  for (const char* const* at = icu::Locale::getISOCountries(); *at != nullptr; ++at) {
    const std::string code = Fold(*at);
    names.emplace(code, code);
    AddNamesOf(names, code, icu::Locale("", *at));
  }
  names.erase("");
  return names;
}

std::string_view Find(std::string_view folded) {
  static const Names kNames = MakeNames();
  const auto at = kNames.find(folded);
  return at == kNames.end() ? std::string_view() : std::string_view(at->second);
}

std::string_view FindFolded(const std::string& folded) {
  if (const std::string_view code = Find(folded); !code.empty()) return code;
  for (const std::string_view prefix : kFormalPrefixes) {
    if (!folded.starts_with(prefix)) continue;
    if (const std::string_view code = Find(std::string_view(folded).substr(prefix.size())); !code.empty()) return code;
  }
  return {};
}

std::string_view Look(std::string_view word) {
  if (word.size() == 2) {
    char lower[2] = {word[0], word[1]};
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return Find(std::string_view(lower, 2));
  }
  if (const std::string_view code = FindFolded(Fold(word)); !code.empty()) return code;
  if (const std::size_t open = word.find('('); open != std::string_view::npos && open > 1) {
    if (const std::string_view code = FindFolded(Fold(word.substr(0, open))); !code.empty()) return code;
  }
  const std::size_t comma = word.find(',');
  if (comma == std::string_view::npos) return {};
  std::string natural(word.substr(comma + 1));
  natural.push_back(' ');
  natural += word.substr(0, comma);
  return FindFolded(Fold(natural));
}

}  // namespace

std::string_view CountryCode(std::string_view word) {
  constexpr std::size_t kLongestName = 200;
  constexpr std::size_t kRemembered = 4096;
  if (word.size() < 2 || word.size() > kLongestName) return {};
  // A list has few countries and many rows, and folding a name costs microseconds.
  thread_local std::unordered_map<std::string, std::string_view, Hash, std::equal_to<>> remembered;
  if (const auto at = remembered.find(word); at != remembered.end()) return at->second;
  if (remembered.size() >= kRemembered) remembered.clear();
  return remembered.emplace(word, Look(word)).first->second;
}

}  // namespace maktab::lists
