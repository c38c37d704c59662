// Sentences that people read, by code and language, from definitions/errors/*.toml and definitions/words/*.toml.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/definitions.h"
#include "model/language.h"

namespace maktab::model {

struct Word {
  std::array<std::string, kLanguages.size()> text;  // by Language
  int status = 0;                                   // errors: the HTTP status; words: 0
};

// Immutable after Load; any thread may read.
class Words {
 public:
  // Errors: definitions.wrong (file, line, what), definitions.missing_language, definitions.doubled.
  static base::Result<Words> Load(const Definitions& definitions);

  // The sentence with {placeholders} filled; an unknown code gives the code itself, so that nothing is hidden.
  std::string Say(Language language, std::string_view code, const base::Error::Params& params = {}) const;
  std::string Say(Language language, const base::Error& error) const { return Say(language, error.code, error.params); }
  // HTTP status of an error; 500 for a code that has none.
  int StatusOf(std::string_view code) const;
  bool Has(std::string_view code) const;
  // The {placeholders} of a sentence, sorted; empty for an unknown code.
  std::vector<std::string> Placeholders(Language language, std::string_view code) const;
  // All codes, sorted; for the checks of completeness and for the reference.
  std::vector<std::string> Codes() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  base::Status LoadFile(const Definitions& definitions, const std::string& name, bool errors);
  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
};

}  // namespace maktab::model
