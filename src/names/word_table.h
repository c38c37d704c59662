// What the tables of words share: lists in one text, and maps that look up views.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "names/letters.h"

namespace maktab::names {

// Calls fn(normal letters) for each word of a list that is separated by spaces.
template <typename Fn>
void ForEachWord(std::string_view list, const Fn& fn) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    for (const Word& word : SplitWords(list.substr(0, end), NameKind::kOrganisation)) fn(word.letters);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

// Looks up views without making strings of them.
struct LettersHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view letters) const { return base::HashBytes(letters); }
};
template <typename T>
using LettersMap = std::unordered_map<std::string, T, LettersHash, std::equal_to<>>;

}  // namespace maktab::names
