#include "identifiers/imei.h"

#include <algorithm>
#include <array>

#include "identifiers/document_number.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {
namespace {

constexpr std::array<std::string_view, 16> kAllocators = {"01", "10", "30", "33", "35", "44", "45", "49",
                                                          "50", "51", "52", "53", "54", "86", "91", "99"};

}  // namespace

std::optional<Imei> ParseImei(std::string_view text) {
  constexpr std::size_t kDigits = 15;
  char buffer[24];
  const std::size_t length = NormaliseNumber(text, buffer);
  if (length > sizeof(buffer)) return std::nullopt;
  std::string_view digits(buffer, length);
  if (digits.starts_with("IMEI")) digits.remove_prefix(4);
  if (digits.size() != kDigits) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    if (!IsDigit(digits[i])) return std::nullopt;
    if (i + 1 == kDigits) break;
    const int value = (digits[i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  Imei imei;
  imei.digits = digits;
  imei.expected = static_cast<char>('0' + (10 - sum % 10) % 10);
  imei.check_ok = imei.expected == digits.back();
  imei.known_allocator = std::find(kAllocators.begin(), kAllocators.end(), digits.substr(0, 2)) != kAllocators.end();
  return imei;
}

}  // namespace maktab::identifiers
