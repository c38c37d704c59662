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
  if (!PreparedView(bytes).valid()) std::abort();
  for (const std::string_view name : {std::string_view(bytes), text}) {
    if (!PreparedView(name).valid()) continue;
    std::vector<NameKey> keys;
    std::vector<JoinedKey> joined;
    TokenView token;
    for (std::size_t at = PreparedView::begin(); PreparedView(name).Next(at, token);) {
      keys.clear();
      AppendWordKeys(token, kind, keys);
      if (keys.size() > kMaxKeys) std::abort();
    }
    AppendJoinedKeys(PreparedView(name), joined);
  }
  return 0;
}
