// Chinese and Korean names are written in Latin letters by several rules (Mao Tse-tung and Mao Zedong, Pak and Park and
// Bak). Their syllables are few, so that the same syllables under all rules can be told.
#pragma once

#include <cstdint>
#include <string_view>

namespace maktab::names {

// A hash that is equal for letters that may be the same syllables; 0 if the letters are no row of such syllables.
std::uint32_t SyllableHash(std::string_view letters);

}  // namespace maktab::names
