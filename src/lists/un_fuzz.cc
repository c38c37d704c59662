// Any bytes as a list of the format "un": no crash, no overrun, and whatever is accepted is a valid entity.
#include "lists/fuzz_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  maktab::lists::FuzzList(maktab::lists::Format::kUn, std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
