// The digest column of rows of lists (docs/formats/ledger.md, "Lists"). Internal to the store.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/entity.h"

namespace maktab::store {

// Half of a SHA-256: identifies ids and contents in memory and tells them apart.
struct Print {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Print&) const = default;
};
Print PrintOf(std::string_view bytes);

// Of what a check can turn on, then of the whole text.
struct Digests {
  Print comparable;
  std::uint64_t body = 0;
};
std::string WriteDigests(const Digests& digests);
// All zero where it is none.
Digests ParseDigests(std::string_view text);
// `body` is model::WriteEntity of it.
Digests DigestsOf(const model::Entity& entity, std::string_view body);

// Caption of a row, cut.
std::string CaptionOf(const model::Entity& entity);

}  // namespace maktab::store
