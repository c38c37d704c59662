#include "identifiers/states.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "identifiers/toml_table.h"

namespace maktab::identifiers {
namespace {

constexpr std::string_view kFile = "mrz_states.toml";
constexpr std::array kNameKeys = {"ar", "en", "fr", "es"};
constexpr std::size_t kLetters = 27;  // none, A–Z

// Position of a code in the index; kLetters³ if it is no code.
std::size_t Pack(std::string_view code) {
  constexpr std::size_t kNone = kLetters * kLetters * kLetters;
  if (code.empty() || code.size() > 3) return kNone;
  std::size_t packed = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    std::size_t letter = 0;
    if (i < code.size()) {
      if (code[i] < 'A' || code[i] > 'Z') return kNone;
      letter = static_cast<std::size_t>(code[i] - 'A') + 1;
    }
    packed = packed * kLetters + letter;
  }
  return packed;
}

std::array<std::string, 4> IcuNames(const char* alpha2) {
  std::array<std::string, 4> names;
  const icu::Locale country("", alpha2);
  for (std::size_t i = 0; i < names.size(); ++i) {
    icu::UnicodeString name;
    country.getDisplayCountry(icu::Locale(kNameKeys[i]), name);
    name.toUTF8String(names[i]);
  }
  return names;
}

}  // namespace

void StateTable::Add(State state) {
  const std::size_t packed = Pack(state.code);
  index_[packed] = static_cast<std::uint16_t>(states_.size() + 1);
  states_.push_back(std::move(state));
}

base::Result<StateTable> StateTable::Load(std::string_view toml) {
  MAKTAB_ASSIGN(const toml::table table, ParseToml(toml, kFile));
  StateTable states;
  states.index_.resize(kLetters * kLetters * kLetters);
  for (const char* const* alpha2 = icu::Locale::getISOCountries(); *alpha2 != nullptr; ++alpha2) {
    State state;
    state.code = icu::Locale("", *alpha2).getISO3Country();
    if (Pack(state.code) == states.index_.size()) continue;
    state.alpha2 = *alpha2;
    state.names = IcuNames(*alpha2);
    states.Add(std::move(state));
  }
  MAKTAB_ASSIGN(const auto rows, Rows(table, "state", kFile));
  for (const toml::table* row : rows) {
    State state;
    MAKTAB_ASSIGN(state.code, RequiredText(*row, "code", kFile));
    if (Pack(state.code) == states.index_.size()) {
      return WrongDefinition(kFile, row, "code = \"" + state.code + "\" is not one to three letters A-Z");
    }
    state.alpha2 = (*row)["alpha2"].value_or(std::string());
    for (std::size_t i = 0; i < state.names.size(); ++i) {
      MAKTAB_ASSIGN(state.names[i], RequiredText(*row, kNameKeys[i], kFile));
    }
    states.Add(std::move(state));
  }
  MAKTAB_ASSIGN(const auto arabic, RequiredTexts(table, "arabic_script", kFile));
  for (const std::string& code : arabic) {
    const std::size_t packed = Pack(code);
    if (packed == states.index_.size() || states.index_[packed] == 0) {
      return WrongDefinition(kFile, table.get("arabic_script"),
                             "arabic_script names the unknown state \"" + code + "\"");
    }
    states.states_[states.index_[packed] - 1U].arabic_script = true;
  }
  return states;
}

const State* StateTable::Find(std::string_view code) const {
  while (!code.empty() && code.back() == '<') code.remove_suffix(1);
  const std::size_t packed = Pack(code);
  if (packed >= index_.size() || index_[packed] == 0) return nullptr;
  return &states_[index_[packed] - 1U];
}

}  // namespace maktab::identifiers
