// Where each field of each format stands, counted over the lines put together (ICAO Doc 9303 parts 4 to 7). For the
// parser and its tests.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "identifiers/mrz.h"

namespace maktab::identifiers {

struct MrzSpan {
  std::uint8_t from = 0;
  std::uint8_t length = 0;
  std::string_view Of(std::string_view zone) const { return zone.substr(from, length); }
};

constexpr std::uint8_t kNoPosition = 0xFF;

struct MrzLayout {
  MrzFormat format;
  std::uint8_t lines;
  std::uint8_t width;
  std::string_view first_letters;  // of the document code
  MrzSpan name, number, nationality, birth, expiry, optional, optional2, personal;
  std::uint8_t sex;
  std::uint8_t composite;                   // position of its check digit; kNoPosition: none
  std::array<MrzSpan, 3> composite_fields;  // what it is computed over
  bool long_numbers;                        // a '<' instead of the number's check digit continues it in `optional`
};

constexpr MrzSpan kMrzDocumentCode{0, 2};
constexpr MrzSpan kMrzIssuingState{2, 3};

// The check digit of number, birth, expiry and personal is the character behind the field.
constexpr std::array<MrzLayout, 5> kMrzLayouts = {{
    {MrzFormat::kTd1,
     3,
     30,
     "ACIP",
     {60, 30},
     {5, 9},
     {45, 3},
     {30, 6},
     {38, 6},
     {15, 15},
     {48, 11},
     {},
     37,
     59,
     {{{5, 32}, {38, 7}, {48, 11}}},
     true},
    {MrzFormat::kTd2,
     2,
     36,
     "ACIP",
     {5, 31},
     {36, 9},
     {46, 3},
     {49, 6},
     {57, 6},
     {64, 7},
     {},
     {},
     56,
     71,
     {{{36, 10}, {49, 7}, {57, 14}}},
     true},
    {MrzFormat::kTd3,
     2,
     44,
     "P",
     {5, 39},
     {44, 9},
     {54, 3},
     {57, 6},
     {65, 6},
     {72, 14},
     {},
     {72, 14},
     64,
     87,
     {{{44, 10}, {57, 7}, {65, 22}}},
     false},
    {MrzFormat::kMrvA,
     2,
     44,
     "V",
     {5, 39},
     {44, 9},
     {54, 3},
     {57, 6},
     {65, 6},
     {72, 16},
     {},
     {},
     64,
     kNoPosition,
     {},
     false},
    {MrzFormat::kMrvB,
     2,
     36,
     "V",
     {5, 31},
     {36, 9},
     {46, 3},
     {49, 6},
     {57, 6},
     {64, 8},
     {},
     {},
     56,
     kNoPosition,
     {},
     false},
}};

}  // namespace maktab::identifiers
