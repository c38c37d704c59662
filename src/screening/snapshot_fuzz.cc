// Snapshot files from anywhere: refused, or as safe to ask as one that was built here. Checksums are passed over, for
// otherwise no changed byte would get beyond them.
#include <cstdint>

#include "screening/checker.h"
#include "screening/snapshot_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace maktab;
  const auto snapshot = screening::ParseSnapshot({reinterpret_cast<const char*>(data), size}, true);
  if (!snapshot.ok()) return 0;
  model::Entity example;
  example.Add(model::kPropName, "Zorgan Madeup");
  example.Add(model::kPropAlias, "زورغان");
  example.Add(model::kPropPassportNumber, "XB1001");
  example.Add(model::kPropBirthDate, "1961");
  static screening::Checker checker;
  screening::CheckOptions options;
  options.cutoff = 0;
  checker.Check(**snapshot, example, options);
  for (const screening::SegmentInForce& in_force : (*snapshot)->segments()) {
    for (std::uint32_t row = 0; row < in_force.segment->row_count(); ++row) {
      in_force.segment->FindRow(in_force.segment->dataset(row), in_force.segment->view(row).id());
    }
  }
  return 0;
}
