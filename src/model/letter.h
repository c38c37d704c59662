// Letters that the bureau sends, as definitions: the letterhead (definitions/letterhead.toml) and the text of each
// letter in each language (definitions/letters/*.toml), with places for what the record says. Values, checked when
// loaded.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/definitions.h"
#include "model/label.h"
#include "model/language.h"

namespace maktab::model {

// A text with places: "Your reference: {sender_reference}". "{{" and "}}" stand for braces.
class Template {
 public:
  struct Piece {
    std::string text;      // as it is, or
    std::string place;     // the name of a place; lower-case letters, digits, '_'
    std::size_t line = 0;  // of the text, from 0
  };
  struct Problem {
    std::size_t line = 0;  // of the text, from 0
    std::string what;
  };
  // nullopt and `problem` if a brace is not closed or a place has no proper name.
  static std::optional<Template> Parse(std::string_view text, Problem& problem);

  // A paragraph (lines up to an empty one) and within it a line whose places are all empty is left out; one without
  // places stays.
  std::string Fill(const std::function<std::string(const std::string& place)>& value) const;
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  std::vector<Piece> pieces_;
};

// A letter in one language.
struct LetterText {
  Template lines;  // references, date, to whom: one a line
  Template subject;
  Template body;      // paragraphs with an empty line between
  Template closing;   // who signs
  std::string draft;  // written across each page until the letter is final
};

struct Letter {
  std::string id;
  std::string register_id;
  Label title;
  std::string language_field;             // a choice of ar, en, fr, es
  std::vector<std::string> final_states;  // in others it is a draft
  std::string signed_by;                  // the action whose last doer signs
  // A field of the register that names another of its records: those that name this one are part of it. Their receipts
  // stand in it, and it is no more final than they are. Empty: none.
  std::string with;
  std::string kept_in;  // the field of type attachment that keeps the letter that was sent
  std::array<LetterText, kLanguages.size()> texts;
};

struct Letterhead {
  Label authority;  // lines above the name, separated by line ends
  Label name;
  Label address;       // lines
  std::string beside;  // the language of the bureau's name on the other side; empty: none
};

// Places that every letter has besides the fields of its register.
// receipts: who owed one and when it came, one a line.
inline constexpr std::array<std::string_view, 6> kLetterPlaces = {"number",    "date",    "bureau",
                                                                  "signed_by", "version", "receipts"};

// Errors: definitions.wrong (file, line, what).
base::Result<Letterhead> ReadLetterhead(const Definitions& definitions);
// `is_field`: whether a register has a field; a place must be one, or one of kLetterPlaces.
using IsField = std::function<bool(std::string_view register_id, std::string_view field)>;
base::Result<Letter> ReadLetter(const Definitions& definitions, const std::string& name, const IsField& is_field);

}  // namespace maktab::model
