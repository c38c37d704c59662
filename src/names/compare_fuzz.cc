#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "names/compare.h"

// The first byte chooses the kind, a line feed parts the two names. The second is also taken for prepared bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using namespace maktab::names;
  const auto kind = static_cast<NameKind>(data[0] % 3);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t middle = std::min(text.find('\n'), text.size());
  const std::string_view query = text.substr(0, middle);
  const std::string_view other = text.substr(std::min(middle + 1, text.size()));
  const Explanation explanation = ExplainNames(query, other, kind);
  if (!(explanation.score >= 0 && explanation.score <= 1)) std::abort();
  if (PreparedView(other).valid()) {
    Comparer comparer;
    comparer.SetQuery(query, kind);
    const float score = comparer.Score(PreparedView(other));
    if (!(score >= 0 && score <= 1)) std::abort();
    // What is asked for at least is told as it is.
    const float least = static_cast<float>(data[0]) / 255;
    const float told = comparer.Score(PreparedView(other), least);
    if (told != score && (score >= least || told != 0)) std::abort();
  }
  return 0;
}
