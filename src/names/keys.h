// Sound keys: what an inverted index of names stores and looks up. A key is the hash of a token's consonant skeleton in
// classes that Arabic and Latin spellings share (محمد, Mohamed, Mehmet's "mhmt" → M-H-M-D), so that a query in one
// script finds names in all. Letters that may be two sounds (ch, j, g, c; ذ, ظ) give several skeletons.
#pragma once

#include <cstdint>
#include <vector>

#include "names/name.h"

namespace maktab::names {

struct NameKey {
  std::uint32_t hash = 0;  // never 0
  std::uint8_t token = 0;  // position of the token in the prepared name; for two words joined, the first
  bool loose = false;      // false: a whole skeleton; true: one class taken away, or one of two joined words

  bool operator==(const NameKey&) const = default;
};

// The keys that the index stores for a name, without duplicates: whole skeletons and the skeletons with one class
// deleted. At most kMaxKeys. Strong and loose keys are one space of hashes: a strong key of the query may meet a loose
// one of the name (a letter too few in the query) and the other way round.
constexpr std::size_t kMaxKeys = 255;
void AppendIndexKeys(PreparedView name, std::vector<NameKey>& out);

// The keys that a query looks up: the same function of the name, so that a name always finds itself. Look up strong
// keys first: `out` is sorted strong before loose, in the order of the tokens.
void AppendQueryKeys(PreparedView name, std::vector<NameKey>& out);

}  // namespace maktab::names
