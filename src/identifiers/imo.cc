#include "identifiers/imo.h"

#include "identifiers/document_number.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {

std::optional<ImoNumber> ParseImo(std::string_view text) {
  constexpr std::size_t kDigits = 7;
  char buffer[16];
  const std::size_t length = NormaliseNumber(text, buffer);
  if (length > sizeof(buffer)) return std::nullopt;
  std::string_view digits(buffer, length);
  if (digits.starts_with("IMO")) digits.remove_prefix(3);
  if (digits.size() != kDigits) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    if (!IsDigit(digits[i])) return std::nullopt;
    if (i + 1 < kDigits) sum += (digits[i] - '0') * static_cast<int>(kDigits - i);
  }
  ImoNumber imo;
  imo.digits = digits;
  imo.expected = static_cast<char>('0' + sum % 10);
  imo.check_ok = imo.expected == digits.back();
  return imo;
}

}  // namespace maktab::identifiers
