// Any bytes as any identifier, and any bytes as definitions: no crash, and what is recognised has a key.
#include <string_view>

#include "base/assert.h"
#include "identifiers/container.h"
#include "identifiers/document_number.h"
#include "identifiers/identify.h"
#include "identifiers/imei.h"
#include "identifiers/imo.h"
#include "identifiers/vin.h"

using namespace maktab::identifiers;  // NOLINT(google-build-using-namespace): every parser of the module is fuzzed

namespace {

constexpr std::string_view kPlates = R"(
[words]
"تونس" = "TU"
[letters.ma]
"أ" = "A"
"ب" = "B"
[regions.ma]
6 = ["Here", "هنا"]
[[plate]]
country = "MA"
series = "series"
pattern = "number:D1-6 letter:P1 prefecture:D1-2"
canonical = "{number}-{letter}-{prefecture}"
letters = "ma"
regions = "ma"
region_group = "prefecture"
compact = true
reversible = true
strip_zeros = true
[[plate]]
country = "TN"
series = "national"
pattern = "series:D1-3 _:=TU number:D1-4"
canonical = "{series} TU {number}"
[[plate]]
country = "DE"
series = "national"
pattern = "area:L1-3 letters:L1-2 number:D1-4"
canonical = "{area}-{letters} {number}"
)";
constexpr std::string_view kMakers = "[[maker]]\nname = \"Made up\"\nwmi = [\"1HG\", \"YT9007\", \"JT\"]\n";
constexpr std::string_view kStates =
    "arabic_script = [\"UTO\"]\n[[state]]\ncode = \"UTO\"\nar = \"a\"\nen = \"a\"\nfr = \"a\"\nes = \"a\"\n";

const Tables& TheTables() {
  static const Tables tables = [] {
    auto loaded = Tables::Load(kPlates, kMakers, kStates);
    return std::move(loaded).value();
  }();
  return tables;
}

void CheckRecognition(std::string_view text) {
  const Identification found = Identify(text, TheTables(), {2026, 11, 21});
  if (found.kind == Kind::kUnknown || found.kind == Kind::kMrz) return;
  MAKTAB_ASSERT(!found.key.empty() && !found.fields.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
      (void)PlateTable::Load(text);
      return 0;
    case 1:
      (void)WmiTable::Load(text);
      return 0;
    default:
      CheckRecognition(text);
      (void)ParsePlate(text, TheTables().plates, PlateReading::kAny);
      (void)ParseVin(text, TheTables().makers, 2026);
      (void)VinTail(text);
      (void)ParseContainer(text);
      (void)ParseImei(text);
      (void)ParseImo(text);
      return 0;
  }
}
