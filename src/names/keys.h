// Sound keys: what an inverted index of names stores and looks up. A key is the hash of a token's consonant skeleton in
// classes that Arabic and Latin spellings share (محمد, Mohamed, Mehmet's "mhmt" → M-H-M-D), so that a query in one
// script finds names in all. Letters that may be two sounds (ch, j, g, c; ذ, ظ) give several skeletons.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "names/name.h"

namespace maktab::names {

struct NameKey {
  std::uint32_t hash = 0;  // never 0
  bool loose = false;      // a skeleton with one class taken away
  bool sign = false;       // no skeleton: an initial, forms of one name, rows of syllables

  bool operator==(const NameKey&) const = default;
};

// The keys of a word by itself, without duplicates, whole ones first. What can be alike shares a key:
//  - names and numbers: whole skeletons, and loosely skeletons with one class taken away and the beginnings of long
//  ones.
//    A whole key of one side may meet a loose one of the other (a letter too few, a name that had no more room);
//  - forms of one given name (Bill, William), words of bodies that are one word in two languages, and rows of syllables
//    under several rules of writing: a whole key that they have in common;
//  - an initial: a key of its letter, which InitialKey gives for the words that it may stand for;
//  - a word of a body that may be an acronym: a key that AppendJoinedKeys gives for the names it may stand for;
//  - a word of a person that may be first letters (JC): a key of these letters.
// Particles have keys only if they are short forms of a given name too; titles, legal forms and stop words have none.
// At most kMaxKeys.
constexpr std::size_t kMaxKeys = 80;
void AppendWordKeys(const TokenView& token, NameKind kind, std::vector<NameKey>& out);
// The whole keys that the word would have if two of its letters changed places or one of them were not there, but for
// those of the word itself: letters that are one sound together (ch, ph) may be two without.
void AppendKeysOfSlips(const TokenView& token, std::vector<NameKey>& out);
// The key of the initial that may stand for this word.
std::uint32_t InitialKey(const TokenView& token);

// Two or three neighbours that another name may write as one word ("Ben Ali", "Benali"), by their sounds and in names
// of nothing but syllables by these too ("Tse-tung", "Zedong"), or what a body's words begin with ("PLA").
struct JoinedKey {
  std::uint32_t hash = 0;
  std::uint8_t first = 0;  // token of the name
  std::uint8_t count = 0;  // 0: what its words begin with

  bool operator==(const JoinedKey&) const = default;
};
void AppendJoinedKeys(PreparedView name, std::vector<JoinedKey>& out);

// Two or three neighbours as one word, written into `letters`; false if they cannot be one.
bool JoinTokens(std::span<const TokenView> neighbours, std::string& letters);

// The first letters of the words of a body's name, in Latin letters, three to six; empty if they are no acronym.
std::string AcronymOf(PreparedView name);
// The key of a word that is, or may be, this acronym or these first letters.
std::uint32_t AcronymKey(std::string_view letters);

}  // namespace maktab::names
