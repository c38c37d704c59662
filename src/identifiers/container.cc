#include "identifiers/container.h"

#include "identifiers/document_number.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {
namespace {

// ISO 6346, annex A: A is 10, and the values go up by one, leaving out the multiples of 11 (11, 22, 33).
int LetterValue(char letter) {
  const int value = letter - 'A' + 10;
  return value + (value > 10 ? 1 : 0) + (value > 20 ? 1 : 0) + (value > 30 ? 1 : 0);
}

}  // namespace

std::string ContainerNumber::Key() const {
  return owner + category + serial + (found == '\0' ? expected : found);
}

std::optional<ContainerNumber> ParseContainer(std::string_view text) {
  constexpr std::size_t kLetters = 4;
  constexpr std::size_t kChecked = 10;
  char buffer[12];
  const std::size_t length = NormaliseNumber(text, buffer);
  if (length != kChecked && length != kChecked + 1) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const bool letter = IsLatinLetter(buffer[i]);
    if (letter != (i < kLetters)) return std::nullopt;
    if (i < kChecked) sum += (letter ? LetterValue(buffer[i]) : buffer[i] - '0') << i;
  }
  const char category = buffer[kLetters - 1];
  if (category != 'U' && category != 'J' && category != 'Z') return std::nullopt;
  ContainerNumber container;
  container.owner.assign(buffer, 3);
  container.category = category;
  container.serial.assign(buffer + kLetters, kChecked - kLetters);
  container.expected = static_cast<char>('0' + sum % 11 % 10);
  if (length > kChecked) container.found = buffer[kChecked];
  container.check_ok = container.found == container.expected;
  return container;
}

}  // namespace maktab::identifiers
