// Any bytes as a machine-readable zone: no crash, and a zone that is called valid has only right check digits.
#include <algorithm>
#include <string_view>

#include "base/assert.h"
#include "identifiers/arabic_mrz.h"
#include "identifiers/mrz.h"

using maktab::identifiers::ArabicToMrz;
using maktab::identifiers::MrzCheckDigit;
using maktab::identifiers::MrzToArabic;
using maktab::identifiers::ParseMrz;
using maktab::identifiers::StateTable;

namespace {

const StateTable& States() {
  static const StateTable states = [] {
    auto loaded = StateTable::Load(
        "arabic_script = [\"UTO\"]\n[[state]]\ncode = \"UTO\"\nar = \"a\"\nen = \"a\"\nfr = \"a\"\nes = \"a\"\n");
    return std::move(loaded).value();
  }();
  return states;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  maktab::identifiers::Warning why_not;
  const auto mrz = ParseMrz(text, States(), {2026, 11, 21}, why_not);
  MAKTAB_ASSERT(mrz.has_value() == why_not.code.empty());
  if (mrz) {
    MAKTAB_ASSERT(!mrz->valid || std::all_of(mrz->check_digits.begin(), mrz->check_digits.end(),
                                             [](const MrzCheckDigit& digit) { return digit.ok; }));
  }
  ArabicToMrz(text);
  MrzToArabic(text);
  return 0;
}
