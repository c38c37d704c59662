// Checks of what must always hold. A failure is a programmer's mistake, never the reader's: it stops the program, in
// release builds too, because going on with a broken invariant could free or jail the wrong person.
#pragma once

namespace maktab::base {

[[noreturn]] void AssertionFailed(const char* expression, const char* file, int line);

}  // namespace maktab::base

#define MAKTAB_ASSERT(expression)                                                        \
  do {                                                                                   \
    if (!(expression)) ::maktab::base::AssertionFailed(#expression, __FILE__, __LINE__); \
  } while (false)
