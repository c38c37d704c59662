#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "names/keys.h"
#include "names/name.h"

// The first byte chooses the kind; the rest is the text, and once more bytes that claim to be a prepared name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using namespace maktab::names;
  const auto kind = static_cast<NameKind>(data[0] % 3);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string bytes;
  PrepareName(text, kind, bytes);
  std::vector<NameKey> keys;
  AppendIndexKeys(PreparedView(bytes), keys);
  if (!PreparedView(bytes).valid() || keys.size() > kMaxKeys) std::abort();
  if (PreparedView(text).valid()) AppendQueryKeys(PreparedView(text), keys);
  return 0;
}
