#include "identifiers/mrz_repair.h"

#include "identifiers/mrz.h"

namespace maktab::identifiers {

char AsMrzDigit(char c) {
  switch (c) {
    case 'O':
    case 'Q':
    case 'D':
      return '0';
    case 'I':
    case 'L':
      return '1';
    case 'Z':
      return '2';
    case 'S':
      return '5';
    case 'G':
      return '6';
    case 'B':
      return '8';
    default:
      return c;
  }
}

char AsMrzLetter(char c) {
  switch (c) {
    case '0':
      return 'O';
    case '1':
      return 'I';
    case '2':
      return 'Z';
    case '5':
      return 'S';
    case '6':
      return 'G';
    case '8':
      return 'B';
    default:
      return c;
  }
}

std::optional<std::string> RepairDigits(std::string_view field, char check) {
  std::string repaired(field);
  for (char& c : repaired) c = AsMrzDigit(c);
  if ((repaired == field && AsMrzDigit(check) == check) || MrzCheckDigitOf(repaired) != AsMrzDigit(check)) {
    return std::nullopt;
  }
  return repaired + AsMrzDigit(check);
}

std::vector<std::string> RepairMixed(std::string_view field, char check) {
  std::vector<std::string> readings;
  const char digit = AsMrzDigit(check);
  std::string reading(field);
  if (digit != check && MrzCheckDigitOf(reading) == digit) readings.push_back(reading + digit);
  // Digits first: they are what numbers hold most.
  for (const auto as : {AsMrzDigit, AsMrzLetter}) {
    for (char& c : reading) {
      const char found = c;
      c = as(found);
      if (c != found && MrzCheckDigitOf(reading) == digit) readings.push_back(reading + digit);
      c = found;
    }
  }
  return readings;
}

}  // namespace maktab::identifiers
