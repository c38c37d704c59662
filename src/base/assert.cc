#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace maktab::base {

void AssertionFailed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "maktab: broken invariant at %s:%d: %s\n", file, line, expression);
  std::abort();
}

}  // namespace maktab::base
