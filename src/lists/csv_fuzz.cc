// Any bytes as a mapping of old records, and as a list of the format "csv": no crash, no overrun, and whatever is
// accepted is a valid entity.
#include "lists/fuzz_list.h"
#include "lists/record_mapping.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto mapping = maktab::lists::ParseRecordMapping(text);
  MAKTAB_ASSERT(mapping.ok() || !mapping.error().code.empty());
  maktab::lists::FuzzList(maktab::lists::Format::kCsv, text);
  return 0;
}
