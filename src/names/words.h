// Words inside names that are not names: particles, titles, legal forms, stop words, in their normal form, with one
// class for all spellings of both scripts. Written by us from domain knowledge; matched exactly.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "names/letters.h"
#include "names/name.h"

namespace maktab::names {

// Classes that the code must know; the others are only compared for equality.
enum WordClass : std::uint8_t {
  kNoClass = 0,
  kChildOf = 1,   // ibn, bin, ben, bint, ould
  kFatherOf = 2,  // abu, abi, bou
  kMotherOf = 3,  // umm
  kArticle = 4,   // al, el, ال and آل: taken away before a name
  kBound = 5,     // عبد, abd, abdul: binds the next word
  kFaith = 6,     // دين after an article; eddine, uddin
  kGeneric = 7,   // kName, but said of many organisations: bank, group, trading
  kPlace = 8,     // kName, but a country or part of the world
  kFirstFreeClass = 10,
};

struct WordInfo {
  TokenKind kind = TokenKind::kName;
  std::uint8_t word_class = kNoClass;
};

// What a word means in a name of this kind; kName with kNoClass if it is no such word.
WordInfo LookUpWord(std::string_view letters, NameKind kind);

// The class of the legal form that begins at words[at] and takes several words ("joint stock company"); `count` says
// how many. kNoClass if none begins there.
std::uint8_t LookUpPhrase(const std::vector<Word>& words, std::size_t at, std::size_t& count);

// Arabic given names that begin with alef-lam without an article (الياس, الهام), as often written without hamza.
bool BeginsWithoutArticle(std::string_view letters);

// A Latin word without the article that it may begin with (Elkhatib, Lwardi); the whole word if it begins with none.
std::string_view WithoutArticle(std::string_view letters);

// The word الله in normal letters.
bool IsAllah(std::string_view letters);

// The digits that a number word of an organisation's name stands for ("first", "1st", "forty"); empty if it is none.
std::string_view NumberWord(std::string_view letters);

// Numbers that forms of one given name share (Bill and William, Sasha and Alexander); 0 where it has none. A short form
// may belong to two names (Ted).
using GivenNameGroups = std::array<std::uint16_t, 2>;
GivenNameGroups GivenNameGroupsOf(std::string_view letters);
// The same for words of organisations that are one word in two languages.
GivenNameGroups BodyWordGroupsOf(std::string_view letters);

}  // namespace maktab::names
