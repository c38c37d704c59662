#include "identifiers/document_number.h"

#include <array>

#include "base/assert.h"
#include "identifiers/fold.h"

namespace maktab::identifiers {
namespace {

constexpr std::array<char, 256> MakeConfusions() {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = static_cast<char>(static_cast<unsigned char>(c));
  table['O'] = '0';
  table['Q'] = '0';
  table['I'] = '1';
  table['B'] = '8';
  table['S'] = '5';
  table['Z'] = '2';
  return table;
}
constexpr std::array<char, 256> kConfusions = MakeConfusions();

char Folded(char c) {
  return kConfusions[static_cast<unsigned char>(c)];
}

}  // namespace

std::size_t NormaliseNumber(std::string_view text, std::span<char> out) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = FoldCodePoint(NextCharacter(text, at));
    if (c == 0) continue;
    if (length < out.size()) out[length] = c;
    ++length;
  }
  return length;
}

std::string NormaliseNumber(std::string_view text) {
  std::string out(text.size(), '\0');
  out.resize(NormaliseNumber(text, out));
  return out;
}

void FoldConfusions(std::string_view normalised, std::span<char> out) {
  MAKTAB_ASSERT(out.size() >= normalised.size());
  for (std::size_t i = 0; i < normalised.size(); ++i) out[i] = Folded(normalised[i]);
}

std::string FoldConfusions(std::string_view normalised) {
  std::string out(normalised.size(), '\0');
  FoldConfusions(normalised, out);
  return out;
}

std::optional<NumberMatch> CompareNumbers(std::string_view normalised_a, std::string_view normalised_b) {
  if (normalised_a.size() != normalised_b.size() || normalised_a.empty()) return std::nullopt;
  NumberMatch match;
  for (std::size_t i = 0; i < normalised_a.size(); ++i) {
    if (normalised_a[i] == normalised_b[i]) continue;
    if (Folded(normalised_a[i]) != Folded(normalised_b[i])) return std::nullopt;
    match.kind = NumberMatch::Kind::kConfused;
    match.confused.push_back(static_cast<std::uint16_t>(i));
  }
  return match;
}

}  // namespace maktab::identifiers
